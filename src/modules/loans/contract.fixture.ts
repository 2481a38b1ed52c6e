import type { Context } from '#kernel/context';
import { assert } from '#kernel/errors';
import { parseDecimal } from '#kernel/money';
import type { Permission } from '#kernel/permissions';
import { entryDetail, generalAccountId, post } from '#ledger';
import { asStaff, step, type World } from '../../../test/support/world.ts';
import { type Saver, saver } from '../savings/savings.fixture.ts';
import { approvedApplicationOf, loanOffice, type Office, officer } from './application.fixture.ts';
import { drawContract } from './commands/contract.ts';
import { signLoan } from './commands/sign.ts';
import { loanWorld } from './loans.fixture.ts';
import type { ProductTermsJson } from './terms.ts';

/** An office that lends: capital of its own, people with their duties, one product, one member. */
export type Lending = {
  readonly context: Context;
  readonly productId: string;
  readonly office: Office;
  /** Draws up and records signatures; pays out; changes agreements. */
  readonly clerk: Context;
  readonly payer: Context;
  readonly manager: Context;
  readonly borrower: Saver;
};

const CLERK: readonly Permission[] = ['loans.read', 'loans.contract', 'ledger.read'];
const PAYER: readonly Permission[] = [
  'loans.read',
  'loans.disburse',
  'till.operate',
  'cooperative.read',
  'ledger.read',
];
const MANAGER: readonly Permission[] = ['loans.read', 'loans.manage'];

export async function lending(world: World, terms: Partial<ProductTermsJson> = {}): Promise<Lending> {
  const { context, productId } = await loanWorld(world, terms);
  await step(context, async (scope) => {
    const [bank, grants] = [await generalAccountId(scope, '1.1.05'), await generalAccountId(scope, '3.1.03')];
    const amountSen = parseDecimal('500000000.00');
    const lines = [
      { accountId: bank, amountSen },
      { accountId: grants, amountSen: -amountSen },
    ];
    await post(scope, [{ description: 'Modal sendiri', businessDate: scope.today, source: 'test.capital', lines }]);
  });
  return {
    context,
    productId,
    office: await loanOffice(context, 1),
    clerk: await officer(context, 'manajer', CLERK),
    payer: await officer(context, 'teller', PAYER),
    manager: await officer(context, 'manajer', MANAGER),
    borrower: await saver(context),
  };
}

/** A contract drawn from an approved application of the borrower. */
export async function drawn(
  of: Lending,
  wanted: {
    amount?: string;
    tenor?: number;
    conditions?: readonly string[];
    guarantors?: readonly string[];
    collateral?: readonly object[];
    disbursedOn?: string;
    firstDueOn?: string;
  } = {},
): Promise<{ id: string; number: string; applicationId: string }> {
  const { disbursedOn, firstDueOn = '2026-12-20', ...application } = wanted;
  const { memberId, SS } = of.borrower;
  const applicationId = await approvedApplicationOf(of.office, { memberId, productId: of.productId, ...application });
  const dates = { firstDueOn, ...(disbursedOn ? { disbursedOn } : {}) };
  const { result } = await drawContract(of.clerk, { applicationId, savingsAccountId: SS, ...dates });
  return { ...result, applicationId };
}

/** The same, signed by the borrower on paper. */
export async function signed(of: Lending, wanted: Parameters<typeof drawn>[1] = {}) {
  const loan = await drawn(of, wanted);
  await signLoan(of.clerk, { loanId: loan.id, role: 'borrower', name: 'Anggota Nomor Satu', way: 'paper' });
  return loan;
}

/** The lines of an entry: chart code and signed amount, debit above zero, in their order. */
export async function linesOf(context: Context, entryId: string): Promise<[code: string, amount: string][]> {
  const { lines } = await entryDetail(asStaff(context, ['ledger.read']), { id: entryId });
  return lines.map(({ code, debit, credit }) => {
    assert(debit !== null || credit !== null, 'a line has an amount');
    return [code, debit ?? `-${credit}`];
  });
}
