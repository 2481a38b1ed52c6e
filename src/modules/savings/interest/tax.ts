import type { RoundingMode } from '#kernel/money';
import { multiply, type Ratio, roundRatio, whole } from '#kernel/ratio';

/**
 * Final income tax on the savings interest of a cooperative's member, PP 15/2009: nothing while the interest of one calendar month is at
 * most `exemptPerMonth`; above that the rate on all of that month's gross interest, the exempt amount included.
 */
export type InterestTax = { readonly exemptPerMonth: bigint; readonly rate: Ratio };

type Rounding = { readonly step: bigint; readonly mode: RoundingMode };

/** The tax of one member on one month's gross interest. Both in the same unit. */
export function taxOnMonth(gross: bigint, tax: InterestTax, rounding: Rounding): bigint {
  if (gross <= tax.exemptPerMonth) return 0n;
  return roundRatio(multiply(whole(gross), tax.rate), rounding.step, rounding.mode);
}

/** Interest of one calendar month, `YYYY-MM`. */
export type MonthInterest = { readonly month: string; readonly gross: bigint };

/** A month of a posting with the tax withheld on it. */
export type MonthTax = MonthInterest & { readonly tax: bigint };

/** Remembers what each month of one member earned and what was withheld on it. */
export type TaxLedger = {
  /** The months of a posting with the tax to withhold on each. */
  withhold(posted: readonly MonthInterest[]): MonthTax[];
};

/**
 * Keeps each month's interest and the tax already withheld on it (`before`: by earlier postings, of the member's other savings too), so
 * that the monthly test is the same whether interest is posted each day, each month or once a year. A posting that carries a month
 * over the exemption also withholds what earlier postings of that month did not, and can so be smaller than its tax.
 */
export function taxLedger(
  tax: InterestTax | undefined,
  rounding: Rounding,
  before: readonly MonthTax[] = [],
): TaxLedger {
  const months = new Map(before.map(({ month, gross, tax: withheld }) => [month, { gross, withheld }]));
  return {
    withhold(posted) {
      return posted.map(({ month, gross }) => {
        const known = months.get(month) ?? { gross: 0n, withheld: 0n };
        const total = known.gross + gross;
        const due = tax ? taxOnMonth(total, tax, rounding) : 0n;
        months.set(month, { gross: total, withheld: due });
        return { month, gross, tax: due - known.withheld };
      });
    },
  };
}
