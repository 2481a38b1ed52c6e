import type { PlacedLine } from '../rules/place.ts';
import { type StatementRow, totalRow } from '../table.ts';

/** A postable chart line with what a statement says of it, a value each column, in the sign in which it is shown. */
export type Leaf = { readonly line: PlacedLine; readonly values: readonly (bigint | null)[] };

/** Rows of a part of a statement, and those of them that its total adds. */
export type Rows = { readonly rows: readonly StatementRow[]; readonly parts: readonly StatementRow[] };

export type GroupOptions = {
  /** Makes the keys of headings unique within the table. */
  readonly key: string;
  readonly level: number;
  readonly columns: number;
  readonly totalOf: (name: string) => string;
  readonly chart: ReadonlyMap<string, PlacedLine>;
};

/**
 * Lines under the headings of their chart, each heading with its total. Headings that are above all of them are left out (the part of the
 * statement says the same), and so is a heading with a single line.
 */
export function groupRows(leaves: readonly Leaf[], options: GroupOptions): Rows {
  const paths = leaves.map((leaf) => ({ leaf, path: pathOf(leaf.line, options.chart) }));
  return nest(paths, commonDepth(paths.map(({ path }) => path)), options);
}

type Path = readonly PlacedLine[];
type Pathed = { readonly leaf: Leaf; readonly path: Path };

/** Headings above a line, the highest first. */
function pathOf(line: PlacedLine, chart: ReadonlyMap<string, PlacedLine>): Path {
  const path: PlacedLine[] = [];
  let parent = chart.get(line.parentCode ?? '');
  while (parent && path.length < 12) {
    path.unshift(parent);
    parent = chart.get(parent.parentCode ?? '');
  }
  return path;
}

function commonDepth(paths: readonly Path[]): number {
  const [first] = paths;
  if (!first) return 0;
  let depth = 0;
  while (depth < first.length && paths.every((path) => path[depth]?.code === first[depth]?.code)) depth += 1;
  return depth;
}

function nest(leaves: readonly Pathed[], depth: number, options: GroupOptions): Rows {
  const groups = new Map<string, Pathed[]>();
  for (const pathed of leaves) {
    const key = pathed.path[depth]?.code ?? `.${pathed.leaf.line.code}`;
    groups.set(key, [...(groups.get(key) ?? []), pathed]);
  }
  const made = [...groups.values()].map((group) => groupOf(group, depth, options));
  return { rows: made.flatMap(({ rows }) => rows), parts: made.flatMap(({ parts }) => parts) };
}

function groupOf(group: readonly Pathed[], depth: number, options: GroupOptions): Rows {
  const [first] = group;
  const heading = first?.path[depth];
  if (first && group.length === 1) {
    const row = lineRow(first.leaf, options.level);
    return { rows: [row], parts: [row] };
  }
  if (!heading) return nest(group, depth + 1, options);
  const inner = nest(group, depth + 1, { ...options, level: options.level + 1 });
  const key = `${options.key}:${heading.code}`;
  const total = totalRow(
    { key: `${key}:total`, label: options.totalOf(heading.name), level: options.level, parts: plus(inner.parts) },
    options.columns,
  );
  return { rows: [headingRow(key, heading.name, options), ...inner.rows, total], parts: [total] };
}

/** A line of the chart as a row of a statement. */
export function lineRow({ line, values }: Leaf, level: number): StatementRow {
  return { key: `line:${line.code}`, label: line.name, kind: 'line', level, code: line.code, values };
}

/** A title within a statement: it has no figures of its own. */
export function headingRow(key: string, label: string, at: { level: number; columns: number }): StatementRow {
  const values = Array.from({ length: at.columns }, () => null);
  return { key, label, kind: 'heading', level: at.level, code: null, values };
}

/** Rows that a total adds. */
export function plus(rows: readonly StatementRow[]): { row: StatementRow; sign: 1 | -1 }[] {
  return rows.map((row) => ({ row, sign: 1 }));
}

/** Rows that a total takes away. */
export function minus(rows: readonly StatementRow[]): { row: StatementRow; sign: 1 | -1 }[] {
  return rows.map((row) => ({ row, sign: -1 }));
}
