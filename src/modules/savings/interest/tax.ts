import type { RoundingMode } from '#kernel/money';
import { multiply, type Ratio, roundRatio, whole } from './ratio.ts';

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

/**
 * Keeps each month's interest and the tax already withheld on it, so that the monthly test is the same whether interest is posted
 * each day, each month or once a year. A posting that carries a month over the exemption also withholds what earlier postings of
 * that month did not, and can so be smaller than its tax.
 */
export function taxLedger(tax: InterestTax | undefined, rounding: Rounding) {
  const months = new Map<string, { gross: bigint; withheld: bigint }>();
  return {
    /** The tax to withhold from a posting made of these months. */
    withhold(posted: readonly MonthInterest[]): bigint {
      if (!tax) return 0n;
      let due = 0n;
      for (const { month, gross } of posted) {
        const before = months.get(month) ?? { gross: 0n, withheld: 0n };
        const after = { gross: before.gross + gross, withheld: taxOnMonth(before.gross + gross, tax, rounding) };
        months.set(month, after);
        due += after.withheld - before.withheld;
      }
      return due;
    },
  };
}
