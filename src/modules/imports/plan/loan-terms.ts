import { type BusinessDate, daysBetween, parts } from '#kernel/dates';
import { type Sen, sen } from '#kernel/money';
import { columnOf, type Mapping } from '../layout/mapping.ts';
import { readCode } from '../values/identity.ts';
import { type Issue, issue } from './issues.ts';
import { isRunning, type LoanAssumption, type LoanTerms, type ScheduleRow } from './loan-types.ts';
import type { Rounded } from './opening.ts';
import { cellOf, type ReadRow } from './read-rows.ts';

const USUAL_REMAINING = 12;
const REMAINING_MAX = 600;
/** A due date further away than this is the day of the last instalment, not of the next. */
const NEXT_DUE_DAYS_MAX = 45;

type About = {
  readonly row: ReadRow;
  readonly mapping: Mapping;
  readonly rounded: Rounded;
  /** The balance, and what was lent when the file has it. */
  readonly amount: Sen;
  readonly original: Sen | null;
  readonly asOf: BusinessDate;
  /** The file's own rows, of a schedule. */
  readonly rows?: readonly ScheduleRow[] | undefined;
};

/** How a loan of a row goes on: what the file says, and a named assumption for each thing that it leaves unsaid. */
export function loanTermsOf(about: About): { terms: LoanTerms; issues: Issue[] } {
  const { row, mapping, amount, original, rows } = about;
  const issues: Issue[] = [];
  if (original !== null && amount > original) issues.push(issue('loan_above_original', 'loanAmount'));
  if (amount > 0n && !isRunning(amount)) issues.push(issue('loan_remnant', 'loanBalance'));
  const remaining = rows ? { count: rows.length, assumed: [], issues: [] } : remainingOf(about);
  const matured = remaining.count === 0;
  const arrears = arrearsOf(about, matured);
  const each = eachOf(about, remaining.count);
  const due = dueOf(about);
  const rate = rateOf(row, mapping);
  const contractOn = row.dates.get('date') ?? null;
  const silent = columnOf(mapping, 'overduePrincipal') < 0 && !rows && !matured;
  const assumed: LoanAssumption[] = [
    ...remaining.assumed,
    ...(due.day === null && due.next === null && !rows?.every(({ dueOn }) => dueOn) ? (['due_day'] as const) : []),
    ...(contractOn === null ? (['contract_date'] as const) : []),
    ...(original === null ? (['original'] as const) : []),
    ...(each.interest === null && !rows ? (['interest'] as const) : []),
    ...(rate.percent === '' ? [] : (['rate_unit'] as const)),
    ...(silent ? (['arrears'] as const) : []),
  ];
  const terms: LoanTerms = {
    product: readCode(cellOf(row, mapping, 'loanProduct')).slice(0, 100),
    contractOn,
    remaining: remaining.count,
    nextDueOn: due.next,
    dueDay: due.day ?? mapping.loanDueDay ?? null,
    principalEach: each.principal,
    interestEach: each.interest,
    totalEach: each.total,
    rate: rate.percent,
    overduePrincipal: arrears.principal,
    overdueInterest: arrears.interest,
    rows: rows ?? null,
    assumed,
  };
  return { terms, issues: [...issues, ...remaining.issues, ...arrears.issues, ...rate.issues] };
}

type Remaining = {
  readonly count: number;
  readonly assumed: readonly LoanAssumption[];
  readonly issues: readonly Issue[];
};

