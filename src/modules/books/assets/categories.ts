import sql from 'sql-template-tag';
import { z } from 'zod';
import { readProfile } from '#cooperatives';
import { command } from '#kernel/command';
import { fieldError } from '#kernel/errors';
import { textField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { freeAccounts, freeLines, type WantedLine } from './lines.ts';
import { DEPRECIATION_METHODS, type DepreciationMethod } from './rules/depreciation.ts';
import { defaultCategories } from './settings.ts';

/** A kind of asset: its lines of the chart and what a new asset of it begins with. Land has neither life nor accumulated depreciation. */
export type AssetCategory = {
  readonly code: string;
  readonly name: string;
  readonly assetCode: string;
  readonly accumulatedCode: string | null;
  readonly expenseCode: string | null;
  readonly method: DepreciationMethod;
  readonly lifeMonths: number | null;
};

/** The categories in force: those of the chart template, with the cooperative's own over and beside them. */
export async function readCategories(scope: QueryScope): Promise<AssetCategory[]> {
  const { chartTemplate } = await readProfile(scope);
  const own = await scope.tx.rows<AssetCategory>(sql`
    select c.code, c.name, c.asset_code as "assetCode", c.accumulated_code as "accumulatedCode", c.expense_code as "expenseCode",
           c.method, c.life_months as "lifeMonths"
      from books.asset_category c where c.cooperative_id = ${scope.cooperativeId} order by c.code`);
  const defaults = defaultCategories(chartTemplate).filter(({ code }) => !own.some((one) => one.code === code));
  return [...defaults, ...own].sort((a, b) => (a.assetCode < b.assetCode ? -1 : 1));
}

/** One category by its code. Error at the field `categoryCode`: `category_unknown`. */
export async function requireCategory(scope: QueryScope, code: string): Promise<AssetCategory> {
  const found = (await readCategories(scope)).find((category) => category.code === code);
  if (!found) throw fieldError('categoryCode', 'category_unknown', 'Golongan aset ini tidak ada. Pilih dari daftar');
  return found;
}

/** The categories of assets, and the lines of the chart that one may name. */
export const assetCategories = query({
  name: 'books.assetCategories',
  permission: 'books.read',
  input: z.strictObject({}),
  run: async (scope) => ({
    categories: await readCategories(scope),
    lines: await freeLines(scope, ['asset', 'expense']),
  }),
});

export const CategoryInput = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{1,29}$/, { error: 'Tulis 2 sampai 30 huruf kecil, angka, atau garis bawah' }),
  name: textField(60).min(3, { error: 'Paling pendek 3 huruf' }),
  assetCode: textField(20),
  accumulatedCode: textField(20).optional(),
  expenseCode: textField(20).optional(),
  method: z.enum(DEPRECIATION_METHODS, { error: 'Pilih metode dari daftar' }),
  lifeMonths: z.coerce.number().int().min(1).max(600).optional(),
});

/**
 * Adds a category or changes one; assets entered before keep the lines they have. Errors: `category_incomplete` and those of
 * `freeAccounts`.
 */
export const setAssetCategory = command({
  name: 'books.setAssetCategory',
  permission: 'books.assets',
  input: CategoryInput,
  async run(scope, input) {
    const loses = input.method !== 'none';
    const wanted: WantedLine[] = [{ field: 'assetCode', code: input.assetCode, kinds: ['asset'] }];
    if (loses) wanted.push(...losingLines(input));
    await freeAccounts(scope, wanted);
    const values = sql`
      ${input.name}, ${input.assetCode}, ${loses ? input.accumulatedCode : null}, ${loses ? input.expenseCode : null}, ${input.method},
      ${loses ? input.lifeMonths : null}, ${scope.now}, ${scope.context.actor.personId}`;
    await scope.tx.run(sql`
      insert into books.asset_category
             (cooperative_id, code, name, asset_code, accumulated_code, expense_code, method, life_months, set_at, set_by)
      values (${scope.cooperativeId}, ${input.code}, ${values})
      on conflict (cooperative_id, code) do update
         set (name, asset_code, accumulated_code, expense_code, method, life_months, set_at, set_by) =
             (excluded.name, excluded.asset_code, excluded.accumulated_code, excluded.expense_code, excluded.method,
              excluded.life_months, excluded.set_at, excluded.set_by)`);
    return { code: input.code };
  },
});

function losingLines(input: z.output<typeof CategoryInput>): WantedLine[] {
  const { accumulatedCode, expenseCode, lifeMonths } = input;
  const missing = !accumulatedCode ? 'accumulatedCode' : !expenseCode ? 'expenseCode' : !lifeMonths ? 'lifeMonths' : '';
  if (missing !== '' || !accumulatedCode || !expenseCode) {
    throw fieldError(
      missing,
      'category_incomplete',
      'Golongan yang disusutkan perlu akun akumulasi, akun beban, dan umur dalam bulan',
    );
  }
  return [
    { field: 'accumulatedCode', code: accumulatedCode, kinds: ['asset'] },
    { field: 'expenseCode', code: expenseCode, kinds: ['expense'] },
  ];
}
