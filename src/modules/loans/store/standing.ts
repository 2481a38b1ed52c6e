import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { PeriodClass, Prospect } from '../rules/collectability.ts';
import type { PaidPart } from '../rules/penalty.ts';
import type { Collectability } from './loans.ts';

/** A running loan as its standing is decided: what is written of it now, and what its agreement says. */
export type StandingLoan = {
  readonly id: string;
  readonly version: number;
  readonly outstandingSen: bigint;
  readonly daysPastDue: number;
  readonly overduePrincipalSen: bigint;
  readonly overdueInterestSen: bigint;
  readonly nextDueOn: BusinessDate | null;
  readonly collectability: Collectability;
  readonly performing: boolean;
  readonly override: Exclude<Collectability, 'current'> | null;
  readonly restructuredOn: BusinessDate | null;
  readonly prospect: Prospect;
  readonly classRule: 'cooperative' | 'bank';
  readonly periodClass: PeriodClass;
  /** The rule of the late charge as the terms keep it. */
  readonly penalty: unknown;
};

// A loan that was looked at on a later day is left: it never goes back.
const LOANS = `
  select l.id, l.version, a.balance_sen as "outstandingSen", l.days_past_due as "daysPastDue",
         l.overdue_principal_sen as "overduePrincipalSen", l.overdue_interest_sen as "overdueInterestSen",
         l.next_due_on as "nextDueOn", l.collectability, l.performing, l.override, l.restructured_on as "restructuredOn", l.prospect,
         s.class_rule as "classRule", s.period_class as "periodClass", s.terms -> 'penalty' as penalty
    from loans.loan l
    join loans.schedule s on s.cooperative_id = l.cooperative_id and s.loan_id = l.id and s.version = l.version
    join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
   where l.cooperative_id = $1 and l.id = any($2::uuid[]) and l.status = 'active' and (l.standing_on is null or l.standing_on <= $3)`;

/** The running loans among these, as their standing on a day is decided. */
export function standingLoans(scope: QueryScope, ids: readonly string[], on: BusinessDate): Promise<StandingLoan[]> {
  return scope.tx.prepared<StandingLoan>('loans.standing_loans', LOANS, [scope.cooperativeId, ids, on]);
}

/** A row that is not paid in full. Amounts in sen. */
export type UnpaidRow = {
  readonly loanId: string;
  readonly no: number;
  readonly dueOn: BusinessDate;
  readonly principalSen: bigint;
  readonly interestSen: bigint;
  readonly paidPrincipalSen: bigint;
  readonly paidInterestSen: bigint;
  readonly penaltySen: bigint;
};

const UNPAID = `
  select i.loan_id as "loanId", i.no, i.due_on as "dueOn", i.principal_sen as "principalSen", i.interest_sen as "interestSen",
         i.paid_principal_sen as "paidPrincipalSen", i.paid_interest_sen as "paidInterestSen", i.penalty_sen as "penaltySen"
    from loans.loan l
    join loans.instalment i on i.cooperative_id = l.cooperative_id and i.loan_id = l.id and i.version = l.version
   where l.cooperative_id = $1 and l.id = any($2::uuid[]) and i.settled_on is null
   order by i.loan_id, i.no`;

/** The rows of these loans' schedules in force that are not paid in full. */
export function unpaidRows(scope: QueryScope, ids: readonly string[]): Promise<UnpaidRow[]> {
  return scope.tx.prepared<UnpaidRow>('loans.unpaid_rows', UNPAID, [scope.cooperativeId, ids]);
}

// What was reversed never was paid, and the reversal gives back nothing then.
const PARTS = `
  select a.loan_id as "loanId", a.no, a.component, a.amount_sen as "amountSen", e.happened_on as "on"
    from loans.loan l
    join loans.instalment i on i.cooperative_id = l.cooperative_id and i.loan_id = l.id and i.version = l.version
    join loans.allocation a on a.cooperative_id = l.cooperative_id and a.loan_id = l.id and a.no = i.no
    join loans.event e on e.cooperative_id = a.cooperative_id and e.id = a.event_id
   where l.cooperative_id = $1 and l.id = any($2::uuid[]) and i.settled_on is null and i.due_on < $3 and a.component <> 'penalty'
     and e.reverses_id is null
     and not exists (select 1 from loans.event r where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id)`;

