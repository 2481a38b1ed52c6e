import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import type { MonthTax, Movement } from '../interest/index.ts';
import type { TaxFacts } from '../rules/earnings.ts';

/** The first day whose interest no run of this product has paid, or null before its first run. */
export async function lastInterestDay(scope: QueryScope, productId: string): Promise<BusinessDate | null> {
  const row = await scope.tx.maybe<{ until: BusinessDate | null }>(sql`
    select max(r.until) as until from savings.interest_run r
     where r.cooperative_id = ${scope.cooperativeId} and r.product_id = ${productId}`);
  return row?.until ?? null;
}

/** The tax on interest in force on a day. */
export function interestTaxOn(scope: QueryScope, day: BusinessDate): Promise<TaxFacts | undefined> {
  return scope.tx.maybe<TaxFacts>(sql`
    select t.exempt_per_month_sen as "exemptPerMonthSen", t.rate_ppm as "ratePpm" from savings.interest_tax t
     where t.cooperative_id = ${scope.cooperativeId} and t.effective_from <= ${day}::date
     order by t.effective_from desc limit 1`);
}

/** An account as the interest run needs it. */
export type RunAccount = {
  readonly id: string;
  readonly memberId: string;
  readonly number: string;
  readonly from: BusinessDate;
  readonly balanceSen: bigint;
  readonly blockedSen: bigint;
};

/** The next accounts of a product, in id order, that have days before `until` to be paid. */
export function nextRunAccounts(
  scope: QueryScope,
  run: { productId: string; until: BusinessDate; after: string | null; limit: number },
): Promise<RunAccount[]> {
  return scope.tx.rows<RunAccount>(sql`
    select a.id, a.member_id as "memberId", a.number, a.interest_through as "from", l.balance_sen as "balanceSen", a.blocked_sen as "blockedSen"
      from savings.account a
      join ledger.account l on l.cooperative_id = a.cooperative_id and l.id = a.id
     where a.cooperative_id = ${scope.cooperativeId} and a.product_id = ${run.productId} and a.status <> 'closed'
       and a.interest_through < ${run.until}::date and (${run.after}::uuid is null or a.id > ${run.after}::uuid)
     order by a.id
     limit ${run.limit}`);
}

/** How many accounts a run will pass. */
export async function countRunAccounts(
  scope: QueryScope,
  run: { productId: string; until: BusinessDate },
): Promise<number> {
  const { count } = await scope.tx.one<{ count: bigint }>(sql`
    select count(*) as count from savings.account a
     where a.cooperative_id = ${scope.cooperativeId} and a.product_id = ${run.productId} and a.status <> 'closed'
       and a.interest_through < ${run.until}::date`);
  return Number(count);
}

export type AccountHistory = { readonly openingSen: bigint; readonly movements: readonly Movement[] };

/**
 * Each account's balance when its unpaid days begin, and every movement on them, in the order of the books. An entry that was reversed and
 * its reversal count as if neither had been: a mistake earns nothing and costs nothing.
 */
export async function accountHistories(
  scope: QueryScope,
  accountIds: readonly string[],
  until: BusinessDate,
): Promise<ReadonlyMap<string, AccountHistory>> {
  const ids = [...accountIds];
  const [openings, rows] = await Promise.all([
    scope.tx.rows<{ id: string; openingSen: bigint }>(sql`
      select a.id, coalesce(-sum(l.amount_sen), 0)::bigint as "openingSen"
        from savings.account a
        left join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id and l.business_date < a.interest_through
       where a.cooperative_id = ${scope.cooperativeId} and a.id = any(${ids}::uuid[])
       group by a.id`),
    scope.tx.rows<{ accountId: string; on: BusinessDate; amount: bigint }>(sql`
      select l.account_id as "accountId", l.business_date as "on", -l.amount_sen as amount
        from savings.account a
        join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
             and l.business_date >= a.interest_through and l.business_date < ${until}::date
        join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
        left join ledger.entry o on o.cooperative_id = e.cooperative_id and o.id = e.reverses_id
        left join ledger.entry r on r.cooperative_id = e.cooperative_id and r.reverses_id = e.id
       where a.cooperative_id = ${scope.cooperativeId} and a.id = any(${ids}::uuid[])
         and r.id is null and (o.id is null or o.business_date < a.interest_through)
       order by l.business_date, e.number, l.position`),
  ]);
  const movements = Map.groupBy(rows, ({ accountId }) => accountId);
  return new Map(openings.map(({ id, openingSen }) => [id, { openingSen, movements: movements.get(id) ?? [] }]));
}

