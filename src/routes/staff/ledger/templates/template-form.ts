import { formatDecimal, parseDecimal } from '#kernel/money';
import { parseRupiahInput } from '#lib/formats.ts';
import type { FormValues } from '#lib/server/form.ts';
import type { Locale } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { ledgerText } from '#lib/text/ledger.ts';
import { type Account, accountProblem, findAccount, rowCount, type TypedLine, typedLine } from '../entry-form.ts';

/** A line of a template as the command takes it. */
export type TemplateLine = {
  account: string;
  side: 'debit' | 'credit';
  amount?: string | undefined;
  percent?: string | undefined;
  note?: string | undefined;
};

/** What the sheet of a template comes to; one error a field at fault. */
export type ReadTemplate = {
  readonly lines: TypedLine[];
  readonly input: TemplateLine[];
  readonly errors: Record<string, string>;
};

/** Reads the rows of a template: in an amount a figure is fixed, `60%` a part of the whole, `?` left open. Pure. */
export function readTemplate(values: FormValues, chart: readonly Account[], locale: Locale = 'id'): ReadTemplate {
  const t = ledgerText[locale];
  const errors: Record<string, string> = {};
  const input: TemplateLine[] = [];
  const lines: TypedLine[] = [];
  for (let row = 0; row < rowCount(values, false); row += 1) {
    const typed = typedLine(values, row);
    const account = findAccount(chart, typed.account);
    lines.push({ ...typed, account: account?.code ?? typed.account, name: account?.name ?? '' });
    if (!typed.account && !typed.debit && !typed.credit) continue;
    const problem = accountProblem(account, t);
    if (problem) errors[`account_${row}`] = problem;
    if (typed.debit && typed.credit) errors[`credit_${row}`] = t.bothSides;
    if (!typed.debit && !typed.credit) errors[`debit_${row}`] = t.noSide;
    const side = typed.debit || !typed.credit ? 'debit' : 'credit';
    const share = shareOf(typed[side]);
    if (!share) errors[`${side}_${row}`] ??= journalText[locale].badShare;
    if (!account || !share) continue;
    input.push({ account: account.code, side, ...share, ...(typed.note && { note: typed.note }) });
  }
  return { lines, input, errors };
}

function shareOf(text: string): { amount?: string; percent?: string } | undefined {
  const typed = text.trim();
  if (/^\?+$/.test(typed)) return {};
  const percent = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*%$/.exec(typed);
  if (percent) return { percent: percent[2] ? `${percent[1]}.${percent[2]}` : (percent[1] ?? '') };
  const read = parseRupiahInput(typed);
  return 'sen' in read ? { amount: formatDecimal(read.sen) } : undefined;
}

/** The lines of a template as its sheet shows them. */
export function typedOf(lines: readonly TemplateLine[]) {
  return lines.map(({ account, side, amount, percent, note = '' }) => {
    const text = percent === undefined ? (amount === undefined ? '?' : shown(amount)) : `${percent.replace('.', ',')}%`;
    return { account, debit: side === 'debit' ? text : '', credit: side === 'credit' ? text : '', note };
  });
}

function shown(amount: string): string {
  const [whole = '', fraction = ''] = formatDecimal(parseDecimal(amount)).split('.');
  return fraction === '00' ? whole : `${whole},${fraction}`;
}
