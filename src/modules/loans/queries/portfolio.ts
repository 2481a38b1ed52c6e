import sql, { raw } from 'sql-template-tag';
import { z } from 'zod';
import { addMonths, type BusinessDate } from '#kernel/dates';
import { divideRounded, formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { ownCapital } from '#ledger';
import { readAllowances, readRequired } from '../store/provision.ts';
import { readQualityRules } from '../store/quality-parameters.ts';

/** What the portfolio can be cut by. */
export const CUTS = ['product', 'officer', 'branch', 'class'] as const;
export type Cut = (typeof CUTS)[number];

/** Sums of one group of running loans, in sen; `key` is the id that the list filters by, null for loans without one. */
export type Group = {
  readonly key: string | null;
  readonly name: string | null;
  readonly loans: number;
  readonly outstandingSen: bigint;
  readonly overdueSen: bigint;
  readonly par1Sen: bigint;
  readonly par30Sen: bigint;
  readonly par90Sen: bigint;
  readonly nplSen: bigint;
};

// A table of known columns: no name of a column comes from outside.
const CUT_COLUMNS: Readonly<Record<Cut, readonly [key: string, name: string]>> = {
  product: ['l.product_id::text', 'max(p.name)'],
  officer: ['l.officer_id::text', 'max(l.officer_name)'],
  branch: ['l.branch_id::text', 'max(b.name)'],
  class: ['l.collectability', 'max(l.collectability)'],
};

/** Running loans by one cut, as they stand now: lateness to the day, largest first. */
export function readGroups(scope: QueryScope, cut: Cut): Promise<Group[]> {
  const [key, name] = CUT_COLUMNS[cut];
  const late = (days: number) =>
    sql`coalesce(sum(a.balance_sen) filter (where l.next_due_on < ${scope.today}::date - ${days}::int), 0)::bigint`;
  return scope.tx.rows<Group>(sql`
    select ${raw(key)} as key, ${raw(name)} as name, count(*)::int as loans, sum(a.balance_sen)::bigint as "outstandingSen",
           sum(l.overdue_principal_sen + l.overdue_interest_sen)::bigint as "overdueSen",
           ${late(0)} as "par1Sen", ${late(30)} as "par30Sen", ${late(90)} as "par90Sen",
           coalesce(sum(a.balance_sen) filter (where l.collectability in ('substandard', 'doubtful', 'loss')), 0)::bigint as "nplSen"
      from loans.loan l
      join loans.product p on p.cooperative_id = l.cooperative_id and p.id = l.product_id
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
      left join cooperatives.branch b on b.cooperative_id = l.cooperative_id and b.id = l.branch_id
     where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active'
     group by ${raw(key)}
     order by 4 desc, 1`);
}

/** The portfolio now: sums, each cut, what the allowance holds and needs, and the largest borrowers against own capital. */
export const portfolio = query({
  name: 'loans.portfolio',
  permission: 'loans.read',
  input: z.strictObject({}),
  async run(scope) {
    const capital = await ownCapital(scope);
    const [groups, borrowers, provision, trend] = await Promise.all([
      Promise.all(CUTS.map(async (cut) => [cut, (await readGroups(scope, cut)).map(shown)] as const)),
      topBorrowers(scope, capital),
      provisionNow(scope),
      readTrend(scope),
    ]);
    const cuts = Object.fromEntries(groups) as Record<Cut, ReturnType<typeof shown>[]>;
    const total = shown(await readTotal(scope));
    return { asOf: scope.today, total, cuts, provision, trend, ownCapital: formatDecimal(capital), borrowers };
  },
});

export type Portfolio = Awaited<ReturnType<typeof portfolio>>;

async function readTotal(scope: QueryScope): Promise<Group> {
  const classes = await readGroups(scope, 'class');
  const sum = (pick: (group: Group) => bigint) => classes.reduce((all, group) => all + pick(group), 0n);
  return {
    key: null,
    name: null,
    loans: classes.reduce((all, { loans }) => all + loans, 0),
    outstandingSen: sum(({ outstandingSen }) => outstandingSen),
    overdueSen: sum(({ overdueSen }) => overdueSen),
    par1Sen: sum(({ par1Sen }) => par1Sen),
    par30Sen: sum(({ par30Sen }) => par30Sen),
    par90Sen: sum(({ par90Sen }) => par90Sen),
    nplSen: sum(({ nplSen }) => nplSen),
  };
}

function shown({ key, name, loans, ...sums }: Group) {
  return {
    key,
    name,
    loans,
    outstanding: formatDecimal(sums.outstandingSen),
    overdue: formatDecimal(sums.overdueSen),
    par1: formatDecimal(sums.par1Sen),
    par30: formatDecimal(sums.par30Sen),
    par90: formatDecimal(sums.par90Sen),
    npl: formatDecimal(sums.nplSen),
    par30Ppm: partsPerMillion(sums.par30Sen, sums.outstandingSen),
    par90Ppm: partsPerMillion(sums.par90Sen, sums.outstandingSen),
    nplPpm: partsPerMillion(sums.nplSen, sums.outstandingSen),
  };
}

/** A part of a whole in parts per million, rounded to hundredths of a percent; 0 of nothing. */
function partsPerMillion(part: bigint, whole: bigint): number {
  return whole <= 0n ? 0 : Number(divideRounded(part * 10_000n, whole, 'half_up')) * 100;
}

/** The ten members who owe most, and what part of own capital each is (Permenkop 8/2023 Ps 44-45 cap it); null while there is none. */
async function topBorrowers(scope: QueryScope, capital: bigint) {
  const rows = await scope.tx.rows<{ memberId: string; name: string; loans: number; outstandingSen: bigint }>(sql`
    select l.member_id as "memberId", max(m.full_name) as name, count(*)::int as loans, sum(a.balance_sen)::bigint as "outstandingSen"
      from loans.loan l
      join members.member m on m.cooperative_id = l.cooperative_id and m.id = l.member_id
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
     where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active'
     group by l.member_id order by 4 desc, 1 limit 10`);
  return rows.map(({ outstandingSen, ...row }) => ({
    ...row,
    outstanding: formatDecimal(outstandingSen),
    capitalPpm: capital > 0n ? partsPerMillion(outstandingSen, capital) : null,
  }));
}

async function provisionNow(scope: QueryScope) {
  const { provision } = await readQualityRules(scope, scope.today);
  const groups = await readRequired(scope, provision);
  const held = await readAllowances(scope, [...new Set(groups.map(({ allowanceCode }) => allowanceCode))]);
  const required = groups.reduce((sum, { requiredSen }) => sum + requiredSen, 0n);
  const holds = [...held.values()].reduce((sum, amount) => sum + amount, 0n);
  return {
    required: formatDecimal(required),
    held: formatDecimal(holds),
    missing: formatDecimal(required - holds),
    groups: groups.map(({ outstandingSen, requiredSen, ...group }) => ({
      ...group,
      ratePpm: provision.ratePpm[group.collectability],
      outstanding: formatDecimal(outstandingSen),
      required: formatDecimal(requiredSen),
    })),
  };
}

/** The portfolio at the end of the last twelve months and of the last day that was closed. */
async function readTrend(scope: QueryScope) {
  type Point = { on: BusinessDate; outstandingSen: bigint; par30Sen: bigint; par90Sen: bigint; nplSen: bigint };
  const points = await scope.tx.rows<Point>(sql`
    with days as (
      select max(d.on_date) as on_date from (
        select distinct f.business_date as on_date from loans.figures f
         where f.cooperative_id = ${scope.cooperativeId} and f.business_date > ${addMonths(scope.today, -12)}::date) d
       group by date_trunc('month', d.on_date))
    select f.business_date as "on", sum(f.outstanding_sen)::bigint as "outstandingSen", sum(f.par30_sen)::bigint as "par30Sen",
           sum(f.par90_sen)::bigint as "par90Sen",
           coalesce(sum(f.outstanding_sen) filter (where f.collectability in ('substandard', 'doubtful', 'loss')), 0)::bigint as "nplSen"
      from loans.figures f
      join days d on d.on_date = f.business_date
     where f.cooperative_id = ${scope.cooperativeId}
     group by f.business_date order by f.business_date`);
  return points.map(({ on, outstandingSen, par30Sen, par90Sen, nplSen }) => ({
    on,
    outstanding: formatDecimal(outstandingSen),
    par30: formatDecimal(par30Sen),
    par90: formatDecimal(par90Sen),
    npl: formatDecimal(nplSen),
    nplPpm: partsPerMillion(nplSen, outstandingSen),
  }));
}
