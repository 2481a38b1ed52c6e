import sql, { join } from 'sql-template-tag';
import { z } from 'zod';
import { dateText } from '#documents';
import { command } from '#kernel/command';
import { addMonths, type BusinessDate, endOfMonth, startOfMonth } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField } from '#kernel/fields';
import { formatDecimal, type Sen, sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { type EntryDraft, generalAccountIds, holdPostings, post } from '#ledger';
import { readCategories } from './categories.ts';
import { depreciationMonths } from './rules/depreciation.ts';
import { type Asset, readAssets } from './store/assets.ts';

/** An asset with the next month that has not been depreciated, and what it loses in it. */
export type DueAsset = { readonly asset: Asset; readonly month: BusinessDate; readonly amountSen: Sen };

/** What the register says of depreciation up to a month: what is due in it, and the earliest month before it with something due. */
export type DepreciationPlan = {
  readonly due: readonly DueAsset[];
  readonly earlier: BusinessDate | null;
  readonly doneSen: bigint;
  readonly doneAssets: number;
};

/** Which assets have a share in a month that is not booked yet, and what was booked in it. `month` is its first day. */
export async function planDepreciation(scope: QueryScope, month: BusinessDate): Promise<DepreciationPlan> {
  const [assets, done] = await Promise.all([
    readAssets(scope, { status: 'in_use' }),
    scope.tx.one<{ amount: bigint; assets: bigint }>(sql`
      select coalesce(sum(d.amount_sen), 0)::bigint as amount, count(*) as assets from books.asset_depreciation d
       where d.cooperative_id = ${scope.cooperativeId} and d.month = ${month}::date`),
  ]);
  const next = assets.flatMap((asset) => nextMonth(asset) ?? []).filter((one) => one.month <= month);
  const earlier = next.filter((one) => one.month < month).map((one) => one.month);
  return {
    due: next.filter((one) => one.month === month),
    earlier: earlier.sort()[0] ?? null,
    doneSen: done.amount,
    doneAssets: Number(done.assets),
  };
}

/** The month an asset in use waits for, with its share; undefined when its life is over or it loses nothing. */
export function nextMonth(asset: Asset): DueAsset | undefined {
  const amountSen = depreciationMonths(asset)[asset.monthsDone];
  if (amountSen === undefined) return undefined;
  return { asset, month: addMonths(asset.depreciatesFrom, asset.monthsDone), amountSen };
}

/**
 * Books the depreciation of a month: one entry for each category and branch, dated the month's last day (today while it runs), and a row
 * for each asset. Run again it books only what came later, or nothing. Errors: `depreciation_month_future`, `depreciation_order`, and those
 * of the ledger (`period_closed`, `day_closed`).
 */
export const depreciate = command({
  name: 'books.depreciate',
  permission: 'books.assets',
  input: z.strictObject({ month: dateField }),
  async run(scope, input) {
    const month = startOfMonth(input.month);
    if (month > scope.today) {
      throw new DomainError('refused', 'depreciation_month_future', 'Bulan ini belum mulai. Pilih bulan yang berjalan');
    }
    // Two runs at once: the second waits here, then finds nothing left to book.
    await holdPostings(scope);
    const plan = await planDepreciation(scope, month);
    if (plan.earlier !== null) {
      throw new DomainError(
        'refused',
        'depreciation_order',
        `Jalankan dulu penyusutan ${monthText(plan.earlier)}, lalu bulan ini`,
      );
    }
    const entries = await bookDepreciation(scope, month, plan.due);
    return {
      month,
      assets: plan.due.length,
      amount: formatDecimal(sumSen(plan.due.map(({ amountSen }) => amountSen))),
      entries,
    };
  },
});

async function bookDepreciation(scope: Scope, month: BusinessDate, due: readonly DueAsset[]): Promise<string[]> {
  if (due.length === 0) return [];
  const groups = [...groupsOf(due).values()].map((members) => ({
    members,
    amountSen: sumSen(members.map(({ amountSen }) => amountSen)),
  }));
  const booked = groups.filter(({ amountSen }) => amountSen > 0n);
  const drafts = await draftsOf(scope, month, booked);
  const entries = drafts.length === 0 ? [] : await post(scope, drafts);
  const entryOf = new Map(booked.map((group, index) => [group, entries[index]?.id ?? null]));
  const rows = groups.flatMap((group) =>
    group.members.map(({ asset, amountSen }) => {
      const entryId = amountSen > 0n ? (entryOf.get(group) ?? null) : null;
      return sql`(${scope.cooperativeId}, ${asset.id}, ${month}, ${amountSen}, ${entryId})`;
    }),
  );
  for (let from = 0; from < rows.length; from += 5000) {
    await scope.tx.run(sql`
      insert into books.asset_depreciation (cooperative_id, asset_id, month, amount_sen, entry_id)
      values ${join(rows.slice(from, from + 5000))}`);
  }
  return entries.map(({ id }) => id);
}

type Group = { readonly members: readonly DueAsset[]; readonly amountSen: bigint };

async function draftsOf(scope: Scope, month: BusinessDate, groups: readonly Group[]): Promise<EntryDraft[]> {
  const codes = groups.flatMap(({ members }) => [members[0]?.asset.expenseCode, members[0]?.asset.accumulatedCode]);
  const accounts = await generalAccountIds(
    scope,
    codes.filter((code) => code !== undefined && code !== null),
  );
  const names = new Map((await readCategories(scope)).map(({ code, name }) => [code, name]));
  const last = endOfMonth(month);
  return groups.flatMap(({ members, amountSen }) => {
    const asset = members[0]?.asset;
    if (!asset) return [];
    const category = names.get(asset.categoryCode) ?? asset.categoryCode;
    return [
      {
        description: `Penyusutan ${category}, ${monthText(month)} (${members.length} aset)`,
        businessDate: last <= scope.today ? last : scope.today,
        source: 'books.depreciation',
        ...(asset.branchId !== null && { branchId: asset.branchId }),
        lines: [
          { accountId: accounts.get(asset.expenseCode ?? '') ?? '', amountSen },
          { accountId: accounts.get(asset.accumulatedCode ?? '') ?? '', amountSen: -amountSen },
        ],
      },
    ];
  });
}

function groupsOf(due: readonly DueAsset[]): Map<string, DueAsset[]> {
  const groups = new Map<string, DueAsset[]>();
  for (const one of due) {
    const { categoryCode, branchId, expenseCode, accumulatedCode } = one.asset;
    const key = [categoryCode, branchId, expenseCode, accumulatedCode].join('|');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** "November 2026". */
export function monthText(month: BusinessDate): string {
  return dateText(month).split(' ').slice(1).join(' ');
}

/** What a run of a month would book, for the page that asks for it. Money as decimal strings. */
export const depreciationPlan = query({
  name: 'books.depreciationPlan',
  permission: 'books.read',
  input: z.strictObject({ month: dateField.optional() }),
  async run(scope, input) {
    const month = startOfMonth(input.month ?? scope.today);
    const plan = await planDepreciation(scope, month);
    return {
      month,
      earlier: plan.earlier,
      done: formatDecimal(plan.doneSen),
      doneAssets: plan.doneAssets,
      total: formatDecimal(sumSen(plan.due.map(({ amountSen }) => amountSen))),
      due: plan.due.map(({ asset, amountSen }) => ({
        id: asset.id,
        code: asset.code,
        name: asset.name,
        categoryCode: asset.categoryCode,
        amount: formatDecimal(amountSen),
        bookValue: formatDecimal(asset.costSen - asset.accumulatedSen),
      })),
    };
  },
});
