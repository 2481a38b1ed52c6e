import { addDays, type BusinessDate } from '#kernel/dates';
import { roundToStep } from '#kernel/money';
import type { ProductTerms } from '../terms.ts';
import { earnedOf } from './accrual.ts';
import { chargedThrough, type Payable, runningRow } from './allocation.ts';
import { dailyInterest } from './daily.ts';
import { type PaidPart, penaltyOwed } from './penalty.ts';

/** What an early settlement is made of. */
export const SETTLEMENT_PARTS = [
  'principal',
  'interest_due',
  'interest_running',
  'interest_extra',
  'interest_late',
  'penalty',
] as const;
export type SettlementPart = (typeof SETTLEMENT_PARTS)[number];

/** The same in words for people. */
export const SETTLEMENT_WORDS: Record<SettlementPart, string> = {
  principal: 'Sisa pokok',
  interest_due: 'Jasa yang sudah jatuh tempo',
  interest_running: 'Jasa angsuran berjalan',
  interest_extra: 'Jasa tambahan karena lunas lebih awal',
  interest_late: 'Jasa hari-hari keterlambatan',
  penalty: 'Denda',
};

/** What must be paid on a day to be rid of a loan. Amounts in sen; `parts` sum to `totalSen` and hold nothing of zero. */
export type SettlementQuote = {
  readonly on: BusinessDate;
  readonly principalSen: bigint;
  readonly interestSen: bigint;
  readonly penaltySen: bigint;
  readonly totalSen: bigint;
  readonly parts: readonly { readonly part: SettlementPart; readonly amountSen: bigint }[];
  /** The last day on which the figure is the same. */
  readonly validThrough: BusinessDate;
  /** Interest still to be paid, by instalment. */
  readonly interestOf: ReadonlyMap<number, bigint>;
  readonly penaltyOf: ReadonlyMap<number, bigint>;
};

type SettlementTerms = Pick<ProductTerms, 'settlement' | 'penalty' | 'calculation'>;

/** At most so many days a figure is looked ahead for. */
const VALID_DAYS_MAX = 31;

/**
 * What settles a loan on a day, by its terms: all principal; interest of the instalments due, of the running one (to the day, or of its whole
 * period, or all that is planned), and of so many further periods; the late charge to the day. Interest that was paid ahead is taken off.
 */
export function settlementQuote(
  terms: SettlementTerms,
  rows: readonly Payable[],
  payments: readonly PaidPart[],
  on: BusinessDate,
): SettlementQuote {
  const quote = figureOn(terms, rows, payments, on);
  let validThrough = on;
  for (let ahead = 1; ahead <= VALID_DAYS_MAX; ahead += 1) {
    const day = addDays(on, ahead);
    if (figureOn(terms, rows, payments, day).totalSen !== quote.totalSen) break;
    validThrough = day;
  }
  return { ...quote, validThrough };
}

function figureOn(
  terms: SettlementTerms,
  rows: readonly Payable[],
  payments: readonly PaidPart[],
  on: BusinessDate,
): Omit<SettlementQuote, 'validThrough'> {
  const sums = new Map<SettlementPart, bigint>();
  const put = (part: SettlementPart, sen: bigint) => sums.set(part, (sums.get(part) ?? 0n) + sen);
  const interestOf = new Map<number, bigint>();
  const penaltyOf = new Map<number, bigint>();
  const running = rows.findIndex((row) => row.no === runningRow(rows, on)?.no);
  let paidAhead = 0n;
  for (const [index, row] of rows.entries()) {
    put('principal', row.principalSen - row.paidPrincipalSen);
    const penalty = penaltyOwed(row, chargedThrough(row, payments, terms.penalty, on));
    if (penalty > 0n) penaltyOf.set(row.no, penalty);
    put('penalty', penalty);
    const { part, chargedSen } = interestCharged(terms, rows, { index, running, on });
    const owed = chargedSen - row.paidInterestSen;
    if (owed < 0n) paidAhead -= owed;
    if (owed > 0n) interestOf.set(row.no, owed);
    put(part, owed > 0n ? owed : 0n);
    put('interest_late', addLate(terms, row, on, interestOf));
  }
  takeBack(paidAhead, sums, interestOf);
  const of = (part: SettlementPart) => sums.get(part) ?? 0n;
  const interestSen = of('interest_due') + of('interest_running') + of('interest_extra') + of('interest_late');
  return {
    on,
    principalSen: of('principal'),
    interestSen,
    penaltySen: of('penalty'),
    totalSen: of('principal') + interestSen + of('penalty'),
    parts: SETTLEMENT_PARTS.flatMap((part) => (of(part) > 0n ? [{ part, amountSen: of(part) }] : [])),
    interestOf,
    penaltyOf,
  };
}

