import { parseDateInput } from './formats.ts';

/** The day typed into the form that simulates a settlement, or undefined where it is none. */
export function askedDay(typed: string): string | undefined {
  const read = parseDateInput(typed);
  return 'date' in read ? read.date : undefined;
}
