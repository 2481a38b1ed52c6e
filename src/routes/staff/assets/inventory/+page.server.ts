import { inventory } from '#books';
import { tryDate } from '#kernel/dates';
import { parseDateInput } from '#lib/formats.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

/** The inventory book as of a day. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const typed = event.url.searchParams.get('on') ?? '';
  const read = parseDateInput(typed);
  const on = 'date' in read ? tryDate(read.date) : undefined;
  return orErrorPage(inventory(context, on ? { on } : {}));
};
