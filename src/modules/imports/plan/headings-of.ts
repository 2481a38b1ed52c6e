import type { ReadSheet as Sheet } from '#documents';
import type { Field } from '../layout/fields.ts';
import { blockOf } from '../layout/headings.ts';
import type { Mapping } from '../layout/mapping.ts';

/** The printed heading of every mapped field; `Kolom 3` where the table has none. */
export function headingsOf(sheet: Sheet, mapping: Mapping): Map<Field, string> {
  const paths = mapping.headingTop >= 0 ? blockOf(sheet, mapping.headingTop, mapping.headingBottom).paths : [];
  return new Map(
    mapping.columns.map(({ index, field }) => [field, paths[index]?.join(' / ') || `Kolom ${index + 1}`] as const),
  );
}
