import { reverseReceipts } from '#documents';
import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import { lockAccounts, reverseEntry } from '#ledger';
import { accountsById } from '../queries/account-rows.ts';
import { savingsEntry } from '../queries/entries.ts';
import { ReversalInput } from '../schema.ts';
import { insertEvents } from '../store/accounts.ts';

/** What people may undo; interest and maturity are settled by a new movement instead. */
const REVERSIBLE = ['savings.deposit', 'savings.withdrawal', 'savings.transfer'];

/**
 * Undoes a deposit, withdrawal or transfer by a new entry of today that names the old one; its receipt says so from then on.
 * Errors: `savings_entry_unknown`, `not_reversible`, `account_blocked`, `account_closed`, `entry_reversed`,
 * `balance_too_low`.
 */
export const reverseMovement = command({
  name: 'savings.reverse',
  permission: 'savings.reverse',
  input: ReversalInput,
  async run(scope, { entryId, reason }) {
    const entry = await savingsEntry(scope, entryId);
    if (!entry) throw new DomainError('not_found', 'savings_entry_unknown', 'Transaksi simpanan ini tidak ada');
    if (!REVERSIBLE.includes(entry.source)) {
      throw new DomainError(
        'refused',
        'not_reversible',
        'Hanya setoran, penarikan dan pindah buku yang bisa dibatalkan di sini',
      );
    }
    await lockAccounts(scope, entry.accountIds);
    for (const account of await accountsById(scope, entry.accountIds)) {
      if (account.status === 'blocked') {
        throw new DomainError('refused', 'account_blocked', `Simpanan ${account.number} sedang diblokir`);
      }
    }
    const posted = await reverseEntry(scope, { entryId, reason });
    await reverseReceipts(scope, [{ entryId, reason, reversalEntryId: posted.id }]);
    await insertEvents(
      scope,
      entry.accountIds.map((accountId) => ({ accountId, kind: 'reversed', entryId: posted.id, reason })),
    );
    return { id: posted.id, number: posted.number.toString(), reverses: entryId };
  },
});
