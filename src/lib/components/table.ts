/** One column of a DataTable. `text` writes the cell, `href` makes it a link, `custom` leaves it to the `cell` snippet. */
export type Column<Row> = {
  readonly key: string;
  readonly label: string;
  readonly text?: ((row: Row) => string) | undefined;
  readonly href?: ((row: Row) => string) | undefined;
  readonly custom?: boolean;
  /** Right-aligned tabular figures: amounts and counts. */
  readonly end?: boolean;
  readonly nowrap?: boolean;
  readonly sortable?: boolean;
  /** Shown only when picked. */
  readonly extra?: boolean;
};
