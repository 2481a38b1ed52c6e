import type { StatementRow, StatementTable } from './table.ts';

/** The row of a statement with this key, or a clear failure. */
export function rowOf(table: StatementTable, key: string): StatementRow {
  const row = table.rows.find((candidate) => candidate.key === key);
  if (!row) throw new Error(`${table.key} has no row ${key}: ${table.rows.map((one) => one.key).join(' ')}`);
  return row;
}

/** A figure of a statement in sen, nothing being zero. */
export function figure(table: StatementTable, key: string, column = 0): bigint {
  return table.rows.find((row) => row.key === key)?.values[column] ?? 0n;
}

/** Labels of rows in order, headings and totals too: what a reader sees on the left. */
export function labels(table: StatementTable): string[] {
  return table.rows.map((row) => row.label);
}

/** Signed sums that must be zero and are not, as `label column`. */
export function brokenChecks(table: StatementTable): string[] {
  return (table.checks ?? []).flatMap(({ label, parts }) =>
    table.columns.flatMap(({ heading }, column) => {
      const sum = parts.reduce((all, { row, sign }) => all + BigInt(sign) * figure(table, row, column), 0n);
      return sum === 0n ? [] : [`${label} ${heading}: ${sum}`];
    }),
  );
}
