import { OFFICE_SERIES } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { formatDecimal, rupiahText } from '#kernel/money';
import { checkDate, type PlannedEntry } from '#ledger';
import { checkCredit } from '#savings';
import {
  allocateTo,
  chargedThrough,
  type Owed,
  owedOf,
  owedSum,
  type Part,
  partSums,
  payableRows,
  runningRow,
  withParts,
} from '../rules/allocation.ts';
import { lateInterest, savedInterest, withLateInterest, withPrepayment, withSavings } from '../rules/plan-change.ts';
import { checkRepayable, checkWithinDebt } from '../rules/repayable.ts';
import { settlementQuote } from '../rules/settlement.ts';
import type { Instalment, NewSchedule } from '../store/instalments.ts';
import {
  type AskedRepayment,
  type Asker,
  balanceOf,
  planEntry,
  receivableOf,
  repaymentLines,
  requireWorking,
  sourceOf,
} from './repay-entry.ts';
import { type RepayFigures, type RepayState, type RepayWrite, type WorkingLoan, withStanding } from './repay-state.ts';

/**
 * Step two: decides one payment on the working state, which then holds what the next one must see. Errors: `loan_unknown`, those of
 * `checkRepayable`, `amount_over_debt`, `amount_over_due`, `settlement_needed`, `cash_account_unknown`, `bank_account_needed`,
 * `savings_account_unknown`, those of a withdrawal and of the ledger.
 */
export function decideRepayment(state: RepayState, asked: AskedRepayment, asker: Asker): RepayWrite {
  const working = requireWorking(state, asked.loanId);
  const { loan } = working;
  checkRepayable(loan, asked.on, working.lastOn);
  checkDate(state.books, asked.on);
  const sourceId = sourceOf(state, working, asked);
  const split = splitPayment(state, working, asked);
  const after = afterPayment(working, split, asked.on);
  const entry = plan(state, working, { asked, asker, split, sourceId, settles: after.settles });
  const before = loan.version;
  const reason = split.prepaidSen > 0n ? 'prepayment' : 'recalculated';
  const schedule = after.remade ? scheduleOf(working, { rows: after.rows, on: asked.on, reason }) : undefined;
  leave(working, after);
  const result = figuresOf(state, working, split);
  return {
    entry,
    loanId: loan.id,
    receipt: {
      series: asked.series ?? OFFICE_SERIES,
      kind: result.settled ? 'loan_settlement' : 'loan_repayment',
      entryId: entry.id,
      amountSen: asked.amountSen,
      businessDate: asked.on,
      issuedBy: asker.personId,
    },
    event: {
      loanId: loan.id,
      kind: 'repaid',
      on: asked.on,
      version: working.loan.version,
      amountSen: asked.amountSen,
      principalSen: result.principalSen,
      interestSen: result.interestSen,
      penaltySen: result.penaltySen,
      excessSen: split.excessSen,
      channel: asked.channel,
      note: asked.note ?? '',
      detail: eventDetail(result, { previousVersion: before, receivableSen: receivableOf(entry, loan) }),
      allocations: split.parts,
      by: asker,
    },
    ...(schedule ? { schedule } : {}),
    result,
  };
}

/** What a loan owes on a day before anything counts as paid too much, oldest instalment first. */
export function payableOn(working: Pick<WorkingLoan, 'loan' | 'rows' | 'payments'>, on: BusinessDate): Owed[] {
  const { terms } = working.loan;
  const running = runningRow(working.rows, on);
  return payableRows(working.rows, working.payments, terms.penalty, on).map((owed) => {
    if (!running || owed.no !== running.no) return owed;
    return { ...owed, interest: owed.interest - savedInterest(terms.calculation, running, on) };
  });
}

/** How an amount is shared out. `parts` holds the prepaid principal too, with the row it is added to. */
type Split = {
  readonly parts: readonly Part[];
  readonly excessSen: bigint;
  readonly prepaidSen: bigint;
  readonly anchorNo: number;
};

