import { z } from 'zod';
import type { ReportPaper, ReportPart } from '#documents';
import { addDays } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { bookYears } from '../closing/doors.ts';
import { balanceSheetOf } from '../statements/queries/balance-sheet.ts';
import { cashFlowOf } from '../statements/queries/cash-flow.ts';
import { equityOf } from '../statements/queries/equity.ts';
import { incomeOf } from '../statements/queries/income.ts';
import type { StatementTable } from '../statements/table.ts';
import { FORMS, readForm } from './forms.ts';
import { readLpea } from './lpea.ts';
import { noteParts, readNoteSections, YearInput, yearPeriod } from './notes/queries.ts';
import { reportPaper } from './paper.ts';
import { OnInput, type PaperPeriod, paperPeriod } from './period.ts';
import { ratioPart, readRatios } from './ratios.ts';

/** Parts of a report with the paper they are printed on. `name` goes into the file's name. */
export type PrintedReport = {
  readonly name: string;
  readonly parts: readonly ReportPart[];
  readonly paper: ReportPaper;
};

/** The whole year report: the four statements compared with the year before, notes, LPEA and ratios. */
export const yearReport = query({
  name: 'books.yearReport',
  permission: 'books.read',
  input: YearInput,
  async run(scope, { year }): Promise<PrintedReport> {
    const period = await yearPeriod(scope, year);
    const tables = await yearStatements(scope, period);
    const parts: ReportPart[] = [
      ...tables.map(statement),
      ...noteParts(await readNoteSections(scope, period), period),
      statement(await readLpea(scope, period)),
      ratioPart(await readRatios(scope, period)),
    ];
    return { name: `laporan-tahunan-${period.year}`, parts, paper: await reportPaper(scope, period.before) };
  },
});

async function yearStatements(scope: QueryScope, period: PaperPeriod): Promise<StatementTable[]> {
  const { from, before, previous } = period;
  const periods = [{ from, before }, previous];
  const place = { language: 'id' as const };
  return [
    await balanceSheetOf(scope, { days: periods.map((one) => addDays(one.before, -1)), place }),
    await incomeOf(scope, { periods, layout: 'periods', place }),
    await equityOf(scope, { periods, place }),
    await cashFlowOf(scope, { periods, method: 'direct', place }),
    await cashFlowOf(scope, { periods, method: 'indirect', place }),
  ];
}

/** What the page of a year's papers shows before anything is printed: the years there are, who signs, from which point of the books. */
export const yearCover = query({
  name: 'books.yearCover',
  permission: 'books.read',
  input: YearInput,
  async run(scope, { year }) {
    const period = await yearPeriod(scope, year);
    const [years, { signatures, source }] = await Promise.all([bookYears(scope), reportPaper(scope, period.before)]);
    const state = years.find((one) => one.year === period.year)?.state ?? 'open';
    return { year: period.year, period, years: years.map((one) => one.year), state, signatures, source };
  },
});

/** One paper of the books by itself: notes, LPEA, ratios or a form of an authority, on a day's evening (notes: of that day's book year). */
export const printedPaper = query({
  name: 'books.printedPaper',
  permission: 'books.read',
  input: z.strictObject({ paper: z.enum(['notes', 'lpea', 'ratios', 'jkuk', 'kkpkk']), on: dateField.optional() }),
  async run(scope, input): Promise<PrintedReport> {
    const period = await paperPeriod(scope, input.on);
    const parts = await partsOf(scope, input.paper, period);
    const name = `${NAMES[input.paper]}-${addDays(period.before, -1)}`;
    return { name, parts, paper: await reportPaper(scope, period.before) };
  },
});

const NAMES = { notes: 'calk', lpea: 'lpea', ratios: 'rasio', jkuk: 'jkuk', kkpkk: 'kkpkk' } as const;

async function partsOf(scope: QueryScope, paper: keyof typeof NAMES, period: PaperPeriod): Promise<ReportPart[]> {
  if (paper === 'notes') return noteParts(await readNoteSections(scope, period), period);
  if (paper === 'lpea') return [statement(await readLpea(scope, period))];
  if (paper === 'ratios') return [ratioPart(await readRatios(scope, period))];
  return [statement((await readForm(scope, FORMS[paper], period)).table)];
}

/** What stands on the paper of any statement whose figures end with a day: letterhead, place and date, all pengurus, the point of the books. */
export const statementPaper = query({
  name: 'books.statementPaper',
  permission: 'ledger.read',
  input: OnInput,
  run: (scope, { on }) => reportPaper(scope, addDays(on ?? scope.today, 1)),
});

/** A statement as a part of a printed report. */
export function statement(table: StatementTable): ReportPart {
  return { kind: 'statement', table };
}
