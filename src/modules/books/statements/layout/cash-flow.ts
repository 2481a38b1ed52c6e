import type { Figure } from '../figure.ts';
import type { FlowClass, PlacedLine } from '../rules/place.ts';
import { flowClassOf } from '../rules/place.ts';
import { type StatementRow, totalRow } from '../table.ts';
import type { Words } from '../words.ts';
import { headingRow, lineRow, plus } from './groups.ts';

/** What a column of a cash flow statement is laid out from; amounts in sen, debit above zero, by chart code. */
export type FlowFigures = {
  readonly from: string;
  readonly before: string;
  /** Of entries that touch cash, by the line beside the cash: money that came in, money that went out; both above zero. */
  readonly received: ReadonlyMap<string, bigint>;
  readonly paid: ReadonlyMap<string, bigint>;
  /** Everything that moved in the period, as the kept totals have it, without the entries that close or open a year. */
  readonly moved: ReadonlyMap<string, bigint>;
  /** Of entries that do not touch cash: all, and those whose lines are of different classes (depreciation). */
  readonly nonCash: ReadonlyMap<string, bigint>;
  readonly crossing: ReadonlyMap<string, bigint>;
  /** Opening balances that were brought in during the period. */
  readonly brought: ReadonlyMap<string, bigint>;
  readonly cashOpening: bigint;
  readonly cashBalances: ReadonlyMap<string, bigint>;
};

export type FlowInput = {
  readonly lines: readonly PlacedLine[];
  readonly periods: readonly FlowFigures[];
  readonly words: Words;
};

const CLASSES = ['operating', 'investing', 'financing'] as const;
type Activity = (typeof CLASSES)[number];

/** Cash flow of each class in one period: by cash entries, or by what changed. */
export type ClassFlows = Readonly<Record<Activity, bigint>>;

/** Net cash flow by class, from entries that touch cash. */
export function directFlows(lines: readonly PlacedLine[], figures: FlowFigures): ClassFlows {
  return sumByClass(lines, (code) => (figures.received.get(code) ?? 0n) - (figures.paid.get(code) ?? 0n));
}

/** Net cash flow by class, from what changed on the lines and the entries without cash: never looks at an entry with cash. */
export function indirectFlows(lines: readonly PlacedLine[], figures: FlowFigures): ClassFlows {
  return sumByClass(lines, (code) => (figures.nonCash.get(code) ?? 0n) - changeOf(figures, code));
}

function sumByClass(lines: readonly PlacedLine[], of: (code: string) => bigint): ClassFlows {
  const sums = { operating: 0n, investing: 0n, financing: 0n };
  for (const line of lines) {
    const activity = flowClassOf(line);
    if (activity !== 'cash') sums[activity] += of(line.code);
  }
  return sums;
}

/** What moved on a line in the period, less what was brought in as an opening balance. */
function changeOf(figures: FlowFigures, code: string): bigint {
  return (figures.moved.get(code) ?? 0n) - (figures.brought.get(code) ?? 0n);
}

const isResult = (line: PlacedLine): boolean => line.kind === 'revenue' || line.kind === 'expense';

/** Rows of the direct method: money received and paid, by the line beside the cash. */
export function directRows(input: FlowInput): StatementRow[] {
  const { words } = input;
  return statementRows(input, (activity) => {
    const received = lineRows(input, { activity, key: 'in', only: 'cash_in' }, (figures, code) =>
      figures.received.get(code),
    );
    const paid = lineRows(input, { activity, key: 'out', only: 'cash_out' }, (figures, code) => {
      const amount = figures.paid.get(code);
      return amount === undefined ? undefined : -amount;
    });
    return [
      ...underHeading(`${activity}_in`, words.received, received, input),
      ...underHeading(`${activity}_out`, words.paid, paid, input),
    ];
  });
}

/** Rows of the indirect method: the surplus, what in it was not cash, and what changed on the lines. */
export function indirectRows(input: FlowInput): StatementRow[] {
  return statementRows(input, (activity) =>
    activity === 'operating' ? operatingRows(input) : otherActivityRows(input, activity),
  );
}

