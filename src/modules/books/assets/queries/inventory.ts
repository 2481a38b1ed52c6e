import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import { formatDecimal, sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { chartBalances } from '#ledger';
import { readCategories } from '../categories.ts';
import { planDepreciation } from '../depreciation.ts';
import { readAssets } from '../store/assets.ts';
import { type AssetRow, rowsOf } from './assets.ts';

/**
 * The inventory book, sixth of the sixteen: what the cooperative had on a day, with code, purchase, number, price, value, life, condition and
 * place (DOMAIN 2.5). Values as depreciated up to that day's month; place and condition as last counted.
 */
export async function inventoryBook(scope: QueryScope, on: BusinessDate): Promise<AssetRow[]> {
  return rowsOf(scope, await readAssets(scope, { on }));
}

/** The inventory book of a day (default: today). */
export const inventory = query({
  name: 'books.inventory',
  permission: 'books.read',
  input: z.strictObject({ on: dateField.optional() }),
  async run(scope, input) {
    const on = input.on ?? scope.today;
    return { on, rows: await inventoryBook(scope, on) };
  },
});

/** How one kind of asset moved over a range, in sen: as the register has it, and what the ledger says at its end. */
export type RollForwardRow = {
  readonly assetCode: string;
  readonly accumulatedCode: string | null;
  readonly name: string;
  readonly costBeforeSen: bigint;
  readonly boughtSen: bigint;
  readonly costGoneSen: bigint;
  readonly costAfterSen: bigint;
  readonly accumulatedBeforeSen: bigint;
  readonly depreciatedSen: bigint;
  readonly accumulatedGoneSen: bigint;
  readonly accumulatedAfterSen: bigint;
  readonly bookValueSen: bigint;
  /** Register less ledger; both nought in sound books. */
  readonly costDifferenceSen: bigint;
  readonly accumulatedDifferenceSen: bigint;
};

type Sums = {
  assetCode: string;
  accumulatedCode: string | null;
  costBefore: bigint;
  bought: bigint;
  costGone: bigint;
  accumulatedBefore: bigint;
  depreciated: bigint;
  accumulatedGone: bigint;
};

/**
 * The roll-forward of fixed assets for the notes (CALK), `from` <= day < `before`, a row for each line of the chart. What was depreciated
 * before an asset was taken over counts as of the day it was bought, or of the range in which that lies.
 */
export async function assetRollForward(
  scope: QueryScope,
  from: BusinessDate,
  before: BusinessDate,
): Promise<RollForwardRow[]> {
  const [sums, balances, categories] = await Promise.all([
    readMovements(scope, from, before),
    chartBalances(scope, { before }),
    readCategories(scope),
  ]);
  const ledger = new Map(balances.map(({ code, amountSen }) => [code, amountSen]));
  const names = new Map(balances.map(({ code, name }) => [code, name]));
  const lines = new Map(
    categories.map(({ assetCode, accumulatedCode }) => [assetCode, { assetCode, accumulatedCode }] as const),
  );
  for (const one of sums) lines.set(one.assetCode, one);
  return [...lines.values()]
    .sort((a, b) => (a.assetCode < b.assetCode ? -1 : 1))
    .map(({ assetCode, accumulatedCode }) => {
      const one = sums.find((row) => row.assetCode === assetCode);
      return rowOf({ assetCode, accumulatedCode, name: names.get(assetCode) ?? assetCode, sums: one, ledger });
    });
}

function rowOf(facts: {
  assetCode: string;
  accumulatedCode: string | null;
  name: string;
  sums: Sums | undefined;
  ledger: ReadonlyMap<string, bigint>;
}): RollForwardRow {
  const { assetCode, accumulatedCode, name, ledger } = facts;
  const sums: Partial<Sums> = facts.sums ?? {};
  const { costBefore = 0n, bought = 0n, costGone = 0n } = sums;
  const { accumulatedBefore = 0n, depreciated = 0n, accumulatedGone = 0n } = sums;
  const costAfterSen = costBefore + bought - costGone;
  const accumulatedAfterSen = accumulatedBefore + depreciated - accumulatedGone;
  return {
    assetCode,
    accumulatedCode,
    name,
    costBeforeSen: costBefore,
    boughtSen: bought,
    costGoneSen: costGone,
    costAfterSen,
    accumulatedBeforeSen: accumulatedBefore,
    depreciatedSen: depreciated,
    accumulatedGoneSen: accumulatedGone,
    accumulatedAfterSen,
    bookValueSen: costAfterSen - accumulatedAfterSen,
    costDifferenceSen: costAfterSen - (ledger.get(assetCode) ?? 0n),
    accumulatedDifferenceSen: accumulatedAfterSen + (ledger.get(accumulatedCode ?? '') ?? 0n),
  };
}

function readMovements(scope: QueryScope, from: BusinessDate, before: BusinessDate): Promise<Sums[]> {
  return scope.tx.rows<Sums>(sql`
    with assets as (
      select a.asset_code, a.accumulated_code, a.cost_sen as cost, a.opening_accumulated_sen as opening,
             a.acquired_on < ${from}::date as had, d.disposed_on is not null and d.disposed_on < ${from}::date as gone_before,
             d.disposed_on >= ${from}::date and d.disposed_on < ${before}::date as gone_now, d.accumulated_sen as taken,
             coalesce((select sum(m.amount_sen) from books.asset_depreciation m
                        where m.cooperative_id = a.cooperative_id and m.asset_id = a.id and m.month < ${from}::date), 0) as earlier,
             coalesce((select sum(m.amount_sen) from books.asset_depreciation m
                        where m.cooperative_id = a.cooperative_id and m.asset_id = a.id
                          and m.month >= ${from}::date and m.month < ${before}::date), 0) as now
        from books.asset a
        left join books.asset_disposal d on d.cooperative_id = a.cooperative_id and d.asset_id = a.id
       where a.cooperative_id = ${scope.cooperativeId} and a.acquired_on < ${before}::date and d.kind is distinct from 'mistake')
    select asset_code as "assetCode", max(accumulated_code) as "accumulatedCode",
           coalesce(sum(cost) filter (where had and not gone_before), 0)::bigint as "costBefore",
           coalesce(sum(cost) filter (where not had), 0)::bigint as bought,
           coalesce(sum(cost) filter (where gone_now), 0)::bigint as "costGone",
           coalesce(sum(opening + earlier) filter (where had and not gone_before), 0)::bigint as "accumulatedBefore",
           coalesce(sum(now) filter (where not gone_before), 0)::bigint + coalesce(sum(opening) filter (where not had), 0)::bigint as depreciated,
           coalesce(sum(taken) filter (where gone_now), 0)::bigint as "accumulatedGone"
      from assets group by asset_code`);
}

/** The roll-forward with money as decimal strings. */
export const assetMovements = query({
  name: 'books.assetMovements',
  permission: 'books.read',
  input: z.strictObject({ from: dateField, before: dateField }),
  async run(scope, { from, before }) {
    const rows = await assetRollForward(scope, from, before);
    const shown = rows.map(({ assetCode, name, ...sums }) => ({
      assetCode,
      name,
      costBefore: formatDecimal(sums.costBeforeSen),
      bought: formatDecimal(sums.boughtSen),
      costGone: formatDecimal(sums.costGoneSen),
      costAfter: formatDecimal(sums.costAfterSen),
      accumulatedAfter: formatDecimal(sums.accumulatedAfterSen),
      depreciated: formatDecimal(sums.depreciatedSen),
      bookValue: formatDecimal(sums.bookValueSen),
      costDifference: formatDecimal(sums.costDifferenceSen),
      accumulatedDifference: formatDecimal(sums.accumulatedDifferenceSen),
    }));
    return { rows: shown, bookValue: formatDecimal(sumSen(rows.map(({ bookValueSen }) => bookValueSen))) };
  },
});

/** A reason not to close a month, or one to think about. */
export type AreaBlocker = {
  readonly code: string;
  readonly severity: 'stop' | 'warn';
  readonly text: string;
  readonly href: string;
  readonly count: number;
};
/** The month that somebody wants to close. */
export type ClosingMonth = { readonly startsOn: BusinessDate; readonly endsBefore: BusinessDate };

/** What keeps a month open on the side of assets: depreciation of it, or of a month before it, that is not booked. */
export async function assetBlockers(scope: QueryScope, period: ClosingMonth): Promise<AreaBlocker[]> {
  const plan = await planDepreciation(scope, period.startsOn);
  const month = plan.earlier ?? period.startsOn;
  const waiting = plan.due.length;
  if (waiting === 0 && plan.earlier === null) return [];
  return [
    {
      code: 'depreciation_not_run',
      severity: 'stop',
      text: 'Penyusutan aset tetap bulan ini belum dijalankan',
      href: `/staff/assets/depreciation?month=${month.slice(0, 7)}`,
      count: Math.max(1, waiting),
    },
  ];
}

/** Collateral the cooperative took over (AYDA) and still has, with the ledger's balance of its line. Money as decimal strings. */
export const foreclosedAssets = query({
  name: 'books.foreclosedAssets',
  permission: 'books.read',
  input: z.strictObject({}),
  async run(scope) {
    const rows = await scope.tx.rows<{
      id: string;
      label: string;
      description: string;
      takenOn: BusinessDate;
      valueSen: bigint;
      resolution: string | null;
    }>(sql`
      select c.id, coalesce(c.label, '') as label, c.description, e.happened_on as "takenOn", e.amount_sen as "valueSen",
             e.detail ->> 'resolution' as resolution
        from loans.event e
        join loans.collateral c on c.cooperative_id = e.cooperative_id and c.id = (e.detail ->> 'collateralId')::uuid
       where e.cooperative_id = ${scope.cooperativeId} and e.channel = 'collateral' and c.status = 'foreclosed'
       order by e.happened_on desc limit 500`);
    const balance = (await chartBalances(scope, { before: '2199-01-01' as BusinessDate })).find(
      ({ code }) => code === '1.4.01',
    );
    return {
      rows: rows.map(({ valueSen, ...row }) => ({ ...row, value: formatDecimal(valueSen) })),
      value: formatDecimal(sumSen(rows.map(({ valueSen }) => valueSen))),
      ledger: formatDecimal(balance?.amountSen ?? 0n),
    };
  },
});
