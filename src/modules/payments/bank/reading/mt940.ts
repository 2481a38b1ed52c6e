import { type BusinessDate, parts, tryDate } from '#kernel/dates';
import { bankOfBic } from './banks.ts';
import { finishStatement } from './finish.ts';
import { detailsOf, type Narrative } from './mt940-details.ts';
import { refuseStatement } from './refusals.ts';
import type { RawLine, Statement } from './types.ts';

type Field = { readonly tag: string; readonly body: string; readonly row: number };
type Balance = { readonly on: BusinessDate; readonly currency: string; readonly amountSen: bigint };

/** True for a text that looks like SWIFT MT940: a first field 20 and an account, or a SWIFT envelope around them. */
export function isMt940(text: string): boolean {
  return /^:20:/m.test(text) && /^:25P?:/m.test(text) && /^:(60[FM]|61):/m.test(text);
}

/**
 * Reads SWIFT MT940, with the liberties banks take: one or many statements a file, blanks in field 61, structured or plain
 * field 86, lines broken anywhere. Errors: `statement_cut`, `statement_amount_unreadable`, `statement_date_unreadable`,
 * `statement_column_missing`.
 */
export function readMt940(text: string): Statement[] {
  const bank = bankOfBic(/\{[12]:[^}]*\}/.exec(text)?.[0].replace(/^\{1:F01|^\{2:[IO]940\d*/, '') ?? '');
  return messagesIn(text).map((fields) => readMessage(fields, bank));
}

function messagesIn(text: string): Field[][] {
  const messages: Field[][] = [];
  let open = false;
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    const start = /^:(\d{2}[A-Z]?):(.*)$/.exec(line.replace(/^\{4:/, ''));
    if (start) {
      const field = { tag: start[1] ?? '', body: start[2] ?? '', row: at + 1 };
      if (field.tag === '20' || messages.length === 0) messages.push([]);
      messages.at(-1)?.push(field);
      open = true;
      continue;
    }
    if (/^-(\}.*)?\s*$/.test(line) || /^\{/.test(line)) open = false;
    const message = messages.at(-1);
    const last = message?.at(-1);
    if (!open || !message || !last || line.trim() === '') continue;
    message[message.length - 1] = { ...last, body: `${last.body}\n${line}` };
  }
  return messages;
}

function readMessage(fields: readonly Field[], bank: string | null): Statement {
  const opening = balanceOf(fields.find((field) => /^60[FM]$/.test(field.tag)));
  const closing = balanceOf(fields.find((field) => /^62[FM]$/.test(field.tag)));
  const account = fields
    .find((field) => /^25P?$/.test(field.tag))
    ?.body.split('\n')[0]
    ?.trim();
  if (!account) throw refuseStatement('statement_column_missing', 'nomor rekening (:25:)');
  if (!opening) throw refuseStatement('statement_column_missing', 'saldo awal (:60F:)');
  const number = fields.find((field) => /^28C?$/.test(field.tag))?.body.trim() ?? '';
  if (!closing)
    throw refuseStatement('statement_cut', `rekening koran ${number || account} tidak mempunyai saldo akhir (:62F:)`);
  const lines = fields.flatMap((field, at) => {
    if (field.tag !== '61') return [];
    const next = fields[at + 1];
    return [lineOf(field, next?.tag === '86' ? next.body : '')];
  });
  return finishStatement({
    format: 'mt940',
    bank: bank ?? bankOfBic(account.includes('/') ? (account.split('/')[0] ?? '') : ''),
    accountNumber: account,
    currency: opening.currency,
    from: null,
    to: null,
    openingSen: opening.amountSen,
    closingSen: closing.amountSen,
    lines,
    warnings: [],
  });
}

function balanceOf(field: Field | undefined): Balance | undefined {
  if (!field) return undefined;
  const body = field.body.replace(/\s+/g, '');
  const match = /^([DC])(\d{6})([A-Z]{3})([\d,]+)$/.exec(body);
  if (!match) {
    // A balance that only lacks its end is what a file cut in half leaves behind.
    throw refuseStatement('statement_cut', `saldo di baris ${field.row} (${body.slice(0, 40)}) tidak utuh`);
  }
  const amountSen = amountOf(match[4] ?? '', field.row);
  return {
    on: shortDate(match[2] ?? '', field.row),
    currency: match[3] ?? '',
    amountSen: match[1] === 'D' ? -amountSen : amountSen,
  };
}

const STATEMENT_LINE =
  /^(\d{6})(\d{4}| {4})?\s*(R?[DC]|E[DC])([A-Z])?\s*([\d,]+)([NFS][A-Z0-9]{3})?((?:(?!\/\/)[^\n])*)(?:\/\/([^\n]*))?(?:\n([\s\S]*))?$/;

function lineOf(field: Field, information: string): RawLine {
  const match = STATEMENT_LINE.exec(field.body);
  if (!match)
    throw refuseStatement('statement_cut', `mutasi di baris ${field.row} (${field.body.slice(0, 40)}) tidak utuh`);
  const valueOn = shortDate(match[1] ?? '', field.row);
  const magnitude = amountOf(match[5] ?? '', field.row);
  // RC takes a credit back, RD a debit: the other way round than the letter says.
  const credit = match[3] === 'C' || match[3] === 'EC' || match[3] === 'RD';
  const details = detailsOf(information);
  return {
    row: field.row,
    bookedOn: entryDate(match[2]?.trim() ?? '', valueOn, field.row),
    valueOn,
    amountSen: credit ? magnitude : -magnitude,
    balanceAfterSen: null,
    description: descriptionOf(details, match[9], match[6]),
    counterparty: details.counterparty,
    reference: referenceOf(match[7], match[8], details.reference),
  };
}

function descriptionOf(details: Narrative, extra: string | undefined, type: string | undefined): string {
  const more = (extra ?? '').replace(/\s+/g, ' ').trim();
  const words = [details.description, more].filter((text) => text !== '').join(' ');
  return words === '' ? `Mutasi ${type ?? ''}`.trim() : words;
}

function referenceOf(...candidates: (string | null | undefined)[]): string | null {
  const real = candidates
    .map((text) => text?.trim() ?? '')
    .filter((text) => text.length > 1 && !/^NONREF$/i.test(text));
  return real.length === 0 ? null : [...new Set(real)].join(' ');
}

/** Field 61 names the day of booking without its year: it is the one nearest to the value date. */
function entryDate(monthDay: string, valueOn: BusinessDate, row: number): BusinessDate {
  if (monthDay === '') return valueOn;
  const { year, month } = parts(valueOn);
  const entryMonth = Number(monthDay.slice(0, 2));
  const shift = entryMonth - month > 6 ? -1 : month - entryMonth > 6 ? 1 : 0;
  return realDate(`${year + shift}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`, monthDay, row);
}

function shortDate(text: string, row: number): BusinessDate {
  const year = Number(text.slice(0, 2));
  return realDate(`${year < 80 ? 2000 + year : 1900 + year}-${text.slice(2, 4)}-${text.slice(4)}`, text, row);
}

function realDate(text: string, written: string, row: number): BusinessDate {
  const date = tryDate(text);
  if (!date) throw refuseStatement('statement_date_unreadable', `Baris ${row}: “${written}”`);
  return date;
}

// "15d": digits with one decimal comma, which stands even when nothing follows it.
function amountOf(text: string, row: number): bigint {
  const match = /^(\d{1,15}),?(\d{0,2})0*$/.exec(text);
  if (!match) throw refuseStatement('statement_amount_unreadable', `Baris ${row}: “${text}”`);
  return BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
}