type Place = { readonly index: number; readonly running: number; readonly on: BusinessDate };

function interestCharged(
  terms: SettlementTerms,
  rows: readonly Payable[],
  { index, running, on }: Place,
): { part: SettlementPart; chargedSen: bigint } {
  const row = rows[index];
  if (!row) return { part: 'interest_due', chargedSen: 0n };
  const { interest, extraPeriods } = terms.settlement;
  if (row.dueOn <= on) return { part: 'interest_due', chargedSen: row.interestSen };
  if (index === running) {
    const toDate = interest === 'to_date' && row.settledOn === null;
    return {
      part: 'interest_running',
      chargedSen: toDate ? earnedToDate(terms, row, rows.slice(index), on) : row.interestSen,
    };
  }
  const dueBefore = rows.filter(({ dueOn }) => dueOn <= on).length;
  const beyond = index - (running >= 0 ? running : dueBefore - 1);
  const charged = interest === 'all' || beyond <= extraPeriods;
  return { part: 'interest_extra', chargedSen: charged ? row.interestSen : 0n };
}

/** Interest of the running row that is earned by the day, rounded down to whole rupiah: a till has no sen. */
function earnedToDate(terms: SettlementTerms, row: Payable, rest: readonly Payable[], on: BusinessDate): bigint {
  if (terms.calculation.interestPeriod === 'daily') {
    const balance = rest.reduce((sum, { principalSen, paidPrincipalSen }) => sum + principalSen - paidPrincipalSen, 0n);
    const saved = dailyInterest(terms.calculation, balance, on, row.dueOn);
    return saved < row.interestSen ? roundToStep(row.interestSen - saved, 1n, 100n, 'down') : 0n;
  }
  return roundToStep(earnedOf(row, on), 1n, 100n, 'down');
}

/** Daily interest goes on after the due date on what was not paid. Answers it, and adds it to the row's. */
function addLate(terms: SettlementTerms, row: Payable, on: BusinessDate, interestOf: Map<number, bigint>): bigint {
  if (terms.calculation.interestPeriod !== 'daily' || row.dueOn >= on) return 0n;
  const late = roundToStep(
    dailyInterest(terms.calculation, row.principalSen - row.paidPrincipalSen, row.dueOn, on),
    1n,
    100n,
    'down',
  );
  if (late > 0n) interestOf.set(row.no, (interestOf.get(row.no) ?? 0n) + late);
  return late;
}

// What was paid ahead of periods that are not charged is taken off the interest that is, newest first.
function takeBack(paidAhead: bigint, sums: Map<SettlementPart, bigint>, interestOf: Map<number, bigint>): void {
  let left = paidAhead;
  for (const [no, sen] of [...interestOf].reverse()) {
    const off = less(sen, left);
    interestOf.set(no, sen - off);
    left -= off;
  }
  let off = paidAhead - left;
  for (const part of ['interest_extra', 'interest_running', 'interest_late', 'interest_due'] as const) {
    const taken = less(sums.get(part) ?? 0n, off);
    sums.set(part, (sums.get(part) ?? 0n) - taken);
    off -= taken;
  }
}

function less(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
