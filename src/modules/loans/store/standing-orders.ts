import { z } from 'zod';
import { parameterOn } from '#cooperatives';
import type { BusinessDate } from '#kernel/dates';
import { parseInput } from '#kernel/input';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** The parameter of standing orders. */
export const STANDING_ORDER_PARAMETER = 'loans.standing_order';

/** `partial`: a saving that holds too little pays what is there; otherwise nothing. */
export const StandingOrderRule = z.strictObject({ partial: z.boolean() });
export type StandingOrderRule = z.output<typeof StandingOrderRule>;

/** The rule in force on a day; usual: what is there is paid, since every rupiah paid lowers the late charge. */
export async function readStandingOrderRule(scope: QueryScope, on: BusinessDate): Promise<StandingOrderRule> {
  const value = (await parameterOn(scope, STANDING_ORDER_PARAMETER, on))?.value;
  return value === undefined ? { partial: true } : parseInput(StandingOrderRule, value);
}

/** A loan that a saving pays on its days, and what the saving holds, in sen. */
export type StandingOrder = { readonly id: string; readonly savingsAccountId: string; readonly balanceSen: bigint };

const NEXT = `
  select l.id, l.savings_account_id as "savingsAccountId", a.balance_sen as "balanceSen"
    from loans.loan l
    join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.savings_account_id
   where l.cooperative_id = $1 and l.id > $2 and l.status = 'active' and l.standing_order and l.next_due_on <= $3
   order by l.id
   limit $4`;

/** The next loans, in order of id, of which a saving has something to pay by the end of a day. */
export function nextStandingOrders(
  scope: QueryScope,
  day: { readonly on: BusinessDate; readonly after: string; readonly limit: number },
): Promise<StandingOrder[]> {
  return scope.tx.prepared<StandingOrder>('loans.next_orders', NEXT, [
    scope.cooperativeId,
    day.after,
    day.on,
    day.limit,
  ]);
}

/** What was not paid of a standing order, and why. Amounts in sen. */
export type Shortfall = {
  readonly loanId: string;
  readonly dueSen: bigint;
  readonly paidSen: bigint;
  readonly reason: string;
};

const INSERT = `
  insert into loans.standing_order_shortfall (cooperative_id, business_date, loan_id, due_sen, paid_sen, reason, written_at)
  select $1, $2, n.loan_id, n.due, n.paid, n.reason, $4
    from json_to_recordset($3::json) as n (loan_id uuid, due bigint, paid bigint, reason text)`;

/** Step: writes what standing orders could not pay on a day. */
export async function insertShortfalls(scope: Scope, on: BusinessDate, rows: readonly Shortfall[]): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map(({ loanId, dueSen, paidSen, reason }) => ({
    loan_id: loanId,
    due: dueSen.toString(),
    paid: paidSen.toString(),
    reason,
  }));
  await scope.tx.prepared('loans.insert_shortfalls', INSERT, [
    scope.cooperativeId,
    on,
    JSON.stringify(records),
    scope.now,
  ]);
}
