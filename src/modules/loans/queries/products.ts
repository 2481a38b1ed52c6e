import sql from 'sql-template-tag';
import { z } from 'zod';
import { addMonths, type BusinessDate, daysBetween } from '#kernel/dates';
import { divideRounded, formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { ratioOfDecimal } from '#kernel/ratio';
import { yearlyPercent } from '../rules/law.ts';
import { type Simulation, simulate } from '../rules/simulation.ts';
import { type LoanProduct, readLoanProducts, readTermsVersions } from '../store/products.ts';

/** Fair figures of an example: ten million over a year, or what of it the product allows. */
const EXAMPLE_SEN = 1_000_000_000n;
const EXAMPLE_DAYS = 365;

/** What a product would be with an example loan. Money as decimal strings. */
export type ProductExample = {
  readonly principal: string;
  readonly tenor: number;
  readonly instalment: string;
  readonly interest: string;
  readonly net: string;
  /** Percent with two decimals; null where none can be told. */
  readonly effectivePercent: string | null;
  readonly rows: readonly {
    readonly no: number;
    readonly dueOn: string;
    readonly principal: string;
    readonly interest: string;
    readonly total: string;
  }[];
};

/** The products with the terms of today, how many loans of each owe, and how much. */
export const loanProductList = query({
  name: 'loans.productList',
  permission: 'loans.read',
  input: z.strictObject({}),
  async run(scope) {
    const [products, totals] = await Promise.all([readLoanProducts(scope, scope.today), readTotals(scope)]);
    const byProduct = new Map(totals.map((total) => [total.productId, total]));
    return products.map((product) => {
      const total = byProduct.get(product.id);
      return {
        ...namedOf(product),
        method: product.terms.calculation.method,
        yearlyPercent: yearlyText(product),
        effectivePercent: exampleOf(product, scope.today).effectivePercent,
        min: formatDecimal(product.terms.amount.min),
        max: formatDecimal(product.terms.amount.max),
        loans: Number(total?.loans ?? 0n),
        outstanding: formatDecimal(total?.outstandingSen ?? 0n),
      };
    });
  },
});

/** One product with every version of its terms, newest first, and an example. Undefined when there is none. */
export const loanProductDetail = query({
  name: 'loans.productDetail',
  permission: 'loans.read',
  input: z.strictObject({ code: z.string().max(8) }),
  async run(scope, { code }) {
    const product = (await readLoanProducts(scope, scope.today)).find((candidate) => candidate.code === code);
    if (!product) return undefined;
    const versions = await readTermsVersions(scope, product.id);
    const { principalCode, interestCode, incomeCode, penaltyCode, allowanceCode, expenseCode } = product;
    return {
      product: namedOf(product),
      codes: { principalCode, interestCode, incomeCode, penaltyCode, allowanceCode, expenseCode },
      yearlyPercent: yearlyText(product),
      versions: versions.map((version) => ({ ...version, inForce: version.effectiveFrom === product.effectiveFrom })),
      example: exampleOf(product, scope.today),
    };
  },
});

function namedOf({ id, code, name, contract, status }: LoanProduct) {
  return { id, code, name, contract, status };
}

/** The stated rate in percent a year with two decimals, rounded half up for show. */
function yearlyText({ terms: { calculation } }: LoanProduct): string {
  const { n, d } = yearlyPercent(calculation.rate, calculation.frequency);
  return formatDecimal(divideRounded(n * 100n, d, 'half_up'));
}

function exampleOf(product: LoanProduct, on: BusinessDate): ProductExample {
  const { amount, tenor, calculation } = product.terms;
  const amountSen = EXAMPLE_SEN > amount.max ? amount.max : EXAMPLE_SEN < amount.min ? amount.min : EXAMPLE_SEN;
  const { every, unit } = calculation.frequency;
  const step = { day: 1, week: 7, month: daysBetween(on, addMonths(on, 1)) }[unit] * every;
  const fitting = Math.floor(EXAMPLE_DAYS / step);
  const instalments = Math.min(tenor.max, Math.max(tenor.min, fitting));
  return shown(amountSen, simulate(product, { amountSen, tenor: instalments, on }));
}

function shown(amountSen: bigint, simulation: Simulation): ProductExample {
  return {
    principal: formatDecimal(amountSen),
    tenor: simulation.rows.length,
    instalment: formatDecimal(simulation.instalmentSen),
    interest: formatDecimal(simulation.interestSen),
    net: formatDecimal(simulation.netSen),
    effectivePercent: simulation.effectiveAnnualPercent && toHundredths(simulation.effectiveAnnualPercent),
    rows: simulation.rows.map(({ no, dueOn, principalSen, interestSen }) => ({
      no,
      dueOn,
      principal: formatDecimal(principalSen),
      interest: formatDecimal(interestSen),
      total: formatDecimal(principalSen + interestSen),
    })),
  };
}

/** `17.2271` -> `17.23`, half up, for show. */
function toHundredths(percent: string): string {
  const { n, d } = ratioOfDecimal(percent);
  return formatDecimal(divideRounded(n * 100n, d, 'half_up'));
}

type ProductTotal = { readonly productId: string; readonly loans: bigint; readonly outstandingSen: bigint };

function readTotals(scope: QueryScope): Promise<ProductTotal[]> {
  return scope.tx.rows<ProductTotal>(sql`
    select l.product_id as "productId", count(*) as loans, sum(a.balance_sen)::bigint as "outstandingSen"
      from loans.loan l
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
     where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active'
     group by l.product_id`);
}