/** What was paid, and stands, of these loans' rows that were due before a day and are not paid in full. */
export function partsOfOverdue(
  scope: QueryScope,
  ids: readonly string[],
  on: BusinessDate,
): Promise<(PaidPart & { readonly loanId: string })[]> {
  return scope.tx.prepared('loans.parts_of_overdue', PARTS, [scope.cooperativeId, ids, on]);
}

/** A loan's standing before it is written. */
export type NewStanding = Pick<
  StandingLoan,
  'id' | 'daysPastDue' | 'overduePrincipalSen' | 'overdueInterestSen' | 'nextDueOn' | 'collectability' | 'performing'
>;

const WRITE_STANDING = `
  update loans.loan l
     set standing_on = $3, days_past_due = n.days, overdue_principal_sen = n.principal, overdue_interest_sen = n.interest,
         next_due_on = n.next_due, performing = n.performing, collectability = n.class,
         collectability_since = case when l.collectability = n.class then l.collectability_since else $3 end
    from json_to_recordset($2::json) as n (id uuid, days integer, principal bigint, interest bigint, next_due date, class text,
         performing boolean)
   where l.cooperative_id = $1 and l.id = n.id and l.id = any($4::uuid[])`;

const WRITE_CHARGES = `
  update loans.instalment i
     set penalty_sen = n.penalty
    from json_to_recordset($2::json) as n (loan_id uuid, version smallint, no smallint, penalty bigint)
   where i.cooperative_id = $1 and i.loan_id = any($3::uuid[]) and i.loan_id = n.loan_id and i.version = n.version and i.no = n.no`;

/** Step: writes the standing of loans at the end of a day, in one statement. */
export async function writeStanding(scope: Scope, on: BusinessDate, rows: readonly NewStanding[]): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map((row) => ({
    id: row.id,
    days: row.daysPastDue,
    principal: row.overduePrincipalSen.toString(),
    interest: row.overdueInterestSen.toString(),
    next_due: row.nextDueOn,
    class: row.collectability,
    performing: row.performing,
  }));
  const ids = rows.map(({ id }) => id);
  await scope.tx.prepared('loans.write_standing', WRITE_STANDING, [
    scope.cooperativeId,
    JSON.stringify(records),
    on,
    ids,
  ]);
}

/** Step: writes the late charge of instalments, in one statement. */
export async function writeCharges(
  scope: Scope,
  rows: readonly {
    readonly loanId: string;
    readonly version: number;
    readonly no: number;
    readonly penaltySen: bigint;
  }[],
): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map(({ loanId, version, no, penaltySen }) => ({
    loan_id: loanId,
    version,
    no,
    penalty: penaltySen.toString(),
  }));
  const ids = [...new Set(rows.map(({ loanId }) => loanId))];
  await scope.tx.prepared('loans.write_charges', WRITE_CHARGES, [scope.cooperativeId, JSON.stringify(records), ids]);
}

// A row that was due before the day, or a loan that stood badly: nothing else changes by the mere passing of a day.
const NEXT = `
  select l.id from loans.loan l
   where l.cooperative_id = $1 and l.id > $2 and l.status = 'active' and (l.standing_on is null or l.standing_on <= $3)
     and (l.next_due_on < $3 or l.days_past_due > 0 or l.collectability <> 'current' or not l.performing
          or l.override is not null or l.restructured_on is not null or l.prospect <> 'rescuable')
   order by l.id
   limit $4`;

/** The next loans, in order of id, whose standing may be another at the end of a day than at the end of the day before. */
export async function nextToRefresh(
  scope: QueryScope,
  day: { readonly on: BusinessDate; readonly after: string; readonly limit: number },
): Promise<{ id: string }[]> {
  return scope.tx.prepared('loans.next_to_refresh', NEXT, [scope.cooperativeId, day.after, day.on, day.limit]);
}
