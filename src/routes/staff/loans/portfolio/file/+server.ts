import { cooperativeLetterhead } from '#cooperatives';
import { tableSheet, WORKBOOK_TYPE, writeWorkbook } from '#documents';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanPortfolioText } from '#lib/text/loan-portfolio.ts';
import { loanQualityText } from '#lib/text/loan-quality.ts';
import { portfolio, portfolioTables } from '#loans';
import type { RequestHandler } from './$types';

/** The portfolio as a workbook: a sheet for each cut, the allowance, and the largest borrowers. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const [found, letterhead] = await Promise.all([
    orErrorPage(portfolio(context, {})),
    orErrorPage(cooperativeLetterhead(context, {})),
  ]);
  const { classes } = pick(loanQualityText, 'id');
  const words = pick(loanPortfolioText, 'id');
  const sheets = portfolioTables(found, letterhead, { ...words, classes }).map(tableSheet);
  const bytes = await writeWorkbook(sheets, context.clock.now());
  return fileAnswer({ name: `portofolio-pinjaman-${found.asOf}.xlsx`, bytes }, WORKBOOK_TYPE);
};
