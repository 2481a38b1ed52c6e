import sql from 'sql-template-tag';
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

type Cell = Omit<Group, 'key' | 'name'> & Record<Cut, { readonly key: string | null; readonly name: string | null }>;

/** Running loans as they stand now, by everything they can be cut by at once: lateness to the day. One look at the loans. */
async function readCells(scope: QueryScope): Promise<Cell[]> {
  const late = (days: number) =>
    sql`coalesce(sum(a.balance_sen) filter (where l.next_due_on < ${scope.today}::date - ${days}::int), 0)::bigint`;
  type Row = Omit<Group, 'key' | 'name'> &
    Record<'productId' | 'productName' | 'collectability', string> &
    Record<'officerId' | 'officerName' | 'branchId' | 'branchName', string | null>;
  const rows = await scope.tx.rows<Row>(sql`
    select g.*, p.name as "productName", b.name as "branchName"
      from (select l.product_id as "productId", l.officer_id as "officerId", max(l.officer_name) as "officerName",
                   l.branch_id as "branchId", l.collectability, count(*)::int as loans, sum(a.balance_sen)::bigint as "outstandingSen",
                   sum(l.overdue_principal_sen + l.overdue_interest_sen)::bigint as "overdueSen",
                   ${late(0)} as "par1Sen", ${late(30)} as "par30Sen", ${late(90)} as "par90Sen",
                   case when l.collectability in ('substandard', 'doubtful', 'loss') then sum(a.balance_sen) else 0 end::bigint as "nplSen"
              from loans.loan l
              join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
             where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active'
             group by l.product_id, l.officer_id, l.branch_id, l.collectability) g
      join loans.product p on p.cooperative_id = ${scope.cooperativeId} and p.id = g."productId"
      left join cooperatives.branch b on b.cooperative_id = ${scope.cooperativeId} and b.id = g."branchId"`);
  return rows.map(
    ({ productId, productName, officerId, officerName, branchId, branchName, collectability, ...sums }) => ({
      ...sums,
      product: { key: productId, name: productName },
      officer: { key: officerId, name: officerName },
      branch: { key: branchId, name: branchName },
      class: { key: collectability, name: collectability },
    }),
  );
}

const SUMS = ['outstandingSen', 'overdueSen', 'par1Sen', 'par30Sen', 'par90Sen', 'nplSen'] as const;

/** Adds cells up to one group. */
function sumOf(cells: readonly Cell[], of: Pick<Group, 'key' | 'name'>): Group {
  const sums = SUMS.map((name) => [name, cells.reduce((sum, cell) => sum + cell[name], 0n)] as const);
  const amounts = Object.fromEntries(sums) as Record<(typeof SUMS)[number], bigint>;
  return { ...of, loans: cells.reduce((sum, { loans }) => sum + loans, 0), ...amounts };
}

/** The groups of one cut, the largest first. */
function groupsOf(cells: readonly Cell[], cut: Cut): Group[] {
  const groups = [...Map.groupBy(cells, (cell) => cell[cut].key)].map(([key, own]) =>
    sumOf(own, { key, name: own[0]?.[cut].name ?? null }),
  );
  return groups.sort((a, b) =>
    a.outstandingSen < b.outstandingSen ? 1 : a.outstandingSen > b.outstandingSen ? -1 : 0,
  );
}

/** The portfolio now: sums, each cut, what the allowance holds and needs, and the largest borrowers against own capital. */
export const portfolio = query({
  name: 'loans.portfolio',
  permission: 'loans.read',
  input: z.strictObject({}),
  async run(scope) {
    const capital = await ownCapital(scope);
    const [cells, borrowers, provision, trend] = await Promise.all([
      readCells(scope),
      topBorrowers(scope, capital),
      provisionNow(scope),
      readTrend(scope),
    ]);
    const cuts = Object.fromEntries(CUTS.map((cut) => [cut, groupsOf(cells, cut).map(shown)])) as Record<
      Cut,
      ReturnType<typeof shown>[]
    >;
    const total = shown(sumOf(cells, { key: null, name: null }));
    return { asOf: scope.today, total, cuts, provision, trend, ownCapital: formatDecimal(capital), borrowers };
  },
});

/** What the page and the workbook of the portfolio show. */
export type Portfolio = Awaited<ReturnType<typeof portfolio>>;

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
