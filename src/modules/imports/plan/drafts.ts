import { textOf, toSenKeepingTotal } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { type Sen, sen } from '#kernel/money';
import { AMOUNT_FIELDS, type Field, type TableKind } from '../layout/fields.ts';
import { columnOf, type Mapping } from '../layout/mapping.ts';
import { accountItems, repeatedBalances } from './chart.ts';
import { memberFactsOf } from './facts.ts';
import { type Issue, issue } from './issues.ts';
import type { ScheduleRow } from './loan-types.ts';
import { mutationItems, type Occurrences } from './mutations.ts';
import { isPaidOff, openingItems, type Rounded } from './opening.ts';
import { cellOf, type ReadRow } from './read-rows.ts';
import type { KeyedItem, MemberFacts, PlanOptions } from './types.ts';

/** Kinds that `agree` can write. The others are recognised, read and told, and belong to other pages. */
export const IMPORTABLE: ReadonlySet<TableKind> = new Set<TableKind>([
  'member_list',
  'savings_balances',
  'savings_mutations',
  'loan_balances',
  'loan_schedule',
  'chart',
]);

/** A row of the file with what it asks for, before earlier imports and people decide about it. */
export type Draft = {
  readonly line: number;
  readonly label: string;
  readonly group: string;
  readonly issues: Issue[];
  readonly member: MemberFacts | null;
  readonly items: readonly KeyedItem[];
  readonly paidOff: boolean;
};

/** What drafts are made with. */
export type DraftAbout = {
  readonly options: PlanOptions;
  readonly sumsWrong: ReadonlySet<number>;
  readonly asOf: BusinessDate;
  readonly unpaid: ReadonlyMap<number, readonly ScheduleRow[]> | undefined;
};

/** Reads every row as the mapping says: its member, what it would write, and what is odd about it. */
export function draftRows(rows: readonly ReadRow[], mapping: Mapping, about: DraftAbout): Draft[] {
  const { options, sumsWrong } = about;
  const rounded = roundColumns(rows, mapping);
  const occurrences: Occurrences = new Map();
  const drafts = rows.map((row): Draft => {
    const extra = sumsWrong.has(row.line) ? [issue('row_sum_differs')] : [];
    if (row.row.role === 'loose_amounts') return bareDraft(row, [issue('loose_amounts'), ...extra]);
    if (mapping.kind === 'chart') {
      const account = accountItems(row, mapping, rounded);
      return {
        ...bareDraft(row, [...row.issues, ...account.issues, ...extra]),
        label: account.label,
        items: account.items,
      };
    }
    const { facts, issues } = memberFactsOf(row, mapping);
    const found = itemsOf(row, mapping, facts, { ...about, rounded, occurrences });
    const nameMissing = columnOf(mapping, 'name') >= 0 && facts.name === '' ? [issue('name_missing', 'name')] : [];
    const unknown = options.strangers?.has(facts.key) && found.items.length > 0 ? [issue('member_unknown')] : [];
    const all = [...row.issues, ...issues, ...found.issues, ...nameMissing, ...unknown, ...extra];
    return {
      ...bareDraft(row, all),
      label: facts.name || facts.number || facts.key,
      group: facts.group,
      member: facts,
      items: found.items,
      paidOff: IMPORTABLE.has(mapping.kind) && isPaidOff(row, mapping, rounded),
    };
  });
  if (IMPORTABLE.has(mapping.kind)) markRepeated(drafts, mapping);
  return drafts;
}

function itemsOf(
  row: ReadRow,
  mapping: Mapping,
  facts: MemberFacts,
  about: DraftAbout & { rounded: Rounded; occurrences: Occurrences },
): { items: KeyedItem[]; issues: Issue[] } {
  if (!IMPORTABLE.has(mapping.kind)) return { items: [], issues: [] };
  if (mapping.kind === 'savings_mutations') return mutationItems(row, mapping, facts, about);
  return openingItems(row, mapping, facts, about);
}

function bareDraft(row: ReadRow, issues: readonly Issue[]): Draft {
  return {
    line: row.line,
    label: '',
    group: row.row.group,
    issues: [...issues],
    member: null,
    items: [],
    paidOff: false,
  };
}

/** Two rows for one opening balance, one chart code, or one NIK: the later one is marked. */
function markRepeated(drafts: readonly Draft[], mapping: Mapping): void {
  const keys = new Map<string, number>();
  const niks = new Map<string, string>();
  for (const draft of drafts) {
    const isChart = mapping.kind === 'chart';
    if (mapping.kind !== 'savings_mutations') {
      const own = draft.items.length > 0 ? draft.items.map((one) => one.key) : draft.member ? [draft.member.key] : [];
      const earlier = own.map((key) => keys.get(key)).find((line) => line !== undefined);
      if (earlier !== undefined)
        draft.issues.push(issue(isChart ? 'account_code_repeated' : 'member_repeated', null, String(earlier)));
      for (const key of own) if (!keys.has(key)) keys.set(key, draft.line);
    }
    const nik = draft.member?.nik ?? '';
    const other = niks.get(nik);
    if (nik !== '' && other !== undefined && other !== draft.member?.key)
      draft.issues.push(issue('nik_repeated', 'nik', nik));
    if (nik !== '' && other === undefined) niks.set(nik, draft.member?.key ?? '');
  }
  if (mapping.kind !== 'chart') return;
  const repeated = repeatedBalances(drafts);
  for (const draft of drafts) {
    const earlier = repeated.get(draft.line);
    if (earlier !== undefined) draft.issues.push(issue('account_amount_repeated', 'openingBalance', earlier));
  }
}

/**
 * Rounds each amount column to sen so that the rounded rows sum to the rounded column (only where fractions occur). Movements
 * of different kinds stand in one column: each kind keeps its own total.
 */
function roundColumns(rows: readonly ReadRow[], mapping: Mapping): Rounded {
  const byField = new Map<Field, Map<number, Sen>>();
  const kindOf = (row: ReadRow) =>
    textOf(cellOf(row, mapping, 'savingsKind')) + textOf(cellOf(row, mapping, 'direction'));
  for (const field of AMOUNT_FIELDS) {
    const using = rows.filter((row) => row.amounts.has(field) && row.row.role === 'data');
    const rounded = new Map<number, Sen>();
    for (const group of Map.groupBy(using, kindOf).values()) {
      const parts = toSenKeepingTotal(group.map((row) => row.amounts.get(field) ?? 0n));
      for (const [index, row] of group.entries()) rounded.set(row.line, parts[index] ?? sen(0n));
    }
    byField.set(field, rounded);
  }
  return (row, field) => byField.get(field)?.get(row.line);
}
