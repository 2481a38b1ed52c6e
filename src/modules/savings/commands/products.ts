import { z } from 'zod';
import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import { type BusinessDate, startOfMonth } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import type { Scope } from '#kernel/scope';
import { generalAccountIds } from '#ledger';
import { lastInterestDay } from '../queries/interest.ts';
import { readTerms } from '../queries/products.ts';
import {
  type ProductInput,
  ProductInput as ProductSchema,
  type TermsInput,
  TermsInput as TermsSchema,
} from '../schema.ts';
import { insertInterestTax, insertProduct, insertTerms, setProductStatus } from '../store/products.ts';
import { DEFAULT_PRODUCTS, INTEREST_TAX } from './default-products.ts';

/**
 * Makes a savings product. Errors: `product_code_taken`, `chart_code_unknown`, `interest_chart_missing`, `due_missing`,
 * `tenors_missing`, `tiers_not_rising`, `terms_in_future`.
 */
export const addProduct = command({
  name: 'savings.addProduct',
  permission: 'savings.products',
  input: ProductSchema,
  run: async (scope, input) => ({ id: await addProductStep(scope, input) }),
});

/**
 * Lets new terms hold from a day on. Errors: `product_unknown`, `terms_exist`, `terms_not_on_month`, `terms_before_interest`, and those
 * of `addProduct` about terms.
 */
export const changeTerms = command({
  name: 'savings.changeTerms',
  permission: 'savings.products',
  input: z.strictObject({ productId: idField, terms: TermsSchema }),
  async run(scope, { productId, terms }) {
    const before = await readTerms(scope, [productId]);
    if (before.length === 0) throw productUnknown();
    checkTiers(terms);
    if (terms.effectiveFrom !== startOfMonth(terms.effectiveFrom)) {
      throw fieldError(
        'terms.effectiveFrom',
        'terms_not_on_month',
        'Ketentuan baru berlaku mulai tanggal 1 suatu bulan',
      );
    }
    const paidThrough = await lastInterestDay(scope, productId);
    if (paidThrough !== null && terms.effectiveFrom < paidThrough) {
      throw fieldError('terms.effectiveFrom', 'terms_before_interest', `Jasa sudah dibukukan sampai ${paidThrough}`);
    }
    if (!(await insertTerms(scope, productId, terms))) {
      throw fieldError('terms.effectiveFrom', 'terms_exist', 'Sudah ada ketentuan mulai tanggal ini');
    }
    return { productId, effectiveFrom: terms.effectiveFrom };
  },
});

/** Takes a product out of the offer, or back. Accounts that exist keep their savings. Error: `product_unknown`. */
export const setProductOffer = command({
  name: 'savings.setProductOffer',
  permission: 'savings.products',
  input: z.strictObject({ productId: idField, status: z.enum(['active', 'retired']) }),
  async run(scope, { productId, status }) {
    if (!(await setProductStatus(scope, productId, status))) throw productUnknown();
    return { productId, status };
  },
});

/** Step: gives a new cooperative its savings products (a usual set when none are given) and the tax on interest in force. */
export async function installSavings(
  scope: Scope,
  options: { template?: 'ksp' | 'konsumen'; products?: readonly ProductInput[]; openFrom?: BusinessDate } = {},
): Promise<void> {
  await insertInterestTax(scope, INTEREST_TAX);
  const from = options.openFrom ?? startOfMonth(scope.today);
  const usual = DEFAULT_PRODUCTS[options.template ?? 'ksp'];
  for (const product of options.products ?? usual.map((make) => make(from))) await addProductStep(scope, product);
}

/** Step: makes one product. Errors: as `addProduct`. */
export async function addProductStep(scope: Scope, input: ProductInput): Promise<string> {
  await checkProduct(scope, input);
  try {
    const id = await insertProduct(scope, input);
    await insertTerms(scope, id, input.terms);
    return id;
  } catch (error) {
    if (constraintOf(error)?.startsWith('product_cooperative_id_code')) {
      throw fieldError('code', 'product_code_taken', 'Kode ini sudah dipakai produk lain');
    }
    throw error;
  }
}

async function checkProduct(scope: Scope, input: ProductInput): Promise<void> {
  const codes = [input.chartCode, input.interestChartCode, input.taxChartCode, input.feeChartCode];
  await generalAccountIds(
    scope,
    codes.filter((code) => code !== undefined),
  );
  const { terms } = input;
  const earns = terms.ratePpm > 0 || terms.tiers.some(({ ratePpm }) => ratePpm > 0) || terms.tenors.length > 0;
  if (earns && (!input.interestChartCode || (terms.taxed && !input.taxChartCode))) {
    throw fieldError('interestChartCode', 'interest_chart_missing', 'Isi kode akun beban jasa dan utang pajaknya');
  }
  if ((terms.adminFee ?? 0n) > 0n && !input.feeChartCode) {
    throw fieldError('feeChartCode', 'fee_chart_missing', 'Isi kode akun pendapatan biaya administrasi');
  }
  if ((input.kind === 'principal' || input.kind === 'mandatory') && terms.due === undefined) {
    throw fieldError('terms.due', 'due_missing', 'Isi besarnya simpanan yang wajib dibayar');
  }
  if (input.kind === 'term' && terms.tenors.length === 0) {
    throw fieldError('terms.tenors', 'tenors_missing', 'Isi paling sedikit satu jangka waktu dan jasanya');
  }
  if (terms.effectiveFrom > scope.today) {
    throw fieldError('terms.effectiveFrom', 'terms_in_future', 'Ketentuan pertama harus sudah berlaku hari ini');
  }
  checkTiers(terms);
}

function checkTiers(terms: TermsInput): void {
  let floor = -1n;
  for (const [index, { upTo }] of terms.tiers.entries()) {
    const last = index === terms.tiers.length - 1;
    if (last ? upTo !== undefined && upTo <= floor : upTo === undefined || upTo <= floor) {
      throw fieldError(`terms.tiers.${index}.upTo`, 'tiers_not_rising', 'Batas saldo setiap tingkat harus naik');
    }
    floor = upTo ?? floor;
  }
}

function productUnknown(): DomainError {
  return new DomainError('not_found', 'product_unknown', 'Produk simpanan ini tidak ada');
}
