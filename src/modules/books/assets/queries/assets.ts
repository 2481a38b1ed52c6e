import sql from 'sql-template-tag';
import { z } from 'zod';
import { readBranches } from '#cooperatives';
import { addMonths, type BusinessDate } from '#kernel/dates';
import { idField, textField } from '#kernel/fields';
import { formatDecimal, sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { readCategories } from '../categories.ts';
import { freeLines } from '../lines.ts';
import { depreciationMonths } from '../rules/depreciation.ts';
import { type Asset, type Condition, readAssets, requireAsset } from '../store/assets.ts';

/** An asset as lists show it. Money as decimal strings. */
export type AssetRow = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly category: string;
  readonly acquiredOn: BusinessDate;
  readonly quantity: number;
  readonly cost: string;
  readonly accumulated: string;
  readonly bookValue: string;
  readonly lifeMonths: number | null;
  readonly condition: Condition;
  readonly location: string;
  readonly holder: string | null;
  readonly status: 'in_use' | 'disposed';
};

/** The register of assets: found by code, name, place or holder. */
export const assetRegister = query({
  name: 'books.assetRegister',
  permission: 'books.read',
  input: z.strictObject({
    status: z.enum(['in_use', 'disposed']).optional(),
    categoryCode: textField(30).optional(),
    find: textField(60).optional(),
  }),
  async run(scope, filter) {
    const assets = await readAssets(scope, filter);
    return { assets: await rowsOf(scope, assets), totals: totalsOf(assets) };
  },
});

/** Rows of a list from assets. */
export async function rowsOf(scope: QueryScope, assets: readonly Asset[]): Promise<AssetRow[]> {
  const names = new Map((await readCategories(scope)).map(({ code, name }) => [code, name]));
  return assets.map((asset) => ({
    id: asset.id,
    code: asset.code,
    name: asset.name,
    category: names.get(asset.categoryCode) ?? asset.categoryCode,
    acquiredOn: asset.acquiredOn,
    quantity: asset.quantity,
    cost: formatDecimal(asset.costSen),
    accumulated: formatDecimal(asset.accumulatedSen),
    bookValue: formatDecimal(asset.costSen - asset.accumulatedSen),
    lifeMonths: asset.lifeMonths,
    condition: asset.condition,
    location: asset.location,
    holder: asset.holder,
    status: asset.status,
  }));
}

function totalsOf(assets: readonly Asset[]) {
  const costSen = sumSen(assets.map((asset) => asset.costSen));
  const accumulatedSen = sumSen(assets.map((asset) => asset.accumulatedSen));
  return {
    cost: formatDecimal(costSen),
    accumulated: formatDecimal(accumulatedSen),
    bookValue: formatDecimal(costSen - accumulatedSen),
  };
}

type CountRow = {
  readonly countedOn: BusinessDate;
  readonly condition: Condition;
  readonly quantity: number;
  readonly location: string;
  readonly holder: string | null;
  readonly note: string | null;
  readonly by: string;
};

/** One asset with its months (booked and to come), its counts, photos and, when it is gone, its disposal. Error: `asset_unknown`. */
export const assetDetail = query({
  name: 'books.assetDetail',
  permission: 'books.read',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }) {
    const asset = await requireAsset(scope, id);
    const [[row], booked, counts, photos, disposal, branches, receivers] = await Promise.all([
      rowsOf(scope, [asset]),
      bookedMonths(scope, id),
      countsOf(scope, id),
      scope.tx.rows<{ fileId: string; name: string }>(sql`
        select p.file_id as "fileId", p.name from books.asset_photo p
         where p.cooperative_id = ${scope.cooperativeId} and p.asset_id = ${id} order by p.added_at`),
      disposalOf(scope, id),
      readBranches(scope),
      freeLines(scope, ['asset']),
    ]);
    return {
      ...(row as AssetRow),
      residual: formatDecimal(asset.residualSen),
      method: asset.method,
      decliningPpm: asset.decliningPpm,
      depreciatesFrom: asset.depreciatesFrom,
      opening: formatDecimal(asset.openingSen),
      takenOver: asset.takenOver,
      branch: branches.find((branch) => branch.id === asset.branchId)?.name ?? null,
      entryId: asset.entryId,
      months: monthsOf(asset, booked),
      counts,
      photos,
      disposal,
      receivers,
    };
  },
});

type BookedMonth = { readonly month: BusinessDate; readonly amountSen: bigint; readonly entryId: string | null };

function bookedMonths(scope: QueryScope, id: string): Promise<BookedMonth[]> {
  return scope.tx.rows<BookedMonth>(sql`
    select d.month, d.amount_sen as "amountSen", d.entry_id as "entryId" from books.asset_depreciation d
     where d.cooperative_id = ${scope.cooperativeId} and d.asset_id = ${id} order by d.month`);
}

function monthsOf(asset: Asset, booked: readonly BookedMonth[]) {
  let bookSen = asset.costSen - asset.openingSen;
  const planned = asset.status === 'disposed' ? [] : depreciationMonths(asset).slice(booked.length);
  const coming = planned.map((amountSen, index) => ({
    month: addMonths(asset.depreciatesFrom, booked.length + index),
    amountSen,
    entryId: null,
    booked: false,
  }));
  return [...booked.map((one) => ({ ...one, booked: true })), ...coming].map((one) => {
    bookSen -= one.amountSen;
    return {
      month: one.month,
      amount: formatDecimal(one.amountSen),
      bookValue: formatDecimal(bookSen),
      entryId: one.entryId,
      booked: one.booked,
    };
  });
}

function countsOf(scope: QueryScope, id: string): Promise<CountRow[]> {
  return scope.tx.rows<CountRow>(sql`
    select n.counted_on as "countedOn", n.condition, n.quantity, n.location, n.holder, n.note, n.counted_by_name as by
      from books.asset_count n
     where n.cooperative_id = ${scope.cooperativeId} and n.asset_id = ${id} order by n.written_at desc limit 50`);
}

async function disposalOf(scope: QueryScope, id: string) {
  const row = await scope.tx.maybe<{
    kind: 'sale' | 'scrap' | 'donation' | 'loss' | 'mistake';
    disposedOn: BusinessDate;
    proceedsSen: bigint;
    resultSen: bigint;
    reason: string;
    entryId: string | null;
    by: string;
  }>(sql`
    select d.kind, d.disposed_on as "disposedOn", d.proceeds_sen as "proceedsSen", d.result_sen as "resultSen", d.reason,
           d.entry_id as "entryId", d.disposed_by_name as by
      from books.asset_disposal d where d.cooperative_id = ${scope.cooperativeId} and d.asset_id = ${id}`);
  if (!row) return null;
  const { proceedsSen, resultSen, ...rest } = row;
  return { ...rest, proceeds: formatDecimal(proceedsSen), result: formatDecimal(resultSen) };
}

/** What the form of a new asset offers: categories, branches, and the lines that may have paid for it. */
export const assetForm = query({
  name: 'books.assetForm',
  permission: 'books.read',
  input: z.strictObject({}),
  async run(scope) {
    const [categories, branches, payers] = await Promise.all([
      readCategories(scope),
      readBranches(scope),
      freeLines(scope, ['asset', 'liability', 'equity']),
    ]);
    return { categories, branches: branches.filter(({ status }) => status === 'active'), payers };
  },
});
