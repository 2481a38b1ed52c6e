import type { TableDocument } from '#documents';
import { inventoryPaper, loansBook, savingsBook } from '#governance';
import type { Context } from '#kernel/context';
import { type BusinessDate, startOfMonth, tryDate } from '#kernel/dates';
import { parseDateInput } from '#lib/formats.ts';
import { orErrorPage } from '#lib/server/load.ts';

/** Rows of a filled book on one page. */
export const FILLED_PAGE = 100;

/** The days a filled book is asked for: this month for savings, this year for loans, unless the address says otherwise. */
export function daysOf(url: URL, key: string, today: BusinessDate): { from: BusinessDate; to: BusinessDate } {
  const read = (name: string) => {
    const typed = parseDateInput(url.searchParams.get(name) ?? '');
    return 'date' in typed ? tryDate(typed.date) : undefined;
  };
  const usual = key === 'pinjaman' ? (`${today.slice(0, 4)}-01-01` as BusinessDate) : startOfMonth(today);
  const [from, to] = [read('from') ?? usual, read('to') ?? today];
  return from <= to ? { from, to } : { from: to, to: from };
}

/** A book that data fills, whole or one page of it. */
export function filledTable(
  context: Context,
  key: 'simpanan' | 'pinjaman' | 'inventaris',
  of: { from: BusinessDate; to: BusinessDate; page?: number },
): Promise<TableDocument> {
  if (key === 'inventaris') return orErrorPage(inventoryPaper(context, { on: of.to }));
  const part = of.page === undefined ? {} : { limit: FILLED_PAGE, offset: (of.page - 1) * FILLED_PAGE };
  const range = { from: of.from, to: of.to, ...part };
  return orErrorPage(key === 'simpanan' ? savingsBook(context, range) : loansBook(context, range));
}
