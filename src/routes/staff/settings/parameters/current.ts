import type { Parameter } from '#cooperatives';
import { type KnownParameter, tableText } from '#setup';

/** What a known parameter says on a day, what is yet to come, and everything it ever was, newest first. */
export type ParameterState = {
  readonly known: KnownParameter;
  /** The row in force; null while the built-in value holds. */
  readonly now: Parameter | null;
  readonly value: string | null;
  readonly coming: readonly Parameter[];
  readonly history: readonly Parameter[];
};

/** The state of one parameter on a day, from every row ever set (newest first, as the query gives them). Pure. */
export function stateOf(
  known: KnownParameter,
  rows: readonly Parameter[],
  today: string,
  template: 'ksp' | 'konsumen',
): ParameterState {
  const history = rows.filter((row) => row.name === known.name);
  const now = history.find((row) => row.effectiveFrom <= today) ?? null;
  const value = now ? valueText(now.value) : known.usual[template];
  return { known, now, value, coming: history.filter((row) => row.effectiveFrom > today), history };
}

/** A value as it stands in a row, as the form shows it. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : tableText(value);
}
