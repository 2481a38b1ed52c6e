import sql, { raw } from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { lastEntryNumber } from './periods.ts';

/** What an entry without a branch or unit has in the totals' keys. */
export const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Entries of this source, and their reversals, close a year: statements of the year itself are read without them. */
export const YEAR_CLOSE_SOURCE = 'books.year_close';

/** At most this many entries are counted in one transaction. */
const FOLD_MAX = 50_000n;

// One pass over the entries after the mark for each of the two tables; what is there already is added to.
const fold = (table: 'month_total' | 'day_total') => {
  const [column, key] =
    table === 'month_total'
      ? ['month', `date_trunc('month', l.business_date)::date`]
      : ['business_date', 'l.business_date'];
  return (scope: Scope, after: bigint, through: bigint) => sql`
    insert into ${raw(`ledger.${table}`)} as t
           (cooperative_id, ${raw(column)}, chart_code, branch_id, unit_id, closing, debit_sen, credit_sen)
    select e.cooperative_id, ${raw(key)}, a.chart_code, coalesce(e.branch_id, ${NOWHERE}::uuid), coalesce(e.unit_id, ${NOWHERE}::uuid),
           starts_with(e.source, ${YEAR_CLOSE_SOURCE}),
           coalesce(sum(l.amount_sen) filter (where l.amount_sen > 0), 0), coalesce(-sum(l.amount_sen) filter (where l.amount_sen < 0), 0)
      from ledger.entry e
      join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
     where e.cooperative_id = ${scope.cooperativeId} and e.number > ${after} and e.number <= ${through}
     group by 1, 2, 3, 4, 5, 6
    on conflict (cooperative_id, ${raw(column)}, chart_code, branch_id, unit_id, closing)
    do update set debit_sen = t.debit_sen + excluded.debit_sen, credit_sen = t.credit_sen + excluded.credit_sen`;
};
const foldMonths = fold('month_total');
const foldDays = fold('day_total');

/**
 * Step: counts entries that came after the mark into the totals by month and day, at most 50,000 of them. Answers how many were counted; 0 when
 * all are. Statements read the totals and whatever came later, so a fold changes no figure, only how quickly it is found.
 */
export async function foldTotals(scope: Scope): Promise<number> {
  await scope.tx.run(sql`
    insert into ledger.totals_mark (cooperative_id) values (${scope.cooperativeId}) on conflict (cooperative_id) do nothing`);
  const { mark } = await scope.tx.one<{ mark: bigint }>(sql`
    select m.through_number as mark from ledger.totals_mark m where m.cooperative_id = ${scope.cooperativeId} for update`);
  const last = await lastEntryNumber(scope);
  const through = last - mark > FOLD_MAX ? mark + FOLD_MAX : last;
  if (through <= mark) return 0;
  await scope.tx.run(foldMonths(scope, mark, through));
  await scope.tx.run(foldDays(scope, mark, through));
  await scope.tx.run(sql`
    update ledger.totals_mark set through_number = ${through} where cooperative_id = ${scope.cooperativeId}`);
  return Number(through - mark);
}

/** Counts entries into the totals that statements are read from: the job of every hour, and of every close. Answers how many; 0 when all are. */
export const foldLedgerTotals = command({
  name: 'ledger.foldTotals',
  permission: 'ledger.read',
  input: z.strictObject({}),
  run: async (scope) => ({ counted: await foldTotals(scope) }),
});

/** How many totals differ from the lines they were counted from: zero in sound books. */
export async function badTotals(scope: QueryScope): Promise<{ wrong: number; first: string | null }> {
  const row = await scope.tx.one<{ wrong: bigint; first: string | null }>(sql`
    with counted as (
      select l.business_date, a.chart_code, coalesce(e.branch_id, ${NOWHERE}::uuid) as branch_id, coalesce(e.unit_id, ${NOWHERE}::uuid) as unit_id,
             starts_with(e.source, ${YEAR_CLOSE_SOURCE}) as closing,
             coalesce(sum(l.amount_sen) filter (where l.amount_sen > 0), 0) as debit_sen,
             coalesce(-sum(l.amount_sen) filter (where l.amount_sen < 0), 0) as credit_sen
        from ledger.entry e
        join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
        join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
       where e.cooperative_id = ${scope.cooperativeId}
         and e.number <= coalesce((select m.through_number from ledger.totals_mark m where m.cooperative_id = ${scope.cooperativeId}), 0)
       group by 1, 2, 3, 4, 5),
    months as (
      select date_trunc('month', c.business_date)::date as month, c.chart_code, c.branch_id, c.unit_id, c.closing,
             sum(c.debit_sen) as debit_sen, sum(c.credit_sen) as credit_sen
        from counted c group by 1, 2, 3, 4, 5),
    differing as (
      select chart_code from counted c
        full join (select * from ledger.day_total where cooperative_id = ${scope.cooperativeId}) d
             using (business_date, chart_code, branch_id, unit_id, closing)
       where (c.debit_sen, c.credit_sen) is distinct from (d.debit_sen::numeric, d.credit_sen::numeric)
      union all
      select chart_code from months c
        full join (select * from ledger.month_total where cooperative_id = ${scope.cooperativeId}) m
             using (month, chart_code, branch_id, unit_id, closing)
       where (c.debit_sen, c.credit_sen) is distinct from (m.debit_sen::numeric, m.credit_sen::numeric))
    select count(*) as wrong, min(chart_code) as first from differing`);
  return { wrong: Number(row.wrong), first: row.first };
}
