import { yearReport } from '#books';
import { statementPdf, statementWorkbook } from '#documents';
import { type PackOf, type Part, wholePart } from './part.ts';

/** The year's statements with notes and ratios, as paper and as workbook with live formulas. */
export function statementParts({ context, year }: PackOf): Part[] {
  const report = () => yearReport(context, { year: year.year });
  return [
    wholePart('laporan/laporan-tahunan.pdf', async () => {
      const { parts, paper } = await report();
      return statementPdf(parts, paper);
    }),
    wholePart('laporan/laporan-tahunan.xlsx', async () => {
      const { parts, paper } = await report();
      return statementWorkbook(parts, paper);
    }),
  ];
}
