import sql, { type Sql } from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { formatDecimal, parseDecimal } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { ByLaws } from '../rules/by-laws.ts';
import type { DividedPool } from '../rules/divide.ts';

/** A calculation of a book year's surplus with what it was made from. Amounts in sen. */
export type Calculation = {
  readonly id: string;
  readonly year: number;
  readonly version: number;
  readonly from: BusinessDate;
  readonly before: BusinessDate;
  readonly surplusSen: bigint;
  readonly nonMemberSen: bigint;
  readonly checksum: string | null;
  readonly throughNumber: bigint;
  readonly byLawsId: string;
  readonly rules: ByLaws;
  readonly pools: readonly DividedPool[];
  readonly membersSen: bigint;
  readonly restSen: bigint;
  readonly memberCount: number;
  readonly excludedCount: number;
  readonly calculatedBy: string;
  readonly calculatedByName: string;
  readonly calculatedAt: string;
  /** Null until the meeting approved this calculation. */
  readonly approval: Approval | null;
};

/** The meeting's approval of a calculation. */
export type Approval = {
  readonly resolutionNumber: string;
  readonly happenedOn: BusinessDate;
  readonly entryId: string;
  readonly approvedByName: string;
  readonly approvedAt: string;
};

/** A pool as it is kept: amounts as decimal strings, the weight as digits. */
type PoolJson = Omit<DividedPool, 'amountSen' | 'restSen' | 'weight'> & {
  readonly amount: string;
  readonly rest: string;
  readonly weight: string | null;
};

type Row = Omit<Calculation, 'pools' | 'approval'> & { readonly pools: PoolJson[]; readonly approval: Approval | null };

/** The youngest calculation of a year, or the one that was approved; undefined when there is none. */
export function latestCalculation(scope: QueryScope, year: number): Promise<Calculation | undefined> {
  return readOne(scope, sql`c.year = ${year} order by (a.calculation_id is null), c.version desc limit 1`);
}

/** A calculation by its id. */
export function calculationById(scope: QueryScope, id: string): Promise<Calculation | undefined> {
  return readOne(scope, sql`c.id = ${id} limit 1`);
}

/** Every approved calculation, the youngest year first; at most 100. */
export function approvedCalculations(scope: QueryScope): Promise<Calculation[]> {
  return readMany(scope, sql`a.calculation_id is not null order by c.year desc limit 100`);
}

async function readOne(scope: QueryScope, where: Sql): Promise<Calculation | undefined> {
  return (await readMany(scope, where))[0];
}

async function readMany(scope: QueryScope, where: Sql): Promise<Calculation[]> {
  const rows = await scope.tx.rows<Row>(sql`
    select c.id, c.year, c.version, c.year_from as "from", c.year_before as before, c.surplus_sen as "surplusSen",
           c.non_member_sen as "nonMemberSen", c.checksum, c.through_number as "throughNumber", c.by_laws_id as "byLawsId", c.rules, c.pools,
           c.members_sen as "membersSen", c.rest_sen as "restSen", c.member_count as "memberCount", c.excluded_count as "excludedCount",
           c.calculated_by as "calculatedBy", c.calculated_by_name as "calculatedByName", c.calculated_at as "calculatedAt",
           case when a.calculation_id is null then null else jsonb_build_object(
             'resolutionNumber', a.resolution_number, 'happenedOn', a.happened_on, 'entryId', a.entry_id,
             'approvedByName', a.approved_by_name, 'approvedAt', a.approved_at) end as approval
      from shu.calculation c
      left join shu.approval a on a.cooperative_id = c.cooperative_id and a.calculation_id = c.id and a.year = c.year
     where c.cooperative_id = ${scope.cooperativeId} and ${where}`);
  return rows.map(({ pools, ...row }) => ({ ...row, pools: pools.map(poolOf) }));
}

function poolOf({ amount, rest, weight, ...pool }: PoolJson): DividedPool {
  return {
    ...pool,
    amountSen: parseDecimal(amount),
    restSen: parseDecimal(rest),
    weight: weight === null ? null : BigInt(weight),
  };
}

function jsonOf({ amountSen, restSen, weight, ...pool }: DividedPool): PoolJson {
  return {
    ...pool,
    amount: formatDecimal(amountSen),
    rest: formatDecimal(restSen),
    weight: weight === null ? null : weight.toString(),
  };
}

