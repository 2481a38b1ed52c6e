import type { BusinessDate } from '#kernel/dates';
import { type Arrears, arrearsPrincipal, payArrears } from './arrears.ts';
import { factorBetween, type Period, type RatePath } from './periods.ts';
import type { Timeline } from './timeline.ts';
import type { ScheduleTerms } from './types.ts';
import { interestOn } from './walk.ts';

/** What a period brought: its interest, what was paid towards it, and how much of that was principal paid before its due date. */
export type Accrued = {
  readonly interestSen: bigint;
  readonly receivedSen: bigint;
  readonly earlySen: bigint;
  /** The day of the period's last payment. */
  readonly lastPaidOn?: BusinessDate;
};

/** What stands at the beginning of a period: the principal not yet due, and with a flat loan all that was paid out so far. */
export type Opening = { readonly owed: bigint; readonly flatBase?: bigint };

/**
 * Interest of one period on the true balance, cut at every payout, payment and change of rate; each piece is rounded before they are summed.
 * Payments first clear `arrears` (changed in place), the oldest first. Overdue principal bears interest up to the period's last payment; after
 * it, and in a period without payments, the loan is taken to be paid as agreed. Recalculated by the day, a payment counts from its own day;
 * by the instalment, from the due date.
 */
export function accrue(
  terms: ScheduleTerms,
  rates: RatePath,
  period: Period,
  here: Pick<Timeline, 'payouts' | 'payments' | 'rates'>,
  arrears: Arrears,
  opening: Opening,
): Accrued {
  const daily = terms.recalculation === 'daily';
  const lastPaidOn = here.payments.at(-1)?.on;
  const late = () => (lastPaidOn === undefined ? 0n : arrearsPrincipal(arrears));
  let { owed } = opening;
  let flatBase = opening.flatBase;
  let overdue = late();
  let [interestSen, receivedSen, earlySen] = [0n, 0n, 0n];
  let cursor = period.from;
  for (const mark of marksOf(period, here, daily)) {
    const base = flatBase ?? owed + overdue;
    interestSen += interestOn(base, factorBetween(terms, rates, period, cursor, mark), terms.rounding);
    cursor = mark;
    for (const { on, amountSen } of here.payouts) {
      if (on !== mark) continue;
      owed += amountSen;
      if (flatBase !== undefined) flatBase += amountSen;
    }
    for (const { on, amountSen } of here.payments) {
      if (daily ? on !== mark : mark !== period.to) continue;
      const rest = payArrears(arrears, amountSen);
      receivedSen += rest;
      if (!daily || mark === period.to) continue;
      const principal = rest > owed ? owed : rest;
      earlySen += principal;
      owed -= principal;
    }
    if (daily) overdue = lastPaidOn !== undefined && mark < lastPaidOn ? late() : 0n;
  }
  return { interestSen, receivedSen, earlySen, ...(lastPaidOn === undefined ? {} : { lastPaidOn }) };
}

/** The days at which a period is cut; its due date is the last. A payment that counts from the due date cuts nothing. */
function marksOf(
  period: Period,
  here: Pick<Timeline, 'payouts' | 'payments' | 'rates'>,
  daily: boolean,
): BusinessDate[] {
  const days = [
    ...here.payouts.map(({ on }) => on),
    ...(daily ? here.payments.map(({ on }) => on) : []),
    ...here.rates.map(({ from }) => from),
    period.to,
  ];
  return [...new Set(days)].sort();
}
