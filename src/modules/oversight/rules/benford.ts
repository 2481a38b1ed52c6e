/** How often a leading digit is seen, and how often Benford's law expects it, of 10,000. */
export type DigitShare = {
  readonly digit: number;
  readonly seen: number;
  readonly per10000: number;
  readonly expectedPer10000: number;
};

/** Shares of the leading digits 1 to 9 after Benford (1938), log10(1 + 1/d), of 10,000. */
export const BENFORD_PER_10000 = [3010, 1761, 1249, 969, 792, 669, 580, 512, 458] as const;

/** Chi-square of 8 degrees of freedom that chance exceeds once in a hundred times. */
const CRITICAL = 20.09;
/** Fewer amounts say nothing. */
const ENOUGH = 300;

/**
 * Compares leading digits with Benford's law. A hint and never a proof: fees of one amount, instalments and mandatory savings are many equal amounts
 * by nature. `unusual` is null when there are fewer than 300 amounts.
 */
export function benford(counts: readonly number[]): { shares: DigitShare[]; total: number; unusual: boolean | null } {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = BENFORD_PER_10000.map((expectedPer10000, index) => {
    const seen = counts[index] ?? 0;
    return {
      digit: index + 1,
      seen,
      per10000: total === 0 ? 0 : Math.round((seen * 10_000) / total),
      expectedPer10000,
    };
  });
  if (total < ENOUGH) return { shares, total, unusual: null };
  const chiSquare = shares.reduce((sum, { seen, expectedPer10000 }) => {
    const expected = (total * expectedPer10000) / 10_000;
    return sum + (seen - expected) ** 2 / expected;
  }, 0);
  return { shares, total, unusual: chiSquare > CRITICAL };
}
