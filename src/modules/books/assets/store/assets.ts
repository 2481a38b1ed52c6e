import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { DepreciationMethod } from '../rules/depreciation.ts';

export const CONDITIONS = ['good', 'light_damage', 'heavy_damage', 'missing'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** An asset with what has been depreciated of it so far. Amounts in sen. */
export type Asset = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly categoryCode: string;
  readonly assetCode: string;
  readonly accumulatedCode: string | null;
  readonly expenseCode: string | null;
  readonly acquiredOn: BusinessDate;
  readonly quantity: number;
  readonly costSen: bigint;
  readonly residualSen: bigint;
  readonly method: DepreciationMethod;
  readonly lifeMonths: number | null;
  readonly decliningPpm: number | null;
  readonly depreciatesFrom: BusinessDate;
  readonly monthsBefore: number;
  readonly openingSen: bigint;
  readonly takenOver: boolean;
  readonly branchId: string | null;
  readonly location: string;
  readonly holder: string | null;
  readonly condition: Condition;
  readonly entryId: string | null;
  readonly status: 'in_use' | 'disposed';
  /** Opening amount and the months we booked. */
  readonly accumulatedSen: bigint;
  /** How many months we booked; they are booked without a gap. */
  readonly monthsDone: number;
  readonly disposedOn: BusinessDate | null;
};

export type AssetFilter = {
  readonly ids?: readonly string[];
  readonly status?: 'in_use' | 'disposed' | undefined;
  readonly categoryCode?: string | undefined;
  readonly find?: string | undefined;
  /** What was there on this day: bought by then and not yet disposed of; depreciation of months that began before it. */
  readonly on?: BusinessDate | undefined;
};

/** Assets by their code, at most 20,000. */
export function readAssets(scope: QueryScope, filter: AssetFilter = {}): Promise<Asset[]> {
  const { ids, status, categoryCode, find, on } = filter;
  return scope.tx.rows<Asset>(sql`
    select a.id, a.code, a.name, a.category_code as "categoryCode", a.asset_code as "assetCode", a.accumulated_code as "accumulatedCode",
           a.expense_code as "expenseCode", a.acquired_on as "acquiredOn", a.quantity, a.cost_sen as "costSen",
           a.residual_sen as "residualSen", a.method, a.life_months as "lifeMonths", a.declining_ppm as "decliningPpm",
           a.depreciates_from as "depreciatesFrom", a.months_before as "monthsBefore", a.opening_accumulated_sen as "openingSen",
           a.taken_over as "takenOver", a.branch_id as "branchId", a.location, a.holder, a.condition, a.entry_id as "entryId", a.status,
           (a.opening_accumulated_sen + coalesce(m.amount, 0))::bigint as "accumulatedSen", coalesce(m.months, 0)::int as "monthsDone",
           d.disposed_on as "disposedOn"
      from books.asset a
      left join (select p.asset_id, sum(p.amount_sen) as amount, count(*) as months from books.asset_depreciation p
                  where p.cooperative_id = ${scope.cooperativeId} and (${on ?? null}::date is null or p.month <= ${on ?? null}::date)
                  group by p.asset_id) m on m.asset_id = a.id
      left join books.asset_disposal d on d.cooperative_id = a.cooperative_id and d.asset_id = a.id
     where a.cooperative_id = ${scope.cooperativeId}
       and (${on ?? null}::date is null or d.kind is distinct from 'mistake')
       and (${ids ? [...ids] : null}::uuid[] is null or a.id = any(${ids ? [...ids] : null}::uuid[]))
       and (${status ?? null}::text is null or a.status = ${status ?? null}::text)
       and (${categoryCode ?? null}::text is null or a.category_code = ${categoryCode ?? null}::text)
       and (${find ?? null}::text is null or position(lower(${find ?? null}::text) in
            lower(concat_ws(' ', a.code, a.name, a.location, a.holder))) > 0)
       and (${on ?? null}::date is null or (a.acquired_on <= ${on ?? null}::date and (d.disposed_on is null or d.disposed_on > ${on ?? null}::date)))
     order by a.code, a.id limit 20000`);
}

/** One asset. Error: `asset_unknown`. */
export async function requireAsset(scope: QueryScope, id: string): Promise<Asset> {
  const [asset] = await readAssets(scope, { ids: [id] });
  if (!asset) throw new DomainError('not_found', 'asset_unknown', 'Aset ini tidak ada di daftar');
  return asset;
}
