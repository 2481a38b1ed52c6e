import type { BusinessDate } from '#kernel/dates';
import { type Accrued, accrue } from './accrue.ts';
import { type Arrears, payArrears } from './arrears.ts';
import { flatInterest, flatPrincipals } from './flat.ts';
import { type Period, paidOutAtOnce, periodsOf, type RatePath } from './periods.ts';
import { respread } from './plan.ts';
import { distribute, principalsOf } from './principal.ts';
import { doesNotFit } from './refuse.ts';
import { within as happeningIn, type Payment, type Timeline, timelineOf } from './timeline.ts';
import type { Instalment, ScheduleEvent, ScheduleTerms } from './types.ts';
import { deferredInstalments, equalFrom, equalPrincipal, type Parts, type Standing, within } from './walk.ts';

/** A loan on its way down: what is agreed for the coming instalments, and where it stands. */
type Course = {
  readonly terms: ScheduleTerms;
  readonly timeline: Timeline;
  readonly arrears: Arrears;
  periods: readonly Period[];
  rates: RatePath;
  /** Principal not yet due at the beginning of the period, without what is paid out in it. */
  balance: bigint;
  paidOut: bigint;
  /** Interest of earlier periods that is due with a later one. */
  carried: bigint;
  /** The agreed instalment of an annuity; of other methods, the principal of each instalment from `wishedFrom` on. */
  instalment: bigint;
  wishes: readonly bigint[];
  wishedFrom: number;
  /** Interest of each instalment of a flat loan that is paid out at once. */
  readonly flat: readonly bigint[] | undefined;
  replan: boolean;
  /** With `next_due`: principal paid ahead that the coming instalments are spared. */
  ahead: bigint;
  prepaid: boolean;
};

/**
 * The schedule of a loan with payouts, repayments, changes of rate and moved dates. Each event recomputes the instalments from the period it
 * falls in; those that were due before stay as they were. Errors: those of `timelineOf`, and `repayment_above_debt` at the payment.
 */
export function followEvents(terms: ScheduleTerms, events: readonly ScheduleEvent[]): Instalment[] {
  const course = courseOf(terms, timelineOf(terms, events));
  const rows: Instalment[] = [];
  for (let index = 0; index < terms.instalments; index++) {
    const row = nextRow(course, index);
    rows.push(row);
    if (course.prepaid && course.balance === 0n && course.paidOut === terms.principalSen) break;
  }
  payRemaining(course, rows.length);
  return rows;
}

function courseOf(terms: ScheduleTerms, timeline: Timeline): Course {
  const periods = periodsOf(terms, [], timeline.dates);
  const payments = timeline.payments.map((payment) => onTime(payment, periods));
  const fixed = terms.method === 'flat' && paidOutAtOnce(terms) && timeline.rates.length === 0;
  return {
    terms,
    timeline: { ...timeline, payments },
    arrears: [],
    periods,
    rates: [],
    balance: 0n,
    paidOut: 0n,
    carried: 0n,
    instalment: 0n,
    wishes: [],
    wishedFrom: 0,
    flat: fixed ? flatInterest(terms, terms.principalSen, periods) : undefined,
    replan: true,
    ahead: 0n,
    prepaid: false,
  };
}

/** Paid up to the day that a holiday put a due date off to, a payment is on time. */
function onTime(payment: Payment, periods: readonly Period[]): Payment {
  const putOff = periods.find(({ to, dueOn }) => payment.on > to && payment.on <= dueOn);
  return putOff ? { ...payment, on: putOff.to } : payment;
}

function nextRow(course: Course, index: number): Instalment {
  const { terms, timeline } = course;
  learnRates(course, index);
  const period = periodAt(course, index);
  const here = happeningIn(timeline, period);
  const payouts = here.payouts.reduce((sum, { amountSen }) => sum + amountSen, 0n);
  const opening = { owed: course.balance, ...(terms.method === 'flat' ? { flatBase: course.paidOut } : {}) };
  if (payouts > 0n && terms.recalculation === 'daily') course.replan = true;
  if (course.replan) plan(course, index, payouts, here, opening);
  const accrued = accrue(terms, course.rates, period, here, course.arrears, opening);
  const owed = course.balance + payouts;
  const interest = course.flat?.[index] ?? accrued.interestSen;
  const { parts, dueOn } = settle(course, index, owed, interest, accrued, here);
  course.balance = owed - parts.principalSen;
  course.paidOut += payouts;
  const next = timeline.payouts.reduce((sum, { on, amountSen }) => (on === period.to ? sum + amountSen : sum), 0n);
  return {
    no: period.no,
    dueOn: dueOn && dueOn < period.to ? dueOn : period.dueOn,
    ...parts,
    totalSen: parts.principalSen + parts.interestSen,
    balanceAfterSen: course.balance + next,
  };
}

/** A change of rate is known from its own period on: instalments agreed before do not foresee it. */
function learnRates(course: Course, index: number): void {
  const { to } = periodAt(course, index);
  const known = course.timeline.rates.filter(({ from }) => from < to);
  if (known.length === course.rates.length) return;
  course.rates = known;
  course.periods = periodsOf(course.terms, known, course.timeline.dates);
  course.replan = true;
}

