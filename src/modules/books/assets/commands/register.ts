import sql from 'sql-template-tag';
import { z } from 'zod';
import { readBranches } from '#cooperatives';
import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import { type BusinessDate, parts, startOfMonth } from '#kernel/dates';
import { assert, fieldError } from '#kernel/errors';
import { amountField, dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { post, readPeriods } from '#ledger';
import { type AssetCategory, requireCategory } from '../categories.ts';
import { accountOf, freeAccounts } from '../lines.ts';
import { DEPRECIATION_METHODS, firstMonthOf } from '../rules/depreciation.ts';
import { firstMonthRule } from '../settings.ts';
import { CONDITIONS } from '../store/assets.ts';

export const AssetInput = z.strictObject({
  code: textField(30),
  name: textField(120).min(2, { error: 'Paling pendek 2 huruf' }),
  categoryCode: textField(30),
  acquiredOn: dateField,
  quantity: z.coerce
    .number({ error: 'Tulis jumlah dengan angka' })
    .int({ error: 'Tulis bilangan bulat' })
    .min(1, { error: 'Paling sedikit 1' })
    .max(100_000)
    .default(1),
  cost: positiveAmountField,
  residual: amountField.optional(),
  /** Default: that of the category. */
  method: z.enum(DEPRECIATION_METHODS, { error: 'Pilih metode dari daftar' }).optional(),
  lifeMonths: z.coerce.number().int().min(1).max(600, { error: 'Paling lama 600 bulan' }).optional(),
  /** Declining balance only: of the book value a year, in parts per million; without it double the straight-line rate. */
  decliningPpm: z.coerce.number().int().min(1).max(1_000_000).optional(),
  branchId: idField.optional(),
  location: textField(120),
  holder: textField(120).optional(),
  condition: z.enum(CONDITIONS, { error: 'Pilih keadaan dari daftar' }).default('good'),
  /** Bought now: the cash, bank or debt that paid. Without it the asset is in the books already. */
  paidFrom: textField(20).optional(),
  /** Of an asset in the books already: what was depreciated before the month that we begin with. */
  openingAccumulated: amountField.optional(),
  /** Of an asset in the books already: the first month that we depreciate. Default: by the first-month rule. */
  depreciatesFrom: dateField.optional(),
});
type Input = z.output<typeof AssetInput>;

/**
 * Enters an asset in the register. Bought now it is posted, Dr asset Cr what paid; taken over it is only noted, with what was depreciated
 * before. Revaluation is not offered: books by SAK EP keep cost. Errors: `category_unknown`, `residual_over_cost`, `opening_over_cost`,
 * `opening_of_purchase`, `method_needs_lines`, `branch_unknown`, `asset_code_taken`, `acquired_in_future`,
 * `depreciation_before_purchase`, `depreciation_month_closed`, and those of `freeAccounts` and the ledger.
 */
export const registerAsset = command({
  name: 'books.registerAsset',
  permission: 'books.assets',
  input: AssetInput,
  async run(scope, input) {
    const category = await requireCategory(scope, input.categoryCode);
    await checkInput(scope, input);
    const plan = await planOf(scope, input, category);
    const id = newId();
    const entryId = input.paidFrom === undefined ? null : await bookPurchase(scope, input, category, input.paidFrom);
    await insertAsset(scope, { id, entryId, input, category, plan }).catch((error: unknown) => {
      throw constraintOf(error) === 'asset_code_once'
        ? fieldError('code', 'asset_code_taken', 'Kode ini sudah dipakai aset lain')
        : error;
    });
    return { id, entryId };
  },
});

async function checkInput(scope: QueryScope, input: Input): Promise<void> {
  const residual = input.residual ?? 0n;
  const opening = input.openingAccumulated ?? 0n;
  if (input.acquiredOn > scope.today) {
    throw fieldError('acquiredOn', 'acquired_in_future', 'Tanggal beli belum tiba');
  }
  if (residual > input.cost) {
    throw fieldError('residual', 'residual_over_cost', 'Nilai sisa tidak boleh lebih besar dari harga perolehan');
  }
  if (opening > input.cost - residual) {
    throw fieldError(
      'openingAccumulated',
      'opening_over_cost',
      'Akumulasi penyusutan paling banyak harga perolehan dikurangi nilai sisa',
    );
  }
  if (input.paidFrom !== undefined && opening > 0n) {
    throw fieldError(
      'openingAccumulated',
      'opening_of_purchase',
      'Aset yang baru dibeli belum mempunyai akumulasi penyusutan. Kosongkan',
    );
  }
  if (input.branchId === undefined) return;
  const branches = await readBranches(scope);
  if (!branches.some(({ id, status }) => id === input.branchId && status === 'active')) {
    throw fieldError('branchId', 'branch_unknown', 'Cabang ini tidak ada atau sudah ditutup');
  }
}

type Plan = {
  readonly method: Input['method'] & string;
  readonly lifeMonths: number | null;
  readonly depreciatesFrom: BusinessDate;
  readonly monthsBefore: number;
};

async function planOf(scope: QueryScope, input: Input, category: AssetCategory): Promise<Plan> {
  const method = input.method ?? category.method;
  const first = firstMonthOf(input.acquiredOn, await firstMonthRule(scope, input.acquiredOn));
  if (method === 'none') return { method, lifeMonths: null, depreciatesFrom: first, monthsBefore: 0 };
  if (category.accumulatedCode === null || category.expenseCode === null) {
    throw fieldError('method', 'method_needs_lines', 'Golongan ini tidak disusutkan. Pilih golongan atau metode lain');
  }
  const lifeMonths = input.lifeMonths ?? category.lifeMonths;
  assert(lifeMonths !== null, 'a category that is depreciated has a life');
  const wished = input.paidFrom === undefined && input.depreciatesFrom ? startOfMonth(input.depreciatesFrom) : first;
  if (wished < first) {
    throw fieldError(
      'depreciatesFrom',
      'depreciation_before_purchase',
      'Penyusutan tidak bisa mulai sebelum bulan pertama aset ini',
    );
  }
  await requireOpenMonth(scope, wished);
  // A life that has run out leaves one month, which takes whatever was not depreciated yet.
  const monthsBefore = Math.min(lifeMonths - 1, monthsBetween(first, wished));
  return { method, lifeMonths, depreciatesFrom: wished, monthsBefore };
}

async function requireOpenMonth(scope: QueryScope, month: BusinessDate): Promise<void> {
  const period = (await readPeriods(scope)).find(({ startsOn }) => startsOn === month);
  if (period?.status === 'open' || month > scope.today) return;
  throw fieldError(
    'depreciatesFrom',
    'depreciation_month_closed',
    'Bulan pertama penyusutan sudah ditutup. Isi bulan yang masih terbuka, dan akumulasi penyusutan sampai bulan sebelumnya',
  );
}

function monthsBetween(from: BusinessDate, to: BusinessDate): number {
  const [a, b] = [parts(from), parts(to)];
  return (b.year - a.year) * 12 + b.month - a.month;
}

async function bookPurchase(
  scope: Scope,
  input: Input,
  { assetCode }: AssetCategory,
  paidFrom: string,
): Promise<string> {
  const accounts = await freeAccounts(scope, [
    { field: 'categoryCode', code: assetCode, kinds: ['asset'] },
    { field: 'paidFrom', code: paidFrom, kinds: ['asset', 'liability', 'equity'] },
  ]);
  const [entry] = await post(scope, [
    {
      description: `Pembelian aset ${input.code} ${input.name}`,
      businessDate: input.acquiredOn,
      source: 'books.asset_purchase',
      ...(input.branchId !== undefined && { branchId: input.branchId }),
      lines: [
        { accountId: accountOf(accounts, assetCode), amountSen: input.cost },
        { accountId: accountOf(accounts, paidFrom), amountSen: -input.cost },
      ],
    },
  ]);
  return entry?.id ?? '';
}

async function insertAsset(
  scope: Scope,
  facts: { id: string; entryId: string | null; input: Input; category: AssetCategory; plan: Plan },
): Promise<void> {
  const { id, entryId, input, category, plan } = facts;
  const loses = plan.method !== 'none';
  await scope.tx.run(sql`
    insert into books.asset (cooperative_id, id, code, name, category_code, asset_code, accumulated_code, expense_code, acquired_on,
           quantity, cost_sen, residual_sen, method, life_months, declining_ppm, depreciates_from, months_before,
           opening_accumulated_sen, taken_over, branch_id, location, holder, condition, entry_id, registered_at, registered_by)
    values (${scope.cooperativeId}, ${id}, ${input.code}, ${input.name}, ${category.code}, ${category.assetCode},
            ${loses ? category.accumulatedCode : null}, ${loses ? category.expenseCode : null}, ${input.acquiredOn}, ${input.quantity},
            ${input.cost}, ${loses ? (input.residual ?? 0n) : 0n}, ${plan.method}, ${plan.lifeMonths},
            ${plan.method === 'declining_balance' ? (input.decliningPpm ?? null) : null}, ${plan.depreciatesFrom}, ${plan.monthsBefore},
            ${loses ? (input.openingAccumulated ?? 0n) : 0n}, ${entryId === null}, ${input.branchId ?? null}, ${input.location},
            ${input.holder ?? null}, ${input.condition}, ${entryId}, ${scope.now}, ${scope.context.actor.personId})`);
}
