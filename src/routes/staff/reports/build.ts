import { cooperativeProfile, organisation } from '#cooperatives';
import type { Context } from '#kernel/context';
import { type BusinessDate, startOfMonth } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { balanceSheet, incomeStatement, trialBalance } from '#ledger';
import { dateLong } from '#lib/formats.ts';
import type { Locale } from '#lib/text/index.ts';
import { reportsText } from '#lib/text/reports.ts';
import { bookYearStart, dateOf, dimensionsOf, rangeOf } from '../ledger/range.ts';
import { incomeRows, type Statement, sheetRows, trialRows } from './statement.ts';

export const REPORTS = ['trial-balance', 'balance-sheet', 'income-statement'] as const;
export type ReportName = (typeof REPORTS)[number];

/** A statement with what its filters say, so that the page can show them again. */
export type BuiltReport = {
  readonly name: ReportName;
  readonly statement: Statement;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly branch: string;
  readonly unit: string;
  readonly unread: boolean;
  readonly places: Awaited<ReturnType<typeof organisation>>;
};

/** The statement that an address asks for. Error: `report_unknown`. */
export async function buildReport(context: Context, name: string, url: URL, locale: Locale): Promise<BuiltReport> {
  const report = REPORTS.find((known) => known === name);
  if (!report) throw new DomainError('not_found', 'report_unknown', 'Laporan ini tidak ada');
  const [profile, places] = await Promise.all([cooperativeProfile(context, {}), organisation(context, {})]);
  const today = context.clock.today(context.cooperative.zone);
  const days = daysOf(report, url, today, profile.bookYearStartMonth);
  const dimensions = dimensionsOf(url);
  const asked = { ...days, ...dimensions };
  const drawn = await drawReport(
    context,
    report,
    { ...asked, unclosedFrom: startOfMonth(profile.booksOpenFrom) },
    locale,
  );
  const where = [...places.branches, ...places.units].filter(
    (place) => place.id === dimensions.branchId || place.id === dimensions.unitId,
  );
  return {
    name: report,
    statement: { ...drawn, subtitle: [subtitleOf(report, days, locale), ...where.map((place) => place.name)] },
    ...days,
    branch: dimensions.branchId ?? '',
    unit: dimensions.unitId ?? '',
    places,
  };
}

type Days = { readonly from: BusinessDate; readonly to: BusinessDate; readonly unread: boolean };

function daysOf(report: ReportName, url: URL, today: BusinessDate, startMonth: number): Days {
  if (report === 'income-statement') return rangeOf(url, today, bookYearStart(today, startMonth));
  const { date, unread } = dateOf(url, 'on', today);
  return { from: bookYearStart(date, startMonth), to: date, unread };
}

function subtitleOf(report: ReportName, days: Days, locale: Locale): string {
  const t = reportsText[locale];
  const [from, to] = [dateLong(days.from, locale), dateLong(days.to, locale)];
  return report === 'income-statement' ? t.period(from, to) : t.asOf(to);
}

type Asked = Days & { branchId?: string; unitId?: string; unclosedFrom: string };

async function drawReport(
  context: Context,
  report: ReportName,
  asked: Asked,
  locale: Locale,
): Promise<Omit<Statement, 'subtitle'>> {
  const t = reportsText[locale];
  const where = { ...(asked.branchId && { branchId: asked.branchId }), ...(asked.unitId && { unitId: asked.unitId }) };
  const covers = { from: asked.from, to: asked.to, ...where };
  if (report === 'trial-balance') {
    const trial = await trialBalance(context, { on: asked.to, ...where });
    const rows = trialRows(trial, covers, locale);
    return {
      title: t.trialBalance,
      columns: [t.debit, t.credit],
      rows,
      balanced: trial.totals.debit === trial.totals.credit,
    };
  }
  if (report === 'balance-sheet') {
    const sheet = await balanceSheet(context, { on: asked.to, ...where });
    const rows = sheetRows(sheet, { ...covers, unclosedFrom: asked.unclosedFrom }, locale);
    const balanced = sheet.totals.assets === sheet.totals.liabilitiesAndEquity;
    return { title: t.balanceSheet, columns: [t.amount], rows, balanced };
  }
  const income = await incomeStatement(context, covers);
  return { title: t.incomeStatement, columns: [t.amount], rows: incomeRows(income, covers, locale), balanced: null };
}
