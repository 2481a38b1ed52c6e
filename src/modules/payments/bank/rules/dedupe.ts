import type { BusinessDate } from '#kernel/dates';

/** A line as it is compared with those of other uploads. `layout` names the shape of the file it came in. */
export type ComparedLine = {
  readonly fingerprint: string;
  readonly bookedOn: BusinessDate;
  readonly amountSen: bigint;
  readonly balanceAfterSen: bigint | null;
};

/** A line that is already kept. */
export type KnownLine = ComparedLine & { readonly ordinal: number; readonly layout: string };

/** An incoming line with its place among equal ones. */
export type FreshLine<Line> = Line & { readonly ordinal: number };

/** Which incoming lines are new; `known` were there word for word, `alike` came before in a file of another shape. */
export type Sifted<Line> = {
  readonly fresh: readonly FreshLine<Line>[];
  readonly known: number;
  readonly alike: number;
};

/**
 * Parts a file's lines into new ones and those that an earlier file brought. The same line has the same date, amount, words,
 * balance and place among equals. A file of another layout words its lines differently: there date, amount and (where both
 * have it) the balance decide, each kept line standing for one incoming line only.
 */
export function siftLines<Line extends ComparedLine>(
  incoming: readonly Line[],
  kept: readonly KnownLine[],
  layout: string,
): Sifted<Line> {
  const exact = new Set(kept.map((line) => `${line.fingerprint}#${line.ordinal}`));
  const otherwise = kept.filter((line) => line.layout !== layout);
  const ordinals = new Map<string, number>();
  const fresh: FreshLine<Line>[] = [];
  let known = 0;
  let alike = 0;
  for (const line of incoming) {
    const ordinal = (ordinals.get(line.fingerprint) ?? 0) + 1;
    ordinals.set(line.fingerprint, ordinal);
    if (exact.has(`${line.fingerprint}#${ordinal}`)) {
      known += 1;
      continue;
    }
    const at = otherwise.findIndex((other) => isAlike(line, other));
    if (at >= 0) {
      otherwise.splice(at, 1);
      alike += 1;
    } else fresh.push({ ...line, ordinal });
  }
  return { fresh, known, alike };
}

function isAlike(line: ComparedLine, other: ComparedLine): boolean {
  if (line.bookedOn !== other.bookedOn || line.amountSen !== other.amountSen) return false;
  const bothKnown = line.balanceAfterSen !== null && other.balanceAfterSen !== null;
  return !bothKnown || line.balanceAfterSen === other.balanceAfterSen;
}

/** A statement's days (both inside) and balances. */
export type Span = {
  readonly id: string;
  readonly fromOn: BusinessDate;
  readonly toOn: BusinessDate;
  readonly openingSen: bigint | null;
  readonly closingSen: bigint | null;
};

/** Between two statements something is missing: the later one does not begin with what the earlier one ended with. */
export type Gap = {
  readonly afterId: string;
  readonly beforeId: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly differenceSen: bigint;
};

/** The gaps between statements that follow each other; those that overlap leave none. */
export function gapsBetween(spans: readonly Span[]): Gap[] {
  const ordered = [...spans].sort((a, b) =>
    a.fromOn === b.fromOn ? (a.toOn < b.toOn ? -1 : 1) : a.fromOn < b.fromOn ? -1 : 1,
  );
  const gaps: Gap[] = [];
  let reached: Span | undefined;
  for (const span of ordered) {
    if (reached && span.fromOn > reached.toOn && reached.closingSen !== null && span.openingSen !== null) {
      const differenceSen = span.openingSen - reached.closingSen;
      if (differenceSen !== 0n) {
        gaps.push({ afterId: reached.id, beforeId: span.id, from: reached.toOn, to: span.fromOn, differenceSen });
      }
    }
    if (!reached || span.toOn >= reached.toOn) reached = span;
  }
  return gaps;
}