/** Interest and tax of members by month, as posted by all their savings since a month. */
export async function interestMonths(
  scope: QueryScope,
  memberIds: readonly string[],
  since: BusinessDate,
): Promise<ReadonlyMap<string, MonthTax[]>> {
  const rows = await scope.tx.rows<{ memberId: string; month: string; gross: bigint; tax: bigint }>(sql`
    select m.member_id as "memberId", to_char(m.month, 'YYYY-MM') as month, sum(m.gross_sen)::bigint as gross, sum(m.tax_sen)::bigint as tax
      from savings.interest_month m
     where m.cooperative_id = ${scope.cooperativeId} and m.member_id = any(${[...memberIds]}::uuid[]) and m.month >= ${since}::date
     group by m.member_id, m.month`);
  return Map.groupBy(rows, ({ memberId }) => memberId);
}

/** Interest paid in a range of days and the final tax withheld on it, in sen; `taxedSen` is the interest of members who were taxed. */
export type WithheldInterest = {
  readonly grossSen: bigint;
  readonly taxedSen: bigint;
  readonly taxSen: bigint;
  readonly members: number;
};

/** What was withheld from members' savings interest by entries of a range (PP 15/2009): what the cooperative owes the state for it. */
export async function interestTaxWithheld(
  scope: QueryScope,
  range: { from: BusinessDate; before: BusinessDate },
): Promise<WithheldInterest> {
  return scope.tx.one<WithheldInterest>(sql`
    select coalesce(sum(m.gross_sen), 0)::bigint as "grossSen", coalesce(sum(m.gross_sen) filter (where m.tax_sen <> 0), 0)::bigint as "taxedSen",
           coalesce(sum(m.tax_sen), 0)::bigint as "taxSen", (count(distinct m.member_id) filter (where m.tax_sen <> 0))::int as members
      from savings.interest_posting p
      join ledger.entry e on e.cooperative_id = p.cooperative_id and e.id = p.entry_id
      join savings.interest_month m on m.cooperative_id = p.cooperative_id and m.posting_id = p.id
     where p.cooperative_id = ${scope.cooperativeId} and e.business_date >= ${range.from}::date and e.business_date < ${range.before}::date
       and not exists (select 1 from ledger.entry r where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id)`);
}

/** An interest run and how far it is. Amounts in sen. */
export type InterestRun = {
  readonly id: string;
  readonly productId: string;
  readonly productName: string;
  readonly until: BusinessDate;
  readonly status: 'running' | 'done';
  readonly accountsTotal: number;
  readonly accountsDone: number;
  readonly lastAccountId: string | null;
  readonly interestSen: bigint;
  readonly taxSen: bigint;
  readonly feeSen: bigint;
  readonly startedByName: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
};

/** Step: one run, or the run of a product and day; locked when it is to be continued. */
export function findRun(
  scope: QueryScope,
  wanted: { id?: string; productId?: string; until?: BusinessDate; lock?: boolean },
): Promise<InterestRun | undefined> {
  return scope.tx.maybe<InterestRun>(sql`
    select r.id, r.product_id as "productId", p.name as "productName", r.until, r.status, r.accounts_total as "accountsTotal",
           r.accounts_done as "accountsDone", r.last_account_id as "lastAccountId", r.interest_sen as "interestSen", r.tax_sen as "taxSen",
           r.fee_sen as "feeSen", r.started_by_name as "startedByName", r.started_at as "startedAt", r.finished_at as "finishedAt"
      from savings.interest_run r
      join savings.product p on p.cooperative_id = r.cooperative_id and p.id = r.product_id
     where r.cooperative_id = ${scope.cooperativeId}
       and (r.id = ${wanted.id ?? null}::uuid or (r.product_id = ${wanted.productId ?? null}::uuid and r.until = ${wanted.until ?? null}::date))
     ${wanted.lock ? sql`for update of r` : sql``}`);
}

/** Interest runs, the newest period first, with money as decimal strings. */
export const interestRuns = query({
  name: 'savings.interestRuns',
  permission: 'savings.read',
  input: z.strictObject({ id: idField.optional(), limit: z.coerce.number().int().min(1).max(100).default(24) }),
  async run(scope, { id, limit }) {
    const rows = await scope.tx.rows<InterestRun>(sql`
      select r.id, r.product_id as "productId", p.name as "productName", r.until, r.status, r.accounts_total as "accountsTotal",
             r.accounts_done as "accountsDone", r.interest_sen as "interestSen", r.tax_sen as "taxSen", r.fee_sen as "feeSen",
             r.started_by_name as "startedByName", r.started_at as "startedAt", r.finished_at as "finishedAt"
        from savings.interest_run r
        join savings.product p on p.cooperative_id = r.cooperative_id and p.id = r.product_id
       where r.cooperative_id = ${scope.cooperativeId} and (${id ?? null}::uuid is null or r.id = ${id ?? null}::uuid)
       order by r.until desc, r.id desc
       limit ${limit}`);
    return rows.map(({ interestSen, taxSen, feeSen, ...run }) => ({
      ...run,
      interest: formatDecimal(interestSen),
      tax: formatDecimal(taxSen),
      fee: formatDecimal(feeSen),
    }));
  },
});
