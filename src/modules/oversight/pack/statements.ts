import { yearReport } from '#books';
import { statementPdf, statementWorkbook } from '#documents';
import { type PackOf, type Part, wholePart } from './part.ts';

/** The year's statements with notes and ratios, as paper and as workbook with live formulas. */
export function statementParts({ context, year }: PackOf): Part[] {
  // Read once, when the first of the two is written.
  let read: ReturnType<typeof yearReport> | undefined;
  const report = () => {
    read ??= yearReport(context, { year: year.year });
    return read;
  };
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
