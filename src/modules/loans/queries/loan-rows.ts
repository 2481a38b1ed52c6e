import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { daysPastDueOn } from '../rules/standing.ts';
import type { Collectability, LoanStatus } from '../store/loans.ts';

/** What a list is about: each is one question somebody in the office has. */
export const LOAN_STATES = [
  'running',
  'due_today',
  'overdue',
  'par30',
  'par90',
  'npl',
  'to_sign',
  'to_disburse',
  'broken_promise',
  'written_off',
  'settled',
] as const;
export type LoanState = (typeof LOAN_STATES)[number];

/** Which loans: all that is left out does not narrow. `none` as officer, branch: those without one. */
export type LoanFilter = {
  readonly state: LoanState;
  readonly productId?: string | undefined;
  readonly officerId?: string | undefined;
  readonly branchId?: string | undefined;
  readonly collectability?: Collectability | undefined;
  readonly memberIds?: readonly string[] | undefined;
  readonly number?: string | undefined;
};

/** A loan in a list. Money as decimal strings; days past due to the day of the look. */
export type LoanRow = {
  readonly id: string;
  readonly number: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly memberNumber: string | null;
  readonly productName: string;
  readonly officerName: string | null;
  readonly status: LoanStatus;
  readonly collectability: Collectability;
  readonly nextDueOn: BusinessDate | null;
  readonly daysPastDue: number;
  readonly principal: string;
  readonly outstanding: string;
  readonly overdue: string;
};

type Row = Omit<LoanRow, 'daysPastDue' | 'principal' | 'outstanding' | 'overdue'> & {
  readonly principalSen: bigint;
  readonly outstandingSen: bigint;
  readonly overdueSen: bigint;
};

/** Where a page ended: the order's date and the loan's id. */
export type LoanCursor = { readonly on: string; readonly id: string };

/** A page of loans: oldest due date first where lateness matters, else newest first. `after` is where the page before ended. */
export async function readLoanRows(
  scope: QueryScope,
  of: { filter: LoanFilter; limit: number; after?: LoanCursor | undefined },
): Promise<LoanRow[]> {
  const byDue = DUE_ORDER.has(of.filter.state);
  const order = byDue ? sql`l.next_due_on, l.id` : sql`l.id desc`;
  const from = of.after
    ? byDue
      ? sql`and (l.next_due_on, l.id) > (${of.after.on}::date, ${of.after.id}::uuid)`
      : sql`and l.id < ${of.after.id}::uuid`
    : empty;
  const rows = await scope.tx.rows<Row>(sql`
    select l.id, l.number, l.member_id as "memberId", m.full_name as "memberName", m.number as "memberNumber", p.name as "productName",
           l.officer_name as "officerName", l.status, l.collectability, l.next_due_on as "nextDueOn", l.principal_sen as "principalSen",
           a.balance_sen as "outstandingSen", l.overdue_principal_sen + l.overdue_interest_sen as "overdueSen"
      from loans.loan l
      join loans.product p on p.cooperative_id = l.cooperative_id and p.id = l.product_id
      join members.member m on m.cooperative_id = l.cooperative_id and m.id = l.member_id
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
     where l.cooperative_id = ${scope.cooperativeId} and ${conditionOf(scope, of.filter)} ${from}
     order by ${order}
     limit ${of.limit}`);
  return rows.map(({ principalSen, outstandingSen, overdueSen, ...row }) => ({
    ...row,
    daysPastDue: row.status === 'active' ? daysPastDueOn(row.nextDueOn, scope.today) : 0,
    principal: formatDecimal(principalSen),
    outstanding: formatDecimal(outstandingSen),
    overdue: formatDecimal(overdueSen),
  }));
}

/** How many loans a filter finds, up to `most` (then the list itself must be looked at). */
export async function countLoans(scope: QueryScope, filter: LoanFilter, most = 10_000): Promise<number> {
  const { found } = await scope.tx.one<{ found: bigint }>(sql`
    select count(*) as found from (
      select 1 from loans.loan l where l.cooperative_id = ${scope.cooperativeId} and ${conditionOf(scope, filter)} limit ${most}) x`);
  return Number(found);
}

const DUE_ORDER: ReadonlySet<LoanState> = new Set(['due_today', 'overdue', 'par30', 'par90', 'npl', 'broken_promise']);

/** The condition of a filter on `loans.loan l`. */
function conditionOf(scope: QueryScope, filter: LoanFilter): Sql {
  const { productId, officerId, branchId, collectability, memberIds, number } = filter;
  const parts = [stateOf(scope, filter.state)];
  if (productId !== undefined) parts.push(sql`l.product_id = ${productId}::uuid`);
  if (officerId !== undefined) parts.push(placed('l.officer_id', officerId));
  if (branchId !== undefined) parts.push(placed('l.branch_id', branchId));
  if (collectability !== undefined) parts.push(sql`l.collectability = ${collectability}`);
  if (number !== undefined && memberIds !== undefined) {
    parts.push(sql`(l.number = ${number} or l.member_id = any(${[...memberIds]}::uuid[]))`);
  }
  return join(parts, ' and ');
}

function placed(column: 'l.officer_id' | 'l.branch_id', id: string): Sql {
  return id === 'none' ? sql`${raw(column)} is null` : sql`${raw(column)} = ${id}::uuid`;
}

function stateOf(scope: QueryScope, state: LoanState): Sql {
  const { today } = scope;
  switch (state) {
    case 'running':
      return sql`l.status = 'active'`;
    case 'due_today':
      return sql`l.status = 'active' and l.next_due_on = ${today}::date`;
    case 'overdue':
      return sql`l.status = 'active' and l.next_due_on < ${today}::date`;
    case 'par30':
      return sql`l.status = 'active' and l.next_due_on < ${today}::date - 30`;
    case 'par90':
      return sql`l.status = 'active' and l.next_due_on < ${today}::date - 90`;
    case 'npl':
      return sql`l.status = 'active' and l.collectability in ('substandard', 'doubtful', 'loss')`;
    case 'to_sign':
      return sql`l.status = 'drawn'`;
    case 'to_disburse':
      return sql`l.status = 'signed'`;
    case 'broken_promise':
      return sql`l.status = 'active' and ${BROKEN(scope)}`;
    case 'written_off':
      return sql`l.status = 'written_off'`;
    case 'settled':
      return sql`l.status = 'settled'`;
  }
}

// The last promise only: a newer one takes the place of an older. What was paid from the day of the contact through the promised day keeps
// it. The promises that have passed are few, so the loans are found from them.
const BROKEN = (scope: QueryScope): Sql => sql`l.id in (
  select c.loan_id from loans.contact c
   where c.cooperative_id = ${scope.cooperativeId} and c.promise_on < ${scope.today}::date
     and not exists (select 1 from loans.contact n
                      where n.cooperative_id = c.cooperative_id and n.loan_id = c.loan_id and n.promise_on is not null
                        and (n.written_at, n.id) > (c.written_at, c.id))
     and c.promise_sen > (select coalesce(sum(e.amount_sen), 0) from loans.event e
                           where e.cooperative_id = c.cooperative_id and e.loan_id = c.loan_id and e.kind in ('repaid', 'settled')
                             and e.happened_on between c.happened_on and c.promise_on
                             and not exists (select 1 from loans.event r
                                              where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id)))`;
