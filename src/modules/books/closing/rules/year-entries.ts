/** What stands on a chart line at one place (branch and unit; null: none named) when a year ends, in sen, debit above zero. */
export type PlaceSum = {
  readonly branchId: string | null;
  readonly unitId: string | null;
  readonly code: string;
  readonly kind: 'asset' | 'liability' | 'equity' | 'revenue' | 'expense';
  readonly amountSen: bigint;
};

/** An entry of the year's end before it is posted: lines by chart code, debit above zero. */
export type YearEntry = {
  readonly branchId: string | null;
  readonly unitId: string | null;
  readonly description: string;
  readonly lines: readonly { readonly code: string; readonly amountSen: bigint }[];
};

/** Where the year's two sides are gathered (null: straight to the surplus) and where the surplus stands. */
type Targets = { readonly summary: string | null; readonly surplus: string };

/**
 * The entries that close a year, for every place that has revenue or expense: revenue, then expense, to the summary account, and from there to
 * the surplus; a chart without one closes both straight to the surplus. What is zero has no line, what has no lines no entry.
 */
export function closingEntries(sums: readonly PlaceSum[], year: number, { summary, surplus }: Targets): YearEntry[] {
  return byPlace(sums).flatMap(({ branchId, unitId, sums: here }) => {
    const place = { branchId, unitId };
    const target = summary ?? surplus;
    const sides = (['revenue', 'expense'] as const).map((kind) => ({
      kind,
      lines: here.filter((sum) => sum.kind === kind && sum.amountSen !== 0n),
    }));
    const entries: YearEntry[] = sides
      .filter(({ lines }) => lines.length > 0)
      .map(({ kind, lines }) => ({
        ...place,
        description: `Penutup ${kind === 'revenue' ? 'pendapatan' : 'beban'} tahun buku ${year}`,
        lines: closed(lines, target),
      }));
    const left = totalOf(sides.flatMap(({ lines }) => lines));
    if (summary !== null && left !== 0n) {
      entries.push({ ...place, description: `SHU tahun buku ${year}`, lines: moved(summary, surplus, left) });
    }
    return entries;
  });
}

/** The entries of the next year's first day: what stands on the surplus account moves to the one that waits for the meeting. */
export function openingEntries(
  sums: readonly PlaceSum[],
  year: number,
  accounts: { readonly surplus: string; readonly undivided: string },
): YearEntry[] {
  return byPlace(sums).flatMap(({ branchId, unitId, sums: here }) => {
    const left = totalOf(here.filter(({ code }) => code === accounts.surplus));
    if (left === 0n) return [];
    const lines = moved(accounts.surplus, accounts.undivided, left);
    return [{ branchId, unitId, description: `SHU tahun buku ${year} menunggu pembagian`, lines }];
  });
}

/** Revenue, expense and surplus of all places, in sen: revenue and surplus above zero when there is a gain, expense when it was spent. */
export function yearResult(sums: readonly PlaceSum[]): { revenueSen: bigint; expenseSen: bigint; surplusSen: bigint } {
  const revenueSen = -totalOf(sums.filter(({ kind }) => kind === 'revenue'));
  const expenseSen = totalOf(sums.filter(({ kind }) => kind === 'expense'));
  return { revenueSen, expenseSen, surplusSen: revenueSen - expenseSen };
}

function closed(lines: readonly PlaceSum[], target: string): YearEntry['lines'] {
  const total = totalOf(lines);
  const turned = lines.map(({ code, amountSen }) => ({ code, amountSen: -amountSen }));
  return total === 0n ? turned : [...turned, { code: target, amountSen: total }];
}

function moved(from: string, to: string, amountSen: bigint): YearEntry['lines'] {
  return [
    { code: from, amountSen: -amountSen },
    { code: to, amountSen },
  ];
}

function totalOf(lines: readonly Pick<PlaceSum, 'amountSen'>[]): bigint {
  return lines.reduce((sum, { amountSen }) => sum + amountSen, 0n);
}

function byPlace(sums: readonly PlaceSum[]) {
  const places = new Map<string, { branchId: string | null; unitId: string | null; sums: PlaceSum[] }>();
  for (const sum of sums) {
    const { branchId, unitId } = sum;
    const key = `${branchId ?? ''}/${unitId ?? ''}`;
    const place = places.get(key) ?? { branchId, unitId, sums: [] };
    place.sums.push(sum);
    places.set(key, place);
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}
