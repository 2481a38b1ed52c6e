import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField, idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { payableOn } from '../commands/repay-decide.ts';
import { type Owed, owedSum, runningRow } from '../rules/allocation.ts';
import type { PaidPart } from '../rules/penalty.ts';
import { checkRunning } from '../rules/repayable.ts';
import { SETTLEMENT_WORDS, type SettlementQuote, settlementQuote } from '../rules/settlement.ts';
import { type Instalment, readInstalments } from '../store/instalments.ts';
import { type Loan, readLoans } from '../store/loans.ts';
import { activeLoansOf, readLivePayments } from '../store/payments.ts';

/** A loan with its rows, and what is owed of it on a day. Amounts in sen. */
export type Debt = {
  readonly loan: Loan;
  readonly rows: readonly Instalment[];
  readonly payments: readonly PaidPart[];
  /** Due by the day, late charge included. */
  readonly due: Owed;
  readonly dueSen: bigint;
  /** Of the instalment that is running, not yet due. */
  readonly runningSen: bigint;
  readonly runningDueOn: BusinessDate | null;
};

/** What these loans owe on a day, in a few reads whatever their number; loans that do not exist are left out. */
export async function readDebts(
  scope: QueryScope,
  loanIds: readonly string[],
  on: BusinessDate,
): Promise<Map<string, Debt>> {
  const [loans, rows, payments] = await Promise.all([
    readLoans(scope, loanIds),
    readInstalments(scope, loanIds),
    readLivePayments(scope, loanIds),
  ]);
  return new Map(
    [...loans.values()].map((loan) => {
      const own = { loan, rows: rows.get(loan.id) ?? [], payments: payments.get(loan.id) ?? [] };
      return [loan.id, debtOf(own, on)];
    }),
  );
}

function debtOf(own: { loan: Loan; rows: Instalment[]; payments: PaidPart[] }, on: BusinessDate): Debt {
  const running = runningRow(own.rows, on);
  const payable = own.loan.status === 'active' ? payableOn(own, on) : [];
  const due = payable.filter(({ no }) => no !== running?.no);
  const ahead = payable.filter(({ no }) => no === running?.no);
  const sum = (part: 'penalty' | 'interest' | 'principal') => due.reduce((total, row) => total + row[part], 0n);
  return {
    ...own,
    due: { no: 0, penalty: sum('penalty'), interest: sum('interest'), principal: sum('principal') },
    dueSen: owedSum(due),
    runningSen: owedSum(ahead),
    runningDueOn: running?.dueOn ?? null,
  };
}

/** A loan as the counter shows it before money is taken. Amounts are decimal strings. */
export type CounterLoan = {
  readonly id: string;
  readonly number: string;
  readonly productName: string;
  readonly outstanding: string;
  readonly due: string;
  readonly penalty: string;
  readonly running: string;
  readonly runningDueOn: string | null;
  readonly daysPastDue: number;
};

/** The running loans of a member with what is due today. */
export async function loansAtCounter(scope: QueryScope, memberId: string): Promise<CounterLoan[]> {
  const ids = (await activeLoansOf(scope, [memberId])).map(({ id }) => id);
  const debts = await readDebts(scope, ids, scope.today);
  return ids.flatMap((id) => {
    const debt = debts.get(id);
    return debt ? [counterLoan(debt)] : [];
  });
}

/** The short view of a debt. */
export function counterLoan({ loan, due, dueSen, runningSen, runningDueOn }: Debt): CounterLoan {
  return {
    id: loan.id,
    number: loan.number,
    productName: loan.productName,
    outstanding: formatDecimal(loan.outstandingSen),
    due: formatDecimal(dueSen),
    penalty: formatDecimal(due.penalty),
    running: formatDecimal(runningSen),
    runningDueOn,
    daysPastDue: loan.daysPastDue,
  };
}

/** What settling costs, in words and decimal strings. */
export function quoteView(quote: SettlementQuote) {
  return {
    on: quote.on,
    validThrough: quote.validThrough,
    principal: formatDecimal(quote.principalSen),
    interest: formatDecimal(quote.interestSen),
    penalty: formatDecimal(quote.penaltySen),
    total: formatDecimal(quote.totalSen),
    parts: quote.parts.map(({ part, amountSen }) => ({
      part,
      label: SETTLEMENT_WORDS[part],
      amount: formatDecimal(amountSen),
    })),
  };
}
export type QuoteView = ReturnType<typeof quoteView>;

/** The quote of a running loan on a day that is not past. Errors: `loan_unknown`, those of `checkRunning`, `settlement_date_past`. */
export async function readQuote(scope: QueryScope, loanId: string, on: BusinessDate): Promise<SettlementQuote> {
  const debt = (await readDebts(scope, [loanId], on)).get(loanId);
  if (!debt) throw new DomainError('not_found', 'loan_unknown', 'Pinjaman ini tidak ada');
  checkRunning(debt.loan);
  if (on < scope.today) {
    throw new DomainError('invalid', 'settlement_date_past', 'Pilih tanggal hari ini atau sesudahnya', [
      { field: 'on', code: 'settlement_date_past', pesan: 'Pilih tanggal hari ini atau sesudahnya' },
    ]);
  }
  return settlementQuote(debt.loan.terms, debt.rows, debt.payments, on);
}

const QuoteInput = z.strictObject({ loanId: idField, on: dateField.optional() });

/** What settles a loan on a day. Errors: as `readQuote`. */
export const settlementOn = query({
  name: 'loans.settlement',
  permission: 'loans.read',
  input: QuoteInput,
  run: async (scope, { loanId, on }) => quoteView(await readQuote(scope, loanId, on ?? scope.today)),
});

const DUES_MAX = 500;

/** What each of these loans owes on a day (today, when none is named). Amounts are decimal strings. */
export const loanDues = query({
  name: 'loans.dues',
  permission: 'loans.read',
  input: z.strictObject({ loanIds: z.array(idField).max(DUES_MAX), on: dateField.optional() }),
  async run(scope, { loanIds, on }) {
    const debts = await readDebts(scope, loanIds, on ?? scope.today);
    return [...debts.values()].map((debt) => ({
      ...counterLoan(debt),
      loanId: debt.loan.id,
      status: debt.loan.status,
    }));
  },
});

/** The running loans of a member with what is due today. */
export const memberLoans = query({
  name: 'loans.ofMember',
  permission: 'loans.read',
  input: z.strictObject({ memberId: idField }),
  run: (scope, { memberId }) => loansAtCounter(scope, memberId),
});
