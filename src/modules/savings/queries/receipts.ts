import { z } from 'zod';
import { receiptById } from '#documents';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { accountsById } from './account-rows.ts';
import { savingsEntry } from './entries.ts';

/** A receipt of a movement on savings, for staff. Error: `receipt_unknown`. */
export const savingsReceipt = query({
  name: 'savings.receipt',
  permission: 'savings.read',
  input: z.strictObject({ id: idField }),
  run: (scope, { id }) => readReceipt(scope, id),
});

/** A receipt of a member's own movement; another's does not exist for them. Error: `receipt_unknown`. */
export const ownReceipt = query({
  name: 'savings.ownReceipt',
  permission: 'self.read',
  input: z.strictObject({ id: idField }),
  run: (scope, { id }) => readReceipt(scope, id, scope.context.actor.memberId ?? 'nobody'),
});

async function readReceipt(scope: QueryScope, id: string, ownerId?: string) {
  const receipt = await receiptById(scope, id);
  const entry = receipt && (await savingsEntry(scope, receipt.entryId));
  const accounts = entry ? await accountsById(scope, entry.accountIds) : [];
  const own = accounts.filter(({ memberId }) => ownerId === undefined || memberId === ownerId);
  if (!receipt || !entry || own.length === 0) {
    throw new DomainError('not_found', 'receipt_unknown', 'Bukti ini tidak ada');
  }
  const { amountSen, issuedBy: _issuedBy, ...shown } = receipt;
  return {
    ...shown,
    amount: formatDecimal(amountSen),
    savings: own.map((one) => ({
      id: one.id,
      number: one.number,
      productName: one.productName,
      memberName: one.memberName,
    })),
  };
}
