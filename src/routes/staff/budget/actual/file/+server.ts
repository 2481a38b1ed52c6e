import { error } from '@sveltejs/kit';
import { bookYearOf, budgetTable, statement, statementPaper } from '#books';
import { cooperativeProfile } from '#cooperatives';
import { PDF_TYPE, statementPdf, statementWorkbook, WORKBOOK_TYPE } from '#documents';
import { addDays } from '#kernel/dates';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { budgetText } from '#lib/text/budget.ts';
import { pick } from '#lib/text/index.ts';
import { achievedPart } from '../../achieved.ts';
import { askedBudget, monthOfYear } from '../../asked.ts';
import type { RequestHandler } from './$types';

/** Budget against actual as a PDF or as a workbook of live formulas, signed by the board. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const format = event.url.searchParams.get('format');
  if (format !== 'pdf' && format !== 'xlsx') error(404, { message: 'Pilih XLSX atau PDF' });
  const profile = await orErrorPage(cooperativeProfile(context, {}));
  const today = context.clock.today(context.cooperative.zone);
  const { year } = bookYearOf(today, profile.bookYearStartMonth);
  const month = monthOfYear(Number(today.slice(5, 7)), profile.bookYearStartMonth);
  const found = await orErrorPage(budgetTable(context, askedBudget(event.url, { year, month })));
  const paper = await orErrorPage(statementPaper(context, { on: addDays(found.before, -1) }));
  const parts = [statement(found.table), achievedPart(found, pick(budgetText, 'id'))];
  const bytes = format === 'pdf' ? await statementPdf(parts, paper) : await statementWorkbook(parts, paper);
  const name = `anggaran-${context.cooperative.slug}-${found.from}.${format}`;
  return fileAnswer({ name, bytes }, format === 'pdf' ? PDF_TYPE : WORKBOOK_TYPE, 'attachment');
};
