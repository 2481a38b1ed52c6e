import type { Sen } from '#kernel/money';
import { sen } from '#kernel/money';
import { compare, type Ratio, ratioOfDecimal } from '#kernel/ratio';

/** What law and by-law allow a lender, as decimal percents. Effective-dated parameters; the usual values are `USUAL_LAW`. */
export type LendingLaw = {
  /** The highest rate a year of a loan, as the contract states it. */
  readonly rateCapPercent: string;
  /** What one related party, and what any other member, may owe at most: of own capital. */
  readonly relatedPercent: string;
  readonly memberPercent: string;
};

/** Names of the by-law parameters that hold them. */
export const LAW_PARAMETERS = {
  rateCapPercent: 'loans.rate_cap_percent',
  relatedPercent: 'loans.related_ceiling_percent',
  memberPercent: 'loans.member_ceiling_percent',
} as const satisfies Record<keyof LendingLaw, string>;

/** Ceilings of Permenkop 8/2023 Ps 44 and 45 on own capital; the cap on rates is configurable, its source is secondary (DOMAIN 2.6). */
export const USUAL_LAW: LendingLaw = { rateCapPercent: '24', relatedPercent: '10', memberPercent: '15' };

/** On what each rests, for the settings page and the answer of a refusal. */
export const LAW_BASIS: Readonly<Record<keyof LendingLaw, string>> = {
  rateCapPercent: 'Permenkop 8/2023: jasa pinjaman paling tinggi 24 % setahun',
  relatedPercent: 'Permenkop 8/2023 Ps 44: pihak terkait paling banyak 10 % modal sendiri',
  memberPercent: 'Permenkop 8/2023 Ps 45: satu peminjam paling banyak 15 % modal sendiri',
};

/** A rate as a product states it. */
type StatedRate = { readonly annualPercent: string } | { readonly periodPercent: string };
type Frequency = { readonly every: number; readonly unit: 'day' | 'week' | 'month' };

const DAYS_A_YEAR = 365n;

/** The stated rate in percent a year: that of a period times its periods in a year (12 months, 365 days, 365/7 weeks). Exact. */
export function yearlyPercent(rate: StatedRate, frequency: Frequency): Ratio {
  if ('annualPercent' in rate) return ratioOfDecimal(rate.annualPercent);
  const percent = ratioOfDecimal(rate.periodPercent);
  const every = BigInt(frequency.every);
  if (frequency.unit === 'month') return { n: percent.n * 12n, d: percent.d * every };
  const days = frequency.unit === 'week' ? 7n * every : every;
  return { n: percent.n * DAYS_A_YEAR, d: percent.d * days };
}

/** Whether a product's stated rate is above the cap on a year's rate. */
export function isAboveCap(
  { rate, frequency }: { readonly rate: StatedRate; readonly frequency: Frequency },
  capPercent: string,
): boolean {
  return compare(yearlyPercent(rate, frequency), ratioOfDecimal(capPercent)) > 0;
}

/** A part of an amount in percent, rounded down to the sen: a ceiling is never exceeded by rounding. */
export function partOf(amountSen: bigint, percent: string): Sen {
  const { n, d } = ratioOfDecimal(percent);
  const part = (amountSen * n) / (d * 100n);
  return sen(part > 0n ? part : 0n);
}

/** What one borrower may owe and owes. Amounts in sen. */
export type Exposure = {
  readonly principalSen: bigint;
  readonly outstandingSen: bigint;
  readonly ownCapitalSen: bigint;
  readonly related: boolean;
};

/** The answer of the ceiling (BMPP). `roomSen` is what may still be lent before this loan, never below zero. */
export type CeilingCheck = {
  readonly ceilingSen: Sen;
  readonly roomSen: Sen;
  readonly within: boolean;
  readonly percent: string;
};

/**
 * The ceiling of one borrower: outstanding principal plus the new loan at most 10 % (related party) or 15 % of own capital
 * (Permenkop 8/2023 Ps 42, 44, 45). Pure.
 */
export function checkCeilings(exposure: Exposure, law: LendingLaw): CeilingCheck {
  const percent = exposure.related ? law.relatedPercent : law.memberPercent;
  const ceilingSen = partOf(exposure.ownCapitalSen, percent);
  const left = ceilingSen - exposure.outstandingSen;
  return {
    ceilingSen,
    roomSen: sen(left > 0n ? left : 0n),
    within: exposure.principalSen <= left,
    percent,
  };
}
