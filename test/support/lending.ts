import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { addDays, addMonths, type BusinessDate, epochDay } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { formatDecimal, parseDecimal, rupiah } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { generalAccountId } from '#ledger';
import {
  closeDays,
  drawLoan,
  loanDues,
  payOut,
  repay,
  requireLoanProduct,
  reverseRepayment,
  settle,
  signStep,
} from '#loans';
import { numbersFrom } from '../../src/demo/random.ts';
import { type LoanWorld, testProduct } from '../../src/modules/loans/loans.fixture.ts';
import { type Saver, savers } from '../../src/modules/savings/savings.fixture.ts';
import { read, step } from './world.ts';

/** Numbers that look random and are the same for the same seed: from 0 (included) to 1 (excluded). */
export type Dice = () => number;

/** A generator of such numbers: the demo's. */
export const dice: (seed: number) => Dice = numbersFrom;

/** The same cooperative on another day. */
export function onDay(context: Context, on: BusinessDate): Context {
  return { ...context, clock: { now: () => new Date(`${on}T02:00:00Z`), today: () => on } };
}

/** A borrower's habits: when instalments are paid, beside their due date, and how much of them. */
type Habit = { readonly days: number; readonly part: number };

/** A loan of the play; its id is known once it was paid out. */
export type Borrowed = {
  id: string;
  readonly savingId: string;
  readonly startsOn: BusinessDate;
  readonly bad: boolean;
};

/** Loans to come, and what pays out those of a day. */
export type Lending = {
  readonly loans: readonly Borrowed[];
  readonly lendOn: (on: BusinessDate) => Promise<void>;
};

/** Products of every kind of arithmetic, with their ids. */
export async function lendingProducts({ context, productId }: LoanWorld): Promise<string[]> {
  const monthly = { every: 1, unit: 'month' as const };
  return [
    productId,
    await testProduct(context, 'AN', {
      calculation: { rate: { annualPercent: '18' }, method: 'annuity', frequency: monthly, prepayment: 'reduce_term' },
      excess: 'principal',
      penalty: { kind: 'percent_per_month', percent: '2', graceDays: 0 },
    }),
    await testProduct(context, 'HR', {
      calculation: {
        rate: { annualPercent: '24' },
        method: 'equal_principal',
        dayCount: 'actual/365',
        interestPeriod: 'daily',
        frequency: monthly,
      },
      excess: 'next_instalment',
    }),
    await testProduct(context, 'TN', { recognition: 'cash', classes: 'bank', penalty: { kind: 'none' } }),
  ];
}

/** Loans of random amounts and tenors to as many members, to be paid out in cash on random days of the first `days` from `from`. */
export async function planLending(
  world: LoanWorld,
  of: { readonly count: number; readonly from: BusinessDate; readonly days: number; readonly roll: Dice },
): Promise<Lending> {
  const products = await lendingProducts(world);
  const start = onDay(world.context, of.from);
  const members: Saver[] = [];
  for (let first = 1; first <= of.count; first += 200) {
    members.push(...(await savers(start, Math.min(200, of.count - first + 1), first)));
  }
  const wanted = members.map((member): Wanted => {
    const startsOn = addDays(of.from, Math.floor(of.roll() * of.days));
    return {
      member,
      productId: products[Math.floor(of.roll() * products.length)] ?? '',
      amountSen: rupiah(500_000 + Math.floor(of.roll() * 195) * 100_000),
      tenor: 3 + Math.floor(of.roll() * 22),
      standingOrder: of.roll() < 0.15,
      loan: { id: '', savingId: member.SS, startsOn, bad: of.roll() < 0.06 },
    };
  });
  return {
    loans: wanted.map(({ loan }) => loan),
    async lendOn(on) {
      const group = wanted.filter(({ loan }) => loan.startsOn === on);
      if (group.length > 0) await step(onDay(world.context, on), (scope) => payOutAll(scope, group));
    },
  };
}

type Wanted = {
  readonly member: Saver;
  readonly productId: string;
  readonly amountSen: bigint;
  readonly tenor: number;
  readonly standingOrder: boolean;
  readonly loan: Borrowed;
};

