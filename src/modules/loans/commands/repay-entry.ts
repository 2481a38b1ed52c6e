import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { type LineDraft, type PlannedEntry, planPosting } from '#ledger';
import { checkWithdrawal } from '#savings';
import type { Channel } from '../store/events.ts';
import type { Loan } from '../store/loans.ts';
import type { RepayState, WorkingLoan } from './repay-state.ts';

/** A payment that somebody asks for. */
export type AskedRepayment = {
  readonly loanId: string;
  readonly amountSen: bigint;
  readonly channel: Exclude<Channel, 'collateral'>;
  readonly cashAccountId?: string | undefined;
  readonly savingsAccountId?: string | undefined;
  /** Whose saving pays, where another pays for the borrower (a guarantor who agreed); absent: the borrower's. */
  readonly payerMemberId?: string | undefined;
  readonly on: BusinessDate;
  readonly note?: string | undefined;
  readonly series?: string | undefined;
  /** Tills are named by the payments module only, which knows whose they are. */
  readonly mayUseTill?: boolean;
};

/** Who asks, and under which command the entry is kept. */
export type Asker = { readonly commandId: string; readonly personId: string; readonly name: string };

/**
 * The credit side of a payment: principal; interest against what the books have earned and not received, the rest as income; the charge.
 * With `closes` what was earned in the books and will not be paid is taken back out of income.
 */
export function repaymentLines(
  state: RepayState,
  { loan, incomeAccountId, penaltyAccountId }: WorkingLoan,
  paid: { principal: bigint; interest: bigint; penalty: bigint; closes: boolean },
): LineDraft[] {
  const receivable = balanceOf(state, loan.interestAccountId);
  const settledInterest = paid.closes || paid.interest > receivable ? receivable : paid.interest;
  return [
    { accountId: loan.id, amountSen: -paid.principal },
    { accountId: loan.interestAccountId, amountSen: -settledInterest },
    { accountId: incomeAccountId, amountSen: settledInterest - paid.interest },
    { accountId: penaltyAccountId, amountSen: -paid.penalty },
  ];
}

/** Plans one entry of a loan's money at its own branch and unit. */
export function planEntry(
  state: RepayState,
  { loan }: WorkingLoan,
  of: {
    asked: Pick<AskedRepayment, 'on' | 'note'>;
    asker: Pick<Asker, 'commandId'>;
    lines: readonly LineDraft[];
    description: string;
    source: string;
  },
): PlannedEntry {
  const { on, note } = of.asked;
  const lines = of.lines.map((line) => (note ? { ...line, note } : line));
  const [entry] = planPosting(state.books, [
    {
      description: of.description,
      businessDate: on,
      source: of.source,
      commandId: of.asker.commandId,
      ...(loan.branchId === null ? {} : { branchId: loan.branchId }),
      ...(loan.unitId === null ? {} : { unitId: loan.unitId }),
      lines,
    },
  ]);
  assert(entry, 'one entry was planned');
  return entry;
}

/** The account the money comes from: cash, bank, the collector's cash, or the borrower's saving. */
export function sourceOf(state: RepayState, { loan }: WorkingLoan, asked: AskedRepayment): string {
  if (asked.channel === 'savings') {
    const id = asked.savingsAccountId ?? loan.savingsAccountId;
    const account = state.savings.get(id ?? '');
    if (account?.memberId !== (asked.payerMemberId ?? loan.memberId)) {
      throw fieldError('savingsAccountId', 'savings_account_unknown', 'Pilih simpanan milik peminjam ini');
    }
    const { amountSen, on } = asked;
    checkWithdrawal(account, { amountSen, on, balanceSen: balanceOf(state, account.id), today: state.books.today });
    return account.id;
  }
  if (asked.channel === 'collector') {
    if (state.collectorCashId !== undefined) return state.collectorCashId;
    throw new DomainError('not_found', 'cash_account_unknown', 'Kas kolektor belum ada di bagan akun');
  }
  if (asked.channel === 'transfer' && asked.cashAccountId === undefined) {
    throw fieldError('cashAccountId', 'bank_account_needed', 'Pilih rekening bank yang menerima transfer ini');
  }
  const cash = asked.cashAccountId === undefined ? state.generalCash : state.cash.get(asked.cashAccountId);
  if (!cash || (cash.ownerKind !== 'general' && !asked.mayUseTill)) {
    throw new DomainError('not_found', 'cash_account_unknown', 'Kas atau bank ini tidak ada');
  }
  return cash.id;
}

/** The loan as it is being worked on. Error: `loan_unknown`. */
export function requireWorking(state: RepayState, loanId: string): WorkingLoan {
  const working = state.loans.get(loanId);
  if (!working) throw new DomainError('not_found', 'loan_unknown', 'Pinjaman ini tidak ada');
  return working;
}

/** The balance of a guarded account in its normal sign. */
export function balanceOf(state: RepayState, accountId: string): bigint {
  const account = state.books.accounts.get(accountId);
  assert(account?.guarded, 'a loan has its guarded ledger accounts');
  return account.balanceSen;
}

/** What an entry took off a loan's interest account: earned before, and now paid or taken back. In sen. */
export function receivableOf(entry: PlannedEntry, { interestAccountId }: Pick<Loan, 'interestAccountId'>): bigint {
  return entry.lines.reduce((sum, line) => (line.accountId === interestAccountId ? sum - line.amountSen : sum), 0n);
}
