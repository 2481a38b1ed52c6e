import sql from 'sql-template-tag';
import { addMonths, type BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import type { Sen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { spread } from '../assets/rules/depreciation.ts';

/** Paid ahead (asset), received ahead (liability), or owed little by little (liability that grows). */
export const DEFERRAL_KINDS = ['prepaid', 'unearned', 'accrued'] as const;
export type DeferralKind = (typeof DEFERRAL_KINDS)[number];

/** An amount spread over months, with what was booked of it. Amounts in sen. */
export type Deferral = {
  readonly id: string;
  readonly kind: DeferralKind;
  readonly name: string;
  readonly amountSen: bigint;
  readonly balanceCode: string;
  readonly resultCode: string;
  readonly firstMonth: BusinessDate;
  readonly months: number;
  readonly branchId: string | null;
  readonly entryId: string | null;
  readonly status: 'running' | 'ended';
  readonly endedOn: BusinessDate | null;
  readonly endReason: string | null;
  readonly monthsDone: number;
  readonly doneSen: bigint;
};

/** Deferrals, those that run first, newest before older; at most 5,000. */
export function readDeferrals(
  scope: QueryScope,
  filter: { id?: string; status?: 'running' | 'ended' | undefined } = {},
): Promise<Deferral[]> {
  const { id = null, status = null } = filter;
  return scope.tx.rows<Deferral>(sql`
    select d.id, d.kind, d.name, d.amount_sen as "amountSen", d.balance_code as "balanceCode", d.result_code as "resultCode",
           d.first_month as "firstMonth", d.months, d.branch_id as "branchId", d.entry_id as "entryId", d.status, d.ended_on as "endedOn",
           d.end_reason as "endReason", count(m.month)::int as "monthsDone", coalesce(sum(m.amount_sen), 0)::bigint as "doneSen"
      from books.deferral d
      left join books.deferral_month m on m.cooperative_id = d.cooperative_id and m.deferral_id = d.id
     where d.cooperative_id = ${scope.cooperativeId} and (${id}::uuid is null or d.id = ${id}::uuid)
       and (${status}::text is null or d.status = ${status}::text)
     group by d.cooperative_id, d.id
     order by (d.status <> 'running'), d.first_month desc, d.id desc limit 5000`);
}

/** One deferral. Error: `deferral_unknown`. */
export async function requireDeferral(scope: QueryScope, id: string): Promise<Deferral> {
  const [found] = await readDeferrals(scope, { id });
  if (!found) throw new DomainError('not_found', 'deferral_unknown', 'Jadwal ini tidak ada');
  return found;
}

/** The next month that is not booked, with its share; undefined when all are, or it ended. */
export function nextShare(deferral: Deferral): { readonly month: BusinessDate; readonly amountSen: Sen } | undefined {
  if (deferral.status === 'ended') return undefined;
  const amountSen = spread(deferral.amountSen, deferral.months)[deferral.monthsDone];
  return amountSen === undefined
    ? undefined
    : { month: addMonths(deferral.firstMonth, deferral.monthsDone), amountSen };
}
