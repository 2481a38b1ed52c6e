import type { BusinessDate } from '#kernel/dates';
import type { Sen } from '#kernel/money';
import { type Field, SAVINGS_FIELDS, SAVINGS_KINDS, type SavingsKind } from '../layout/fields.ts';
import type { Mapping } from '../layout/mapping.ts';
import { readCode } from '../values/identity.ts';
import { keyed } from './facts.ts';
import { type Issue, issue, type Remark } from './issues.ts';
import { loanTermsOf } from './loan-terms.ts';
import type { ScheduleRow } from './loan-types.ts';
import { cellOf, type ReadRow } from './read-rows.ts';
import type { KeyedItem, MemberFacts } from './types.ts';

/** Amounts of the table already rounded to sen so that each column keeps its total. */
export type Rounded = (row: ReadRow, field: Field) => Sen | undefined;

/** From which column each kind of savings is read: its own, or the one balance column under the kind the user chose. */
export function savingsColumns(mapping: Mapping): ReadonlyMap<SavingsKind, Field> {
  const mapped = new Set(mapping.columns.map((column) => column.field));
  const columns = new Map<SavingsKind, Field>();
  for (const kind of SAVINGS_KINDS) if (mapped.has(SAVINGS_FIELDS[kind])) columns.set(kind, SAVINGS_FIELDS[kind]);
  if (columns.size > 0 || mapping.savingsKind === undefined) return columns;
  const single = (['totalSavings', 'balance', 'amount'] as const).find((field) => mapped.has(field));
  if (single) columns.set(mapping.savingsKind, single);
  return columns;
}

/** From which column the loan balance is read: its own, or the amount lent when the file has no balance. */
export function loanColumn(mapping: Mapping): Field | undefined {
  const mapped = new Set(mapping.columns.map((column) => column.field));
  return (['loanBalance', 'loanAmount'] as const).find((field) => mapped.has(field));
}

/** Remarks about what the columns of an opening table leave unsaid. */
export function openingRemarks(mapping: Mapping): Remark[] {
  const mapped = new Set(mapping.columns.map((column) => column.field));
  const remarks: Remark[] = [];
  const balances = mapped.has('totalSavings') || mapped.has('balance');
  if (mapping.kind === 'savings_balances' && balances && savingsColumns(mapping).size === 0)
    remarks.push('no_savings_kind');
  if (loanColumn(mapping) === 'loanAmount') remarks.push('loan_balance_is_original_amount');
  return remarks;
}

/** What the opening balances of a row are worked out with. */
export type OpeningAbout = {
  readonly rounded: Rounded;
  /** The day the balances are of, else today. */
  readonly asOf: BusinessDate;
  /** The unpaid rows of each loan, by line, of a folded schedule. */
  readonly unpaid?: ReadonlyMap<number, readonly ScheduleRow[]> | undefined;
};

/** The opening balances a row asks for, one item for each amount that is not zero. */
export function openingItems(
  row: ReadRow,
  mapping: Mapping,
  facts: MemberFacts,
  about: OpeningAbout,
): { items: KeyedItem[]; issues: Issue[] } {
  const { rounded } = about;
  const items: KeyedItem[] = [];
  const issues: Issue[] = [];
  for (const [savings, field] of savingsColumns(mapping)) {
    const amount = rounded(row, field);
    if (amount === undefined || amount === 0n) continue;
    if (amount < 0n) issues.push(issue('negative_savings', field));
    items.push(keyed({ part: 'savings', savings, amount }, ['savings', savings, facts.key], [String(amount)]));
  }
  const loan = loanItem(row, mapping, facts, about);
  return { items: [...items, ...loan.items], issues: [...issues, ...loan.issues] };
}

/** True for a loan of which nothing is owed any more: it was lent, and its balance is zero. */
export function isPaidOff(row: ReadRow, mapping: Mapping, rounded: Rounded): boolean {
  const field = loanColumn(mapping);
  if (field !== 'loanBalance' || (rounded(row, 'loanBalance') ?? 0n) !== 0n) return false;
  return (rounded(row, 'loanAmount') ?? 0n) > 0n;
}

function loanItem(
  row: ReadRow,
  mapping: Mapping,
  facts: MemberFacts,
  { rounded, asOf, unpaid }: OpeningAbout,
): { items: KeyedItem[]; issues: Issue[] } {
  const field = loanColumn(mapping);
  const amount = field ? rounded(row, field) : undefined;
  if (amount === undefined || amount === 0n) {
    return { items: [], issues: isPaidOff(row, mapping, rounded) ? [issue('loan_paid_off', 'loanBalance')] : [] };
  }
  const loanNumber = readCode(cellOf(row, mapping, 'loanNo'));
  const tenor = readCode(cellOf(row, mapping, 'tenor'));
  const originalAmount = rounded(row, 'loanAmount') ?? null;
  const rows = unpaid?.get(row.line);
  const { terms, issues } = loanTermsOf({ row, mapping, rounded, amount, original: originalAmount, asOf, rows });
  const item = keyed(
    { part: 'loan', amount, loanNumber, originalAmount, tenor, terms },
    ['loan', facts.key, loanKeyOf(row, loanNumber)],
    [String(amount), tenor],
  );
  const overpaid = amount < 0n ? [issue('loan_overpaid', field ?? null)] : [];
  return { items: [item], issues: [...overpaid, ...issues] };
}

/** A loan's own number; without one, what tells two loans of one member apart: its day. */
function loanKeyOf(row: ReadRow, loanNumber: string): string {
  return loanNumber || (row.dates.get('date') ?? '');
}
