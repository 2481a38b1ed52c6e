import { tablePdf, tableSheet, WORKBOOK_TYPE, writeWorkbook } from '#documents';
import { momentText } from '#lib/formats.ts';
import { fileAnswer } from '#lib/server/file-answer.ts';
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
    return fileAnswer(
      { name: `${name}.xlsx`, bytes: await writeWorkbook([tableSheet(table)], writtenAt) },
      WORKBOOK_TYPE,
    );
  }
  const footer = `Dicetak ${momentText(writtenAt.toISOString(), cooperative.zone)} oleh ${actor.name}`;
  return fileAnswer(
    { name: `${name}.pdf`, bytes: await tablePdf(table, { orientation: 'landscape', footer, writtenAt }) },
    'application/pdf',
  );
};
