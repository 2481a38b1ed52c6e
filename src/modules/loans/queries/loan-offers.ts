import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { SimulateInput } from '../application-schema.ts';
import { amountFindings } from '../rules/eligibility.ts';
import { type Simulation, simulate } from '../rules/simulation.ts';
import { type LoanProduct, readLoanProducts, requireLoanProduct } from '../store/products.ts';

/** A product as someone who wants to borrow reads it. Money as decimal strings. */
export type LoanOffer = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly contract: LoanProduct['contract'];
  readonly min: string;
  readonly max: string;
  readonly tenorMin: number;
  readonly tenorMax: number;
  readonly frequency: { readonly every: number; readonly unit: 'day' | 'week' | 'month' };
  readonly rate: { readonly percent: string; readonly per: 'year' | 'instalment' };
  readonly documents: readonly string[];
  readonly guarantors: number;
  /** Collateral is asked above this amount; null: never. */
  readonly collateralAbove: string | null;
  readonly membershipMonths: number;
};

/** A simulation as screens and programs read it. */
export type SimulationView = {
  readonly instalment: string;
  readonly last: string;
  readonly interest: string;
  readonly total: string;
  readonly net: string;
  readonly effectiveAnnualPercent: string | null;
  readonly firstDueOn: string;
  readonly fees: readonly {
    readonly code: string;
    readonly name: string;
    readonly amount: string;
    readonly taken: string;
  }[];
};

/** The products that are offered now. */
export const loanOffers = query({
  name: 'loans.offers',
  permission: 'self.read',
  input: z.strictObject({}),
  run: (scope) => offersOf(scope),
});

/** What a loan would cost, before anything is asked. Errors: `loan_product_unknown`, `loan_amount_below`, `loan_amount_above`, `loan_tenor_range`. */
export const simulateLoan = query({
  name: 'loans.simulate',
  permission: 'self.read',
  input: SimulateInput,
  async run(scope, { productId, amount, tenor }) {
    const product = await requireLoanProduct(scope, productId, scope.today);
    const asked = { amountSen: amount, tenor };
    const wrong = amountFindings(product.terms, asked);
    const [first] = wrong;
    if (first) throw new DomainError('invalid', first.code, first.pesan, wrong);
    return simulationView(simulate(product, { ...asked, on: scope.today }));
  },
});

/** Step: the products that are offered now, by code. */
export async function offersOf(scope: QueryScope): Promise<LoanOffer[]> {
  const products = await readLoanProducts(scope, scope.today);
  return products.filter(({ status }) => status === 'active').map(offerOf);
}

/** A product in the words of an offer. */
export function offerOf({ id, code, name, contract, terms }: LoanProduct): LoanOffer {
  const { rate, frequency } = terms.calculation;
  return {
    id,
    code,
    name,
    contract,
    min: formatDecimal(terms.amount.min),
    max: formatDecimal(terms.amount.max),
    tenorMin: terms.tenor.min,
    tenorMax: terms.tenor.max,
    frequency,
    rate:
      'annualPercent' in rate
        ? { percent: rate.annualPercent, per: 'year' }
        : { percent: rate.periodPercent, per: 'instalment' },
    documents: terms.documents,
    guarantors: terms.security.guarantors,
    collateralAbove:
      terms.security.collateralAbove === undefined ? null : formatDecimal(terms.security.collateralAbove),
    membershipMonths: terms.eligibility.membershipMonths,
  };
}

/** A simulation with its money as decimal strings. */
export function simulationView(simulation: Simulation): SimulationView {
  return {
    instalment: formatDecimal(simulation.instalmentSen),
    last: formatDecimal(simulation.lastSen),
    interest: formatDecimal(simulation.interestSen),
    total: formatDecimal(simulation.totalSen),
    net: formatDecimal(simulation.netSen),
    effectiveAnnualPercent: simulation.effectiveAnnualPercent,
    firstDueOn: simulation.firstDueOn,
    fees: simulation.fees.map(({ code, name, amountSen, taken }) => ({
      code,
      name,
      amount: formatDecimal(amountSen),
      taken,
    })),
  };
}
