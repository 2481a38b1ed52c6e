import { command } from '#kernel/command';
import { assert, DomainError, fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { requireServable } from '#members';
import { accountsById } from '../queries/account-rows.ts';
import { readTerms, savingsProducts, termsOn } from '../queries/products.ts';
import { maturityOf, rateOfTenor } from '../rules/term.ts';
import { TermDepositInput } from '../schema.ts';
import { insertEvents, type TermFields } from '../store/accounts.ts';
import { openSavingsAccounts } from './accounts.ts';
import { askerOf } from './deposit.ts';
import { decideDeposit, decideTransfer } from './teller.ts';
import { loadTeller, type TellerResult, tellerAnswer, writeTeller } from './teller-state.ts';

/**
 * Opens a term deposit and places its money, from cash or from the member's own saving. Answers as `deposit`, with the account and the
 * day it matures. Errors: `member_not_served`, `product_unknown`, `product_retired`, `not_a_term_product`, `tenor_not_offered`,
 * `payout_not_own`, `amount_under_minimum`, and those of a deposit or transfer.
 */
export const placeTermDeposit = command({
  name: 'savings.placeTermDeposit',
  permission: 'savings.deposit',
  input: TermDepositInput,
  async run(scope, input) {
    await requireServable(scope, input.memberId);
    const rate = await agreedRate(scope, input.productId, input.tenorMonths);
    await checkPayout(scope, input);
    const term: TermFields = {
      tenorMonths: input.tenorMonths,
      agreedRatePpm: rate,
      placedOn: scope.today,
      maturesOn: maturityOf(scope.today, input.tenorMonths),
      rollover: input.rollover,
      payoutAccountId: input.payoutAccountId,
    };
    const { memberId, productId } = input;
    const [opened] = await openSavingsAccounts(scope, [{ memberId, productId, openedOn: scope.today, term }]);
    assert(opened, 'one account was opened');
    const placed = await place(scope, { ...input, accountId: opened.id });
    await insertEvents(scope, [
      { accountId: opened.id, kind: 'placed', amountSen: input.amount, entryId: placed.entryId },
    ]);
    return { ...tellerAnswer(placed), accountId: opened.id, number: opened.number, maturesOn: term.maturesOn };
  },
});

type Placement = {
  readonly accountId: string;
  readonly amount: bigint;
  readonly payFrom: 'cash' | 'payout';
  readonly payoutAccountId: string;
  readonly cashAccountId?: string | undefined;
};

async function place(scope: Scope, { accountId, amount, ...input }: Placement): Promise<TellerResult> {
  const fromSaving = input.payFrom === 'payout';
  const state = await loadTeller(scope, {
    accountIds: fromSaving ? [accountId, input.payoutAccountId] : [accountId],
    cashAccountIds: [input.cashAccountId],
  });
  const asked = { amountSen: amount, on: scope.today };
  const write = fromSaving
    ? decideTransfer(state, { ...asked, fromAccountId: input.payoutAccountId, toAccountId: accountId }, askerOf(scope))
    : decideDeposit(state, { ...asked, accountId, cashAccountId: input.cashAccountId }, askerOf(scope));
  const [placed] = await writeTeller(scope, [write], state);
  assert(placed, 'one placement was written');
  const balanceSen = state.books.accounts.get(accountId)?.balanceSen ?? amount;
  return { ...placed, balanceSen };
}

async function agreedRate(scope: Scope, productId: string, months: number): Promise<number> {
  const product = (await savingsProducts(scope)).find(({ id }) => id === productId);
  if (!product) throw new DomainError('not_found', 'product_unknown', 'Produk simpanan ini tidak ada');
  if (product.kind !== 'term') throw fieldError('productId', 'not_a_term_product', 'Pilih produk simpanan berjangka');
  const inForce = termsOn(await readTerms(scope, [productId]), productId, scope.today);
  return rateOfTenor(inForce?.tenors ?? [], months);
}

async function checkPayout(scope: Scope, input: { memberId: string; payoutAccountId: string }): Promise<void> {
  const [payout] = await accountsById(scope, [input.payoutAccountId]);
  if (payout?.memberId !== input.memberId || payout.kind !== 'voluntary' || payout.status !== 'open') {
    throw fieldError('payoutAccountId', 'payout_not_own', 'Pilih simpanan sukarela anggota ini yang masih terbuka');
  }
}
