import { taxRecapCsv, taxRecapWorkbook } from '#books';
import { WORKBOOK_TYPE } from '#documents';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** The recap of a calendar year, as a workbook or as CSV. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { searchParams } = event.url;
  const asked = searchParams.get('year') ?? '';
  const year = /^20\d{2}$/.test(asked)
    ? Number(asked)
    : Number(context.clock.today(context.cooperative.zone).slice(0, 4));
  const range = { from: `${year}-01-01`, before: `${year + 1}-01-01` };
  const csv = searchParams.get('format') === 'csv';
  const body = csv
    ? await orErrorPage(taxRecapCsv(context, range))
    : new Uint8Array(await orErrorPage(taxRecapWorkbook(context, range)));
  const name = `rekap-pajak-${context.cooperative.slug}-${year}.${csv ? 'csv' : 'xlsx'}`;
  return fileAnswer({ name, bytes: body }, csv ? 'text/csv; charset=utf-8' : WORKBOOK_TYPE, 'attachment');
};
