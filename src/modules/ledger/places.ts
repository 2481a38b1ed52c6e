import sql from 'sql-template-tag';
import { z } from 'zod';
import { fieldError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';

/** The branches and business units that entries may name. */
export type Places = { readonly branches: ReadonlySet<string>; readonly units: ReadonlySet<string> };

/** What an entry says of its place, if anything. */
export type Placed = { readonly branchId?: string | undefined; readonly unitId?: string | undefined };

const NOWHERE: Places = { branches: new Set(), units: new Set() };

/** The open branches and units, read only when one of the entries names one. */
export async function loadPlaces(scope: QueryScope, entries: readonly Placed[]): Promise<Places> {
  if (!entries.some(({ branchId, unitId }) => branchId !== undefined || unitId !== undefined)) return NOWHERE;
  const rows = await scope.tx.rows<{ id: string; kind: 'branch' | 'unit' }>(sql`
    select b.id, 'branch' as kind from cooperatives.branch b
     where b.cooperative_id = ${scope.cooperativeId} and b.status = 'active'
    union all
    select u.id, 'unit' from cooperatives.unit u
     where u.cooperative_id = ${scope.cooperativeId} and u.status = 'active'`);
  const idsOf = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map((row) => row.id));
  return { branches: idsOf('branch'), units: idsOf('unit') };
}

/** The place of an entry, checked. Errors: `branch_unknown`, `unit_unknown`. */
export function placeOf(places: Places, { branchId, unitId }: Placed): { branchId?: string; unitId?: string } {
  if (branchId !== undefined && !places.branches.has(branchId)) {
    throw fieldError('branchId', 'branch_unknown', 'Cabang ini tidak ada atau sudah ditutup');
  }
  if (unitId !== undefined && !places.units.has(unitId)) {
    throw fieldError('unitId', 'unit_unknown', 'Unit usaha ini tidak ada atau sudah ditutup');
  }
  return { ...(branchId !== undefined && { branchId }), ...(unitId !== undefined && { unitId }) };
}

/** The names of the branch and the unit that an entry names; null where it names none. */
export const entryPlace = query({
  name: 'ledger.entryPlace',
  permission: 'ledger.read',
  input: z.strictObject({ id: idField }),
  run: async (scope, { id }) =>
    (await scope.tx.maybe<{ branch: string | null; unit: string | null }>(sql`
      select b.name as branch, u.name as unit from ledger.entry e
        left join cooperatives.branch b on b.cooperative_id = e.cooperative_id and b.id = e.branch_id
        left join cooperatives.unit u on u.cooperative_id = e.cooperative_id and u.id = e.unit_id
       where e.cooperative_id = ${scope.cooperativeId} and e.id = ${id}`)) ?? { branch: null, unit: null },
});
