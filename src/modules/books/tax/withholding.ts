import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { type BusinessDate, parts } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import { encryptPersonal, keysOfThisProcess } from '#kernel/personal-data';
import type { Scope } from '#kernel/scope';
import { type EntryDraft, holdPostings, post, reverseEntry } from '#ledger';
import { accountOf, freeAccounts } from '../assets/lines.ts';
import { type Withheld, withhold } from './rules/withholding.ts';
import { rateOn, taxAccountCode, taxObject } from './settings.ts';

export const WithholdingInput = z.strictObject({
  object: textField(40),
  paidOn: dateField,
  payeeName: textField(120).min(2, { error: 'Paling pendek 2 huruf' }),
  /** NPWP or NIK: 15 or 16 digits; dots and dashes are passed over. */
  payeeNumber: textField(30).optional(),
  gross: positiveAmountField,
  /** Only for objects whose rate is typed: percent with up to four decimals, e.g. "1.5". */
  ratePercent: z
    .string()
    .trim()
    .regex(/^\d{1,2}([.,]\d{1,4})?$/, { error: 'Tulis persen, misalnya 1,5' })
    .optional(),
  expenseCode: textField(20),
  paidFrom: textField(20),
  description: textField(200).min(3, { error: 'Paling pendek 3 huruf' }),
});
type Input = z.output<typeof WithholdingInput>;

/**
 * Pays somebody and withholds the tax: Dr expense gross, Cr what pays net, Cr tax owed; gives the slip (bukti potong) the next number of its tax
 * and year. Errors: `tax_object_unknown`, `tax_number_format`, `tax_rate_missing`, and those of `freeAccounts` and the ledger.
 */
export const withholdTax = command({
  name: 'books.withholdTax',
  permission: 'books.tax',
  input: WithholdingInput,
  async run(scope, input) {
    const object = taxObject(input.object);
    if (!object) throw fieldError('object', 'tax_object_unknown', 'Pilih objek pajak dari daftar');
    const number = digitsOf(input.payeeNumber);
    const { rate, legalBasis } = await rateOn(scope, object, input.paidOn);
    const givenPpm = ppmOf(input.ratePercent);
    if (rate.kind === 'given' && givenPpm === undefined) {
      throw fieldError('ratePercent', 'tax_rate_missing', 'Isi tarif efektif bulan ini dalam persen');
    }
    const held = withhold(rate, { grossSen: input.gross, hasNumber: number !== null, givenPpm });
    const taxCode = await taxAccountCode(scope, object.tax, input.paidOn);
    // The queue of postings comes first: slips are numbered in the order of their entries.
    await holdPostings(scope);
    const slip = await drawSlip(scope, object.tax, input.paidOn);
    const entryId = await bookPayment(scope, input, { held, taxCode, slip });
    const id = newId();
    const sealed = number === null ? null : sealNumber(scope.cooperativeId, id, number);
    const { personId, name } = scope.context.actor;
    await scope.tx.run(sql`
      insert into books.tax_withholding (cooperative_id, id, tax, object, slip_number, paid_on, payee_name, payee_number_sealed,
             payee_number_end, gross_sen, base_sen, tax_sen, rate_text, legal_basis, description, entry_id, written_at, written_by,
             written_by_name)
      values (${scope.cooperativeId}, ${id}, ${object.tax}, ${object.code}, ${slip}, ${input.paidOn}, ${input.payeeName}, ${sealed},
              ${number?.slice(-4) ?? null}, ${input.gross}, ${held.baseSen}, ${held.taxSen}, ${held.rateText}, ${legalBasis},
              ${input.description}, ${entryId}, ${scope.now}, ${personId}, ${name})`);
    const net = formatDecimal(input.gross - held.taxSen);
    return { id, slip, tax: formatDecimal(held.taxSen), net, entryId };
  },
});

function digitsOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const digits = text.replace(/[\s.-]/g, '');
  if (/^\d{15,16}$/.test(digits)) return digits;
  throw fieldError('payeeNumber', 'tax_number_format', 'NPWP atau NIK terdiri dari 15 atau 16 angka. Periksa lagi');
}