function operatingRows(input: FlowInput): StatementRow[] {
  const { lines, periods, words } = input;
  const results = lines.filter(isResult);
  const sumOf = (of: (code: string) => bigint | undefined) =>
    results.reduce((sum, { code }) => sum + (of(code) ?? 0n), 0n);
  const whole = (key: string, label: string, of: (figures: FlowFigures) => bigint): StatementRow[] => {
    const values = periods.map(of);
    return values.some((value) => value !== 0n) ? [{ key, label, kind: 'line', level: 2, code: null, values }] : [];
  };
  const surplus: StatementRow = {
    key: 'surplus',
    label: words.surplusInFlow,
    kind: 'line',
    level: 1,
    code: null,
    values: periods.map((figures) => -sumOf((code) => figures.moved.get(code))),
    figures: periods.map(({ from, before }) =>
      figure({ codes: results.map(({ code }) => code), from, before, withoutClosing: true }),
    ),
  };
  const brought = whole('surplus_brought', words.surplusBrought, (figures) =>
    sumOf((code) => figures.brought.get(code)),
  );
  const elsewhere = results
    .filter((line) => flowClassOf(line) !== 'operating')
    .flatMap((line) =>
      whole(`gain:${line.code}`, words.otherClassGain(line.name), (figures) => changeOf(figures, line.code)),
    );
  const crossing = lineRows(input, { activity: 'operating', key: 'adjust', only: 'crossing' }, (figures, code) =>
    figures.crossing.get(code),
  );
  const changes = lineRows(
    input,
    { activity: 'operating', key: 'change' },
    (figures, code) => -changeOf(figures, code),
    (line) => !isResult(line),
  );
  return [
    surplus,
    ...underHeading('adjustments', words.adjustments, [...brought, ...elsewhere, ...crossing], input),
    ...underHeading('changes', words.changes, changes, input),
  ];
}

function otherActivityRows(input: FlowInput, activity: Activity): StatementRow[] {
  return lineRows(
    input,
    { activity, key: 'net', only: 'cash' },
    (figures, code) => (figures.nonCash.get(code) ?? 0n) - changeOf(figures, code),
  );
}

/** The three activities with their totals, the net change, and cash at the beginning and end. */
function statementRows(input: FlowInput, activityRows: (activity: Activity) => StatementRow[]): StatementRow[] {
  const { words, periods } = input;
  const columns = periods.length;
  const titles = { operating: words.operatingFlow, investing: words.investingFlow, financing: words.financingFlow };
  const made = CLASSES.map((activity) => {
    const rows = activityRows(activity);
    const parts = plus(rows.filter(({ kind }) => kind === 'line'));
    const total = totalRow({ key: activity, label: words.netOf(titles[activity]), level: 0, parts }, columns);
    return {
      rows: [headingRow(`${activity}:heading`, titles[activity], { level: 0, columns }), ...rows, total],
      total,
    };
  });
  const net = totalRow(
    { key: 'net', label: words.netFlow, level: 0, parts: plus(made.map(({ total }) => total)) },
    columns,
  );
  const opening = cashRow(
    'cash_opening',
    words.cashOpening,
    periods.map(({ cashOpening }) => cashOpening),
  );
  const closing = totalRow(
    { key: 'cash_closing', label: words.cashClosing, level: 0, parts: plus([net, opening]) },
    columns,
  );
  return [...made.flatMap(({ rows }) => rows), net, opening, closing, ...cashRows(input)];
}

function cashRow(key: string, label: string, values: readonly bigint[]): StatementRow {
  return { key, label, kind: 'line', level: 0, code: null, values };
}

/** Which accounts the closing cash lies on. */
function cashRows({ lines, periods, words }: FlowInput): StatementRow[] {
  const rows = lines
    .filter((line) => flowClassOf(line) === 'cash')
    .map((line) => ({ line, values: periods.map(({ cashBalances }) => cashBalances.get(line.code) ?? 0n) }))
    .filter(({ values }) => values.some((value) => value !== 0n))
    .map((leaf) => ({
      ...lineRow(leaf, 1),
      key: `cash:${leaf.line.code}`,
      figures: periods.map(({ before }) => figure({ codes: [leaf.line.code], from: null, before })),
    }));
  return rows.length === 0
    ? []
    : [headingRow('cash:heading', words.cashMade, { level: 0, columns: periods.length }), ...rows];
}

type RowsOf = { readonly activity: FlowClass; readonly key: string; readonly only?: Figure['only'] };

/** A row a chart line of an activity, where it has an amount in any period. */
function lineRows(
  { lines, periods }: FlowInput,
  { activity, key, only }: RowsOf,
  of: (figures: FlowFigures, code: string) => bigint | undefined,
  keep: (line: PlacedLine) => boolean = () => true,
): StatementRow[] {
  return lines
    .filter((line) => flowClassOf(line) === activity && keep(line))
    .map((line) => ({ line, values: periods.map((figures) => of(figures, line.code) ?? 0n) }))
    .filter(({ values }) => values.some((value) => value !== 0n))
    .map((leaf) => ({
      ...lineRow(leaf, 2),
      key: `${activity}_${key}:${leaf.line.code}`,
      figures: periods.map(({ from, before }) =>
        figure({ codes: [leaf.line.code], from, before, ...(only && { only }) }),
      ),
    }));
}

function figure(of: Figure): Figure {
  return of;
}

function underHeading(
  key: string,
  label: string,
  rows: readonly StatementRow[],
  { periods }: FlowInput,
): StatementRow[] {
  return rows.length === 0 ? [] : [headingRow(`${key}:heading`, label, { level: 1, columns: periods.length }), ...rows];
}