/** Instalments left: as the file counts them, else by the surest of what it does say. */
function remainingOf(about: About): Remaining {
  const { row, mapping, amount, original, rounded, asOf } = about;
  const said = (count: number): Remaining => ({ count: Math.min(count, REMAINING_MAX), assumed: [], issues: [] });
  const derived = (count: number, by: LoanAssumption): Remaining => ({
    count: Math.max(1, Math.min(count, REMAINING_MAX)),
    assumed: [by],
    issues: [],
  });
  const text = readCode(cellOf(row, mapping, 'remainingTenor'));
  const left = countIn(text);
  if (left === 0) return { count: 0, assumed: [], issues: [issue('loan_matured', 'remainingTenor', text)] };
  if (left !== undefined) return said(left);
  const term = countIn(readCode(cellOf(row, mapping, 'tenor')));
  const paidUpTo = countIn(readCode(cellOf(row, mapping, 'instalmentNo')));
  if (term !== undefined && paidUpTo !== undefined && paidUpTo < term) return said(term - paidUpTo);
  const due = row.dates.get('dueDate');
  if (due && daysBetween(asOf, due) > NEXT_DUE_DAYS_MAX)
    return derived(Math.ceil(daysBetween(asOf, due) / 30.4375), 'remaining_from_dates');
  if (term !== undefined && term > 0) {
    const lent = original !== null && original >= amount && original > 0n ? original : amount;
    return derived(Number((BigInt(term) * amount + lent - 1n) / lent), 'remaining_from_term');
  }
  const paid = rounded(row, 'loanPaid') ?? 0n;
  if (paid > 0n && isRunning(amount)) return derived(Number((amount + paid - 1n) / paid), 'remaining_from_payment');
  const usual = derived(mapping.loanRemaining ?? USUAL_REMAINING, 'remaining_usual');
  return text === '' ? usual : { ...usual, issues: [issue('loan_remaining_unreadable', 'remainingTenor', text)] };
}

/** `10`, `10x`, `10 bln`, `2 tahun`; undefined when the text is no count of instalments. */
function countIn(text: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,]0+)?\s*(x|kali|bln|bulan|th|thn|tahun)?$/i.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * (/^t/i.test(match[2] ?? '') ? 12 : 1);
}

function arrearsOf(
  { row, rounded, amount }: About,
  matured: boolean,
): { principal: Sen; interest: Sen; issues: Issue[] } {
  const overdue = positive(rounded(row, 'overduePrincipal'));
  const interest = positive(rounded(row, 'overdueInterest'));
  if (matured) return { principal: amount, interest, issues: [] };
  if (amount > 0n && overdue > amount)
    return { principal: amount, interest, issues: [issue('loan_arrears_above_balance', 'overduePrincipal')] };
  return { principal: overdue, interest, issues: [] };
}

function positive(amount: Sen | undefined): Sen {
  return amount !== undefined && amount > 0n ? amount : sen(0n);
}

/** What the file says of each instalment. A payment that explains the balance is what was paid, not what will be. */
function eachOf(
  { row, mapping, rounded, amount, original }: About,
  remaining: number,
): { principal: Sen | null; interest: Sen | null; total: Sen | null } {
  const orNull = (value: Sen | undefined) => (value !== undefined && value > 0n ? value : null);
  const paid = orNull(rounded(row, 'loanPaid'));
  const explained = paid !== null && original !== null && original - paid === amount;
  const whole = orNull(rounded(row, 'interestTotal'));
  const term = countIn(readCode(cellOf(row, mapping, 'tenor'))) ?? remaining;
  const each = rounded(row, 'interest');
  const interest =
    whole !== null && term > 0 ? sen(whole / BigInt(term)) : each !== undefined && each >= 0n ? each : null;
  const total = orNull(rounded(row, 'instalment'));
  return { principal: explained ? null : paid, interest, total: paid === null || explained ? total : null };
}

function dueOf({ row, asOf }: About): { next: BusinessDate | null; day: number | null } {
  const due = row.dates.get('dueDate');
  if (due) {
    const near = due > asOf && daysBetween(asOf, due) <= NEXT_DUE_DAYS_MAX;
    return { next: near ? due : null, day: parts(due).day };
  }
  const contract = row.dates.get('date');
  return { next: null, day: contract ? parts(contract).day : null };
}

function rateOf(row: ReadRow, mapping: Mapping): { percent: string; issues: Issue[] } {
  const text = readCode(cellOf(row, mapping, 'loanRate'));
  if (text === '') return { percent: '', issues: [] };
  const plain = text
    .replace(/%|p\.?a\.?/gi, '')
    .replace(',', '.')
    .trim();
  if (/^\d{1,3}(\.\d{1,6})?$/.test(plain) && Number(plain) <= 100) return { percent: plain, issues: [] };
  return { percent: '', issues: [issue('loan_rate_unreadable', 'loanRate', text)] };
}
