import { error } from '@sveltejs/kit';
import { PDF_TYPE, tablePdf, tableSheet, WORKBOOK_TYPE, writeWorkbook } from '#documents';
import { dateLong } from '#lib/formats.ts';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { membersText } from '#lib/text/members.ts';
import { memberRegister } from '#members';
import { bookTable } from '../book.ts';
import type { RequestHandler } from './$types';

/** The whole register as PDF or workbook: `?format=pdf|xlsx`, in full with the ticket of an unmasking. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'members.read');
  const { locale } = event.locals;
  const format = event.url.searchParams.get('format');
  if (format !== 'pdf' && format !== 'xlsx') error(404);
  const ticket = event.url.searchParams.get('ticket');
  const { lines, letterhead } = await orErrorPage(memberRegister(context, ticket ? { ticket } : {}));
  const today = context.clock.today(context.cooperative.zone);
  const printed = dateLong(today, locale);
  const table = bookTable(lines, { letterhead, locale, printed });
  const t = membersText[locale].registerBook;
  const now = context.clock.now();
  const paper = {
    orientation: 'landscape' as const,
    placeAndDate: printed,
    signatures: [{ office: t.chair }, { office: t.secretary }],
    footer: t.printed(printed),
    writtenAt: now,
  };
  const bytes = format === 'pdf' ? await tablePdf(table, paper) : await writeWorkbook([tableSheet(table)], now);
  return fileAnswer(
    { name: `buku-daftar-anggota-${context.cooperative.slug}-${today}.${format}`, bytes },
    format === 'pdf' ? PDF_TYPE : WORKBOOK_TYPE,
    'attachment',
  );
};
