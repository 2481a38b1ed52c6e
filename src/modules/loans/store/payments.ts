import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { PaidPart } from '../rules/penalty.ts';
import type { Loan } from './loans.ts';

/** What locking a loan's money needs to know before its row is read: none of it but the saving ever changes. */
export type LoanHead = {
  readonly id: string;
  readonly interestAccountId: string;
  readonly savingsAccountId: string | null;
  readonly incomeCode: string;
  readonly penaltyCode: string;
};

const HEADS = `
  select l.id, l.interest_account_id as "interestAccountId", l.savings_account_id as "savingsAccountId",
         p.income_code as "incomeCode", p.penalty_code as "penaltyCode"
    from loans.loan l
    join loans.product p on p.cooperative_id = l.cooperative_id and p.id = l.product_id
   where l.cooperative_id = $1 and l.id = any($2::uuid[])`;

/** The accounts of loans, before anything is locked. */
export async function readLoanHeads(scope: QueryScope, ids: readonly string[]): Promise<ReadonlyMap<string, LoanHead>> {
  const rows = await scope.tx.prepared<LoanHead>('loans.heads', HEADS, [scope.cooperativeId, [...new Set(ids)]]);
  return new Map(rows.map((row) => [row.id, row]));
}

const LIVE_PAYMENTS = `
  select a.loan_id as "loanId", a.no, a.component, a.amount_sen as "amountSen", e.happened_on as "on"
    from loans.allocation a
    join loans.event e on e.cooperative_id = a.cooperative_id and e.id = a.event_id
   where a.cooperative_id = $1 and a.loan_id = any($2::uuid[]) and e.reverses_id is null
     and not exists (select 1 from loans.event r where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id)
   order by e.happened_on, a.event_id, a.no`;

/** The parts of payments that stand, by loan: what was reversed is left out on both sides, as if it had never been paid. */
export async function readLivePayments(
  scope: QueryScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PaidPart[]>> {
  type Row = PaidPart & { readonly loanId: string };
  const rows = await scope.tx.prepared<Row>('loans.live_payments', LIVE_PAYMENTS, [
    scope.cooperativeId,
    [...new Set(ids)],
  ]);
  return Map.groupBy(rows, ({ loanId }) => loanId);
}

/** What changes what a loan owes: nothing may be dated, or reversed, behind the last of them. */
export const MONEY_EVENTS = [
  'repaid',
  'settled',
  'penalty_waived',
  'rescheduled',
  'restructured',
  'rate_changed',
  'due_date_moved',
  'profit_reported',
  'written_off',
  'recovered',
  'foreclosed',
  'imported',
] as const;

const LAST_MONEY = `
  select e.loan_id as "loanId", max(e.happened_on) as "on"
    from loans.event e
   where e.cooperative_id = $1 and e.loan_id = any($2::uuid[]) and e.kind = any($3)
     and not exists (select 1 from loans.event r where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id)
   group by e.loan_id`;

/** The day of the last event of each loan that changed what it owes. */
export async function readLastMoneyDays(
  scope: QueryScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BusinessDate>> {
  type Row = { readonly loanId: string; readonly on: BusinessDate };
  const rows = await scope.tx.prepared<Row>('loans.last_money', LAST_MONEY, [
    scope.cooperativeId,
    [...new Set(ids)],
    [...MONEY_EVENTS],
  ]);
  return new Map(rows.map(({ loanId, on }) => [loanId, on]));
}

/** A loan's own row as payments leave it. */
export type PaidLoan = Pick<
  Loan,
  | 'id'
  | 'status'
  | 'version'
  | 'closedOn'
  | 'nextDueOn'
  | 'maturesOn'
  | 'daysPastDue'
  | 'overduePrincipalSen'
  | 'overdueInterestSen'
>;

const WRITE_LOANS = `
  update loans.loan l
     set status = n.status, version = n.version, closed_on = n.closed_on, next_due_on = n.next_due_on, matures_on = n.matures_on,
         days_past_due = n.days_past_due, overdue_principal_sen = n.overdue_principal, overdue_interest_sen = n.overdue_interest
    from json_to_recordset($2::json) as n (id uuid, status text, version smallint, closed_on date, next_due_on date, matures_on date,
         days_past_due integer, overdue_principal bigint, overdue_interest bigint)
   where l.cooperative_id = $1 and l.id = any($3::uuid[]) and l.id = n.id`;

/** Step: writes what payments changed of many loans' rows, in one statement. Their principal accounts are locked by the caller. */
export async function writePaidLoans(scope: Scope, loans: readonly PaidLoan[]): Promise<void> {
  if (loans.length === 0) return;
  const records = loans.map((loan) => ({
    id: loan.id,
    status: loan.status,
    version: loan.version,
    closed_on: loan.closedOn,
    next_due_on: loan.nextDueOn,
    matures_on: loan.maturesOn,
    days_past_due: loan.daysPastDue,
    overdue_principal: loan.overduePrincipalSen.toString(),
    overdue_interest: loan.overdueInterestSen.toString(),
  }));
  await scope.tx.prepared('loans.write_paid_loans', WRITE_LOANS, [
    scope.cooperativeId,
    JSON.stringify(records),
    loans.map(({ id }) => id),
  ]);
}

/** The active loans of a member or of many, with whom they belong to: what a counter or a payroll file may pay. */
export async function activeLoansOf(
  scope: QueryScope,
  memberIds: readonly string[],
): Promise<{ id: string; memberId: string }[]> {
  return scope.tx.rows(sql`
    select l.id, l.member_id as "memberId" from loans.loan l
     where l.cooperative_id = ${scope.cooperativeId} and l.member_id = any(${[...memberIds]}::uuid[]) and l.status = 'active'
     order by l.drawn_on, l.id`);
}

/** The loan an event belongs to. */
export async function findLoanOfEvent(scope: QueryScope, eventId: string): Promise<string | undefined> {
  const row = await scope.tx.maybe<{ loanId: string }>(sql`
    select e.loan_id as "loanId" from loans.event e where e.cooperative_id = ${scope.cooperativeId} and e.id = ${eventId}`);
  return row?.loanId;
}
