import { type BusinessDate, tryDate } from '#kernel/dates';
import { SEN_MAX, type Sen, sen, sumSen } from '#kernel/money';
import { CARDS_SHEET } from '../layout/cards.ts';
import { AMOUNT_FIELDS, type Field, type TableKind } from '../layout/fields.ts';
import { columnOf, type Mapping } from '../layout/mapping.ts';
import { type Sheet, textOf } from '../table.ts';
import { toSen, toSenKeepingTotal } from '../values/amount.ts';
import { accountItems, repeatedBalances } from './chart.ts';
import { memberFactsOf } from './facts.ts';
import { headingsOf } from './headings-of.ts';
import { heaviest, ISSUES, type Issue, issue, type Remark } from './issues.ts';
import { foldSchedule } from './loan-schedule.ts';
import { loanSummary } from './loan-summary.ts';
import type { ScheduleRow } from './loan-types.ts';
import { mutationItems, type Occurrences } from './mutations.ts';
import { isPaidOff, loanColumn, openingItems, openingRemarks, type Rounded } from './opening.ts';
import { cellOf, type ReadRow, readRows } from './read-rows.ts';
import { compareTotals, rowSumErrors, runningBalanceErrors } from './totals.ts';
import type { ControlTotal, KeyedItem, MemberFacts, Plan, PlanOptions, PlanRow, RowStatus } from './types.ts';

/** Kinds that `agree` can write. The others are recognised, read and told, and belong to other pages. */
export const IMPORTABLE: ReadonlySet<TableKind> = new Set<TableKind>([
  'member_list',
  'savings_balances',
  'savings_mutations',
  'loan_balances',
  'loan_schedule',
  'chart',
]);

/**
 * Plans an import: which rows will be written and as what, which are doubtful or refused and why, the control totals and
 * the file's own arithmetic errors. Pure: the same sheet, mapping and options give the same plan.
 */
export function planImport(sheet: Sheet, given: Mapping, options: PlanOptions): Plan {
  const table = readRows(sheet, given, options.today);
  const printedHeadings = headingsOf(sheet, given);
  const totals = compareTotals(table.rows, printedHeadings);
  const own = table.rows.filter((row) => row.row.role !== 'total' && !totals.totalLines.has(row.line));
  const rowSums = rowSumErrors(table.rows, printedHeadings);
  const asOf = given.asOf ? (tryDate(given.asOf) ?? null) : null;
  const folded =
    given.kind === 'loan_schedule' ? foldSchedule(own, given, printedHeadings, asOf ?? options.today) : undefined;
  const mapping = folded?.mapping ?? given;
  const headings = folded?.headings ?? printedHeadings;
  const considered = folded?.rows ?? own;
  const sumsWrong = new Set(rowSums.map((error) => error.line));
  const about = { options, sumsWrong, asOf: asOf ?? options.today, unpaid: folded?.unpaid };
  const drafts = draftRows(considered, mapping, about);
  const importable = IMPORTABLE.has(mapping.kind);
  const rows = drafts.map((draft) => decide(draft, options, importable));
  const written = new Set(rows.filter((row) => row.take).map((row) => row.line));
  const difference = sumSen(rows.flatMap((row) => (row.take ? row.items.map(({ item }) => chartAmount(item)) : [])));
  const counts = countRows(rows);
  const loanField = loanColumn(mapping);
  const decided = rows.map((row, at) => ({
    row,
    drafted: drafts[at]?.items ?? [],
    paidOff: drafts[at]?.paidOff ?? false,
  }));
  return {
    kind: mapping.kind,
    rows,
    counts,
    controls: controlTotals({ considered, written, headings, printed: totals.printed }),
    arithmetic: [...totals.errors, ...rowSums, ...runningBalanceErrors(table.rows, printedHeadings)],
    remarks: [
      ...table.remarks,
      ...(given.sheet === CARDS_SHEET ? (['cards_summed_up'] as const) : []),
      ...(folded ? [folded.remark] : []),
      ...remarksOf(mapping, rows, counts.willBeWritten),
    ],
    difference: mapping.kind === 'chart' ? difference : sen(0n),
    loans: loanSummary(decided, options.imported, (loanField && totals.printed.get(loanField)) ?? null),
    asOf,
  };
}

