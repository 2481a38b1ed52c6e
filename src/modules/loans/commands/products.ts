import { z } from 'zod';
import { insertParameter, parameterOn } from '#cooperatives';
import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import { type BusinessDate, startOfMonth } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { dateField, idField, textField } from '#kernel/fields';
import { parseInput } from '#kernel/input';
import type { Scope } from '#kernel/scope';
import { readChart } from '#ledger';
import { readLaw } from '../queries/law.ts';
import { firstDueAfter } from '../rules/capacity.ts';
import { LAW_BASIS, LAW_PARAMETERS, type LendingLaw, USUAL_LAW } from '../rules/law.ts';
import { checkCodes, checkTerms, termsDateError } from '../rules/product.ts';
import { makeSchedule, parseSchedule } from '../schedule/index.ts';
import {
  insertLoanProduct,
  insertProductTerms,
  lockTermsHistory,
  setLoanProductStatus,
  termsToJson,
} from '../store/products.ts';
import { CONTRACTS, ProductTerms } from '../terms.ts';
import { DEFAULT_LOAN_PRODUCTS } from './default-products.ts';
import { scheduleRequest } from './draw.ts';

const code = textField(20);

/** A product with its first terms. Chart codes say where its money stands. */
export const LoanProductInput = z.strictObject({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z][A-Z0-9]{0,7}$/, { error: 'Kode 1 sampai 8 huruf besar atau angka, diawali huruf' }),
  name: textField(60).refine((name) => name.length >= 3, { message: 'Nama paling pendek 3 huruf' }),
  contract: z.enum(CONTRACTS),
  codes: z.strictObject({
    principalCode: code,
    interestCode: code,
    incomeCode: code,
    penaltyCode: code,
    allowanceCode: code,
    expenseCode: code,
  }),
  effectiveFrom: dateField,
  legalBasis: textField(200).min(3, { error: 'Tulis dasar hukumnya, misalnya Persus pasal 12' }),
  terms: ProductTerms,
});
export type LoanProductInput = z.output<typeof LoanProductInput>;

/**
 * Makes a loan product with its first terms. Errors beside the field: `product_code_taken`, `terms_in_future`, those of `checkCodes` and
 * `checkTerms` (rules/product.ts), among them `rate_above_cap`.
 */
export const addProduct = command({
  name: 'loans.addProduct',
  permission: 'loans.products',
  input: LoanProductInput,
  async run(scope, input) {
    if (input.effectiveFrom > scope.today) {
      throw fieldError('effectiveFrom', 'terms_in_future', 'Ketentuan pertama harus sudah berlaku hari ini');
    }
    return { id: await addLoanProductStep(scope, input) };
  },
});

/**
 * Lets new terms hold from a day on: a new row. Contracts keep what they were made with, and no day that a contract was drawn on is
 * changed. Errors: `loan_product_unknown`, `terms_exist`, `terms_in_past`, `terms_before_contract`, those of `checkTerms`.
 */
export const changeTerms = command({
  name: 'loans.changeTerms',
  permission: 'loans.products',
  input: LoanProductInput.pick({ effectiveFrom: true, legalBasis: true, terms: true }).extend({ productId: idField }),
  async run(scope, { productId, effectiveFrom, legalBasis, terms }) {
    const history = await lockTermsHistory(scope, productId);
    if (!history) throw productUnknown();
    const error = termsDateError(effectiveFrom, history);
    if (error) throw error;
    checkTerms(terms, await groundOf(scope, history.contract, effectiveFrom));
    checkComputable(terms, effectiveFrom);
    await insertProductTerms(scope, { productId, effectiveFrom, legalBasis, terms: termsToJson(terms) });
    return { productId, effectiveFrom };
  },
});

/** Takes a product out of the offer, or back. Loans that run are not touched. Error: `loan_product_unknown`. */
export const setProductOffer = command({
  name: 'loans.setProductOffer',
  permission: 'loans.products',
  input: z.strictObject({ productId: idField, status: z.enum(['active', 'retired']) }),
  async run(scope, { productId, status }) {
    if (!(await setLoanProductStatus(scope, productId, status))) throw productUnknown();
    return { productId, status };
  },
});

/** Step: makes one product. Errors: as `addProduct`, but its first day may be any. */
export async function addLoanProductStep(scope: Scope, input: LoanProductInput): Promise<string> {
  const ground = await groundOf(scope, input.contract, input.effectiveFrom);
  checkCodes(input.contract, input.codes, ground.chart);
  checkTerms(input.terms, ground);
  checkComputable(input.terms, input.effectiveFrom);
  const { effectiveFrom, legalBasis } = input;
  try {
    const productId = await insertLoanProduct(scope, { ...input, ...input.codes });
    await insertProductTerms(scope, { productId, effectiveFrom, legalBasis, terms: termsToJson(input.terms) });
    return productId;
  } catch (error) {
    if (constraintOf(error)?.startsWith('product_cooperative_id_code')) {
      throw fieldError('code', 'product_code_taken', 'Kode ini sudah dipakai produk lain');
    }
    throw error;
  }
}

/**
 * Step: gives a new cooperative its usual loan products (a sharia cooperative those without interest) and the ceilings and caps of the law
 * as parameters, from the day its books begin.
 */
export async function installLoans(
  scope: Scope,
  options: { template?: 'ksp' | 'konsumen'; sharia?: boolean; openFrom?: BusinessDate } = {},
): Promise<void> {
  const effectiveFrom = options.openFrom ?? startOfMonth(scope.today);
  for (const key of Object.keys(LAW_PARAMETERS) as (keyof LendingLaw)[]) {
    const name = LAW_PARAMETERS[key];
    if (await parameterOn(scope, name, effectiveFrom)) continue;
    await insertParameter(scope, { name, value: USUAL_LAW[key], effectiveFrom, legalBasis: LAW_BASIS[key] });
  }
  const template = options.template ?? 'ksp';
  for (const product of DEFAULT_LOAN_PRODUCTS[options.sharia && template === 'ksp' ? 'sharia' : template]) {
    await addLoanProductStep(scope, parseInput(LoanProductInput, { ...product, effectiveFrom }));
  }
}

/**
 * The engine computes the corners of what the product allows, so that no applicant is the first to find that it cannot. Errors: those of
 * the engine, such as `rounding_exceeds_instalment`, at `terms.calculation`.
 */
function checkComputable(terms: ProductTerms, on: BusinessDate): void {
  const json = termsToJson(terms);
  const firstDueOn = firstDueAfter(terms.calculation.frequency, on);
  try {
    for (const principalSen of [terms.amount.min, terms.amount.max]) {
      for (const tenor of [terms.tenor.min, terms.tenor.max]) {
        makeSchedule(parseSchedule(scheduleRequest(json, { principalSen, tenor, disbursedOn: on, firstDueOn })));
      }
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw fieldError('terms.calculation', error.reason, error.pesan);
  }
}

async function groundOf(scope: Scope, contract: LoanProductInput['contract'], on: BusinessDate) {
  const [chart, law] = await Promise.all([readChart(scope), readLaw(scope, on)]);
  return { contract, chart, capPercent: law.rateCapPercent };
}

function productUnknown(): DomainError {
  return new DomainError('not_found', 'loan_product_unknown', 'Jenis pinjaman ini tidak ada');
}
