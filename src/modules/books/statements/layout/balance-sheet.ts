import type { PlacedLine } from '../rules/place.ts';
import { termOf } from '../rules/place.ts';
import { type StatementRow, totalRow } from '../table.ts';
import type { Words } from '../words.ts';
import { groupRows, headingRow, type Leaf, plus, type Rows } from './groups.ts';

/** What a balance sheet is laid out from: balances debit above zero, a column each. */
export type SheetFigures = {
  readonly lines: readonly (PlacedLine & { readonly amounts: readonly bigint[] })[];
  /** Revenue less expense that no closing entry has moved, of years before the one of each column. */
  readonly unclosedEarlier: readonly bigint[];
  readonly columns: number;
};

/** Rows of the balance sheet in the layout of SAK EP, and chart lines that no tag or heading places. */
export function sheetRows(figures: SheetFigures, words: Words): { rows: StatementRow[]; unplaced: string[] } {
  const assets = assetRows(figures, words);
  const liabilities = liabilityRows(figures, words);
  const equity = equityRows(figures, words);
  const parts = plus([...liabilities.parts, ...equity.parts]);
  const total = totalRow(
    { key: 'liabilities_equity', label: words.liabilitiesAndEquity, level: 0, parts },
    figures.columns,
  );
  const unplaced = figures.lines.filter(
    (line) => isShown(line) && (line.kind === 'asset' || line.kind === 'liability') && termOf(line) === 'unplaced',
  );
  return {
    rows: [...assets.rows, ...liabilities.rows, ...equity.rows, total],
    unplaced: unplaced.map(({ code }) => code),
  };
}

type SheetLine = SheetFigures['lines'][number];
type Section = { readonly key: string; readonly label: string; readonly lines: readonly SheetLine[] };

function isShown(line: SheetLine): boolean {
  return line.postable && line.amounts.some((amount) => amount !== 0n);
}

function assetRows(figures: SheetFigures, words: Words): Rows {
  const assets = figures.lines.filter((line) => line.kind === 'asset' && isShown(line));
  const sections: Section[] = [
    { key: 'current_assets', label: words.currentAssets, lines: assets.filter((line) => termOf(line) === 'current') },
    { key: 'other_assets', label: words.otherAssets, lines: assets.filter((line) => termOf(line) === 'non_current') },
    {
      key: 'unplaced_assets',
      label: words.unplacedAssets,
      lines: assets.filter((line) => termOf(line) === 'unplaced'),
    },
  ];
  return sideRows({ key: 'assets', label: words.assets, sign: 1n }, sections, figures, words);
}

function liabilityRows(figures: SheetFigures, words: Words): Rows {
  const owed = figures.lines.filter((line) => line.kind === 'liability' && isShown(line));
  const sections: Section[] = [
    {
      key: 'current_liabilities',
      label: words.currentLiabilities,
      lines: owed.filter((line) => termOf(line) === 'current'),
    },
    {
      key: 'other_liabilities',
      label: words.otherLiabilities,
      lines: owed.filter((line) => termOf(line) === 'non_current'),
    },
    {
      key: 'unplaced_liabilities',
      label: words.unplacedLiabilities,
      lines: owed.filter((line) => termOf(line) === 'unplaced'),
    },
  ];
  return sideRows({ key: 'liabilities', label: words.liabilities, sign: -1n }, sections, figures, words);
}

type Side = { readonly key: string; readonly label: string; readonly sign: 1n | -1n };

function sideRows(side: Side, sections: readonly Section[], figures: SheetFigures, words: Words): Rows {
  const { columns } = figures;
  const made = sections
    .filter(({ lines }) => lines.length > 0)
    .map((section) => sectionRows(side, section, figures, words));
  const total = totalRow(
    { key: side.key, label: words.totalOf(side.label), level: 0, parts: plus(made.flatMap(({ parts }) => parts)) },
    columns,
  );
  const heading = headingRow(`${side.key}:heading`, side.label, { level: 0, columns });
  return { rows: [heading, ...made.flatMap(({ rows }) => rows), total], parts: [total] };
}

function sectionRows(side: Side, section: Section, figures: SheetFigures, words: Words): Rows {
  const { columns } = figures;
  const leaves = section.lines.map((line) => leafOf(line, side.sign));
  const inner = groupRows(leaves, { ...groupOptions(figures, words), key: section.key, level: 2 });
  const total = totalRow(
    { key: section.key, label: words.totalOf(section.label), level: 1, parts: plus(inner.parts) },
    columns,
  );
  return {
    rows: [headingRow(`${section.key}:heading`, section.label, { level: 1, columns }), ...inner.rows, total],
    parts: [total],
  };
}

function groupOptions(figures: SheetFigures, words: Words) {
  return {
    columns: figures.columns,
    totalOf: words.totalOf,
    chart: new Map(figures.lines.map((line) => [line.code, line])),
  };
}

function leafOf(line: SheetLine, sign: 1n | -1n): Leaf {
  return { line, values: line.amounts.map((amount) => sign * amount) };
}

/** Equity with the surplus that is not closed yet, earlier years apart: so that the sides are equal on any date. */
function equityRows(figures: SheetFigures, words: Words): Rows {
  const { columns, unclosedEarlier } = figures;
  const leaves = figures.lines
    .filter((line) => line.kind === 'equity' && isShown(line))
    .map((line) => leafOf(line, -1n));
  const inner = groupRows(leaves, { ...groupOptions(figures, words), key: 'equity', level: 1 });
  const unclosed = unclosedEarlier.map((_, column) =>
    figures.lines.reduce(
      (sum, line) => sum - (line.kind === 'revenue' || line.kind === 'expense' ? (line.amounts[column] ?? 0n) : 0n),
      0n,
    ),
  );
  const surplus: StatementRow[] = [
    { key: 'surplus_earlier', label: words.surplusEarlier, values: unclosedEarlier },
    {
      key: 'surplus_running',
      label: words.surplusRunning,
      values: unclosed.map((all, column) => all - (unclosedEarlier[column] ?? 0n)),
    },
  ]
    .filter(({ key, values }) => key === 'surplus_running' || values.some((value) => value !== 0n))
    .map((row) => ({ ...row, kind: 'line', level: 1, code: null }));
  const total = totalRow(
    { key: 'equity', label: words.totalOf(words.equityTitle), level: 0, parts: plus([...inner.parts, ...surplus]) },
    columns,
  );
  return {
    rows: [headingRow('equity:heading', words.equityTitle, { level: 0, columns }), ...inner.rows, ...surplus, total],
    parts: [total],
  };
}
