import sql, { type Sql } from 'sql-template-tag';
import type { QueryScope } from '#kernel/query';
import { YEAR_CLOSE_SOURCE } from '#ledger';
import { YEAR_OPEN_SOURCE } from '../../closing/years.ts';
import { flowClassOf, type PlacedLine } from '../rules/place.ts';
import type { Period, Place } from './head.ts';

/** Entries of these sources bring opening balances in: they are what the books began with, no flow of the period. */
export const OPENING_SOURCES = ['imports.opening', 'imports.chart'];

// The entry that makes the surplus of a closed year that of last year moves nothing but its name.
/** Sources of entries that are no flow of a period. */
export const ASIDE_SOURCES = [...OPENING_SOURCES, YEAR_OPEN_SOURCE];

/** Whether an entry `e` is one of these sources, or the reversal of one. */
export function isOf(sources: readonly string[]): Sql {
  return sql`exists (select 1 from unnest(${sources}::text[]) s(source) where starts_with(e.source, s.source))`;
}

/** The entries `e` of a period in a branch or unit, without those that close a year. */
export function entriesIn(scope: QueryScope, { from, before }: Period, place: Place): Sql {
  const branch = place.branchId ?? null;
  const unit = place.unitId ?? null;
  return sql`
    e.cooperative_id = ${scope.cooperativeId} and e.business_date >= ${from}::date and e.business_date < ${before}::date
      and (${branch}::uuid is null or e.branch_id = ${branch}::uuid) and (${unit}::uuid is null or e.unit_id = ${unit}::uuid)
      and not starts_with(e.source, ${YEAR_CLOSE_SOURCE})`;
}

type Sums = Map<string, bigint>;

/**
 * What entries with cash moved beside it, by chart line: money in, money out. Lines are taken one by one, so a payment out of which a fee was
 * kept shows both; a reversal takes back what its entry did.
 */
export async function cashSums(
  scope: QueryScope,
  chart: readonly PlacedLine[],
  { period, place }: { period: Period; place: Place },
): Promise<{ received: Sums; paid: Sums }> {
  const cash = chart.filter((line) => flowClassOf(line) === 'cash').map(({ code }) => code);
  const rows = await scope.tx.rows<{ code: string; received: bigint; paid: bigint }>(sql`
    with touched as (
      select e.id, e.reverses_id is not null as turned
        from ledger.entry e
       where ${entriesIn(scope, period, place)} and not ${isOf(ASIDE_SOURCES)}
         and exists (select 1 from ledger.line c
                       join ledger.account ca on ca.cooperative_id = c.cooperative_id and ca.id = c.account_id
                      where c.cooperative_id = e.cooperative_id and c.entry_id = e.id and ca.chart_code = any(${cash}::text[])))
    select a.chart_code as code,
           coalesce(-sum(l.amount_sen) filter (where (l.amount_sen < 0) <> t.turned), 0)::bigint as received,
           coalesce(sum(l.amount_sen) filter (where (l.amount_sen < 0) = t.turned), 0)::bigint as paid
      from touched t
      join ledger.line l on l.cooperative_id = ${scope.cooperativeId} and l.entry_id = t.id
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
     where a.chart_code <> all(${cash}::text[])
     group by a.chart_code`);
  return {
    received: new Map(rows.map(({ code, received }) => [code, received])),
    paid: new Map(rows.map(({ code, paid }) => [code, paid])),
  };
}

/**
 * What entries without cash moved, by chart line (debit above zero): all of them, and those whose lines are of different classes; and what came in
 * as opening balances, cash or not.
 */
export async function nonCashSums(
  scope: QueryScope,
  chart: readonly PlacedLine[],
  { period, place }: { period: Period; place: Place },
): Promise<{ nonCash: Sums; crossing: Sums; brought: Sums }> {
  const rows = await scope.tx.rows<{ code: string; nonCash: bigint; crossing: bigint; brought: bigint }>(sql`
    with class as (
      select c.code, c.class
        from unnest(${chart.map(({ code }) => code)}::text[], ${chart.map(flowClassOf)}::text[]) as c(code, class)),
    moved as (
      select e.id, ${isOf(ASIDE_SOURCES)} as aside, c.code, c.class, sum(l.amount_sen) as amount
        from ledger.entry e
        join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
        join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
        join class c on c.code = a.chart_code
       where ${entriesIn(scope, period, place)}
       group by e.id, aside, c.code, c.class),
    judged as (
      select m.id, bool_or(m.class = 'cash') as cash, count(distinct m.class) > 1 as crossing from moved m group by m.id)
    select m.code,
           coalesce(sum(m.amount) filter (where not m.aside and not j.cash), 0)::bigint as "nonCash",
           coalesce(sum(m.amount) filter (where not m.aside and not j.cash and j.crossing), 0)::bigint as crossing,
           coalesce(sum(m.amount) filter (where m.aside), 0)::bigint as brought
      from moved m join judged j on j.id = m.id
     group by m.code`);
  const by = (of: (row: (typeof rows)[number]) => bigint): Sums => new Map(rows.map((row) => [row.code, of(row)]));
  return { nonCash: by((row) => row.nonCash), crossing: by((row) => row.crossing), brought: by((row) => row.brought) };
}
