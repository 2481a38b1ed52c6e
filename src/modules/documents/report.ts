/** What a printed report is made of: statements, ratios and text, one after the other, in one PDF or one workbook. */
export type ReportPart = StatementPart | RatioPart | TextPart;

/**
 * A statement: labelled rows over columns of money (a `StatementTable` of the books is one). An `inline` one belongs to the text before it and
 * begins no page of its own.
 */
export type StatementPart = {
  readonly kind: 'statement';
  readonly table: PaperTable;
  readonly inline?: boolean | undefined;
};

export type PaperTable = {
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly PaperRow[];
  readonly remarks: readonly string[];
  /** Sums that must be zero in every column. */
  readonly checks?: readonly { readonly label: string; readonly parts: readonly RowPart[] }[] | undefined;
};

/** A column of money; `parts` when it is made of others. */
export type PaperColumn = {
  readonly key: string;
  readonly heading: string;
  readonly parts?: readonly { readonly column: string; readonly sign: 1 | -1 }[] | undefined;
};

/** A row; `values` in sen, a column each. `parts`: the rows it is made of. */
export type PaperRow = {
  readonly key: string;
  readonly label: string;
  readonly kind: 'heading' | 'line' | 'total';
  readonly level: number;
  readonly code: string | null;
  readonly values: readonly (bigint | null)[];
  readonly parts?: readonly RowPart[] | undefined;
};

type RowPart = { readonly row: string; readonly sign: 1 | -1 };

/** Ratios with what they are made of, so that a workbook divides again. */
export type RatioPart = {
  readonly kind: 'ratios';
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly rows: readonly PaperRatio[];
  readonly remarks: readonly string[];
};

/** `value` in ten-thousandths of the ratio, rounded half up; null with the reason why it cannot be told. */
export type PaperRatio = {
  readonly label: string;
  readonly formula: string;
  readonly numeratorSen: bigint;
  readonly denominatorSen: bigint;
  readonly value: bigint | null;
  readonly reason: string | null;
};

/** A heading with paragraphs; facts stand beside each other in two columns. */
export type TextPart = {
  readonly kind: 'text';
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly { readonly label: string; readonly value: string }[] | undefined;
};

/** What gets a double rule: the last total, and totals that a check compares. */
export function grandTotals({ rows, checks }: PaperTable): ReadonlySet<PaperRow | undefined> {
  const compared = new Set(checks?.flatMap(({ parts }) => parts.map(({ row }) => row)));
  const last = rows.findLast(({ kind }) => kind === 'total');
  return new Set(rows.filter((row) => row.kind === 'total' && (row === last || compared.has(row.key))));
}
