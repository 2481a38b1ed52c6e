import { parseSignedDecimal } from '#kernel/money';
import type { StatementLine, StatementSection } from '#ledger';
import type { Locale } from '#lib/text/index.ts';
import { reportsText } from '#lib/text/reports.ts';
import { historyHref } from '../ledger/range.ts';

/** One row of a statement as it is drawn, printed and written to a workbook; amounts are decimal strings or empty. */
export type StatementRow = {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly style: 'line' | 'heading' | 'total';
  readonly amounts: readonly string[];
  /** Where the entries behind the figure are; null for a sum that its own rows above explain. */
  readonly href: string | null;
};

/** A whole statement: the same rows for the screen, the PDF and the workbook. */
export type Statement = {
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly StatementRow[];
  /** Whether the sides that must be equal are; null where nothing must. */
  readonly balanced: boolean | null;
};

/** Which days and which part of the cooperative the figures cover: what their links ask for. */
export type Coverage = {
  readonly from: string;
  readonly to: string;
  readonly branchId?: string | undefined;
  readonly unitId?: string | undefined;
};

type Trial = {
  readonly lines: readonly { code: string; name: string; debit: string; credit: string }[];
  readonly totals: { readonly debit: string; readonly credit: string };
};

const NOTHING = '0.00';

/** The trial balance as rows: one a chart line, and the two totals. */
export function trialRows(report: Trial, covers: Coverage, locale: Locale): StatementRow[] {
  const blank = (amount: string) => (amount === NOTHING ? '' : amount);
  const lines = report.lines.map(
    ({ code, name, debit, credit }): StatementRow => ({
      code,
      name,
      level: 1,
      style: 'line',
      amounts: [blank(debit), blank(credit)],
      href: historyHref({ ...covers, code }),
    }),
  );
  const { debit, credit } = report.totals;
  return lines.length === 0 ? [] : [...lines, totalRow(reportsText[locale].total, [debit, credit])];
}

type Sheet = {
  readonly sections: readonly StatementSection[];
  readonly totals: { readonly assets: string; readonly liabilitiesAndEquity: string };
};

/** The balance sheet as rows. `unclosedFrom` is the first day whose surplus is not closed: the unclosed line opens it. */
export function sheetRows(report: Sheet, covers: Coverage & { unclosedFrom: string }, locale: Locale): StatementRow[] {
  const t = reportsText[locale];
  const rows = report.sections.flatMap((section) => [
    ...section.lines.map((line) => sheetLine(line, covers, t.unclosed)),
    totalRow(t.totalOf(t.sections[sectionKey(section.key)]), [section.total]),
  ]);
  return [...rows, totalRow(t.liabilitiesAndEquity, [report.totals.liabilitiesAndEquity])];
}

function sheetLine(line: StatementLine, covers: Coverage & { unclosedFrom: string }, unclosed: string): StatementRow {
  const shown = { level: line.level, amounts: [line.amount] };
  if (line.code === null) {
    return { ...shown, code: '', name: unclosed, style: 'line', href: incomeHref(covers) };
  }
  const style = line.postable ? 'line' : 'heading';
  return { ...shown, code: line.code, name: line.name, style, href: historyHref({ ...covers, code: line.code }) };
}

function incomeHref({ unclosedFrom, to, branchId, unitId }: Coverage & { unclosedFrom: string }): string {
  const params = new URLSearchParams({ from: unclosedFrom, to });
  if (branchId) params.set('branch', branchId);
  if (unitId) params.set('unit', unitId);
  return `/staff/reports/income-statement?${params}`;
}

type Income = {
  readonly sections: readonly StatementSection[];
  readonly totals: { readonly gross: string; readonly beforeTax: string; readonly surplus: string };
};

/** The income statement as rows: members and non-members apart, gross surplus, expenses, surplus before and after tax. */
export function incomeRows(report: Income, covers: Coverage, locale: Locale): StatementRow[] {
  const t = reportsText[locale];
  const part = (key: string): StatementRow[] => {
    const section = report.sections.find((candidate) => candidate.key === key);
    if (!section || section.lines.length === 0) return [];
    const title = t.sections[sectionKey(key)];
    const lines = section.lines.map((line) => sheetLine(line, { ...covers, unclosedFrom: covers.from }, ''));
    const heading: StatementRow = { code: '', name: title, level: 0, style: 'heading', amounts: [''], href: null };
    return [heading, ...lines, totalRow(t.totalOf(title), [section.total])];
  };
  const rows = [
    ...part('member'),
    ...part('non_member'),
    totalRow(t.gross, [report.totals.gross]),
    ...part('operating'),
    ...part('other'),
    totalRow(t.beforeTax, [report.totals.beforeTax]),
    ...part('tax'),
    totalRow(t.surplus, [report.totals.surplus]),
  ];
  return report.sections.every((section) => section.lines.length === 0) ? [] : rows;
}

function totalRow(name: string, amounts: readonly string[]): StatementRow {
  return { code: '', name, level: 0, style: 'total', amounts, href: null };
}

type SectionKey = keyof (typeof reportsText)['id']['sections'];

function sectionKey(key: string): SectionKey {
  return key in reportsText.id.sections ? (key as SectionKey) : 'other';
}

/** The statement as a table for PDF and workbook: code, name indented by its level, amounts in sen. */
export function statementTable(statement: Statement, locale: Locale) {
  const t = reportsText[locale];
  return {
    title: statement.title,
    subtitle: statement.subtitle,
    columns: [
      { heading: t.code, kind: 'text' as const, width: 12 },
      { heading: t.account, kind: 'text' as const },
      ...statement.columns.map((heading) => ({ heading, kind: 'money' as const, width: 20 })),
    ],
    rows: statement.rows.map((row) => [
      row.code,
      `${'   '.repeat(row.level)}${row.style === 'line' ? row.name : row.name.toUpperCase()}`,
      ...row.amounts.map((amount) => (amount === '' ? null : parseSignedDecimal(amount))),
    ]),
  };
}