function periodAt({ periods }: Course, index: number): Period {
  return periods[index] as Period;
}

/**
 * Agrees the coming instalments anew. By the day, on what is owed and paid out in this period; by the instalment, on the whole principal,
 * payouts to come included.
 */
function plan(
  course: Course,
  index: number,
  payouts: bigint,
  here: Timeline,
  opening: { owed: bigint; flatBase?: bigint },
): void {
  const { terms, periods, rates } = course;
  const toCome = terms.principalSen - course.paidOut;
  const whole = terms.recalculation === 'per_instalment';
  const balance = course.balance + (whole ? toCome : payouts);
  course.replan = false;
  if (terms.method === 'annuity' || terms.method === 'balloon') {
    const cut = !whole && here.payouts.some(({ on }) => on > periodAt(course, index).from);
    const agreed = { ...here, payments: [] };
    const standing: Standing = { index, balance, carried: course.carried };
    const interest = cut ? accrue(terms, rates, periodAt(course, index), agreed, [], opening).interestSen : undefined;
    course.instalment = equalFrom(terms, periods, interest === undefined ? standing : { ...standing, interest });
    return;
  }
  course.wishedFrom = index;
  course.wishes =
    terms.method === 'flat'
      ? flatPrincipals(terms, balance, flatComing(course, index, balance), index)
      : distribute(balance, principalsOf(terms, balance, index), terms.rounding);
}

function flatComing({ flat, terms, periods }: Course, index: number, balance: bigint): readonly bigint[] {
  return flat ? flat.slice(index) : flatInterest(terms, balance, periods.slice(index));
}

/** What the instalment takes in the end: as agreed, or more when more was paid. */
function settle(
  course: Course,
  index: number,
  owed: bigint,
  interest: bigint,
  accrued: Accrued,
  here: Timeline,
): { parts: Parts; dueOn?: BusinessDate } {
  const { terms } = course;
  course.carried += interest;
  let interestSen = index < deferredInstalments(terms) ? 0n : course.carried;
  const wished =
    index === terms.instalments - 1 ? owed : spared(course, wishedPrincipal(course, index, interestSen, owed));
  let principalSen = within(accrued.earlySen > wished ? accrued.earlySen : wished, owed);
  const over = accrued.receivedSen - principalSen - interestSen;
  if (over > 0n) principalSen = within(principalSen + over, owed);
  const closing =
    principalSen === owed && accrued.receivedSen > 0n && course.paidOut + payoutsOf(here) === terms.principalSen;
  if (closing) interestSen = course.carried;
  if (accrued.receivedSen > principalSen + interestSen) {
    throw aboveDebt(here.payments.at(-1)?.field ?? 'events');
  }
  course.carried = interestSen > 0n || index >= deferredInstalments(terms) ? 0n : course.carried;
  noteAhead(course, principalSen - wished);
  const paidInterest = accrued.receivedSen < interestSen ? accrued.receivedSen : interestSen;
  course.arrears.push({
    interestSen: interestSen - paidInterest,
    principalSen: principalSen - (accrued.receivedSen - paidInterest),
  });
  const paidOff = closing && accrued.receivedSen === principalSen + interestSen && terms.recalculation === 'daily';
  return {
    parts: { principalSen, interestSen },
    ...(paidOff && accrued.lastPaidOn ? { dueOn: accrued.lastPaidOn } : {}),
  };
}

function payoutsOf({ payouts }: Timeline): bigint {
  return payouts.reduce((sum, { amountSen }) => sum + amountSen, 0n);
}

function wishedPrincipal(course: Course, index: number, interest: bigint, owed: bigint): bigint {
  const { terms, periods, instalment, wishes, wishedFrom } = course;
  if (terms.method !== 'annuity' && terms.method !== 'balloon') return within(wishes[index - wishedFrom] ?? 0n, owed);
  const agreed = terms.rounding.residual === 'spread' ? respread(terms, periods) : equalPrincipal(terms, instalment);
  return agreed(index, interest, owed);
}

/** With `next_due`, what was paid ahead is taken off the coming instalments until it is used up. */
function spared(course: Course, wished: bigint): bigint {
  const taken = course.ahead < wished ? course.ahead : wished;
  course.ahead -= taken;
  return wished - taken;
}

function noteAhead(course: Course, ahead: bigint): void {
  if (ahead <= 0n) return;
  course.prepaid = true;
  if (course.terms.prepayment === 'next_due') course.ahead += ahead;
  if (course.terms.prepayment === 'reduce_instalment') course.replan = true;
}

/** Payments after the last instalment can only clear what is overdue. */
function payRemaining({ timeline, arrears, periods }: Course, rows: number): void {
  const last = periods[rows - 1]?.to;
  for (const { on, amountSen, field } of timeline.payments) {
    if (last === undefined || on <= last) continue;
    if (payArrears(arrears, amountSen) > 0n) throw aboveDebt(field);
  }
}

function aboveDebt(field: string): Error {
  return doesNotFit(field, 'repayment_above_debt', 'Pembayaran melebihi seluruh sisa pinjaman dan bunganya');
}
