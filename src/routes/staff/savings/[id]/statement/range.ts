import { addDays, type BusinessDate, parseDate, startOfMonth } from '#kernel/dates';
import { parseDateInput } from '#lib/formats.ts';

/** The days a statement page shows: as typed, both included; else this month. Half-open for the query. */
export function statementRange(params: URLSearchParams, today: BusinessDate) {
  const first = dateOf(params.get('from')) ?? startOfMonth(today);
  const asked = dateOf(params.get('until')) ?? today;
  const [, last = first] = [first, asked].sort();
  return { first, last, from: first, to: addDays(last, 1) };
}

function dateOf(text: string | null): BusinessDate | undefined {
  const read = parseDateInput(text ?? '');
  return 'date' in read ? parseDate(read.date) : undefined;
}
