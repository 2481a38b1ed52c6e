import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import { formatDecimal, rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { lockAccounts, setAccountFloor, setAccountStatus } from '#ledger';
import { accountsById, type SavingsAccount } from '../queries/account-rows.ts';
import { AccountReasonInput, BlockInput } from '../schema.ts';
import { insertEvents, updateBlock, updateClosed } from '../store/accounts.ts';

/**
 * Blocks an amount, or the whole account. The ledger's floor follows, so that the database refuses what is blocked as well.
 * Errors: `savings_account_unknown`, `account_closed`, `block_over_balance`.
 */
export const block = command({
  name: 'savings.block',
  permission: 'savings.withdraw',
  input: BlockInput,
  async run(scope, { accountId, amount, reason }) {
    const account = await lockSavings(scope, accountId);
    const blockedSen = amount ?? account.balanceSen;
    if (blockedSen > account.balanceSen) {
      throw new DomainError('refused', 'block_over_balance', `Saldonya hanya ${rupiahText(account.balanceSen)}`);
    }
    const status = amount === undefined ? 'blocked' : account.status === 'blocked' ? 'blocked' : 'open';
    await setAccountFloor(scope, { accountId, floorSen: blockedSen });
    await updateBlock(scope, { accountId, status, blockedSen });
    const kind = amount === undefined ? 'blocked' : 'amount_blocked';
    await insertEvents(scope, [{ accountId, kind, amountSen: blockedSen, reason }]);
    return { accountId, status, blocked: formatDecimal(blockedSen) };
  },
});

/** Lifts every block of an account. Errors: `savings_account_unknown`, `account_closed`, `not_blocked`. */
export const unblock = command({
  name: 'savings.unblock',
  permission: 'savings.withdraw',
  input: AccountReasonInput,
  async run(scope, { accountId, reason }) {
    const account = await lockSavings(scope, accountId);
    if (account.status === 'open' && account.blockedSen === 0n) {
      throw new DomainError('conflict', 'not_blocked', 'Simpanan ini tidak sedang diblokir');
    }
    await setAccountFloor(scope, { accountId, floorSen: 0n });
    await updateBlock(scope, { accountId, status: 'open', blockedSen: 0n });
    await insertEvents(scope, [{ accountId, kind: 'unblocked', reason }]);
    return { accountId, status: 'open' };
  },
});

/** Closes an empty saving for good. Errors: `savings_account_unknown`, `account_closed`, `account_blocked`, `balance_not_zero`. */
export const closeSavings = command({
  name: 'savings.close',
  permission: 'savings.withdraw',
  input: AccountReasonInput,
  async run(scope, { accountId, reason }) {
    const account = await lockSavings(scope, accountId);
    if (account.status === 'blocked' || account.blockedSen > 0n) {
      throw new DomainError('refused', 'account_blocked', `Simpanan ${account.number} sedang diblokir`);
    }
    await closeStep(scope, accountId, reason);
    return { accountId, status: 'closed' };
  },
});

/** Step: closes one account whose balance is zero, in the ledger too. Error: `balance_not_zero`. */
export async function closeStep(scope: Scope, accountId: string, reason: string): Promise<void> {
  await setAccountFloor(scope, { accountId, floorSen: 0n });
  await setAccountStatus(scope, { accountId, status: 'closed' });
  await updateClosed(scope, [accountId], scope.today);
  await insertEvents(scope, [{ accountId, kind: 'closed', reason }]);
}

/** Locks an account's books and reads it. Errors: `savings_account_unknown`, `account_closed`. */
export async function lockSavings(scope: Scope, accountId: string): Promise<SavingsAccount> {
  await lockAccounts(scope, [accountId]);
  const [account] = await accountsById(scope, [accountId]);
  if (!account) throw new DomainError('not_found', 'savings_account_unknown', 'Simpanan ini tidak ada');
  if (account.status === 'closed') {
    throw new DomainError('refused', 'account_closed', `Simpanan ${account.number} sudah ditutup`);
  }
  return account;
}
