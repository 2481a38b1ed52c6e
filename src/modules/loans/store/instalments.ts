import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** One row of a loan's schedule in force, with what was paid of it. Amounts in sen. */
export type Instalment = {
  readonly loanId: string;
  readonly no: number;
  readonly startsOn: BusinessDate;
  readonly dueOn: BusinessDate;
  readonly principalSen: bigint;
  readonly interestSen: bigint;
  readonly balanceAfterSen: bigint;
  readonly paidPrincipalSen: bigint;
  readonly paidInterestSen: bigint;
  /** Charged through the loan's `standingOn`; what payments see is computed to the day by `rules/penalty.ts`. */
  readonly penaltySen: bigint;
  readonly paidPenaltySen: bigint;
  readonly waivedPenaltySen: bigint;
  readonly settledOn: BusinessDate | null;
};

const INSTALMENTS = `
  select i.loan_id as "loanId", i.no, i.starts_on as "startsOn", i.due_on as "dueOn", i.principal_sen as "principalSen",
         i.interest_sen as "interestSen", i.balance_after_sen as "balanceAfterSen", i.paid_principal_sen as "paidPrincipalSen",
         i.paid_interest_sen as "paidInterestSen", i.penalty_sen as "penaltySen", i.paid_penalty_sen as "paidPenaltySen",
         i.waived_penalty_sen as "waivedPenaltySen", i.settled_on as "settledOn"
    from loans.loan l
    join loans.instalment i on i.cooperative_id = l.cooperative_id and i.loan_id = l.id and i.version = l.version
   where l.cooperative_id = $1 and l.id = any($2::uuid[])
   order by i.loan_id, i.no`;

/** The schedules in force of these loans, in order of number. */
export async function readInstalments(
  scope: QueryScope,
  loanIds: readonly string[],
): Promise<ReadonlyMap<string, Instalment[]>> {
  const ids = [...new Set(loanIds)];
  const rows = await scope.tx.prepared<Instalment>('loans.instalments', INSTALMENTS, [scope.cooperativeId, ids]);
  const byLoan = Map.groupBy(rows, ({ loanId }) => loanId);
  return new Map(ids.map((id) => [id, byLoan.get(id) ?? []]));
}

const WRITE_PAID = `
  update loans.instalment i
     set paid_principal_sen = n.paid_principal, paid_interest_sen = n.paid_interest, penalty_sen = n.penalty,
         paid_penalty_sen = n.paid_penalty, waived_penalty_sen = n.waived_penalty, settled_on = n.settled_on
    from json_to_recordset($2::json) as n (loan_id uuid, version smallint, no smallint, paid_principal bigint, paid_interest bigint,
         penalty bigint, paid_penalty bigint, waived_penalty bigint, settled_on date)
   where i.cooperative_id = $1 and i.loan_id = any($3::uuid[]) and i.loan_id = n.loan_id and i.version = n.version and i.no = n.no`;

/** Step: writes what was paid, charged and forgiven of instalments, in one statement. `version` is the loan's. */
export async function writePaid(
  scope: Scope,
  rows: readonly (Instalment & { readonly version: number })[],
): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map((row) => ({
    loan_id: row.loanId,
    version: row.version,
    no: row.no,
    paid_principal: row.paidPrincipalSen.toString(),
    paid_interest: row.paidInterestSen.toString(),
    penalty: row.penaltySen.toString(),
    paid_penalty: row.paidPenaltySen.toString(),
    waived_penalty: row.waivedPenaltySen.toString(),
    settled_on: row.settledOn,
  }));
  const ids = [...new Set(rows.map(({ loanId }) => loanId))];
  await scope.tx.prepared('loans.write_paid', WRITE_PAID, [scope.cooperativeId, JSON.stringify(records), ids]);
}

/** Why a schedule was made anew. */
export type ScheduleReason =
  | 'contract'
  | 'tranche'
  | 'prepayment'
  | 'restructured'
  | 'rate_changed'
  | 'due_date_moved'
  | 'imported'
  | 'recalculated'
  | 'reversed'
  | 'profit_reported';

/** A version of a loan's agreement before it is written. */
export type NewSchedule = {
  readonly loanId: string;
  readonly version: number;
  /** `ProductTermsJson`, and the request that made the rows. */
  readonly terms: unknown;
  readonly request: unknown;
  readonly engineVersion: number;
  readonly reason: ScheduleReason;
  readonly madeOn: BusinessDate;
  readonly rows: readonly Omit<Instalment, 'loanId'>[];
};

const INSERT_SCHEDULES = `
  insert into loans.schedule (cooperative_id, loan_id, version, terms, request, engine_version, reason, made_on, made_by, made_at)
  select l.cooperative_id, l.id, n.version, n.terms, n.request, n.engine_version, n.reason, n.made_on, $3, $4
    from loans.loan l
    join json_to_recordset($2::json) as n (loan_id uuid, version smallint, terms jsonb, request jsonb, engine_version smallint,
         reason text, made_on date) on n.loan_id = l.id
   where l.cooperative_id = $1`;

const INSERT_ROWS = `
  insert into loans.instalment (cooperative_id, loan_id, version, no, starts_on, due_on, principal_sen, interest_sen, balance_after_sen,
         paid_principal_sen, paid_interest_sen, penalty_sen, paid_penalty_sen, waived_penalty_sen, settled_on)
  select l.cooperative_id, l.id, n.version, n.no, n.starts_on, n.due_on, n.principal, n.interest, n.balance_after, n.paid_principal,
         n.paid_interest, n.penalty, n.paid_penalty, n.waived_penalty, n.settled_on
    from loans.loan l
    join json_to_recordset($2::json) as n (loan_id uuid, version smallint, no smallint, starts_on date, due_on date, principal bigint,
         interest bigint, balance_after bigint, paid_principal bigint, paid_interest bigint, penalty bigint, paid_penalty bigint,
         waived_penalty bigint, settled_on date) on n.loan_id = l.id
   where l.cooperative_id = $1`;

/** Step: writes new versions of schedules with all their rows; the caller sets `loan.version` to them (`updateLoan`). */
export async function insertSchedules(scope: Scope, schedules: readonly NewSchedule[]): Promise<void> {
  const heads = schedules.map(({ loanId, version, terms, request, engineVersion, reason, madeOn }) => ({
    loan_id: loanId,
    version,
    terms,
    request,
    engine_version: engineVersion,
    reason,
    made_on: madeOn,
  }));
  await scope.tx.prepared('loans.insert_schedules', INSERT_SCHEDULES, [
    scope.cooperativeId,
    JSON.stringify(heads),
    scope.context.actor.personId,
    scope.now,
  ]);
  const rows = schedules.flatMap((schedule) =>
    schedule.rows.map((row) => ({
      loan_id: schedule.loanId,
      version: schedule.version,
      no: row.no,
      starts_on: row.startsOn,
      due_on: row.dueOn,
      principal: row.principalSen.toString(),
      interest: row.interestSen.toString(),
      balance_after: row.balanceAfterSen.toString(),
      paid_principal: row.paidPrincipalSen.toString(),
      paid_interest: row.paidInterestSen.toString(),
      penalty: row.penaltySen.toString(),
      paid_penalty: row.paidPenaltySen.toString(),
      waived_penalty: row.waivedPenaltySen.toString(),
      settled_on: row.settledOn,
    })),
  );
  await scope.tx.prepared('loans.insert_instalments', INSERT_ROWS, [scope.cooperativeId, JSON.stringify(rows)]);
}
