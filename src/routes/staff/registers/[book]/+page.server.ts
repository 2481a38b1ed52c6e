import { error, redirect } from '@sveltejs/kit';
import { bookOf, officeProposals, registerPage, termIsOver } from '#governance';
import type { Context } from '#kernel/context';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { Locale } from '#lib/text/index.ts';
import { filledBookOf, shownBook } from '../books.ts';
import { daysOf, FILLED_PAGE, filledTable } from '../filled.ts';
import type { PageServerLoad } from './$types';

/** One book: written ones with search, year and pages; filled ones as a table of some days. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'governance.read');
  const { book: key } = event.params;
  if (key === 'anggota') redirect(307, '/staff/members/register');
  const filled = filledBookOf(key);
  const page = Math.min(10_000, Math.max(1, Number.parseInt(event.url.searchParams.get('page') ?? '1', 10) || 1));
  const today = context.clock.today(context.cooperative.zone);
  if (filled) {
    const days = daysOf(event.url, filled, today);
    const { rows, ...table } = await filledTable(context, filled, { ...days, page });
    const more = filled !== 'inventaris' && rows.length > FILLED_PAGE;
    const shown = filled === 'inventaris' ? rows : rows.slice(0, FILLED_PAGE);
    // A bigint goes to the page as text, with its kind told by the column.
    const cells = shown.map((row) => row.map((cell) => (typeof cell === 'bigint' ? cell.toString() : cell)));
    return { filled: { key: filled, ...table, rows: cells, more, ...days }, written: null, page };
  }
  const { locale } = event.locals;
  return { filled: null, written: await writtenBook(context, key, { url: event.url, page, locale }), page };
};

type Asked = { readonly url: URL; readonly page: number; readonly locale: Locale };

async function writtenBook(context: Context, key: string, { url, page, locale }: Asked) {
  const book = bookOf(key);
  if (!book) error(404, { message: 'Buku ini tidak ada' });
  const q = (url.searchParams.get('q') ?? '').slice(0, 80);
  const asked = url.searchParams.get('year') ?? '';
  const year = /^(19|20|21)\d\d$/.test(asked) ? Number(asked) : null;
  const found = await orErrorPage(registerPage(context, { book: book.key, year, q: q || null, page }));
  const today = context.clock.today(context.cooperative.zone);
  const isOffice = book.key === 'pengurus' || book.key === 'pengawas';
  const proposals = isOffice ? await orErrorPage(officeProposals(context, { book: book.key })) : [];
  return {
    ...found,
    rows: found.rows.map((row) => ({
      ...row,
      over: isOffice && row.endedOn === null && row.correctedBy === null && termIsOver(row.entryOn, today),
    })),
    book: shownBook(book, locale),
    proposals,
    q,
    year: asked,
    mayWrite: context.actor.permissions.has('governance.write'),
  };
}
