import { tablePdf, tableSheet, WORKBOOK_TYPE, writeWorkbook } from '#documents';
import { momentText } from '#lib/formats.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { shuListTable } from '#shu';
import type { RequestHandler } from './$types';

/** The list of shares, or with `?cash=yes` of those who wait to be paid; as a workbook (`?as=xlsx`) or PDF. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'shu.read');
  const { searchParams } = event.url;
  const cash = searchParams.get('cash') === 'yes';
  const table = await orErrorPage(shuListTable(context, { year: event.params.year, cash }));
  const { clock, cooperative, actor } = context;
  const writtenAt = clock.now();
  const name = `${cash ? 'bayar' : 'daftar'}-shu-${event.params.year}`;
  if (searchParams.get('as') === 'xlsx') {
    return file(await writeWorkbook([tableSheet(table)], writtenAt), `${name}.xlsx`, WORKBOOK_TYPE);
  }
  const footer = `Dicetak ${momentText(writtenAt.toISOString(), cooperative.zone)} oleh ${actor.name}`;
  return file(await tablePdf(table, { orientation: 'landscape', footer, writtenAt }), `${name}.pdf`, 'application/pdf');
};

function file(bytes: Buffer, name: string, type: string): Response {
  const where = type === 'application/pdf' ? 'inline' : 'attachment';
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `${where}; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