function splitPayment(state: RepayState, working: WorkingLoan, asked: AskedRepayment): Split {
  const { loan, rows, payments } = working;
  const { terms } = loan;
  const payable = payableOn(working, asked.on);
  const quote = settlementQuote(terms, rows, payments, asked.on);
  const payableSen = owedSum(payable);
  checkWithinDebt(asked.amountSen, quote.totalSen > payableSen ? quote.totalSen : payableSen);
  const due = allocateTo(payable, terms.paymentOrder, asked.amountSen);
  const none = { excessSen: 0n, prepaidSen: 0n, anchorNo: payable.at(-1)?.no ?? 0 };
  if (due.leftSen === 0n) return { parts: due.parts, ...none };
  const mode = excessMode(state, working, asked);
  if (mode === 'savings') {
    if (asked.channel === 'savings') {
      throw fieldError('amount', 'amount_over_due', `Yang bisa dibayar sekarang ${rupiahText(payableSen)}`);
    }
    return { parts: due.parts, ...none, excessSen: due.leftSen };
  }
  const later = rows.filter(({ no }) => !payable.some((owed) => owed.no === no));
  const ahead = mode === 'principal' ? later.slice(0, later.findLastIndex(isTouched) + 1) : later;
  const next = allocateTo(
    ahead.map((row) => owedOf(row, row.penaltySen)),
    terms.paymentOrder,
    due.leftSen,
  );
  const parts = [...due.parts, ...next.parts];
  if (next.leftSen === 0n) return { parts, ...none };
  return prepaid({
    working,
    parts,
    leftSen: next.leftSen,
    anchorNo: ahead.at(-1)?.no ?? none.anchorNo,
    debtSen: quote.totalSen,
  });
}

function prepaid(of: {
  working: WorkingLoan;
  parts: readonly Part[];
  leftSen: bigint;
  anchorNo: number;
  debtSen: bigint;
}): Split {
  const { working, leftSen, anchorNo, debtSen } = of;
  const rest = working.rows.filter(({ no }) => no > anchorNo);
  const restSen = rest.reduce((sum, { principalSen }) => sum + principalSen, 0n);
  if (leftSen >= restSen) {
    throw fieldError(
      'amount',
      'settlement_needed',
      `Jumlah ini melunasi pinjaman. Pakai pelunasan: ${rupiahText(debtSen)}`,
    );
  }
  const own = of.parts.find(({ no, component }) => no === anchorNo && component === 'principal');
  const merged = { no: anchorNo, component: 'principal' as const, amountSen: leftSen + (own?.amountSen ?? 0n) };
  const parts = [...of.parts.filter((part) => part !== own), merged];
  return { parts, excessSen: 0n, prepaidSen: leftSen, anchorNo };
}

function isTouched(row: Instalment): boolean {
  return row.paidPrincipalSen > 0n || row.paidInterestSen > 0n || row.paidPenaltySen > 0n;
}

// Money for a saving that cannot take it (closed, blocked, interest posted to a later day) pays the next instalments instead.
function excessMode(state: RepayState, { loan }: WorkingLoan, asked: AskedRepayment) {
  const { excess, calculation } = loan.terms;
  if (excess === 'savings') {
    const account = state.savings.get(loan.savingsAccountId ?? '');
    try {
      if (account) checkCredit(account, asked.on);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return 'next_instalment';
    }
    return account ? 'savings' : 'next_instalment';
  }
  // Where interest counts by the day, money that comes early always works from its day on.
  return excess === 'next_instalment' && calculation.interestPeriod === 'daily' ? 'principal' : excess;
}

/** A loan's rows after a payment, before anything is booked. */
export type AfterPayment = {
  readonly rows: Instalment[];
  readonly parts: readonly Part[];
  readonly on: BusinessDate;
  /** The rows are a new version of the plan. */
  readonly remade: boolean;
  /** Nothing is owed any more. */
  readonly settles: boolean;
};

function afterPayment(working: WorkingLoan, split: Split, on: BusinessDate): AfterPayment {
  const { terms } = working.loan;
  const { calculation } = terms;
  const asPaid = split.parts.map((part) =>
    part.no === split.anchorNo && part.component === 'principal'
      ? { ...part, amountSen: part.amountSen - split.prepaidSen }
      : part,
  );
  const charge = (row: Instalment) => chargedThrough(row, working.payments, terms.penalty, on);
  const late = lateInterest(calculation, working.rows, asPaid, on);
  const saved = withSavings(calculation, working.rows, asPaid, on);
  const paid = withParts(saved, asPaid, on, charge);
  const { anchorNo, prepaidSen, parts } = split;
  const planned = prepaidSen > 0n ? withPrepayment(calculation, paid, { anchorNo, prepaidSen, on }) : paid;
  const rows = withLateInterest(planned, late, on);
  const cut = saved.some((row, index) => row.interestSen !== working.rows[index]?.interestSen);
  return { rows, parts, on, remade: cut || late > 0n || prepaidSen > 0n, settles: nothingOwed(working, rows, on) };
}

