import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import { startOfMonth } from '#kernel/dates';
import { assert, fieldError } from '#kernel/errors';
import { dateField, positiveAmountField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { rupiahText } from '#kernel/money';
import { query } from '#kernel/query';
import { holdPostings, post } from '#ledger';
import { monthText } from '../assets/depreciation.ts';
import { accountOf, freeAccounts, freeLines } from '../assets/lines.ts';
import { KIND_NAMES, monthRecap } from './recap.ts';
import { TAX_KINDS, taxAccountCode } from './settings.ts';

export const TaxPaymentInput = z.strictObject({
  kind: z.enum(TAX_KINDS, { error: 'Pilih jenis pajak dari daftar' }),
  /** Any day of the month that the tax is of (masa pajak); of a year its last month. */
  month: dateField,
  amount: positiveAmountField,
  paidOn: dateField,
  ntpn: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-Z]{16}$/, { error: 'NTPN terdiri dari 16 huruf dan angka, lihat bukti penerimaan negara' }),
  paidFrom: textField(20),
});

/**
 * Books a tax paid to the state: Dr tax owed Cr what paid, with the state's number of the payment. Errors: `tax_nothing_owed`, `tax_overpaid`,
 * `ntpn_taken`, and those of `freeAccounts` and the ledger.
 */
export const payTax = command({
  name: 'books.payTax',
  permission: 'books.tax',
  input: TaxPaymentInput,
  async run(scope, input) {
    const month = startOfMonth(input.month);
    await holdPostings(scope);
    const row = (await monthRecap(scope, month)).find(({ kind }) => kind === input.kind);
    assert(row, 'a recap has every kind');
    const leftSen = row.taxSen - row.paidSen;
    const name = `${KIND_NAMES[input.kind]} ${monthText(month)}`;
    if (leftSen <= 0n) throw fieldError('kind', 'tax_nothing_owed', `Tidak ada ${name} yang belum disetor`);
    if (input.amount > leftSen) {
      throw fieldError('amount', 'tax_overpaid', `${name} yang belum disetor hanya ${rupiahText(leftSen)}`);
    }
    const code = await taxAccountCode(scope, input.kind, input.paidOn);
    const accounts = await freeAccounts(scope, [
      { field: 'kind', code, kinds: ['liability'] },
      { field: 'paidFrom', code: input.paidFrom, kinds: ['asset'] },
    ]);
    const [entry] = await post(scope, [
      {
        description: `Setoran ${name}, NTPN ${input.ntpn}`,
        businessDate: input.paidOn,
        source: 'books.tax_payment',
        lines: [
          { accountId: accountOf(accounts, code), amountSen: input.amount },
          { accountId: accountOf(accounts, input.paidFrom), amountSen: -input.amount },
        ],
      },
    ]);
    assert(entry, 'one draft plans one entry');
    const id = newId();
    await scope.tx
      .run(sql`
        insert into books.tax_payment (cooperative_id, id, kind, month, amount_sen, paid_on, ntpn, entry_id, written_at, written_by)
        values (${scope.cooperativeId}, ${id}, ${input.kind}, ${month}, ${input.amount}, ${input.paidOn}, ${input.ntpn}, ${entry.id},
                ${scope.now}, ${scope.context.actor.personId})`)
      .catch((error: unknown) => {
        throw constraintOf(error) === 'tax_payment_ntpn_once'
          ? fieldError('ntpn', 'ntpn_taken', 'NTPN ini sudah dipakai untuk setoran lain')
          : error;
      });
    return { id, entryId: entry.id };
  },
});

/** Lines that tax forms offer: what may pay, and what may bear an expense. */
export const taxLines = query({
  name: 'books.taxLines',
  permission: 'books.read',
  input: z.strictObject({}),
  async run(scope) {
    const lines = await freeLines(scope, ['asset', 'liability', 'expense']);
    return {
      payers: lines.filter(({ kind }) => kind === 'asset'),
      expenses: lines.filter(({ kind }) => kind !== 'asset'),
    };
  },
});
