import { issueReceipts, type ReceiptDraft } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { type Books, generalAccountIds, loadBooks, type PlannedEntry, writePosting } from '#ledger';
import { type CashAccount, readCashAccounts, readTellerAccounts, type TellerAccount } from '#savings';
import type { PaidPart } from '../rules/penalty.ts';
import { standingOf } from '../rules/standing.ts';
import { type Channel, insertLoanEvents, type NewLoanEvent } from '../store/events.ts';
import {
  type Instalment,
  insertSchedules,
  type NewSchedule,
  readInstalments,
  writePaid,
} from '../store/instalments.ts';
import { type Loan, readLoans } from '../store/loans.ts';
import { readLastMoneyDays, readLivePayments, readLoanHeads, writePaidLoans } from '../store/payments.ts';

/** A loan while payments are decided: each decision leaves it as the next one must see it. */
export type WorkingLoan = {
  loan: Loan;
  rows: Instalment[];
  payments: PaidPart[];
  /** The day of the last thing that changed what it owes. */
  lastOn: BusinessDate | null;
  /** Rows that stand in the database as they are here. */
  readonly written: Set<Instalment>;
  readonly incomeAccountId: string;
  readonly penaltyAccountId: string;
};

/** What deciding repayments works on: books with rows locked, loans, savings, and where cash is. */
export type RepayState = {
  readonly books: Books;
  readonly loans: ReadonlyMap<string, WorkingLoan>;
  readonly savings: ReadonlyMap<string, TellerAccount>;
  readonly cash: ReadonlyMap<string, CashAccount>;
  readonly generalCash: CashAccount | undefined;
  /** Cash in collectors' hands (1.1.03), when somebody asks for it. */
  readonly collectorCashId: string | undefined;
};

/** Cash a collector carries until it is handed over. */
const COLLECTOR_CASH_CODE = '1.1.03';

type Wanted = {
  readonly loanId: string;
  readonly channel: Channel;
  readonly cashAccountId?: string | undefined;
  readonly savingsAccountId?: string | undefined;
};

/** Step one: reads and locks, in one set, everything that these payments need: the ledger's accounts first, then the loans. */
export async function loadRepayments(scope: Scope, wanted: readonly Wanted[]): Promise<RepayState> {
  const ids = [...new Set(wanted.map(({ loanId }) => loanId))];
  const cashIds = wanted.flatMap(({ cashAccountId }) => (cashAccountId === undefined ? [] : [cashAccountId]));
  const heads = await readLoanHeads(scope, ids);
  const codes = [...heads.values()].flatMap(({ incomeCode, penaltyCode }) => [incomeCode, penaltyCode]);
  const collects = wanted.some(({ channel }) => channel === 'collector');
  const [general, { byId: cash, general: generalCash }] = await Promise.all([
    generalAccountIds(scope, collects ? [...codes, COLLECTOR_CASH_CODE] : codes),
    readCashAccounts(scope, cashIds),
  ]);
  const savingsIds = [
    ...wanted.flatMap(({ savingsAccountId }) => (savingsAccountId === undefined ? [] : [savingsAccountId])),
    ...[...heads.values()].flatMap(({ savingsAccountId }) => (savingsAccountId === null ? [] : [savingsAccountId])),
  ];
  const accountIds = [...heads.values()].flatMap(({ id, interestAccountId }) => [id, interestAccountId]);
  const cashAccounts = generalCash ? [...cash.keys(), generalCash.id] : [...cash.keys()];
  const [books, loans, rows, payments, lastDays, savings] = await Promise.all([
    loadBooks(scope, [...accountIds, ...savingsIds, ...cashAccounts, ...general.values()]),
    readLoans(scope, ids),
    readInstalments(scope, ids),
    readLivePayments(scope, ids),
    readLastMoneyDays(scope, ids),
    readTellerAccounts(scope, savingsIds),
  ]);
  const working = new Map<string, WorkingLoan>();
  for (const loan of loans.values()) {
    const [income, penalty] = [general.get(loan.incomeCode), general.get(loan.penaltyCode)];
    assert(income && penalty, 'a product names accounts of the chart');
    working.set(loan.id, {
      loan,
      rows: rows.get(loan.id) ?? [],
      written: new Set(rows.get(loan.id)),
      payments: payments.get(loan.id) ?? [],
      lastOn: lastDays.get(loan.id) ?? null,
      incomeAccountId: income,
      penaltyAccountId: penalty,
    });
  }
  return { books, loans: working, savings, cash, generalCash, collectorCashId: general.get(COLLECTOR_CASH_CODE) };
}

