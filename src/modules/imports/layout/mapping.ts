import type { Field, SavingsKind, TableKind } from './fields.ts';

/** How a sheet is to be read: proposed by recognition, corrected by the user, stored with the preview. Rows count from zero. */
export type Mapping = {
  readonly sheet: string;
  readonly kind: TableKind;
  /** First and last heading row; both -1 for a table without headings. */
  readonly headingTop: number;
  readonly headingBottom: number;
  readonly columns: readonly { readonly index: number; readonly field: Field }[];
  /** For mutations and single-column balances whose rows do not say which savings they are. */
  readonly savingsKind?: SavingsKind | undefined;
  /** For mutations whose rows do not say which way the money went. */
  readonly direction?: 'deposit' | 'withdrawal' | undefined;
  /** Instalments left of a loan that does not say: 12 when absent. */
  readonly loanRemaining?: number | undefined;
  /** The day of the month on which instalments are due where a loan does not say: that of the opening entry when absent. */
  readonly loanDueDay?: number | undefined;
  /** The day the balances are of, `YYYY-MM-DD`. */
  readonly asOf?: string | undefined;
};

/** The column of a field, or -1. */
export function columnOf(mapping: Mapping, field: Field): number {
  return mapping.columns.find((column) => column.field === field)?.index ?? -1;
}
