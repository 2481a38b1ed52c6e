import { fieldError } from '#kernel/errors';
import { formatDecimal, rupiahText } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { type LoanProduct, readLoanProducts } from '#loans';
import { normalise } from '../layout/words.ts';
import { isRunning } from '../plan/loan-types.ts';
import type { Item, Plan } from '../plan/types.ts';
import type { Settings } from '../schema.ts';

type LoanItem = Extract<Item, { part: 'loan' }>;

/** A kind of loan that the file names (empty: it does not say), and the product it most likely is. */
export type LoanKind = { readonly name: string; readonly count: number; readonly proposed: string | null };

/** The loan products that a running loan can be taken over into, on a day. */
export async function usableLoanProducts(scope: QueryScope): Promise<LoanProduct[]> {
  return (await readLoanProducts(scope, scope.today)).filter((product) => product.status === 'active');
}

/** The kinds of loan among what will be written, with a proposal each: by name, else by rate, else the only product there is. */
export function loanKinds(plan: Plan, products: readonly LoanProduct[]): LoanKind[] {
  return [...Map.groupBy(runningLoans(plan), ({ terms }) => terms.product)].map(([name, loans]) => ({
    name,
    count: loans.length,
    proposed: proposalFor(name, loans, products)?.id ?? null,
  }));
}

function runningLoans(plan: Plan): LoanItem[] {
  return plan.rows.flatMap((row) =>
    row.take ? row.items.flatMap(({ item }) => (item.part === 'loan' && isRunning(item.amount) ? [item] : [])) : [],
  );
}

function proposalFor(
  name: string,
  loans: readonly LoanItem[],
  products: readonly LoanProduct[],
): LoanProduct | undefined {
  if (products.length === 1) return products[0];
  const words = wordsOf(name);
  const scored = products
    .map((product) => ({
      product,
      score: [...wordsOf(`${product.name} ${product.code}`)].filter((w) => words.has(w)).length,
    }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (best && best.score > 0 && best.score > (second?.score ?? 0)) return best.product;
  const rates = new Set(loans.flatMap(({ terms }) => (terms.rate === '' ? [] : [Number(terms.rate)])));
  if (rates.size !== 1) return undefined;
  const [rate = 0] = rates;
  const same = products.filter(({ terms }) => monthly(terms.calculation.rate) === (rate <= 5 ? rate : rate / 12));
  return same.length === 1 ? same[0] : undefined;
}

/** `pinjaman` says nothing: every product is one. */
function wordsOf(text: string): Set<string> {
  return new Set(
    normalise(text)
      .split(' ')
      .filter((word) => word.length > 1 && !/^(pinjaman|kredit|pembiayaan)$/.test(word)),
  );
}

function monthly(rate: LoanProduct['terms']['calculation']['rate']): number {
  return 'periodPercent' in rate ? Number(rate.periodPercent) : Number(rate.annualPercent) / 12;
}

/**
 * The product of every kind of loan in the plan; null while the cooperative has no loan product at all, when loans are kept as positions.
 * Error: `loan_product_needed` at the kind that has none.
 */
export async function loanProductsFor(
  scope: QueryScope,
  plan: Plan,
  settings: Settings,
): Promise<ReadonlyMap<string, LoanProduct> | null> {
  const products = await usableLoanProducts(scope);
  if (products.length === 0) return null;
  const chosen = new Map<string, LoanProduct>();
  for (const [index, kind] of loanKinds(plan, products).entries()) {
    const asked = settings.loanProducts.find(({ name }) => name === kind.name)?.productId ?? kind.proposed;
    const product = products.find(({ id }) => id === asked);
    if (!product) {
      const pesan = 'Pilih produk pinjaman untuk pinjaman dari berkas ini';
      throw fieldError(`settings.loanProducts.${index}`, 'loan_product_needed', pesan);
    }
    chosen.set(kind.name, product);
  }
  return chosen;
}

/** Refuses while the loans of the file and those to be written differ and nobody agreed to that very difference: `loan_difference_open`. */
export function requireAgreedDifference(plan: Plan, settings: Settings): void {
  const difference = plan.loans?.difference ?? 0n;
  if (difference === 0n || settings.loanDifference === formatDecimal(difference)) return;
  throw fieldError(
    'settings.loanDifference',
    'loan_difference_open',
    `Jumlah pinjaman di berkas dan yang akan ditulis berbeda ${rupiahText(difference)}. Periksa barisnya, atau setujui selisih itu`,
  );
}
