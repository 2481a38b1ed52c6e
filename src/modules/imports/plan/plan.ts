import { type ReadSheet as Sheet, toSen } from '#documents';
import { type BusinessDate, tryDate } from '#kernel/dates';
import { SEN_MAX, type Sen, sen, sumSen } from '#kernel/money';
import { CARDS_SHEET } from '../layout/cards.ts';
import { AMOUNT_FIELDS, type Field } from '../layout/fields.ts';
import { columnOf, type Mapping } from '../layout/mapping.ts';
import { type Draft, draftRows, IMPORTABLE } from './drafts.ts';
import { headingsOf } from './headings-of.ts';
import { heaviest, ISSUES, issue, type Remark } from './issues.ts';
import { foldSchedule } from './loan-schedule.ts';
import { loanSummary } from './loan-summary.ts';
import { loanColumn, openingRemarks } from './opening.ts';
import { type ReadRow, readRows } from './read-rows.ts';
import { compareTotals, rowSumErrors, runningBalanceErrors } from './totals.ts';
import type { ControlTotal, KeyedItem, Plan, PlanOptions, PlanRow, RowStatus } from './types.ts';

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
