import { WORKBOOK_TYPE, writeWorkbook } from '#documents';
import { importRecord, type Report } from '#imports';
import { parseSignedDecimal } from '#kernel/money';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { importWords } from '#lib/text/import-words.ts';
import { importsText } from '#lib/text/imports.ts';
import { pick } from '#lib/text/index.ts';
import { postedLabel, reasonLabel } from '../labels.ts';
import type { RequestHandler } from './$types';

/** The report of a finished import as a workbook: what was booked, wrong sums of the file, rows with remarks. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'imports.run');
  const { report, fileName } = await orErrorPage(importRecord(context, { id: event.params.id }));
  if (!report) return new Response(null, { status: 404 });
  const bytes = await writeWorkbook(
    sheetsOf(report, { fileName, cooperative: context.cooperative.name }, event.locals.locale),
    context.clock.now(),
  );
  const name = `laporan-impor-${event.params.id.slice(0, 8)}.xlsx`;
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': WORKBOOK_TYPE, 'content-disposition': `attachment; filename="${name}"` },
  });
};

function sheetsOf(report: Report, of: { fileName: string; cooperative: string }, locale: 'id' | 'en') {
  const t = pick(importsText, locale);
  const w = pick(importWords, locale);
  const head = {
    letterhead: { cooperative: of.cooperative, lines: [] },
    title: t.resultTitle,
    subtitle: [of.fileName],
  };
  const money = (text: string) => parseSignedDecimal(text);
  return [
    {
      ...head,
      name: t.posted.slice(0, 31),
      columns: [
        { heading: t.what, kind: 'text' as const },
        { heading: t.count, kind: 'number' as const },
        { heading: t.amount, kind: 'money' as const },
      ],
      rows: report.posted.map((sum) => [postedLabel(t, w, sum.what), sum.rows, money(sum.amount)]),
    },
    {
      ...head,
      name: t.errorsTitle.slice(0, 31),
      columns: [
        { heading: t.line, kind: 'number' as const },
        { heading: t.heading, kind: 'text' as const },
        { heading: t.printed, kind: 'money' as const },
        { heading: t.computed, kind: 'money' as const },
      ],
      rows: report.arithmetic.map((error) => [error.line, error.heading, money(error.printed), money(error.computed)]),
    },
    {
      ...head,
      name: t.remarked.slice(0, 31),
      columns: [
        { heading: t.line, kind: 'number' as const },
        { heading: t.reason, kind: 'text' as const },
      ],
      rows: [
        ...report.refusals.map((row) => [row.line, row.pesan]),
        ...report.remarked.map((row) => [row.line, row.reasons.map((reason) => reasonLabel(w, reason)).join('; ')]),
      ],
    },
  ];
}