/** A calculation before it is kept. */
export type NewCalculation = Omit<
  Calculation,
  'version' | 'calculatedBy' | 'calculatedByName' | 'calculatedAt' | 'approval'
>;

/** Keeps a calculation behind the year's last version, and answers its version. */
export async function insertCalculation(scope: Scope, made: NewCalculation): Promise<number> {
  const { actor } = scope.context;
  const { version } = await scope.tx.one<{ version: number }>(sql`
    insert into shu.calculation (cooperative_id, id, year, version, year_from, year_before, surplus_sen, non_member_sen, checksum,
           through_number, by_laws_id, rules, pools, members_sen, rest_sen, member_count, excluded_count, calculated_by, calculated_by_name,
           calculated_at)
    select ${scope.cooperativeId}, ${made.id}, ${made.year}::int,
           coalesce((select max(c.version) from shu.calculation c
                      where c.cooperative_id = ${scope.cooperativeId} and c.year = ${made.year}::int), 0) + 1,
           ${made.from}::date, ${made.before}::date, ${made.surplusSen}::bigint, ${made.nonMemberSen}::bigint, ${made.checksum},
           ${made.throughNumber}::bigint, ${made.byLawsId}, ${JSON.stringify(made.rules)}::jsonb,
           ${JSON.stringify(made.pools.map(jsonOf))}::jsonb, ${made.membersSen}::bigint, ${made.restSen}::bigint,
           ${made.memberCount}::int, ${made.excludedCount}::int, ${actor.personId}, ${actor.name}, ${scope.now}
    returning version`);
  return version;
}

/** Keeps the meeting's approval; false when the year has one already. */
export async function insertApproval(
  scope: Scope,
  approved: {
    calculation: Pick<Calculation, 'id' | 'year' | 'calculatedBy'>;
    resolution: { id: string; number: string };
    on: BusinessDate;
    entryId: string;
  },
): Promise<boolean> {
  const { actor } = scope.context;
  const { calculation, resolution } = approved;
  const written = await scope.tx.run(sql`
    insert into shu.approval (cooperative_id, year, calculation_id, resolution_id, resolution_number, happened_on, entry_id, calculated_by,
           approved_by, approved_by_name, approved_at)
    values (${scope.cooperativeId}, ${calculation.year}, ${calculation.id}, ${resolution.id}, ${resolution.number}, ${approved.on},
            ${approved.entryId}, ${calculation.calculatedBy}, ${actor.personId}, ${actor.name}, ${scope.now})
    on conflict (cooperative_id, year) do nothing`);
  return written === 1;
}

/** A loss that was covered. */
export type LossCover = {
  readonly year: number;
  readonly lossSen: bigint;
  readonly resolutionNumber: string;
  readonly happenedOn: BusinessDate;
  readonly entryId: string;
  readonly coveredByName: string;
};

/** How a year's loss was covered, if it was. */
export function readLossCover(scope: QueryScope, year: number): Promise<LossCover | undefined> {
  return scope.tx.maybe<LossCover>(sql`
    select l.year, l.loss_sen as "lossSen", l.resolution_number as "resolutionNumber", l.happened_on as "happenedOn", l.entry_id as "entryId",
           l.covered_by_name as "coveredByName"
      from shu.loss_cover l where l.cooperative_id = ${scope.cooperativeId} and l.year = ${year}`);
}

/** Keeps that a loss was covered; false when it was already. */
export async function insertLossCover(
  scope: Scope,
  cover: {
    year: number;
    lossSen: bigint;
    resolution: { id: string; number: string };
    on: BusinessDate;
    entryId: string;
  },
): Promise<boolean> {
  const { actor } = scope.context;
  const written = await scope.tx.run(sql`
    insert into shu.loss_cover (cooperative_id, year, loss_sen, resolution_id, resolution_number, happened_on, entry_id, covered_by,
           covered_by_name, covered_at)
    values (${scope.cooperativeId}, ${cover.year}, ${cover.lossSen}, ${cover.resolution.id}, ${cover.resolution.number}, ${cover.on},
            ${cover.entryId}, ${actor.personId}, ${actor.name}, ${scope.now})
    on conflict (cooperative_id, year) do nothing`);
  return written === 1;
}