/** True when nothing of these rows, no late charge either, is owed by the end of a day. */
export function nothingOwed({ loan, payments }: WorkingLoan, rows: readonly Instalment[], on: BusinessDate): boolean {
  return rows.every((row) => {
    const owed = owedOf(row, chargedThrough(row, payments, loan.terms.penalty, on));
    return owed.penalty + owed.interest + owed.principal === 0n;
  });
}

/** The plan's next version with these rows. */
export function scheduleOf(
  { loan }: WorkingLoan,
  { rows, on, reason }: { rows: readonly Instalment[]; on: BusinessDate; reason: NewSchedule['reason'] },
): NewSchedule {
  const { id: loanId, termsJson: terms, request, engineVersion } = loan;
  return { loanId, version: loan.version + 1, terms, request, engineVersion, reason, madeOn: on, rows };
}

/** Leaves the working loan as the next decision must see it. */
export function leave(working: WorkingLoan, { rows, parts, on, remade, settles }: AfterPayment): void {
  const { loan } = working;
  working.rows = rows;
  working.payments = [...working.payments, ...parts.map((part) => ({ ...part, on }))];
  working.lastOn = on;
  if (remade) for (const row of rows) working.written.add(row);
  const version = remade ? loan.version + 1 : loan.version;
  const maturesOn = rows.at(-1)?.dueOn ?? loan.maturesOn;
  const ended = settles ? { status: 'settled' as const, closedOn: on } : {};
  working.loan = withStanding({ ...loan, version, maturesOn, ...ended }, rows);
}

type Planning = {
  readonly asked: AskedRepayment;
  readonly asker: Asker;
  readonly split: Pick<Split, 'parts' | 'excessSen'>;
  readonly sourceId: string;
  readonly settles: boolean;
};

function plan(
  state: RepayState,
  working: WorkingLoan,
  { asked, asker, split, sourceId, settles }: Planning,
): PlannedEntry {
  const { loan } = working;
  const sums = partSums(split.parts);
  const lines = [
    { accountId: sourceId, amountSen: asked.amountSen },
    ...repaymentLines(state, working, { ...sums, closes: settles }),
    { accountId: loan.savingsAccountId ?? '', amountSen: -split.excessSen },
  ].filter(({ amountSen }) => amountSen !== 0n);
  return planEntry(state, working, {
    asked,
    asker,
    lines,
    description: `Angsuran pinjaman ${loan.number}`,
    source: 'loans.repay',
  });
}

/** What stands after a payment was decided. */
export function figuresOf(
  state: RepayState,
  { loan, rows }: WorkingLoan,
  { parts, excessSen }: { parts: readonly Part[]; excessSen: bigint },
): RepayFigures {
  const sums = partSums(parts);
  const next = rows.find(({ dueOn }) => dueOn === loan.nextDueOn);
  const nextRows = next ? rows.filter((row) => row.settledOn === null && row.dueOn === next.dueOn) : [];
  return {
    principalSen: sums.principal,
    interestSen: sums.interest,
    penaltySen: sums.penalty,
    excessSen,
    remainingSen: balanceOf(state, loan.id),
    settled: loan.status === 'settled',
    nextDueOn: loan.nextDueOn,
    nextDueSen: nextRows.reduce(
      (sum, row) => sum + row.principalSen + row.interestSen - row.paidPrincipalSen - row.paidInterestSen,
      0n,
    ),
  };
}

/** What a payment's event keeps for its receipt, its reversal and whoever computes its interest again. */
export function eventDetail(result: RepayFigures, of: { previousVersion: number; receivableSen: bigint }) {
  return {
    previousVersion: of.previousVersion,
    receivable: formatDecimal(of.receivableSen),
    remaining: formatDecimal(result.remainingSen),
    nextDueOn: result.nextDueOn,
    nextDue: formatDecimal(result.nextDueSen),
  };
}