async function payOutAll(scope: Scope, group: readonly Wanted[]): Promise<void> {
  const on = scope.today;
  const cash = await generalAccountId(scope, '1.1.01');
  for (const { member, productId, amountSen, tenor, standingOrder, loan } of group) {
    const drawn = await drawLoan(scope, {
      product: await requireLoanProduct(scope, productId, on),
      memberId: member.memberId,
      memberName: 'Anggota',
      principalSen: amountSen,
      tenor,
      disbursedOn: on,
      firstDueOn: addMonths(on, 1),
      savingsAccountId: member.SS,
      standingOrder,
      drawnOn: on,
    });
    await signStep(scope, { loanId: drawn.id, role: 'borrower', name: 'Anggota', way: 'paper', signedOn: on });
    const paid = { loanId: drawn.id, amountSen, on, channel: 'cash' as const };
    await payOut(scope, { ...paid, paidFromAccountId: cash, cashAccountId: cash });
    loan.id = drawn.id;
  }
}

function habit(roll: Dice): Habit {
  const way = roll();
  if (way < 0.55) return { days: 0, part: 1 };
  if (way < 0.65) return { days: -3, part: 1 };
  if (way < 0.85) return { days: 1 + Math.floor(roll() * 45), part: 1 };
  if (way < 0.95) return { days: Math.floor(roll() * 10), part: 0.2 + roll() * 0.7 };
  return { days: 0, part: 1 + roll() * 3 };
}

/** What borrowers do on a day, decided when the lending began: the same for the same seed. */
export type Act = {
  readonly kind: 'pay' | 'settle';
  readonly loan: Borrowed;
  readonly part: number;
  readonly undo: boolean;
};

/** Every payment of the time from the payouts to `until`, by the day on which it is made. */
export function payments(loans: readonly Borrowed[], until: BusinessDate, roll: Dice): Map<BusinessDate, Act[]> {
  const acts: (Act & { readonly on: BusinessDate })[] = [];
  for (const loan of loans) {
    const patience = loan.bad ? 1 + Math.floor(roll() * 2) : 1200;
    for (let month = 1; month <= patience; month += 1) {
      const due = addMonths(loan.startsOn, month);
      if (due > until) break;
      const { days, part } = habit(roll);
      const on = addDays(due, days);
      const kind = roll() < 0.03 ? 'settle' : 'pay';
      if (on <= until) acts.push({ on, kind, loan, part, undo: roll() < 0.06 });
    }
  }
  return Map.groupBy(acts, ({ on }) => on);
}

/** Counts what was done and what was refused, by reason. */
export type Tally = Map<string, number>;

