import { daysBetween } from '#kernel/dates';
import { rupiahText } from '#kernel/money';
import { keyOf, type Side } from './pairing.ts';
import { referencesOf, shared, wordsOf } from './words.ts';

/** What is probably the matter with a movement that found no partner. */
export type FindingKind = 'double' | 'altered' | 'alone';

/** `otherId` is the movement it is compared with: its twin, or the partner whose amount differs. */
export type Finding = {
  readonly id: string;
  readonly side: 'bank' | 'books';
  readonly kind: FindingKind;
  readonly otherId: string | null;
  readonly differenceSen: bigint | null;
  readonly text: string;
};

const ALTERED_DAYS_MAX = 10;

/**
 * Says of each movement without a partner what is probably wrong: recorded twice, another amount than its partner's, or missing on
 * the other side. Both lists hold the matched ones as well; only the others are answered.
 */
export function findingsOf(lines: readonly Side[], entries: readonly Side[]): Finding[] {
  const twins = { bank: twinsOf(lines), books: twinsOf(entries) };
  // What is a double of a settled movement is not the altered one of another.
  const altered = alteredPairs(
    lines.filter((line) => !line.matched && !twins.bank.has(line.id)),
    entries.filter((entry) => !entry.matched && !twins.books.has(entry.id)),
  );
  const byLine = new Map(altered.map((pair) => [pair.line.id, pair]));
  const byEntry = new Map(altered.map((pair) => [pair.entry.id, pair]));
  const say = (side: 'bank' | 'books', one: Side): Finding => {
    const pair = (side === 'bank' ? byLine : byEntry).get(one.id);
    const twin = twins[side].get(one.id);
    if (twin) return { id: one.id, side, kind: 'double', otherId: twin.id, differenceSen: null, text: DOUBLE[side] };
    if (!pair) return { id: one.id, side, kind: 'alone', otherId: null, differenceSen: null, text: ALONE[side] };
    const differenceSen = pair.line.amountSen - pair.entry.amountSen;
    const otherId = side === 'bank' ? pair.entry.id : pair.line.id;
    return { id: one.id, side, kind: 'altered', otherId, differenceSen, text: alteredText(pair) };
  };
  return [
    ...lines.filter((line) => !line.matched).map((line) => say('bank', line)),
    ...entries.filter((entry) => !entry.matched).map((entry) => say('books', entry)),
  ];
}

const DOUBLE = {
  bank: 'Sama dengan baris lain yang sudah ada pasangannya: mungkin dua kali di rekening koran',
  books: 'Sama dengan jurnal lain yang sudah ada pasangannya: mungkin dua kali dibukukan',
} as const;
const ALONE = { bank: 'Belum ada di buku', books: 'Belum ada di bank' } as const;

type Pair = { readonly line: Side; readonly entry: Side };

function alteredText({ line, entry }: Pair): string {
  const difference = line.amountSen - entry.amountSen;
  const magnitude = difference < 0n ? -difference : difference;
  // Two digits that change places alter a number by a multiple of nine.
  const swapped = magnitude % 900n === 0n ? ', mungkin angkanya tertukar' : '';
  return `Jumlahnya berbeda: bank ${rupiahText(line.amountSen)}, buku ${rupiahText(entry.amountSen)}, selisih ${rupiahText(difference)}${swapped}`;
}

// The later of movements that cannot be told apart, when the earlier one has its partner.
function twinsOf(sides: readonly Side[]): Map<string, Side> {
  const twins = new Map<string, Side>();
  for (const alike of Map.groupBy(sides, keyOf).values()) {
    const partnered = alike.find((side) => side.matched);
    if (!partnered) continue;
    for (const side of alike) if (!side.matched) twins.set(side.id, partnered);
  }
  return twins;
}

// The same number, or two words in common, near in time and in the same direction, but not the same amount. One partner each.
function alteredPairs(lines: readonly Side[], entries: readonly Side[]): Pair[] {
  const open = entries.map(readOf);
  const scored = lines
    .map(readOf)
    .flatMap((line) =>
      open.flatMap((entry) => {
        const score = likeness(line, entry);
        return score > 0 ? [{ line: line.side, entry: entry.side, score }] : [];
      }),
    )
    .sort((a, b) => b.score - a.score);
  const taken = new Set<string>();
  return scored.filter(({ line, entry }) => {
    if (taken.has(line.id) || taken.has(entry.id)) return false;
    taken.add(line.id);
    taken.add(entry.id);
    return true;
  });
}

type Read = { readonly side: Side; readonly words: ReadonlySet<string>; readonly numbers: ReadonlySet<string> };

function readOf(side: Side): Read {
  return { side, words: wordsOf(side.text), numbers: referencesOf(side.text, side.amountSen) };
}

function likeness(line: Read, entry: Read): number {
  const days = Math.abs(daysBetween(line.side.on, entry.side.on));
  const sameWay = line.side.amountSen > 0n === entry.side.amountSen > 0n;
  if (days > ALTERED_DAYS_MAX || !sameWay || line.side.amountSen === entry.side.amountSen) return 0;
  const numbers = shared(line.numbers, entry.numbers).length;
  const words = shared(line.words, entry.words).length;
  if (numbers === 0 && words < 2) return 0;
  return numbers * 50 + words * 5 + (ALTERED_DAYS_MAX - days);
}
