import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { type Sen, sen } from '#kernel/money';

/** What a leaving member has and owes, each part zero or more. `entryId` is the ledger entry that settled it, if any. */
export type Settlement = {
  readonly on: BusinessDate;
  readonly principalSen: Sen;
  readonly mandatorySen: Sen;
  readonly voluntarySen: Sen;
  /** Surplus shares and interest not yet paid out ("jasa"). */
  readonly shareSen: Sen;
  readonly loanSen: Sen;
  readonly entryId: string | null;
};

/**
 * pokok + wajib + sukarela + jasa - remaining loan (DOMAIN 2.3). Error: `settlement_negative` when the loan is larger:
 * the member pays the rest first.
 */
export function settlementTotal(parts: Settlement): Sen {
  const owned = [parts.principalSen, parts.mandatorySen, parts.voluntarySen, parts.shareSen];
  assert(
    [...owned, parts.loanSen].every((part) => part >= 0n),
    'no part of a settlement is below zero',
  );
  const total = owned.reduce((sum, part) => sum + part, 0n) - parts.loanSen;
  if (total < 0n) {
    throw new DomainError(
      'refused',
      'settlement_negative',
      'Sisa pinjaman lebih besar daripada simpanan. Lunasi dulu selisihnya, baru keluar',
    );
  }
  assert(total === 0n || parts.entryId !== null, 'money that is settled has a ledger entry');
  return sen(total);
}
