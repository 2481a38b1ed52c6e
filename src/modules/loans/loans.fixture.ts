import type { Context } from '#kernel/context';
import { addMonths, type BusinessDate, parseDate } from '#kernel/dates';
import { rupiah } from '#kernel/money';
import { generalAccountId } from '#ledger';
import { membersById } from '#members';
import { step, type World } from '../../../test/support/world.ts';
import { type Saver, type SavingsWorld, saver, savingsWorld } from '../savings/savings.fixture.ts';
import { drawLoan } from './commands/draw.ts';
import { payOut } from './commands/pay-out.ts';
import { signStep } from './commands/sign.ts';
import { insertLoanProduct, insertProductTerms, requireLoanProduct } from './store/products.ts';
import type { ProductTermsJson } from './terms.ts';

/** Usual terms of a test: flat 1.5 % a month, one approval to 5 million, two above. */
export const TEST_TERMS: ProductTermsJson = {
  amount: { min: '100000.00', max: '50000000.00' },
  tenor: { min: 1, max: 60 },
  calculation: {
    rate: { periodPercent: '1.5' },
    method: 'flat',
    frequency: { every: 1, unit: 'month' },
  },
  penalty: { kind: 'percent_per_day', percent: '0.1', graceDays: 3 },
  approval: [{ upTo: '5000000.00', approvals: 1 }, { approvals: 2 }],
};

const CODES = {
  principalCode: '1.1.20',
  interestCode: '1.1.30',
  incomeCode: '4.1.01',
  penaltyCode: '4.1.05',
  allowanceCode: '1.1.39',
  expenseCode: '6.1.13',
};

/** A cooperative with savings and one loan product, for tests. */
export type LoanWorld = SavingsWorld & { readonly productId: string };

export async function loanWorld(world: World, terms: Partial<ProductTermsJson> = {}): Promise<LoanWorld> {
  const savings = await savingsWorld(world);
  const productId = await testProduct(savings.context, 'PU', terms);
  return { ...savings, productId };
}

/** A further product of a test. */
export function testProduct(context: Context, code: string, terms: Partial<ProductTermsJson> = {}): Promise<string> {
  return step(context, async (scope) => {
    const id = await insertLoanProduct(scope, { ...CODES, code, name: `Pinjaman ${code}`, contract: 'interest' });
    await insertProductTerms(scope, {
      productId: id,
      effectiveFrom: parseDate('2020-01-01'),
      terms: { ...TEST_TERMS, ...terms },
      legalBasis: 'Persus uji',
    });
    return id;
  });
}

/** A running loan that was paid out in cash without fees, as a test begins with it; drawn, signed and paid out by steps, without application and approval. */
export async function runningLoan(
  context: Context,
  of: {
    productId: string;
    rupiah: number;
    tenor: number;
    on?: BusinessDate;
    saver?: Saver;
    standingOrder?: boolean;
    n?: number;
  },
): Promise<{ id: string; number: string; borrower: Saver }> {
  const borrower = of.saver ?? (await saver(context, of.n ?? Math.floor(Math.random() * 900_000) + 1));
  return step(context, async (scope) => {
    const on = of.on ?? scope.today;
    const product = await requireLoanProduct(scope, of.productId, on);
    const member = (await membersById(scope, [borrower.memberId])).get(borrower.memberId);
    const drawn = await drawLoan(scope, {
      product,
      memberId: borrower.memberId,
      memberName: member?.fullName ?? '',
      principalSen: rupiah(of.rupiah),
      tenor: of.tenor,
      disbursedOn: on,
      firstDueOn: addMonths(on, 1),
      savingsAccountId: borrower.SS,
      standingOrder: of.standingOrder ?? false,
      drawnOn: on,
    });
    await signStep(scope, {
      loanId: drawn.id,
      role: 'borrower',
      name: member?.fullName ?? '',
      way: 'paper',
      signedOn: on,
    });
    const cash = await generalAccountId(scope, '1.1.01');
    await payOut(scope, {
      loanId: drawn.id,
      amountSen: rupiah(of.rupiah),
      on,
      channel: 'cash',
      paidFromAccountId: cash,
      cashAccountId: cash,
    });
    return { ...drawn, borrower };
  });
}
