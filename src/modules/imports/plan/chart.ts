import { type Sen, sen } from '#kernel/money';
import type { Mapping } from '../layout/mapping.ts';
import { sideOf } from '../layout/recognise.ts';
import { normalise } from '../layout/words.ts';
import { readCode, readName } from '../values/identity.ts';
import { keyed } from './facts.ts';
import { type Issue, issue } from './issues.ts';
import type { Rounded } from './opening.ts';
import { cellOf, type ReadRow } from './read-rows.ts';
import type { KeyedItem } from './types.ts';

/** The chart line a row asks for, with its opening balance as debit above zero and credit below. */
export function accountItems(
  row: ReadRow,
  mapping: Mapping,
  rounded: Rounded,
): { items: KeyedItem[]; issues: Issue[]; label: string } {
  const text = (field: 'accountCode' | 'accountName' | 'category' | 'normalSide' | 'parentCode' | 'name') =>
    readCode(cellOf(row, mapping, field));
  const code = text('accountCode');
  const name = readName(cellOf(row, mapping, 'accountName')) || text('name');
  const issues: Issue[] = [];
  if (code === '') return { items: [], issues: [issue('account_code_missing', 'accountCode', name)], label: name };
  const stated = sideOf(text('normalSide'));
  const category = text('category');
  const side = stated ?? sideOfCategory(category, code, name);
  if (stated === undefined) issues.push(issue('account_side_assumed', 'normalSide', side));
  const amount = openingAmount(row, side, rounded);
  if (amount === undefined) issues.push(issue('account_both_sides', 'debit'));
  const item = {
    part: 'account' as const,
    code,
    name: name || code,
    side,
    category,
    parent: text('parentCode'),
    amount: amount ?? netOf(row, rounded),
  };
  const content = [item.code, item.name, item.side, String(item.amount)];
  return { items: [keyed(item, ['account', code], content)], issues, label: `${code} ${item.name}` };
}

/** Marks equal large balances under different codes: one of them is likely a repetition of the other. */
export function repeatedBalances(rows: readonly { line: number; items: readonly KeyedItem[] }[]): Map<number, string> {
  const seen = new Map<string, string>();
  const repeated = new Map<number, string>();
  for (const row of rows) {
    for (const { item } of row.items) {
      if (item.part !== 'account' || !isTelling(item.amount)) continue;
      const amount = String(item.amount);
      const earlier = seen.get(amount);
      if (earlier === undefined) seen.set(amount, item.code);
      else repeated.set(row.line, earlier);
    }
  }
  return repeated;
}

/** An amount of at least a million rupiah that is no round one hardly occurs twice by chance. */
function isTelling(amount: bigint): boolean {
  const rupiah = (amount < 0n ? -amount : amount) / 100n;
  return rupiah >= 1_000_000n && String(rupiah).replace(/0+$/, '').length >= 4;
}

function openingAmount(row: ReadRow, side: 'debit' | 'credit', rounded: Rounded): Sen | undefined {
  const debit = rounded(row, 'debit') ?? 0n;
  const credit = rounded(row, 'credit') ?? 0n;
  if (debit !== 0n && credit !== 0n) return undefined;
  if (debit !== 0n || credit !== 0n) return sen(debit - credit);
  const balance = rounded(row, 'openingBalance') ?? rounded(row, 'balance') ?? rounded(row, 'amount') ?? 0n;
  return sen(side === 'debit' ? balance : -balance);
}

function netOf(row: ReadRow, rounded: Rounded): Sen {
  return sen((rounded(row, 'debit') ?? 0n) - (rounded(row, 'credit') ?? 0n));
}

/** The normal side by the words of the class, else by the first digit as Indonesian charts number: 1 and 5 up are debit. */
function sideOfCategory(category: string, code: string, name: string): 'debit' | 'credit' {
  const plain = `${normalise(category)} ${normalise(name)}`;
  if (/\bakumulasi|penyisihan\b/.test(plain)) return 'credit';
  if (/\b(aset|asset|aktiva|harta|beban|biaya|kas|piutang)\b/.test(plain)) return 'debit';
  if (/\b(kewajiban|utang|hutang|liabilitas|liability|pasiva|modal|ekuitas|equity|pendapatan|simpanan)\b/.test(plain))
    return 'credit';
  return /^[234]/.test(code.replace(/^\D+/, '')) ? 'credit' : 'debit';
}
