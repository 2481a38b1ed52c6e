import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { parseInput } from '#kernel/input';
import { formatDecimal } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { ProductCodes } from '../rules/product.ts';
import { type ContractKind, ProductTerms, type ProductTermsJson } from '../terms.ts';

/** A product with the terms in force on the day asked for. `termsJson` is what a contract keeps. */
export type LoanProduct = ProductCodes & {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly contract: ContractKind;
  readonly status: 'active' | 'retired';
  readonly effectiveFrom: BusinessDate;
  readonly legalBasis: string;
  readonly terms: ProductTerms;
  readonly termsJson: ProductTermsJson;
};

/** The products with the terms in force on a day; one without terms by then is not there. */
export async function readLoanProducts(scope: QueryScope, on: BusinessDate): Promise<LoanProduct[]> {
  const rows = await scope.tx.rows<Omit<LoanProduct, 'terms'>>(sql`
    select p.id, p.code, p.name, p.contract, p.status, p.principal_code as "principalCode", p.interest_code as "interestCode",
           p.income_code as "incomeCode", p.penalty_code as "penaltyCode", p.allowance_code as "allowanceCode",
           p.expense_code as "expenseCode", t.effective_from as "effectiveFrom", t.legal_basis as "legalBasis", t.terms as "termsJson"
      from loans.product p
     cross join lateral (
       select t.* from loans.product_terms t
        where t.cooperative_id = p.cooperative_id and t.product_id = p.id and t.effective_from <= ${on}
        order by t.effective_from desc limit 1) t
     where p.cooperative_id = ${scope.cooperativeId}
     order by p.code`);
  return rows.map((row) => ({ ...row, terms: parseInput(ProductTerms, row.termsJson) }));
}

/** What a product promised from a day on, with who set it. */
export type TermsVersion = {
  readonly effectiveFrom: BusinessDate;
  readonly legalBasis: string;
  readonly setByName: string;
  readonly termsJson: ProductTermsJson;
};

/** Every version of a product's terms, newest first. */
export function readTermsVersions(scope: QueryScope, productId: string): Promise<TermsVersion[]> {
  return scope.tx.rows<TermsVersion>(sql`
    select t.effective_from as "effectiveFrom", t.legal_basis as "legalBasis", t.set_by_name as "setByName", t.terms as "termsJson"
      from loans.product_terms t
     where t.cooperative_id = ${scope.cooperativeId} and t.product_id = ${productId}
     order by t.effective_from desc limit 500`);
}

/** One product with the terms in force on a day. Error: `loan_product_unknown`. */
export async function requireLoanProduct(scope: QueryScope, id: string, on: BusinessDate): Promise<LoanProduct> {
  const product = (await readLoanProducts(scope, on)).find((one) => one.id === id);
  if (!product) throw new DomainError('not_found', 'loan_product_unknown', 'Jenis pinjaman ini tidak ada');
  return product;
}

/** Step: writes a product without terms; `insertProductTerms` gives them. */
export async function insertLoanProduct(
  scope: Scope,
  product: ProductCodes & Pick<LoanProduct, 'code' | 'name' | 'contract'>,
): Promise<string> {
  const id = newId();
  await scope.tx.run(sql`
    insert into loans.product (cooperative_id, id, code, name, contract, principal_code, interest_code, income_code, penalty_code,
           allowance_code, expense_code, created_at)
    values (${scope.cooperativeId}, ${id}, ${product.code}, ${product.name}, ${product.contract}, ${product.principalCode},
            ${product.interestCode}, ${product.incomeCode}, ${product.penaltyCode}, ${product.allowanceCode}, ${product.expenseCode},
            ${scope.now})`);
  return id;
}

/** Step: writes what a product promises from a day on. */
export async function insertProductTerms(
  scope: Scope,
  row: { productId: string; effectiveFrom: BusinessDate; terms: ProductTermsJson; legalBasis: string },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.product_terms (cooperative_id, product_id, effective_from, terms, legal_basis, set_by, set_by_name, set_at)
    values (${scope.cooperativeId}, ${row.productId}, ${row.effectiveFrom}, ${JSON.stringify(row.terms)}::jsonb, ${row.legalBasis},
            ${actor.personId}, ${actor.name}, ${scope.now})`);
}

/** Terms as they are stored and sent: every amount as a decimal string. */
export function termsToJson(terms: ProductTerms): ProductTermsJson {
  return JSON.parse(
    JSON.stringify(terms, (_key, value: unknown) => (typeof value === 'bigint' ? formatDecimal(value) : value)),
  );
}

/** A product's contract kind, since when its newest terms hold, and the day of its last contract. */
export type TermsHistory = {
  readonly contract: ContractKind;
  readonly newest: BusinessDate;
  readonly lastDrawnOn: BusinessDate | null;
};

/**
 * Step: locks a product and tells what its new terms must not reach back into; undefined when there is no such product. Drawing a loan's
 * number takes the same lock, so no contract slips in between.
 */
export async function lockTermsHistory(scope: Scope, productId: string): Promise<TermsHistory | undefined> {
  const product = await scope.tx.maybe<{ contract: ContractKind }>(sql`
    select p.contract from loans.product p
     where p.cooperative_id = ${scope.cooperativeId} and p.id = ${productId} for update`);
  if (!product) return undefined;
  const days = await scope.tx.one<Omit<TermsHistory, 'contract'>>(sql`
    select (select max(t.effective_from) from loans.product_terms t
             where t.cooperative_id = ${scope.cooperativeId} and t.product_id = ${productId}) as newest,
           (select max(l.drawn_on) from loans.loan l
             where l.cooperative_id = ${scope.cooperativeId} and l.product_id = ${productId}) as "lastDrawnOn"`);
  return { ...product, ...days };
}

/** Step: takes a product out of the offer, or back into it. Answers whether it exists. */
export async function setLoanProductStatus(
  scope: Scope,
  productId: string,
  status: 'active' | 'retired',
): Promise<boolean> {
  const changed = await scope.tx.run(sql`
    update loans.product set status = ${status} where cooperative_id = ${scope.cooperativeId} and id = ${productId}`);
  return changed === 1;
}

/** Step: the next number of a product's loans, such as `PU-000012`; drawn under the product's row lock. */
export async function drawLoanNumber(scope: Scope, productId: string): Promise<string> {
  const { code, sequence } = await scope.tx.one<{ code: string; sequence: bigint }>(sql`
    update loans.product p set next_sequence = p.next_sequence + 1
     where p.cooperative_id = ${scope.cooperativeId} and p.id = ${productId}
    returning p.code, p.next_sequence - 1 as sequence`);
  return `${code}-${String(sequence).padStart(6, '0')}`;
}
