import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import { checkCredit } from '../rules/movement.ts';
import { readTellerAccounts, type TellerAccount } from '../store/teller-accounts.ts';

/**
 * Step: a member's saving that another module is about to credit in an entry of its own; its ledger account has the same id, and is locked by
 * the caller. Errors: `savings_account_unknown` (also another member's), those of `checkCredit`.
 */
export async function requireCreditable(
  scope: QueryScope,
  asked: { accountId: string; memberId: string; on: BusinessDate },
): Promise<TellerAccount> {
  const account = (await readTellerAccounts(scope, [asked.accountId])).get(asked.accountId);
  if (!account || account.memberId !== asked.memberId) {
    throw new DomainError('not_found', 'savings_account_unknown', 'Simpanan ini tidak ada');
  }
  checkCredit(account, asked.on);
  return account;
}