type Draft = {
  readonly line: number;
  readonly label: string;
  readonly group: string;
  readonly issues: Issue[];
  readonly member: MemberFacts | null;
  readonly items: readonly KeyedItem[];
  readonly paidOff: boolean;
};

type About = {
  readonly options: PlanOptions;
  readonly sumsWrong: ReadonlySet<number>;
  readonly asOf: BusinessDate;
  readonly unpaid: ReadonlyMap<number, readonly ScheduleRow[]> | undefined;
};

function draftRows(rows: readonly ReadRow[], mapping: Mapping, about: About): Draft[] {
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
  about: About & { rounded: Rounded; occurrences: Occurrences },
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

function decide(draft: Draft, options: PlanOptions, importable: boolean): PlanRow {
  const items = draft.items.filter(({ key }) => !options.imported.has(key));
  const changed = draft.items.some(
    ({ key, fingerprint }) => options.imported.get(key) !== fingerprint && options.imported.has(key),
  );
  const weight = heaviest(draft.issues);
  const overLimit = draft.items.some(({ item }) => item.amount > SEN_MAX || item.amount < -SEN_MAX);
  const issues = overLimit ? [...draft.issues, issue('amount_over_limit')] : draft.issues;
  const known = draft.items.length > 0 && items.length === 0;
  const status: RowStatus =
    weight === 'refuse' || overLimit
      ? 'refused'
      : changed
        ? 'changed'
        : known
          ? 'known'
          : weight === 'doubt' || weight === 'leave'
            ? 'doubtful'
            : 'taken';
  const writable = importable && (status === 'taken' || status === 'doubtful');
  const proposed = writable && weight !== 'leave';
  const take = writable && (options.take.has(draft.line) || (proposed && !options.leave.has(draft.line)));
  const { paidOff: _, ...kept } = draft;
  return { ...kept, issues, items, status, take };
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

function controlTotals(seen: {
  considered: readonly ReadRow[];
  written: ReadonlySet<number>;
  headings: ReadonlyMap<Field, string>;
  printed: ReadonlyMap<Field, Sen>;
}): ControlTotal[] {
  return [...seen.headings]
    .filter(([field]) => AMOUNT_FIELDS.has(field))
    .map(([field, heading]) => {
      const data = seen.considered.filter((row) => row.row.role === 'data');
      const sum = (rows: readonly ReadRow[]) =>
        toSen(rows.reduce((total, row) => total + (row.amounts.get(field) ?? 0n), 0n));
      const taken = data.filter((row) => seen.written.has(row.line));
      return { field, heading, rows: sum(data), taken: sum(taken), printed: seen.printed.get(field) ?? null };
    });
}

function countRows(rows: readonly PlanRow[]): Plan['counts'] {
  const counts = { taken: 0, doubtful: 0, refused: 0, known: 0, changed: 0, willBeWritten: 0 };
  for (const row of rows) {
    counts[row.status] += 1;
    if (row.take) counts.willBeWritten += 1;
  }
  return counts;
}

function remarksOf(mapping: Mapping, rows: readonly PlanRow[], willBeWritten: number): Remark[] {
  const remarks: Remark[] = [];
  const doubts = rows.filter((row) => row.issues.some((one) => ISSUES[one.reason] !== 'note')).length;
  if (mapping.headingTop < 0) remarks.push('no_headings');
  if (!IMPORTABLE.has(mapping.kind)) remarks.push('kind_not_importable');
  else if (mapping.kind !== 'chart') {
    if (columnOf(mapping, 'name') < 0) remarks.push('no_name_column');
    if (mapping.kind !== 'savings_mutations') remarks.push(...openingRemarks(mapping));
  }
  if (IMPORTABLE.has(mapping.kind) && willBeWritten === 0) remarks.push('nothing_to_take');
  if (rows.length >= 10 && doubts * 2 > rows.length) remarks.push('too_many_doubts');
  return remarks;
}

function chartAmount(item: KeyedItem['item']): Sen {
  return item.part === 'account' ? item.amount : sen(0n);
}

/** The day of the opening entry: what the user said, else the day found in the file, else undefined. */
export function openingDay(plan: Plan, chosen: BusinessDate | undefined): BusinessDate | undefined {
  return chosen ?? plan.asOf ?? undefined;
}
