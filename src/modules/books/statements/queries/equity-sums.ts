import sql, { type Sql } from 'sql-template-tag';
import type { QueryScope } from '#kernel/query';
import { YEAR_OPEN_SOURCE } from '../../closing/years.ts';
import type { EquityKind } from '../figure.ts';
import { equityColumnOf, type PlacedLine } from '../rules/place.ts';
import { entriesIn, isOf, OPENING_SOURCES } from './flow-sums.ts';
import type { Period, Place } from './head.ts';

/** What an entry did to an equity line: sums of these are the rows of the changes in equity. */
export type EquityMove = { readonly code: string; readonly kind: EquityKind; readonly amountSen: bigint };

/**
 * Lines of equity that moved in a period, each with its kind. Opening balances are brought in; an entry of equity lines only is a transfer; one that
 * moves surplus against anything else is its distribution; the rest adds or takes away, and a reversal takes back what its entry did.
 */
export function equityMoves(
  scope: QueryScope,
  chart: readonly PlacedLine[],
  { period, place }: { period: Period; place: Place },
): Sql {
  const equity = chart.filter(({ kind }) => kind === 'equity');
  return sql`
    with class as (
      select c.code, c.surplus
        from unnest(${equity.map(({ code }) => code)}::text[], ${equity.map((line) => equityColumnOf(line) === 'surplus')}::boolean[]) as c(code, surplus)),
    moved as (
      select e.id, e.number, e.business_date, e.description, e.reverses_id is not null as turned, ${isOf(OPENING_SOURCES)} as brought,
             ${isOf([YEAR_OPEN_SOURCE])} as renamed, a.chart_code as code, c.surplus, l.amount_sen
        from ledger.entry e
        join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
        join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
        left join class c on c.code = a.chart_code
       where ${entriesIn(scope, period, place)}),
    judged as (
      select m.id, bool_and(m.surplus is not null) as within, bool_or(coalesce(m.surplus, false)) as surplus
        from moved m group by m.id having bool_or(m.surplus is not null)),
    kinds as (
      select m.*, case when m.brought then 'brought' when m.renamed or j.within then 'transfer' when j.surplus then 'allocation'
                       when (m.amount_sen < 0) <> m.turned then 'addition' else 'reduction' end as kind
        from moved m join judged j on j.id = m.id
       where m.surplus is not null)`;
}

/** Sums of the moves of equity by chart line and kind, in sen, debit above zero. */
export function equitySums(
  scope: QueryScope,
  chart: readonly PlacedLine[],
  of: { period: Period; place: Place },
): Promise<EquityMove[]> {
  return scope.tx.rows<EquityMove>(sql`
    ${equityMoves(scope, chart, of)}
    select k.code, k.kind, sum(k.amount_sen)::bigint as "amountSen" from kinds k group by k.code, k.kind`);
}
