import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** A loan whose earned interest is looked at. */
export type AccruingLoan = {
  readonly id: string;
  readonly interestAccountId: string;
  readonly incomeCode: string;
  readonly branchId: string | null;
  readonly unitId: string | null;
};

// At a month's end every running loan; on another day those with an instalment around now, and those that stopped performing.
const NEXT = `
  select l.id, l.interest_account_id as "interestAccountId", p.income_code as "incomeCode", l.branch_id as "branchId",
         l.unit_id as "unitId"
    from loans.loan l
    join loans.product p on p.cooperative_id = l.cooperative_id and p.id = l.product_id
    join loans.schedule s on s.cooperative_id = l.cooperative_id and s.loan_id = l.id and s.version = l.version
    left join ledger.account a
      on not $4 and not l.performing and a.cooperative_id = l.cooperative_id and a.id = l.interest_account_id
   where l.cooperative_id = $1 and l.id > $2 and l.status = 'active' and s.accrues
     and ($4 or a.balance_sen > 0
          or (l.next_due_on <= $3 and exists (
                select 1 from loans.instalment i
                 where i.cooperative_id = l.cooperative_id and i.loan_id = l.id and i.version = l.version and i.due_on = $3)))
   order by l.id
   limit $5`;

/** The next loans, in order of id, whose interest account may have to move on a day. */
export function nextAccruing(
  scope: QueryScope,
  day: { readonly on: BusinessDate; readonly monthEnd: boolean; readonly after: string; readonly limit: number },
): Promise<AccruingLoan[]> {
  const values = [scope.cooperativeId, day.after, day.on, day.monthEnd, day.limit];
  return scope.tx.prepared<AccruingLoan>('loans.next_accruing', NEXT, values);
}

// `targetReceivable` of rules/accrual.ts, for many loans at once; a test holds both together.
const TARGETS = `
  select l.id, greatest(0, sum(
           case when not l.performing then 0
                when i.due_on <= $3 then i.interest_sen
                when i.starts_on < $3 then div(i.interest_sen::numeric * ($3::date - i.starts_on), i.due_on - i.starts_on)::bigint
                else 0 end
           - i.paid_interest_sen))::bigint as "targetSen"
    from loans.loan l
    join loans.instalment i on i.cooperative_id = l.cooperative_id and i.loan_id = l.id and i.version = l.version
   where l.cooperative_id = $1 and l.id = any($2::uuid[]) and l.status = 'active'
   group by l.id`;

/** What each loan's interest account should hold after a day. A loan that ended meanwhile is not there. */
export async function accrualTargets(
  scope: QueryScope,
  loanIds: readonly string[],
  on: BusinessDate,
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await scope.tx.prepared<{ id: string; targetSen: bigint }>('loans.accrual_targets', TARGETS, [
    scope.cooperativeId,
    loanIds,
    on,
  ]);
  return new Map(rows.map(({ id, targetSen }) => [id, targetSen]));
}

/** A stretch of loans whose interest was looked at for a date. */
export type AccrualBatch = {
  readonly on: BusinessDate;
  readonly afterId: string;
  readonly throughId: string;
  readonly nextNumber: bigint;
  readonly monthEnd: boolean;
  readonly loans: number;
  readonly changed: number;
  readonly amountSen: bigint;
};

/** Step: writes a stretch; a second one from the same place for the same date is refused by the table. */
export async function insertAccrualBatch(scope: Scope, batch: AccrualBatch): Promise<void> {
  await scope.tx.run(sql`
    insert into loans.accrual_batch (cooperative_id, business_date, after_id, through_id, next_number, month_end, loans, changed,
           amount_sen, command_id, written_at)
    values (${scope.cooperativeId}, ${batch.on}, ${batch.afterId}, ${batch.throughId}, ${batch.nextNumber}, ${batch.monthEnd},
            ${batch.loans}, ${batch.changed}, ${batch.amountSen}, ${scope.commandId}, ${scope.now})`);
}
