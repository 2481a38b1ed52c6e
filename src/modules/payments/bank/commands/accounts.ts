import { z } from 'zod';
import { readBranches } from '#cooperatives';
import { command } from '#kernel/command';
import { fieldError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { readChart } from '#ledger';
import { accountDigits } from '../reading/banks.ts';
import { BankAccountInput } from '../schema.ts';
import { accountLabel, insertAccount, lockAccount, readAccounts, updateClosed } from '../store/accounts.ts';

/**
 * Adds a bank account of the cooperative under a chart line of its own. Errors: `bank_number_format`, `chart_code_unknown`,
 * `bank_line_not_cash`, `branch_unknown`, `bank_account_taken`.
 */
export const addBankAccount = command({
  name: 'payments.addBankAccount',
  permission: 'bank.reconcile',
  input: BankAccountInput,
  run: async (scope, input) => {
    const number = accountDigits(input.number);
    if (number.length < 3 || number.length > 34) {
      throw fieldError('number', 'bank_number_format', 'Tulis nomor rekening dengan angka, misalnya 035-000-0001');
    }
    const line = (await readChart(scope)).find(({ code }) => code === input.chartCode);
    if (!line?.postable || !line.active) throw fieldError('chartCode', 'chart_code_unknown', 'Kode akun ini tidak ada');
    if (line.kind !== 'asset') {
      throw fieldError('chartCode', 'bank_line_not_cash', 'Pilih akun aset, misalnya Bank - Giro/Tabungan');
    }
    if (input.branchId !== undefined && !(await readBranches(scope)).some(({ id }) => id === input.branchId)) {
      throw fieldError('branchId', 'branch_unknown', 'Cabang ini tidak ada atau sudah ditutup');
    }
    const id = newId();
    const { bank, name, chartCode, startsOn, branchId } = input;
    if (!(await insertAccount(scope, { id, bank, number, name, chartCode, startsOn, branchId: branchId ?? null }))) {
      const taken = (await readAccounts(scope)).find((one) => one.status === 'active' && one.chartCode === chartCode);
      throw taken
        ? fieldError(
            'chartCode',
            'bank_account_taken',
            `Akun ini sudah dipakai ${accountLabel(taken)}. Buat akun buku sendiri untuk tiap rekening bank`,
          )
        : fieldError('number', 'bank_account_taken', 'Nomor rekening ini sudah ada');
    }
    return { id };
  },
});

/** Ends a bank account: no more statements. What was matched stays. Errors: `bank_account_unknown`, `bank_account_closed`. */
export const closeBankAccount = command({
  name: 'payments.closeBankAccount',
  permission: 'bank.reconcile',
  input: z.strictObject({ id: idField }),
  run: async (scope, { id }) => {
    await lockAccount(scope, id);
    await updateClosed(scope, id);
    return { id };
  },
});
