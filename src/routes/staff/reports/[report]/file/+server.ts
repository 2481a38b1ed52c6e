import { statement, statementPaper } from '#books';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { statementTables } from '../../build.ts';
import { downloadReport } from '../../download.ts';
import type { RequestHandler } from './$types';

/** The statement of the page above as a PDF to sign or a workbook of live formulas: the same rows, the same figures. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event);
  const { url, params } = event;
  const { tables, to } = await orErrorPage(statementTables(context, params.report, url, 'id'));
  const paper = await orErrorPage(statementPaper(context, { on: to }));
  const name = `${params.report}-${context.cooperative.slug}-${to}`;
  return downloadReport({ name, parts: tables.map(statement), paper }, url);
};
