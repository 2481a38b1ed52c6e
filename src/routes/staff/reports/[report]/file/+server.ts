import { error } from '@sveltejs/kit';
import type { StatementTable } from '#books';
import { cooperativeLetterhead } from '#cooperatives';
import { PDF_TYPE, tablePdf, tableSheet, WORKBOOK_TYPE, writeWorkbook } from '#documents';
import { dateLong, momentText } from '#lib/formats.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { reportsText } from '#lib/text/reports.ts';
import { statementTables } from '../../build.ts';
import type { RequestHandler } from './$types';

/** The statement of the page above as a workbook or a PDF: the same rows, the same figures. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event);
  const { locale } = event.locals;
  const { url, params } = event;
  const { tables, to } = await orErrorPage(statementTables(context, params.report, url, locale));
  const letterhead = await orErrorPage(cooperativeLetterhead(context, {}));
  const [statement] = tables;
  if (!statement) error(404, { message: 'Laporan ini tidak ada' });
  const table = { ...asDocument(statement), letterhead };
  const now = context.clock.now();
  const name = `${params.report}-${context.cooperative.slug}-${to}`;
  const format = url.searchParams.get('format');
  if (format === 'xlsx') {
    return download(await writeWorkbook([tableSheet(table)], now), WORKBOOK_TYPE, `${name}.xlsx`);
  }
  if (format !== 'pdf') error(404, { message: 'Pilih XLSX atau PDF' });
  const t = pick(reportsText, locale);
  const paper = {
    orientation: 'portrait' as const,
    placeAndDate: dateLong(context.clock.today(context.cooperative.zone), locale),
    signatures: [],
    footer: t.printed(momentText(now, context.cooperative.zone, locale), context.actor.name),
    writtenAt: now,
  };
  return download(await tablePdf(table, paper), PDF_TYPE, `${name}.pdf`);
};

function asDocument({ title, subtitle, columns, rows }: StatementTable) {
  return {
    title,
    subtitle,
    columns: [
      { heading: '', kind: 'text' as const, width: 12 },
      { heading: '', kind: 'text' as const },
      ...columns.map(({ heading }) => ({ heading, kind: 'money' as const, width: 20 })),
    ],
    rows: rows.map((row) => [row.code ?? '', `${'   '.repeat(row.level)}${row.label}`, ...row.values]),
  };
}

function download(bytes: Buffer, type: string, name: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
