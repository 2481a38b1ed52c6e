import { FORM_LINES_MAX } from '#books';
import { formatDecimal } from '#kernel/money';
import type { ChartLine } from '#ledger';
import { parseRupiahInput } from '#lib/formats.ts';
import type { FormValues } from '#lib/server/form.ts';
import type { Locale } from '#lib/text/index.ts';
import { ledgerText } from '#lib/text/ledger.ts';
import { inputMessages } from '#lib/text/messages.ts';

/** One line as typed, with what the chart says of its account. */
export type TypedLine = {
  readonly account: string;
  readonly debit: string;
  readonly credit: string;
  readonly note: string;
  readonly name: string;
};

/** What the form comes to: lines to post, totals in decimal strings, and one error a field at fault (`debit_0`). */
export type ReadEntry = {
  readonly lines: TypedLine[];
  readonly input: { account: string; debit?: string; credit?: string; note?: string }[];
  readonly totals: { debit: string; credit: string; difference: string; equal: boolean };
  readonly errors: Record<string, string>;
};

type Words = (typeof ledgerText)['id'];
/** What the form knows of a chart line. */
export type Account = Pick<ChartLine, 'code' | 'name' | 'postable' | 'active'>;

export const ROWS_AT_FIRST = 6;
const ROWS_ADDED = 6;
const ROWS_MAX = FORM_LINES_MAX;

/** How many rows the form shows: as many as it had, and more when asked. */
export function rowCount(values: FormValues, more: boolean): number {
  const now = Number.parseInt(values['rows'] ?? '', 10) || ROWS_AT_FIRST;
  return Math.min(Math.max(now, 2) + (more ? ROWS_ADDED : 0), ROWS_MAX);
}

/**
 * Reads the rows of an entry form. Empty rows are passed over; an account may be typed as code, as `code name`, or as
 * its name alone when only one account has it. Pure.
 */
export function readEntry(values: FormValues, chart: readonly Account[], locale: Locale = 'id'): ReadEntry {
  const t = ledgerText[locale];
  const errors: Record<string, string> = {};
  const input: ReadEntry['input'] = [];
  const lines: TypedLine[] = [];
  let [debit, credit] = [0n, 0n];
  for (let row = 0; row < rowCount(values, false); row += 1) {
    const typed = typedLine(values, row);
    const account = findAccount(chart, typed.account);
    lines.push({ ...typed, account: account?.code ?? typed.account, name: account?.name ?? '' });
    if (!typed.account && !typed.debit && !typed.credit) continue;
    const problem = accountProblem(account, t);
    if (problem) errors[`account_${row}`] = problem;
    const sides = readSides(typed, row, errors, locale);
    debit += sides.debit;
    credit += sides.credit;
    if (!account || problem) continue;
    input.push({
      account: account.code,
      ...(sides.debit > 0n && { debit: formatDecimal(sides.debit) }),
      ...(sides.credit > 0n && { credit: formatDecimal(sides.credit) }),
      ...(typed.note && { note: typed.note }),
    });
  }
  const gap = debit - credit;
  return {
    lines,
    input,
    totals: {
      debit: formatDecimal(debit),
      credit: formatDecimal(credit),
      difference: formatDecimal(gap < 0n ? -gap : gap),
      equal: gap === 0n && debit > 0n,
    },
    errors,
  };
}

/** One row of the form as it was typed. */
export function typedLine(values: FormValues, row: number): Omit<TypedLine, 'name'> {
  const at = (field: string) => values[`${field}_${row}`] ?? '';
  return { account: at('account'), debit: at('debit'), credit: at('credit'), note: at('note') };
}

/** The account that was meant: by code, by `code name`, or by a name that only one account has. */
export function findAccount(chart: readonly Account[], typed: string): Account | undefined {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return undefined;
  const code = wanted.split(/\s/, 1)[0];
  const byCode = chart.find((line) => line.code.toLowerCase() === code);
  if (byCode) return byCode;
  const byName = chart.filter((line) => line.postable && line.name.toLowerCase() === wanted);
  return byName.length === 1 ? byName[0] : undefined;
}

/** What is wrong with an account, in words; undefined when it takes entries. */
export function accountProblem(account: Account | undefined, t: Words): string | undefined {
  if (!account?.active) return t.unknownAccount;
  return account.postable ? undefined : t.headingAccount;
}

function readSides(
  typed: Omit<TypedLine, 'name'>,
  row: number,
  errors: Record<string, string>,
  locale: Locale,
): { debit: bigint; credit: bigint } {
  const sides = { debit: 0n, credit: 0n };
  const t = ledgerText[locale];
  if (typed.debit && typed.credit) errors[`credit_${row}`] = t.bothSides;
  if (!typed.debit && !typed.credit) errors[`debit_${row}`] = t.noSide;
  for (const side of ['debit', 'credit'] as const) {
    if (!typed[side]) continue;
    const read = parseRupiahInput(typed[side]);
    if ('sen' in read) sides[side] = read.sen;
    else errors[`${side}_${row}`] = inputMessages[locale].amount[read.reason];
  }
  return sides;
}

/** Lines as the values of a form, at least as many rows as it has at first. */
export function valuesOfLines(
  lines: readonly { account: string; debit: string; credit: string; note: string }[],
): FormValues {
  const values: FormValues = { rows: String(Math.max(ROWS_AT_FIRST, lines.length)) };
  for (const [row, line] of lines.entries()) {
    values[`account_${row}`] = line.account;
    values[`debit_${row}`] = line.debit;
    values[`credit_${row}`] = line.credit;
    values[`note_${row}`] = line.note;
  }
  return values;
}