function count(tally: Tally, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

/** Does a day's acts: pays what is due (or running) by each one's part, settles, and undoes some of it at once. */
export async function act(context: Context, acts: readonly Act[], tally: Tally): Promise<void> {
  if (acts.length === 0) return;
  const dues = new Map(
    (await loanDues(context, { loanIds: [...new Set(acts.map(({ loan }) => loan.id))] })).map((due) => [
      due.loanId,
      due,
    ]),
  );
  await Promise.all(
    acts.map(async ({ kind, loan, part, undo }) => {
      const due = dues.get(loan.id);
      if (due?.status !== 'active') return;
      const owed = parseDecimal(due.due) > 0n ? parseDecimal(due.due) : parseDecimal(due.running);
      const amountSen = (owed * BigInt(Math.round(part * 1000))) / 1000n;
      if (amountSen <= 0n) return;
      try {
        const asked = { loanId: loan.id, channel: 'cash' };
        const { result } =
          kind === 'settle'
            ? await settle(context, asked)
            : await repay(context, { ...asked, amount: formatDecimal(amountSen) });
        count(tally, kind);
        if (!undo) return;
        await reverseRepayment(context, { eventId: result.id, reason: 'Salah nama' });
        count(tally, 'reversed');
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        count(tally, `refused: ${error.reason}`);
      }
    }),
  );
}

/** Lets the days from `from` to `until` pass: at each one's opening the day before is closed, then borrowers act. */
export async function liveThrough(
  context: Context,
  of: {
    readonly from: BusinessDate;
    readonly until: BusinessDate;
    readonly lendOn: Lending['lendOn'];
    readonly acts: ReadonlyMap<BusinessDate, readonly Act[]>;
    readonly tally: Tally;
    /** Further deeds of a day, before it ends. */
    readonly deeds?: (today: Context, on: BusinessDate) => Promise<void>;
    readonly monthEnd?: (on: BusinessDate) => Promise<void>;
  },
): Promise<void> {
  for (let on = of.from; on <= of.until; on = addDays(on, 1)) {
    const today = onDay(context, on);
    // Some nights the program slept: the days are caught up on the next morning it is awake.
    const asleep = epochDay(on) % 11 === 0 && !on.endsWith('-01');
    if (!asleep) await closeDays(today);
    if (on.endsWith('-01')) await of.monthEnd?.(addDays(on, -1));
    await of.lendOn(on);
    await act(today, of.acts.get(on) ?? [], of.tally);
    await of.deeds?.(today, on);
  }
  await closeDays(onDay(context, addDays(of.until, 1)));
}

/** Everything the books and the loans say, without ids and times: the same for the same deeds in the same order. */
export function everything(context: Context): Promise<string> {
  return read(context, async (scope) => {
    const c = scope.cooperativeId;
    const parts = await Promise.all([
      scope.tx.rows(sql`
        select e.number, e.business_date, e.description, e.source, l.position, a.name, a.chart_code, l.amount_sen
          from ledger.entry e
          join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
          join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
         where e.cooperative_id = ${c} order by e.number, l.position`),
      scope.tx.rows(sql`
        select l.number, l.status, l.version, l.standing_on, l.days_past_due, l.overdue_principal_sen, l.overdue_interest_sen,
               l.next_due_on, l.collectability, l.collectability_since, l.performing, l.closed_on, l.matures_on, i.no, i.due_on,
               i.principal_sen, i.interest_sen, i.paid_principal_sen, i.paid_interest_sen, i.penalty_sen, i.paid_penalty_sen, i.settled_on
          from loans.loan l
          join loans.instalment i on i.cooperative_id = l.cooperative_id and i.loan_id = l.id and i.version = l.version
         where l.cooperative_id = ${c} order by l.number, i.no`),
      scope.tx.rows(sql`
        select l.number, e.kind, e.happened_on, e.amount_sen, e.principal_sen, e.interest_sen, e.penalty_sen
          from loans.event e join loans.loan l on l.cooperative_id = e.cooperative_id and l.id = e.loan_id
         where e.cooperative_id = ${c} order by e.id`),
      scope.tx.rows(sql`
        select l.number, k.no, k.changed_on, k.from_class, k.to_class, k.reason
          from loans.class_change k join loans.loan l on l.cooperative_id = k.cooperative_id and l.id = k.loan_id
         where k.cooperative_id = ${c} order by l.number, k.no`),
      scope.tx.rows(sql`
        select f.business_date, f.no, f.collectability, f.loans, f.outstanding_sen, f.par1_sen, f.receivable_sen, f.allowance_sen,
               f.disbursed_sen, f.repaid_sen
          from loans.figures f where f.cooperative_id = ${c} order by f.business_date, f.no`),
      scope.tx.rows(sql`
        select l.number, s.business_date, s.due_sen, s.paid_sen, s.reason
          from loans.standing_order_shortfall s join loans.loan l on l.cooperative_id = s.cooperative_id and l.id = s.loan_id
         where s.cooperative_id = ${c} order by s.business_date, l.number`),
      scope.tx.rows(sql`
        select r.business_date, r.status, r.counts from loans.day_run r where r.cooperative_id = ${c} order by r.business_date`),
      scope.tx.rows(sql`
        select b.business_date, b.next_number, b.month_end, b.loans, b.changed, b.amount_sen
          from loans.accrual_batch b where b.cooperative_id = ${c} order by b.business_date, b.next_number`),
      scope.tx.rows(sql`
        select l.number, r.instalment_no, r.kind, r.for_date
          from loans.reminder r join loans.loan l on l.cooperative_id = r.cooperative_id and l.id = r.loan_id
         where r.cooperative_id = ${c} order by l.number, r.instalment_no, r.kind`),
    ]);
    return JSON.stringify(parts, (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
  });
}
