import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { addDays, type BusinessDate, daysBetween } from '#kernel/dates';
import { assert } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { YearBasis } from '../rules/by-laws.ts';
import type { MemberYear } from '../rules/eligible.ts';

/** The book year that is measured; half-open dates. */
export type MeasuredYear = { readonly from: BusinessDate; readonly before: BusinessDate };

/** A person in a year with what each basis found, in the order asked (what a weight is made of: see `weightOf`). */
export type MeasuredMember = MemberYear & { readonly raws: readonly bigint[] };

type Row = Omit<MemberYear, 'inArrears'> & { readonly arrears: boolean } & Readonly<Record<string, unknown>>;

/**
 * Everybody who was a member on a day of the year, in the order of their numbers (the shorter first, so that 9 comes before 10), in one
 * statement whatever their number: months over all cycles, arrears, and one sum for each basis.
 */
export async function measureMembers(
  scope: QueryScope,
  year: MeasuredYear,
  bases: readonly YearBasis[],
): Promise<MeasuredMember[]> {
  const found = bases.map((basis, place) => basisSql(scope, year, basis, place)).filter((part) => part !== null);
  const columns = found.map(({ name }) => sql`, coalesce(${raw(name)}.weight, 0)::bigint as ${raw(name)}`);
  const joins = found.map(
    ({ name, rows }) => sql`
      left join (${rows}) ${raw(name)} on ${raw(name)}.member_id = m.id`,
  );
  const rows = await scope.tx.rows<Row>(sql`
    select m.id as "memberId", m.number, m.kind = 'associate' as associate, s.months, s.at_end as "atEnd",
           a.member_id is not null as arrears${columns.length > 0 ? join(columns, '') : empty}
      from (${membershipSql(scope, year)}) s
      join members.member m on m.cooperative_id = ${scope.cooperativeId} and m.id = s.member_id
      left join (${arrearsSql(scope)}) a on a.member_id = m.id${joins.length > 0 ? join(joins, '') : empty}
     order by length(m.number), m.number collate "C"`);
  return rows.map((row) => ({
    memberId: row.memberId,
    number: row.number,
    associate: row.associate,
    months: row.months,
    atEnd: row.atEnd,
    inArrears: row.arrears,
    raws: bases.map((_, place) => rawOf(row[`b${place}`])),
  }));
}

function rawOf(value: unknown): bigint {
  if (value === undefined) return 0n;
  assert(typeof value === 'bigint', 'a basis is a sum of sen');
  return value;
}

// One row a person: month ends on which one of their cycles ran, and whether one still runs at the year's end.
function membershipSql({ cooperativeId }: QueryScope, { from, before }: MeasuredYear): Sql {
  const month = (column: string) => sql`
    (extract(year from ${raw(column)}) * 12 + extract(month from ${raw(column)})
     - extract(year from ${from}::date) * 12 - extract(month from ${from}::date))::int`;
  const lastDay = addDays(before, -1);
  return sql`
    select c.member_id,
           sum(greatest(0, case when c.exited_on is null or c.exited_on > ${lastDay}::date then 12 else least(12, ${month('c.exited_on')}) end
                           - greatest(0, ${month('c.activated_on')})))::int as months,
           bool_or(c.exited_on is null or c.exited_on >= ${before}::date) as at_end
      from members.membership c
     where c.cooperative_id = ${cooperativeId} and c.activated_on < ${before}::date
       and (c.exited_on is null or c.exited_on >= ${from}::date)
     group by c.member_id`;
}

function arrearsSql({ cooperativeId }: QueryScope): Sql {
  return sql`
    select distinct l.member_id from loans.loan l
     where l.cooperative_id = ${cooperativeId} and l.status = 'active' and l.days_past_due > 0`;
}

function basisSql(scope: QueryScope, year: MeasuredYear, basis: YearBasis, place: number) {
  if (basis.kind === 'equal') return null;
  const rows = basis.kind === 'savings' ? savingsSql(scope, year, basis) : transactionsSql(scope, year, basis);
  return { name: `b${place}`, rows };
}

// Each movement times the part of the year it counts for: once, the days from it to the end, or the month ends from it to the end.
function savingsSql(
  { cooperativeId }: QueryScope,
  { from, before }: MeasuredYear,
  { measure, kinds }: Extract<YearBasis, { kind: 'savings' }>,
): Sql {
  const span: Record<typeof measure, Sql> = {
    year_end: sql`1`,
    average: sql`least(${before}::date - l.business_date, ${daysBetween(from, before)}::int)`,
    monthly: sql`
      least(12, (extract(year from ${before}::date) - extract(year from l.business_date)) * 12
                + extract(month from ${before}::date) - extract(month from l.business_date))`,
  };
  return sql`
    select a.member_id, sum(-l.amount_sen * ${span[measure]})::bigint as weight
      from savings.account a
      join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id and l.business_date < ${before}::date
     where a.cooperative_id = ${cooperativeId} and a.kind = any(${[...kinds]}::text[])
     group by a.member_id`;
}

// Interest of payments that stand: what was taken back before the year's end was never paid, whenever it was taken back.
function transactionsSql(
  { cooperativeId }: QueryScope,
  { from, before }: MeasuredYear,
  { units }: Extract<YearBasis, { kind: 'transactions' }>,
): Sql {
  const percent = units.reduce((sum, { weightPercent }) => sum + weightPercent, 0);
  return sql`
    select l.member_id, (sum(e.interest_sen) * ${percent}::int)::bigint as weight
      from loans.event e
      join loans.loan l on l.cooperative_id = e.cooperative_id and l.id = e.loan_id
     where e.cooperative_id = ${cooperativeId} and e.happened_on >= ${from}::date and e.happened_on < ${before}::date
       and e.kind in ('repaid', 'settled', 'foreclosed', 'recovered') and e.interest_sen > 0
       and not exists (select 1 from loans.event r
                        where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id and r.happened_on < ${before}::date)
     group by l.member_id`;
}
