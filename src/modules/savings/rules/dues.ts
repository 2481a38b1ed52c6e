import { addMonths, type BusinessDate, parts, startOfMonth } from '#kernel/dates';

/** What is due each month from a day on, in sen; rows in order of that day. */
export type DueTerms = {
  readonly effectiveFrom: BusinessDate;
  readonly dueSen: bigint | null;
  readonly dueDay: number;
};

export type DuesAccount = {
  /** The month of this day is the first that is due. */
  readonly duesFrom: BusinessDate;
  /** What was brought in from older books: it paid for months before `duesFrom`. */
  readonly broughtInSen: bigint;
  readonly balanceSen: bigint;
};

export type Dues = {
  readonly dueSen: bigint;
  readonly paidSen: bigint;
  readonly arrearsSen: bigint;
  /** Months due and not covered, counted from the oldest. */
  readonly monthsBehind: number;
  /** The next month's amount, in sen. */
  readonly monthlySen: bigint;
};

/**
 * What a member owes on the mandatory saving (wajib) today: each month since `duesFrom` is due on its due day, by the terms in
 * force on that day; what is paid fills the oldest month first. Paying ahead makes no arrears later.
 */
export function mandatoryDues(account: DuesAccount, terms: readonly DueTerms[], today: BusinessDate): Dues {
  const months = dueMonths(account.duesFrom, terms, today);
  const paidSen = account.balanceSen > account.broughtInSen ? account.balanceSen - account.broughtInSen : 0n;
  const dueSen = months.reduce((sum, amount) => sum + amount, 0n);
  let covered = paidSen;
  let monthsBehind = 0;
  for (const amount of months) {
    if (covered < amount) monthsBehind += 1;
    covered = covered > amount ? covered - amount : 0n;
  }
  const arrearsSen = dueSen > paidSen ? dueSen - paidSen : 0n;
  return { dueSen, paidSen, arrearsSen, monthsBehind, monthlySen: termsOn(terms, today)?.dueSen ?? 0n };
}

const MONTHS_MAX = 1200;

function dueMonths(from: BusinessDate, terms: readonly DueTerms[], today: BusinessDate): bigint[] {
  const amounts: bigint[] = [];
  let month = startOfMonth(from);
  for (let count = 0; month <= today && count < MONTHS_MAX; count += 1) {
    const inForce = termsOn(terms, month < from ? from : month);
    if (inForce?.dueSen && (month < startOfMonth(today) || parts(today).day >= inForce.dueDay))
      amounts.push(inForce.dueSen);
    month = addMonths(month, 1, 1);
  }
  return amounts;
}

function termsOn(terms: readonly DueTerms[], day: BusinessDate): DueTerms | undefined {
  return terms.findLast((candidate) => candidate.effectiveFrom <= day) ?? terms[0];
}