/** What one decided payment writes; `schedule` when it makes the plan anew. */
export type RepayWrite = {
  readonly entry: PlannedEntry;
  readonly receipt: ReceiptDraft;
  readonly event: Omit<NewLoanEvent, 'id' | 'entryId' | 'receiptId'>;
  readonly schedule?: NewSchedule;
  readonly loanId: string;
  readonly result: RepayFigures;
};

/** What stands after a payment. Amounts in sen. */
export type RepayFigures = {
  readonly principalSen: bigint;
  readonly interestSen: bigint;
  readonly penaltySen: bigint;
  readonly excessSen: bigint;
  readonly remainingSen: bigint;
  readonly settled: boolean;
  readonly nextDueOn: BusinessDate | null;
  readonly nextDueSen: bigint;
};

/** What one payment answers inside the program. `id` is the event's: what a reversal names. */
export type RepayResult = RepayFigures & {
  readonly id: string;
  readonly entryId: string;
  readonly receiptId: string;
  readonly receiptNumber: string;
  readonly checkCode: string;
};

/** Step three: writes all payments in a few set-wise statements. */
export async function writeRepayments(
  scope: Scope,
  writes: readonly RepayWrite[],
  state: RepayState,
): Promise<RepayResult[]> {
  if (writes.length === 0) return [];
  const [, receipts] = await Promise.all([
    writePosting(
      scope,
      state.books,
      writes.map(({ entry }) => entry),
    ),
    issueReceipts(
      scope,
      writes.map(({ receipt }) => receipt),
    ),
  ]);
  const results = writes.map(({ entry, result }, index): RepayResult => {
    const receipt = receipts[index];
    assert(receipt, 'every payment has its receipt');
    const { id: receiptId, number: receiptNumber, checkCode } = receipt;
    return { ...result, id: newId(), entryId: entry.id, receiptId, receiptNumber, checkCode };
  });
  const schedules = writes.flatMap(({ schedule }) => (schedule ? [schedule] : []));
  if (schedules.length > 0) await insertSchedules(scope, schedules);
  const changed = [...new Set(writes.map(({ loanId }) => loanId))].flatMap((id) => state.loans.get(id) ?? []);
  await Promise.all([
    insertLoanEvents(
      scope,
      writes.map(({ event }, index) => {
        const { id, entryId, receiptId } = results[index] ?? {};
        assert(id && entryId && receiptId, 'every payment has its result');
        return { ...event, id, entryId, receiptId };
      }),
    ),
    writePaid(
      scope,
      changed.flatMap(({ loan, rows, written }) =>
        rows.filter((row) => !written.has(row)).map((row) => ({ ...row, version: loan.version })),
      ),
    ),
    writePaidLoans(
      scope,
      changed.map(({ loan }) => loan),
    ),
  ]);
  return results;
}

/** What the contract answers for a payment. */
export function repayAnswer({ id, entryId, receiptId, receiptNumber, checkCode, ...figures }: RepayResult) {
  return {
    id,
    entryId,
    receiptId,
    receiptNumber,
    checkCode,
    principal: formatDecimal(figures.principalSen),
    interest: formatDecimal(figures.interestSen),
    penalty: formatDecimal(figures.penaltySen),
    excess: formatDecimal(figures.excessSen),
    remaining: formatDecimal(figures.remainingSen),
    settled: figures.settled,
    nextDueOn: figures.nextDueOn,
    nextDue: formatDecimal(figures.nextDueSen),
  };
}

/** A loan's row after its instalments changed: what is overdue is told as of the last day that was run for it. */
export function withStanding(loan: Loan, rows: readonly Instalment[]): Loan {
  const unpaid = rows.find((row) => row.paidPrincipalSen < row.principalSen || row.paidInterestSen < row.interestSen);
  const nextDueOn = unpaid?.dueOn ?? null;
  if (loan.standingOn === null) return { ...loan, nextDueOn };
  const { daysPastDue, overduePrincipalSen, overdueInterestSen } = standingOf(rows, loan.standingOn);
  return { ...loan, nextDueOn, daysPastDue, overduePrincipalSen, overdueInterestSen };
}
