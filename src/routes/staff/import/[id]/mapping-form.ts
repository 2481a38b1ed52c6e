import { isField, type Mapping, SAVINGS_KINDS, TABLE_KINDS } from '#imports';
import { fieldError } from '#kernel/errors';
import { dateValue, type FormValues } from '#lib/server/form.ts';
import type { Locale } from '#lib/text/index.ts';

/** The mapping a posted form says. Columns that the form did not show keep what they meant. Errors: `date_<reason>`, `count_range`. */
export function mappingOf(values: FormValues, before: Mapping, locale: Locale): Mapping {
  const shown = new Set(Object.keys(values).filter((name) => name.startsWith('column-')));
  const kept = before.columns.filter(({ index }) => !shown.has(`column-${index}`));
  const said = [...shown].flatMap((name) => {
    const field = values[name] ?? '';
    return isField(field) ? [{ index: Number(name.slice('column-'.length)), field }] : [];
  });
  const asOf = (values['asOf'] ?? '') === '' ? undefined : dateValue(values, 'asOf', locale);
  return {
    sheet: before.sheet,
    headingTop: before.headingTop,
    headingBottom: before.headingBottom,
    kind: TABLE_KINDS.find((kind) => kind === values['kind']) ?? before.kind,
    columns: [...said, ...kept],
    savingsKind: SAVINGS_KINDS.find((kind) => kind === values['savingsKind']),
    direction:
      values['direction'] === 'withdrawal' || values['direction'] === 'deposit' ? values['direction'] : undefined,
    asOf,
    loanRemaining: countOf(values, 'loanRemaining', 600),
    loanDueDay: countOf(values, 'loanDueDay', 31),
  };
}

/** A whole number from 1 to `max`, absent when nothing is written. Error at the field: `input_format`. */
function countOf(values: FormValues, field: string, max: number): number | undefined {
  const text = values[field] ?? '';
  if (text === '') return undefined;
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= max) return number;
  throw fieldError(field, 'count_range', `Isi angka 1 sampai ${max}, atau kosongkan`);
}

/** Heading rows as people count them, from 1; empty means that there are none, absent that recognition should find them. */
export function headingRows(values: FormValues): { headingTop?: number; headingBottom?: number } {
  const top = values['headingTop'];
  const bottom = values['headingBottom'];
  if (top === undefined || bottom === undefined) return {};
  const first = rowNumber(top);
  return { headingTop: first, headingBottom: Math.max(first, rowNumber(bottom)) };
}

function rowNumber(text: string): number {
  const row = Number.parseInt(text, 10);
  return Number.isInteger(row) && row >= 1 ? row - 1 : -1;
}
