import { EQUITY_KINDS, type EquityKind, type Figure } from '../figure.ts';
import { EQUITY_COLUMNS, type EquityColumn, equityColumnOf, type PlacedLine } from '../rules/place.ts';
import { type StatementRow, totalRow } from '../table.ts';
import type { Words } from '../words.ts';
import { plus } from './groups.ts';

type Sums = ReadonlyMap<string, bigint>;

/** What a period of the changes in equity is laid out from: by chart code, debit above zero. */
export type EquityFigures = {
  readonly from: string;
  readonly before: string;
  /** Dates in words: the evening before the period, and its last. */
  readonly openingOn: string;
  readonly closingOn: string;
  /** Equity, revenue and expense lines before the period. */
  readonly opening: Sums;
  readonly moves: ReadonlyMap<EquityKind, Sums>;
  /** Revenue and expense of the period, without closing entries. */
  readonly results: Sums;
  /** What entries that close a year moved, of all three kinds of lines. */
  readonly closing: Sums;
};

/** Columns of the changes in equity that any period has something in; the total over them is added by the caller. */
export function equityColumns(lines: readonly PlacedLine[], periods: readonly EquityFigures[]): EquityColumn[] {
  const used = new Set<EquityColumn>();
  const touched = new Set(
    periods.flatMap(({ opening, moves, results, closing }) =>
      [opening, results, closing, ...moves.values()].flatMap((sums) =>
        [...sums].filter(([, amount]) => amount !== 0n).map(([code]) => code),
      ),
    ),
  );
  for (const line of lines) if (touched.has(line.code)) used.add(columnOf(line));
  return EQUITY_COLUMNS.filter((column) => used.has(column));
}

/** Revenue and expense stand with the surplus that they become. */
function columnOf(line: PlacedLine): EquityColumn {
  return line.kind === 'equity' ? equityColumnOf(line) : 'surplus';
}

/** Rows of one period: balance, what moved it, balance. `lines` are those of equity, revenue and expense. */
export function equityRows(
  lines: readonly PlacedLine[],
  figures: EquityFigures,
  of: { columns: readonly EquityColumn[]; words: Words; key: string },
): StatementRow[] {
  const { columns, words, key } = of;
  const codes = columns.map((column) => lines.filter((line) => columnOf(line) === column));
  const row = (
    name: string,
    label: string,
    {
      sums,
      figure,
      keep = () => true,
    }: { sums: Sums; figure?: Omit<Figure, 'codes'>; keep?: (line: PlacedLine) => boolean },
  ): StatementRow => {
    const values = codes.map((column) =>
      column.reduce((sum, line) => (keep(line) ? sum - (sums.get(line.code) ?? 0n) : sum), 0n),
    );
    const opens = codes.map((column) => {
      const own = column.filter(keep).map(({ code }) => code);
      return figure && own.length > 0 ? { ...figure, codes: own } : null;
    });
    const total = values.reduce((sum, value) => sum + value, 0n);
    const all = opens.flatMap((one) => one?.codes ?? []);
    return {
      key: `${key}${name}`,
      label,
      kind: 'line',
      level: 1,
      code: null,
      values: [...values, total],
      figures: [...opens, figure && all.length > 0 ? { ...figure, codes: all } : null],
    };
  };
  const { from, before } = figures;
  const opening = row('opening', words.openingOn(figures.openingOn), {
    sums: figures.opening,
    figure: { from: null, before: from },
  });
  const moved = [
    ...EQUITY_KINDS.map((kind) =>
      row(kind, words.equityKinds[kind], {
        sums: figures.moves.get(kind) ?? new Map(),
        figure: { from, before, only: `equity:${kind}` },
        keep: (line) => line.kind === 'equity',
      }),
    ),
    row('closing_entries', words.closingEntries, { sums: figures.closing }),
    row('surplus', words.surplusOfPeriod, {
      sums: figures.results,
      figure: { from, before, withoutClosing: true },
      keep: (line) => line.kind !== 'equity',
    }),
  ].filter(({ key: name, values }) => name === `${key}surplus` || values.some((value) => value !== 0n));
  const parts = plus([opening, ...moved]);
  const closing = totalRow(
    { key: `${key}closing`, label: words.openingOn(figures.closingOn), level: 0, parts },
    columns.length + 1,
  );
  return [opening, ...moved, closing];
}
