import sql from 'sql-template-tag';
import { type BookYearState, bookYears, budgetTableOf } from '#books';
import { addDays, addMonths, type BusinessDate, parts } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { readChart } from '#ledger';
import { type Limits, ppmOf } from './rules/limits.ts';

/** What may ask the board for a decision. */
export const DECISIONS = [
  'approvals',
  'month_open',
  'year_open',
  'surplus_undecided',
  'liquidity_low',
  'loans_late',
  'write_off',
  'applications',
  'members_waiting',
  'budget_exceeded',
] as const;
export type DecisionCode = (typeof DECISIONS)[number];

/** Something the board decides this week, with the figures that make its reason. The page writes the sentence. */
export type Decision = {
  readonly code: DecisionCode;
  /** How many wait, or null where it is one thing. */
  readonly count: number | null;
  /** A part per million, a budget's or a ratio's. */
  readonly ppm: number | null;
  /** Since when or by when. */
  readonly on: BusinessDate | null;
  /** What it is about: a chart line's name. */
  readonly name: string | null;
  readonly href: string;
};

const decision = (code: DecisionCode, href: string, more: Partial<Decision>): Decision => ({
  code,
  href,
  count: null,
  ppm: null,
  on: null,
  name: null,
  ...more,
});

/** The parts that the overview has computed already. */
export type Known = { readonly liquidityPpm: number | null; readonly par30Ppm: number | null };

/** Everything that waits for the board, the most urgent first. */
export async function decisionsOf(scope: QueryScope, limits: Limits, known: Known): Promise<Decision[]> {
  const years = await bookYears(scope);
  const [waiting, budget] = await Promise.all([waitingOf(scope), exceededLines(scope, years, limits)]);
  const risks = [
    known.liquidityPpm !== null && known.liquidityPpm < limits.liquidityPpm
      ? [decision('liquidity_low', '/staff/reports/ratios', { ppm: known.liquidityPpm })]
      : [],
    known.par30Ppm !== null && known.par30Ppm > limits.par30Ppm
      ? [decision('loans_late', '/staff/loans/portfolio', { ppm: known.par30Ppm })]
      : [],
  ];
  return [...risks.flat(), ...waiting, ...closingOf(scope, years, limits), ...budget];
}

async function waitingOf(scope: QueryScope): Promise<Decision[]> {
  type Row = { code: DecisionCode; count: number; since: BusinessDate | null };
  const rows = await scope.tx.rows<Row>(sql`
    select 'approvals' as code, count(*)::int as count, min(a.requested_at)::date as since
      from kernel.approval a
     where a.cooperative_id = ${scope.cooperativeId}
       and not exists (select 1 from kernel.approval_decision d where d.cooperative_id = a.cooperative_id and d.approval_id = a.id)
    union all
    select 'write_off', count(*)::int, null from loans.loan l
     where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active' and l.collectability = 'loss'
    union all
    select 'applications', count(*)::int, min(a.submitted_on) from loans.application a
     where a.cooperative_id = ${scope.cooperativeId} and a.status = 'in_committee'
    union all
    select 'members_waiting', count(*)::int, null from members.member m
     where m.cooperative_id = ${scope.cooperativeId} and m.status = 'applied'`);
  const hrefs: Partial<Record<DecisionCode, string>> = {
    approvals: '/staff/approvals',
    write_off: '/staff/loans?class=loss',
    applications: '/staff/loans/applications',
    members_waiting: '/staff/members?status=applied',
  };
  return rows
    .filter(({ count }) => count > 0)
    .map(({ code, count, since }) => decision(code, hrefs[code] ?? '/staff', { count, on: since }));
}

/** Months that should be closed by now, years that are over and not closed, and surpluses that no meeting decided on. */
function closingOf(
  { today }: QueryScope,
  years: readonly BookYearState[],
  { closeByDay, meetingMonths }: Limits,
): Decision[] {
  const late = years
    .flatMap(({ months }) => months)
    .filter(
      ({ status, endsBefore }) =>
        status === 'open' && addDays(endsBefore, closeByDay - 1) <= today && endsBefore <= today,
    );
  const [first] = late;
  const month = first ? [decision('month_open', '/staff/closing', { count: late.length, on: first.startsOn })] : [];
  const over = years.filter(({ before }) => before <= today);
  return [
    ...month,
    ...over
      .filter(({ state }) => state === 'open')
      .map(({ year, before }) => decision('year_open', `/staff/closing/year/${year}`, { count: year, on: before })),
    ...over
      .filter(({ state }) => state === 'closed')
      .map(({ year, before }) =>
        decision('surplus_undecided', '/staff/shu', { count: year, on: addDays(addMonths(before, meetingMonths), -1) }),
      ),
  ];
}

/** Expense lines that are above the budget of the year's months so far. */
async function exceededLines(
  scope: QueryScope,
  years: readonly BookYearState[],
  { budgetPpm }: Limits,
): Promise<Decision[]> {
  const year = years.find(({ from, before }) => from <= scope.today && scope.today < before);
  if (!year) return [];
  const toMonth = ((parts(scope.today).month - parts(year.from).month + 12) % 12) + 1;
  const { table, version } = await budgetTableOf(scope, { year: year.year, fromMonth: 1, toMonth, language: 'id' });
  if (!version) return [];
  const expenses = (await readChart(scope)).filter(({ kind, postable }) => kind === 'expense' && postable);
  const codes = new Set(expenses.map(({ code }) => code));
  return table.rows.flatMap(({ code, kind, label, values: [budget, actual] }) => {
    if (kind !== 'line' || code === null || !codes.has(code)) return [];
    const ppm = ppmOf(actual ?? 0n, budget ?? 0n);
    return ppm !== null && ppm > budgetPpm ? [decision('budget_exceeded', '/staff/budget', { ppm, name: label })] : [];
  });
}
