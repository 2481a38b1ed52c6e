import sql from 'sql-template-tag';
import { z } from 'zod';
import { dateText } from '#documents';
import { command } from '#kernel/command';
import { addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { idField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { rupiahText } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { holdPostings } from '#ledger';
import { agreementAt } from '../reconcile.ts';
import { CloseMonthInput } from '../schema.ts';
import { lockAccount } from '../store/accounts.ts';
import { findClosed, insertClosed, updateReopened } from '../store/reconciliations.ts';

/**
 * Closes the reconciliation of a month: every bank line of it has its entry, and books and bank agree to the sen. Errors:
 * `month_not_over`, `reconciliation_before_start`, `bank_lines_unmatched`, `bank_balance_unknown`, `reconciliation_differs`,
 * `reconciliation_closed_already`.
 */
export const closeBankMonth = command({
  name: 'payments.closeBankMonth',
  permission: 'bank.reconcile',
  input: CloseMonthInput,
  run: async (scope, input) => {
    const account = await lockAccount(scope, input.accountId);
    const throughNumber = await holdPostings(scope);
    const startsOn = startOfMonth(input.month);
    const endsBefore = addMonths(startsOn, 1);
    if (endsBefore > scope.today) {
      throw new DomainError(
        'refused',
        'month_not_over',
        'Bulan ini belum berakhir. Tutup rekonsiliasinya sesudah tanggal terakhir',
      );
    }
    if (endsBefore <= account.startsOn) {
      const pesan = `Rekening ini mulai dicocokkan ${dateText(account.startsOn)}. Pilih bulan sesudahnya`;
      throw new DomainError('refused', 'reconciliation_before_start', pesan);
    }
    const open = await openBankLines(scope, account, endsBefore);
    if (open > 0) {
      const pesan = `Masih ada ${open} baris bank yang belum cocok. Cocokkan atau bukukan dulu`;
      throw new DomainError('refused', 'bank_lines_unmatched', pesan);
    }
    const {
      expectedSen: _,
      differenceSen,
      bankSen,
      ...rest
    } = await agreementAt(scope, account, endsBefore, input.bankBalance);
    if (bankSen === null || differenceSen === null) {
      throw fieldError(
        'bankBalance',
        'bank_balance_unknown',
        'Berkas bank tidak menyebut saldo. Tulis saldo akhir menurut bank',
      );
    }
    if (differenceSen !== 0n) {
      const pesan = `Buku dan bank masih berbeda ${rupiahText(differenceSen)}. Periksa baris yang hilang atau ganda dan saldo awalnya`;
      throw new DomainError('refused', 'reconciliation_differs', pesan);
    }
    const id = newId();
    const written = await insertClosed(scope, {
      ...rest,
      id,
      accountId: account.id,
      startsOn,
      endsBefore,
      bankSen,
      throughNumber,
    });
    if (!written) {
      throw new DomainError('conflict', 'reconciliation_closed_already', 'Rekonsiliasi bulan ini sudah ditutup');
    }
    return { id };
  },
});

async function openBankLines(
  scope: QueryScope,
  account: { readonly id: string; readonly startsOn: BusinessDate },
  before: BusinessDate,
): Promise<number> {
  const { open } = await scope.tx.one<{ open: number }>(sql`
    select count(*)::int as open from bank.line l
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${account.id}
       and l.booked_on >= ${account.startsOn}::date and l.booked_on < ${before}::date
       and not exists (select 1 from bank.match_line m
                        where m.cooperative_id = l.cooperative_id and m.line_id = l.id and m.live)`);
  return open;
}

/** Opens a closed reconciliation again; a second person agrees. Error: `reconciliation_unknown`. */
export const reopenBankMonth = command({
  name: 'payments.reopenBankMonth',
  permission: 'bank.reconcile',
  input: z.strictObject({ id: idField, reason: textField(300) }),
  approval: async (scope, { id, reason }) => {
    const month = await closedOr(scope, id);
    const name = dateText(month.startsOn).replace(/^\d+ /, '');
    return {
      rule: 'bank.reopen',
      summary: `Buka lagi rekonsiliasi bank ${name}: ${reason}`,
      permission: 'approvals.decide',
    };
  },
  run: async (scope, { id, reason }) => {
    const month = await closedOr(scope, id);
    assert(scope.approvalId, 'reopening runs only when a second person agreed');
    await updateReopened(scope, month.id, reason);
    return { id };
  },
});

async function closedOr(scope: QueryScope, id: string) {
  const month = await findClosed(scope, id);
  if (!month) throw new DomainError('not_found', 'reconciliation_unknown', 'Rekonsiliasi yang ditutup ini tidak ada');
  return month;
}
