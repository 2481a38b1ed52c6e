import { tryDate } from '#kernel/dates';
import { type Sen, sen } from '#kernel/money';
import { SAVINGS_FIELDS, SAVINGS_KINDS, type SavingsKind } from '../layout/fields.ts';
import { columnOf, type Mapping } from '../layout/mapping.ts';
import { savingsKindOf } from '../layout/recognise.ts';
import { normalise } from '../layout/words.ts';
import { readCode } from '../values/identity.ts';
import { keyed } from './facts.ts';
import { type Issue, issue } from './issues.ts';
import type { Rounded } from './opening.ts';
import { cellOf, type ReadRow } from './read-rows.ts';
import type { KeyedItem, MemberFacts, PlanOptions } from './types.ts';

type Found = { items: KeyedItem[]; issues: Issue[] };

/** How often an equal movement has been seen in this file; equal rows are told apart by their order. */
export type Occurrences = Map<string, number>;

/** The movements a dated row asks for: one amount with its kind and direction, or one for each savings column. */
export function mutationItems(
  row: ReadRow,
  mapping: Mapping,
  facts: MemberFacts,
  about: { rounded: Rounded; occurrences: Occurrences; options: PlanOptions },
): Found {
  // A list without dates is of the day that its title, or the user, gives.
  const date = row.dates.get('date') ?? (columnOf(mapping, 'date') < 0 ? tryDate(mapping.asOf ?? '') : undefined);
  const unreadable = row.issues.some((one) => one.field === 'date');
  if (date === undefined) return refused(issue(unreadable ? 'date_not_usable' : 'date_missing', 'date'));
  if (date > about.options.today) return refused(issue('date_in_future', 'date', date));
  const movements = wideMovements(row, mapping, about.rounded) ?? singleMovement(row, mapping, about.rounded);
  const description = readCode(cellOf(row, mapping, 'description')).slice(0, 200);
  const issues = [...movements.issues];
  const items = movements.amounts.map(({ savings, amount }) => {
    const content = [facts.key, savings, date, String(amount), description];
    const before = about.occurrences.get(content.join('\n')) ?? 0;
    about.occurrences.set(content.join('\n'), before + 1);
    if (before > 0) issues.push(issue('row_repeated', 'amount', `${before + 1}x`));
    return keyed(
      { part: 'mutation', savings, amount, date, description },
      ['mutation', ...content, String(before)],
      content,
    );
  });
  return { items, issues };
}

type Movements = { amounts: { savings: SavingsKind; amount: Sen }[]; issues: Issue[] };

function wideMovements(row: ReadRow, mapping: Mapping, rounded: Rounded): Movements | undefined {
  const kinds = SAVINGS_KINDS.filter((kind) => columnOf(mapping, SAVINGS_FIELDS[kind]) >= 0);
  if (kinds.length === 0) return undefined;
  const sign = mapping.direction === 'withdrawal' ? -1n : 1n;
  const amounts = kinds.flatMap((savings) => {
    const amount = rounded(row, SAVINGS_FIELDS[savings]) ?? 0n;
    return amount === 0n ? [] : [{ savings, amount: sen(amount * sign) }];
  });
  return { amounts, issues: amounts.length === 0 ? [issue('amount_missing')] : [] };
}

function singleMovement(row: ReadRow, mapping: Mapping, rounded: Rounded): Movements {
  const signed = signedAmount(row, mapping, rounded);
  if (signed.amount === undefined) return { amounts: [], issues: [issue('amount_missing', 'amount')] };
  if (signed.amount === 0n) return { amounts: [], issues: [issue('amount_zero', 'amount')] };
  const kindWord = readCode(cellOf(row, mapping, 'savingsKind'));
  const own = [kindWord, readCode(cellOf(row, mapping, 'accountNo')), readCode(cellOf(row, mapping, 'description'))]
    .map(savingsKindOf)
    .find((kind) => kind !== undefined);
  // "Ambil Simpanan" says the way the money went and not which savings: people take from their voluntary savings.
  const withdrawalWord = /\b(ambil|tarik|penarikan|pengambilan)\b/.test(normalise(kindWord));
  const savings = own ?? mapping.savingsKind ?? (withdrawalWord ? 'voluntary' : undefined);
  if (savings === undefined) return { amounts: [], issues: [issue('savings_kind_missing', 'savingsKind', kindWord)] };
  const issues = own === undefined && !withdrawalWord ? [issue('savings_kind_assumed', 'savingsKind', savings)] : [];
  if (withdrawalWord) issues.push(issue('withdrawal_by_word', 'savingsKind', kindWord));
  const turned = withdrawalWord && signed.amount > 0n ? -signed.amount : signed.amount;
  return { amounts: [{ savings, amount: sen(turned) }], issues };
}

function signedAmount(row: ReadRow, mapping: Mapping, rounded: Rounded): { amount: bigint | undefined } {
  const debit = rounded(row, 'debit');
  const credit = rounded(row, 'credit');
  if (debit !== undefined || credit !== undefined) {
    // In a passbook kredit is money in; in lists of "debet" alone it is what was paid in.
    const onlyDebit = columnOf(mapping, 'credit') < 0;
    return { amount: onlyDebit ? debit : (credit ?? 0n) - (debit ?? 0n) };
  }
  const amount = rounded(row, 'amount');
  if (amount === undefined) return { amount: undefined };
  const way = directionOf(readCode(cellOf(row, mapping, 'direction'))) ?? mapping.direction ?? 'deposit';
  return { amount: way === 'withdrawal' ? -amount : amount };
}

/** Files of savings write "debit" for money paid in (seen in every one that has such a column beside one amount). */
function directionOf(word: string): 'deposit' | 'withdrawal' | undefined {
  const plain = normalise(word);
  if (/^(setor|setoran|masuk|simpan|deposit|in|d|db|debet|debit|tambah)/.test(plain)) return 'deposit';
  if (/^(tarik|penarikan|keluar|ambil|withdraw|out|k|kr|kredit|credit|c)/.test(plain)) return 'withdrawal';
  return undefined;
}

function refused(reason: Issue): Found {
  return { items: [], issues: [reason] };
}
