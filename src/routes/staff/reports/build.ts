import {
  balanceSheetTable,
  cashFlowTable,
  equityTable,
  incomeTable,
  type StatementTable,
  trialBalanceTable,
} from '#books';
import { cooperativeProfile, organisation } from '#cooperatives';
import type { Context } from '#kernel/context';
import { type BusinessDate, startOfMonth } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import type { Locale } from '#lib/text/index.ts';
import { dimensionsOf } from '../ledger/range.ts';
import { type Choices, choicesOf, comparedDays, comparedPeriods, REPORTS, type ReportName } from './choices.ts';

/** A statement with what its filters say, so that the page can show them again. */
export type BuiltReport = {
  readonly name: ReportName;
  readonly table: StatementTable;
  readonly choices: Choices;
  readonly branch: string;
  readonly unit: string;
  readonly places: Awaited<ReturnType<typeof organisation>>;
};

/** The statement that an address asks for. Error: `report_unknown`. */
export async function buildReport(context: Context, name: string, url: URL, locale: Locale): Promise<BuiltReport> {
  const report = REPORTS.find((known) => known === name);
  if (!report) throw new DomainError('not_found', 'report_unknown', 'Laporan ini tidak ada');
  const [profile, places] = await Promise.all([cooperativeProfile(context, {}), organisation(context, {})]);
  const choices = choicesOf(url, report, {
    today: context.clock.today(context.cooperative.zone),
    startMonth: profile.bookYearStartMonth,
    booksOpenFrom: startOfMonth(profile.booksOpenFrom),
  });
  const dimensions = dimensionsOf(url);
  return {
    name: report,
    table: await drawTable(context, report, { ...choices, ...dimensions, language: locale }),
    choices,
    branch: dimensions.branchId ?? '',
    unit: dimensions.unitId ?? '',
    places,
  };
}

/** The tables of the page at an address, for its files. Error: `report_unknown`. */
export async function statementTables(
  context: Context,
  name: string,
  url: URL,
  locale: Locale,
): Promise<{ tables: StatementTable[]; to: BusinessDate; branchId?: string; unitId?: string }> {
  const { table, choices } = await buildReport(context, name, url, locale);
  return { tables: [table], to: choices.to, ...dimensionsOf(url) };
}

type Asked = Choices & { branchId?: string; unitId?: string; language: Locale };

function drawTable(context: Context, report: ReportName, asked: Asked): Promise<StatementTable> {
  const { from, to, language } = asked;
  const place = {
    language,
    ...(asked.branchId && { branchId: asked.branchId }),
    ...(asked.unitId && { unitId: asked.unitId }),
  };
  const period = { from, to, ...place };
  const compare = comparedPeriods(asked);
  switch (report) {
    case 'balance-sheet':
      return balanceSheetTable(context, { on: to, compare: comparedDays(asked), ...place });
    case 'income-statement':
      return incomeTable(context, { ...period, compare, layout: asked.layout });
    case 'equity-changes':
      return equityTable(context, { ...period, compare });
    case 'cash-flow':
      return cashFlowTable(context, { ...period, compare, method: asked.method });
    case 'trial-balance':
      return trialBalanceTable(context, { ...period, withoutClosing: asked.withoutClosing });
  }
}
