import sql, { raw, type Sql } from 'sql-template-tag';
import { parseDecimal } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { FINDINGS_MAX, type Finder, type Finding, type Search } from './finding.ts';

// Entries of the days looked at that a person wrote, with the sum of their debits; `which` narrows them, `measure` says how much.
function entriesWhere(
  scope: QueryScope,
  { from, before }: Search,
  which: Sql,
  measure: Sql,
): Promise<Omit<Finding, 'rule'>[]> {
  return scope.tx.rows(sql`
    select e.id::text as key, e.business_date as on, e.written_at as at, c.actor_name as person, s.debit as "amountSen", e.description as what,
           (${measure})::int as measure, e.id as "entryId", e.number as "entryNumber"
      from ledger.entry e
      join kernel.command_log c on c.cooperative_id = e.cooperative_id and c.id = e.command_id
     cross join lateral (
       select sum(l.amount_sen)::bigint as debit from ledger.line l
        where l.cooperative_id = e.cooperative_id and l.entry_id = e.id and l.amount_sen > 0) s
     where e.cooperative_id = ${scope.cooperativeId} and e.number > 0
       and e.business_date >= ${from}::date and e.business_date < ${before}::date and c.actor_kind = 'staff' and ${which}
     order by e.number desc limit ${FINDINGS_MAX + 1}`);
}

const localTime = ({ offsetHours }: Search) =>
  sql`(e.written_at at time zone 'UTC' + make_interval(hours => ${offsetHours}))`;

/** Journals by hand of a round amount: real costs seldom are. Reversals are told by their own rule. */
export const roundAmounts: Finder = (scope, search) => {
  const { roundFrom, roundStep } = search.thresholds;
  const [from, step] = [parseDecimal(roundFrom), parseDecimal(roundStep)];
  const byHand = sql`e.reverses_id is null and (e.source = 'ledger.entry' or e.source = 'books.journal')`;
  return entriesWhere(scope, search, sql`${byHand} and s.debit >= ${from} and s.debit % ${step} = 0`, raw0);
};

/** Postings by people in the night of the cooperative's own zone. */
export const lateNight: Finder = (scope, search) => {
  const { nightFrom, nightUntil } = search.thresholds;
  const hour = sql`extract(hour from ${localTime(search)})`;
  return entriesWhere(scope, search, sql`(${hour} >= ${nightFrom} or ${hour} < ${nightUntil})`, hour);
};

/** Written days after the day they are dated. Opening balances are taken over late by nature. */
export const backdated: Finder = (scope, search) => {
  const days = sql`(${localTime(search)}::date - e.business_date)`;
  const which = sql`${days} >= ${search.thresholds.backdatedDays} and not starts_with(e.source, 'imports.')
        and (not starts_with(e.source, 'books.') or starts_with(e.source, 'books.journal')) and e.reverses_id is null`;
  return entriesWhere(scope, search, which, days);
};

/** Entries that take back another; the measure is the days between the two. */
export const reversals: Finder = (scope, search) =>
  entriesWhere(
    scope,
    search,
    sql`e.reverses_id is not null`,
    sql`e.business_date - (select r.business_date from ledger.entry r where r.cooperative_id = e.cooperative_id and r.id = e.reverses_id)`,
  );

const raw0 = sql`${raw('null')}`;
