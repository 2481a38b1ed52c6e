import { error } from '@sveltejs/kit';
import { PDF_TYPE, type TableDocument, tablePdf, tableSheet, WORKBOOK_TYPE, writeWorkbook } from '#documents';
import { bookOf, bookSigners, registerPaper } from '#governance';
import type { Context } from '#kernel/context';
import { momentText } from '#lib/formats.ts';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { registersText } from '#lib/text/registers.ts';
import { filledBookOf } from '../../books.ts';
import { daysOf, filledTable } from '../../filled.ts';
import type { RequestHandler } from './$types';

/** A book on paper: `?format=pdf|xlsx`, with `&year=` or `&from=&to=`. A4 landscape, letterhead, signed by the chair. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'governance.read');
  const format = event.url.searchParams.get('format');
  if (format !== 'pdf' && format !== 'xlsx') error(404, { message: 'Pilih XLSX atau PDF' });
  const table = await tableOf(context, event.params.book, event.url);
  const now = context.clock.now();
  const name = `buku-${event.params.book}-${context.cooperative.slug}-${context.clock.today(context.cooperative.zone)}`;
  if (format === 'xlsx') {
    return fileAnswer({ name: `${name}.xlsx`, bytes: await writeWorkbook([tableSheet(table)], now) }, WORKBOOK_TYPE);
  }
  const signers = await orErrorPage(bookSigners(context, {}));
  const t = pick(registersText, 'id');
  const footer = t.printed(momentText(now, context.cooperative.zone, 'id'), context.actor.name);
  const bytes = await tablePdf(table, { orientation: 'landscape', ...signers, footer, writtenAt: now });
  return fileAnswer({ name: `${name}.pdf`, bytes }, PDF_TYPE, 'attachment');
};

function tableOf(context: Context, key: string, url: URL): Promise<TableDocument> {
  const filled = filledBookOf(key);
  const today = context.clock.today(context.cooperative.zone);
  if (filled) return filledTable(context, filled, daysOf(url, filled, today));
  const book = bookOf(key);
  if (!book) error(404, { message: 'Buku ini tidak ada' });
  const year = url.searchParams.get('year') ?? '';
  const asked = /^(19|20|21)\d\d$/.test(year) ? Number(year) : null;
  return orErrorPage(registerPaper(context, { book: book.key, year: asked }));
}
