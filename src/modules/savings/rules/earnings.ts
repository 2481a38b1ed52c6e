import { type BusinessDate, parts } from '#kernel/dates';
import {
  cutPeriods,
  type InterestTerms,
  interestPostings,
  type MonthTax,
  type Movement,
  type Period,
  type TaxLedger,
} from '../interest/index.ts';
import type { Tier } from '../interest/tiers.ts';

/** The parts of a product's terms that decide interest. Amounts in sen, rates in ppm a year. */
export type EarningFacts = {
  readonly ratePpm: bigint;
  readonly tiers: readonly { readonly upToSen?: string; readonly ratePpm: number }[];
  readonly tierMode: InterestTerms['tierMode'];
  readonly balanceMethod: InterestTerms['balanceMethod'];
  readonly dayCount: InterestTerms['dayCount'];
  readonly posting: InterestTerms['posting'];
  readonly compounding: InterestTerms['compounding'];
  readonly roundingStepSen: bigint;
  readonly roundingMode: InterestTerms['rounding']['mode'];
  readonly taxed: boolean;
  readonly adminFeeSen: bigint;
};

/** The tax on interest in force: exempt amount in sen, rate in ppm. */
export type TaxFacts = { readonly exemptPerMonthSen: bigint; readonly ratePpm: bigint };

/** A product's terms in the words of the interest engine. */
export function interestTerms(
  terms: EarningFacts,
  tax: TaxFacts | undefined,
  feeSen = terms.adminFeeSen,
): InterestTerms {
  const taxTerms =
    terms.taxed && tax
      ? { tax: { exemptPerMonth: tax.exemptPerMonthSen, rate: { n: tax.ratePpm, d: 1_000_000n } } }
      : {};
  return {
    tiers: engineTiers(terms),
    tierMode: terms.tierMode,
    dayCount: terms.dayCount,
    balanceMethod: terms.balanceMethod,
    posting: terms.posting,
    compounding: terms.compounding,
    financialYearStart: 1,
    rounding: { step: terms.roundingStepSen, mode: terms.roundingMode },
    ...taxTerms,
    feePerPosting: feeSen,
  };
}

function engineTiers(terms: EarningFacts): Tier[] {
  if (terms.tiers.length === 0) return [{ rate: { n: terms.ratePpm, d: 1_000_000n } }];
  return terms.tiers.map(({ upToSen, ratePpm }) => {
    const rate = { n: BigInt(ratePpm), d: 1_000_000n };
    return upToSen === undefined ? { rate } : { upTo: BigInt(upToSen), rate };
  });
}

/** One account and its history since interest was last posted. Amounts in sen. */
export type EarningAccount = {
  readonly from: BusinessDate;
  readonly until: BusinessDate;
  readonly openingSen: bigint;
  readonly movements: readonly Movement[];
  /** What may be taken for tax and fee beyond the interest itself: today's balance less what is blocked. */
  readonly headroomSen: bigint;
};

/** What one account earned in one posting period. */
export type Earning = Period & {
  readonly basisSen: bigint;
  readonly interestSen: bigint;
  readonly taxSen: bigint;
  readonly feeSen: bigint;
  readonly months: readonly MonthTax[];
};

/**
 * What an account earns from the day interest was last posted until `until` (excluded), one earning for each posting period in
 * between, each by the terms in force on its first day. Interest that was posted is the member's money: it earns from the next period on.
 * Tax and fee never take more than the interest and the money that is free.
 */
export function accountEarnings(
  account: EarningAccount,
  termsFor: (day: BusinessDate) => InterestTerms,
  ledger: TaxLedger,
): Earning[] {
  const earnings: Earning[] = [];
  let creditedSen = 0n;
  let headroomSen = account.headroomSen;
  let from = account.from;
  for (let count = 0; from < account.until && count < PERIODS_MAX; count += 1) {
    const terms = termsFor(from);
    const [period] = cutPeriods({ from, to: account.until }, terms.posting, {
      financialYearStart: terms.financialYearStart,
    });
    if (!period) break;
    const earning = earnPeriod(account, period, creditedSen, terms, ledger, headroomSen);
    const netSen = earning.interestSen - earning.taxSen - earning.feeSen;
    creditedSen += netSen;
    headroomSen += netSen;
    earnings.push(earning);
    from = period.to;
  }
  return earnings;
}

const PERIODS_MAX = 1200;

function earnPeriod(
  account: EarningAccount,
  period: Period,
  creditedSen: bigint,
  terms: InterestTerms,
  ledger: TaxLedger,
  headroomSen: bigint,
): Earning {
  const before = account.movements.filter(({ on }) => on < period.from);
  const opening = before.reduce((sum, { amount }) => sum + amount, account.openingSen) + creditedSen;
  const movements = account.movements.filter(({ on }) => on >= period.from && on < period.to);
  const [posting] = interestPostings({ ...period, opening, movements }, terms, ledger);
  if (!posting) throw new Error('a period has one posting');
  const free = (headroomSen > 0n ? headroomSen : 0n) + posting.interest;
  const taxSen = lesser(posting.tax, free);
  const feeSen = lesser(posting.fee, free - taxSen);
  return {
    ...period,
    basisSen: posting.basis.n / posting.basis.d,
    interestSen: posting.interest,
    taxSen,
    feeSen,
    months: withTax(posting.months, taxSen),
  };
}

// What could not be withheld is taken off the last months, so that months and posting agree.
function withTax(months: readonly MonthTax[], taxSen: bigint): MonthTax[] {
  let excess = months.reduce((sum, { tax }) => sum + tax, 0n) - taxSen;
  return [...months]
    .reverse()
    .map((month) => {
      const off = lesser(excess, month.tax);
      const cut = off > 0n ? off : 0n;
      excess -= cut;
      return { ...month, tax: month.tax - cut };
    })
    .reverse();
}

function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** True when a day can end a posting period of this frequency: the first day of a month, quarter, half-year or year. */
export function endsPostingPeriod(day: BusinessDate, posting: InterestTerms['posting']): boolean {
  const { month, day: dayOfMonth } = parts(day);
  const months = { daily: 1, weekly: 1, monthly: 1, quarterly: 3, semiannual: 6, annual: 12, maturity: 1 }[posting];
  return dayOfMonth === 1 && (month - 1) % months === 0;
}
