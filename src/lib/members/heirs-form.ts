import type { FormValues } from '../server/form.ts';

/** How many rows for heirs a form shows. */
export const HEIR_ROWS = 4;

const NAMES = ['fullName', 'relationship', 'phone', 'sharePercent'] as const;

/**
 * The heirs of a form, and its fields with the rows that have a name moved up, so that a fault named `heirs.1.phone`
 * stands beside the second row.
 */
export function readHeirs(values: FormValues): {
  readonly heirs: Record<string, string>[];
  readonly values: FormValues;
} {
  const rows = Array.from({ length: HEIR_ROWS }, (_, index) => rowAt(values, index));
  const heirs = rows.filter((heir) => heir['fullName'] !== '');
  const packed = { ...values };
  for (let index = 0; index < HEIR_ROWS; index += 1) {
    for (const name of NAMES) packed[`heir${index}_${name}`] = heirs[index]?.[name] ?? '';
  }
  return { heirs, values: packed };
}

/** The form's fields for heirs on record; telephones stay hidden and unasked. */
export function heirValues(
  heirs: readonly { fullName: string; relationship: string; sharePercent: number | null }[],
): FormValues {
  const values: FormValues = {};
  for (const [index, heir] of heirs.entries()) {
    values[`heir${index}_fullName`] = heir.fullName;
    values[`heir${index}_relationship`] = heir.relationship;
    if (heir.sharePercent !== null) values[`heir${index}_sharePercent`] = String(heir.sharePercent);
  }
  return values;
}

function rowAt(values: FormValues, index: number): Record<string, string> {
  return Object.fromEntries(NAMES.map((name) => [name, values[`heir${index}_${name}`] ?? '']));
}