function ppmOf(percent: string | undefined): number | undefined {
  if (percent === undefined) return undefined;
  const [whole = '0', rest = ''] = percent.split(/[.,]/);
  return Number(whole) * 10_000 + Number(rest.padEnd(4, '0'));
}

/** Where the number of a payee is sealed. */
export function numberPlace(cooperativeId: string, rowId: string) {
  return { cooperativeId, rowId, column: 'books.tax_withholding.payee_number' };
}

function sealNumber(cooperativeId: string, id: string, number: string): string {
  return encryptPersonal(keysOfThisProcess(), numberPlace(cooperativeId, id), number);
}

/** The next slip of a tax and year, "21-2026-000001": drawn in the posting's transaction, so that none is left out. */
async function drawSlip(scope: Scope, tax: 'pph21' | 'pph23' | 'pph4_2', on: BusinessDate): Promise<string> {
  const { year } = parts(on);
  const { number } = await scope.tx.one<{ number: number }>(sql`
    insert into books.tax_slip_series as s (cooperative_id, tax, year, last_number) values (${scope.cooperativeId}, ${tax}, ${year}, 1)
    on conflict (cooperative_id, tax, year) do update set last_number = s.last_number + 1
    returning s.last_number as number`);
  const word = { pph21: '21', pph23: '23', pph4_2: '42' }[tax];
  return `${word}-${year}-${String(number).padStart(6, '0')}`;
}

async function bookPayment(
  scope: Scope,
  input: Input,
  { held, taxCode, slip }: { held: Withheld; taxCode: string; slip: string },
): Promise<string> {
  const accounts = await freeAccounts(scope, [
    { field: 'expenseCode', code: input.expenseCode, kinds: ['expense', 'asset', 'liability'] },
    { field: 'paidFrom', code: input.paidFrom, kinds: ['asset', 'liability'] },
    { field: 'object', code: taxCode, kinds: ['liability'] },
  ]);
  const draft: EntryDraft = {
    description: `${input.description}, ${input.payeeName}, bukti potong ${slip}`.slice(0, 300),
    businessDate: input.paidOn,
    source: 'books.tax_withholding',
    lines: [
      { accountId: accountOf(accounts, input.expenseCode), amountSen: input.gross },
      { accountId: accountOf(accounts, input.paidFrom), amountSen: held.taxSen - input.gross },
      { accountId: accountOf(accounts, taxCode), amountSen: -held.taxSen },
    ].filter(({ amountSen }) => amountSen !== 0n),
  };
  const [entry] = await post(scope, [draft]);
  assert(entry, 'one draft plans one entry');
  return entry.id;
}

/** Takes a withheld payment back: its entry is reversed, its slip stays in the list as void. Errors: `slip_unknown`, `slip_void`, the ledger's. */
export const voidWithholding = command({
  name: 'books.voidWithholding',
  permission: 'books.tax',
  input: z.strictObject({
    id: idField,
    reason: textField(200).min(3, { error: 'Tulis alasannya, paling pendek 3 huruf' }),
  }),
  async run(scope, { id, reason }) {
    await holdPostings(scope);
    const row = await scope.tx.maybe<{ entryId: string; voidedOn: BusinessDate | null }>(sql`
      select w.entry_id as "entryId", w.voided_on as "voidedOn" from books.tax_withholding w
       where w.cooperative_id = ${scope.cooperativeId} and w.id = ${id}`);
    if (!row) throw new DomainError('not_found', 'slip_unknown', 'Bukti potong ini tidak ada');
    if (row.voidedOn !== null) throw new DomainError('conflict', 'slip_void', 'Bukti potong ini sudah dibatalkan');
    const entry = await reverseEntry(scope, { entryId: row.entryId, reason });
    await scope.tx.run(sql`
      update books.tax_withholding set voided_on = ${scope.today}, void_reason = ${reason}, void_entry_id = ${entry.id}
       where cooperative_id = ${scope.cooperativeId} and id = ${id}`);
    return { id, entryId: entry.id };
  },
});
