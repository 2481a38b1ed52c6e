import type { StatementPart, StatementRow } from '../../statements/table.ts';

/**
 * A form of an authority: lines with codes and labels of its own. `sign`: which side counts upward. `basis`: a balance on the last evening, or
 * what moved in the period. Facts, not law: each form says where its lines come from.
 */
export type Form = {
  readonly key: 'jkuk' | 'kkpkk';
  readonly title: string;
  readonly source: string;
  readonly lines: readonly FormLine[];
  /** Where the surplus that is not closed yet stands. */
  readonly surplusLine: string;
  /** Two totals that must be equal. */
  readonly equal: readonly [string, string];
};

export type FormLine =
  | { readonly kind: 'heading'; readonly code: string; readonly label: string }
  | {
      readonly kind: 'line';
      readonly code: string;
      readonly label: string;
      readonly sign: 'debit' | 'credit';
      readonly basis: 'balance' | 'period';
    }
  | { readonly kind: 'total'; readonly code: string; readonly label: string; readonly parts: readonly StatementPart[] };

/** An account's figure for a form: `line` is where it goes; `tagged` when the chart says so itself. Sen, debit above zero. */
export type FormFigure = {
  readonly code: string;
  readonly name: string;
  readonly line: string | null;
  readonly tagged: boolean;
  /** A value for each column: balances or movements, as the kind of the account asks. */
  readonly amounts: readonly bigint[];
};

/** A form filled in: rows in its order, the accounts behind each line, and those with a figure that no line takes. */
export type FilledForm = {
  readonly rows: readonly StatementRow[];
  readonly accounts: ReadonlyMap<string, readonly FormFigure[]>;
  readonly unplaced: readonly FormFigure[];
};

/** Fills a form from figures; a line nothing goes to stays zero. Totals are the sums of their parts. */
export function fillForm(form: Form, figures: readonly FormFigure[], columns: number): FilledForm {
  const known = new Set(form.lines.flatMap((line) => (line.kind === 'line' ? [line.code] : [])));
  const placed = figures.filter(({ line }) => line !== null && known.has(line));
  const accounts = Map.groupBy(placed, ({ line }) => line ?? '');
  const rows: StatementRow[] = [];
  const values = new Map<string, readonly bigint[]>();
  for (const line of form.lines) {
    const base = { key: line.code, label: line.label, code: null };
    if (line.kind === 'heading') {
      rows.push({ ...base, kind: 'heading', level: 0, values: Array.from({ length: columns }, () => null) });
      continue;
    }
    const own =
      line.kind === 'line'
        ? lineSums(line.sign, accounts.get(line.code) ?? [], columns)
        : partSums(line.parts, values, columns);
    values.set(line.code, own);
    if (line.kind === 'line') rows.push({ ...base, code: line.code, kind: 'line', level: 1, values: own });
    else rows.push({ ...base, kind: 'total', level: 0, values: own, parts: line.parts });
  }
  const unplaced = figures.filter(
    (figure) => !placed.includes(figure) && figure.amounts.some((amount) => amount !== 0n),
  );
  return { rows, accounts, unplaced };
}

function lineSums(sign: 'debit' | 'credit', figures: readonly FormFigure[], columns: number): bigint[] {
  const factor = sign === 'debit' ? 1n : -1n;
  return Array.from({ length: columns }, (_, column) =>
    figures.reduce((sum, { amounts }) => sum + factor * (amounts[column] ?? 0n), 0n),
  );
}

function partSums(
  parts: readonly StatementPart[],
  values: ReadonlyMap<string, readonly bigint[]>,
  columns: number,
): bigint[] {
  return Array.from({ length: columns }, (_, column) =>
    parts.reduce((sum, { row, sign }) => sum + BigInt(sign) * (values.get(row)?.[column] ?? 0n), 0n),
  );
}

/** A total over every line of a list of codes, with those after a minus taken away: `add('1110', '-1149')`. */
export function add(...codes: readonly string[]): StatementPart[] {
  return codes.map((code) => (code.startsWith('-') ? { row: code.slice(1), sign: -1 } : { row: code, sign: 1 }));
}
