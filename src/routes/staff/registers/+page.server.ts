import { bookCounts } from '#governance';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';
import { allBooks } from './books.ts';

/** The sixteen books and how full each is. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'governance.read');
  const counts = new Map((await orErrorPage(bookCounts(context, {}))).map((count) => [count.book, count]));
  return {
    books: allBooks().map(({ key, place, filled }) => ({
      ...{ key, place, filled },
      href: key === 'anggota' ? '/staff/members/register' : `/staff/registers/${key}`,
      count: filled ? null : (counts.get(key) ?? null),
    })),
  };
};
