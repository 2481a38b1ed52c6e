import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField, idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { tellerAccounts } from '#savings';
import { settlementQuote } from '../rules/settlement.ts';
import { loanIdsOfMembers } from '../store/loans.ts';
import { bankAccounts } from './bank-accounts.ts';
import { type Debt, type QuoteView, quoteView, readDebts } from './debt.ts';
import { type LoanPayment, readPayments } from './payments.ts';

/** A loan in short, as its borrower and the counter see it. Amounts are decimal strings. */
export type LoanCard = {
  readonly id: string;
  readonly number: string;
  readonly productName: string;
  readonly memberName: string;
  readonly status: Debt['loan']['status'];
  readonly principal: string;
  readonly outstanding: string;
  /** Principal paid so far in percent of the plan's, rounded down: what a bar shows. */
  readonly paidPercent: number;
  readonly paid: string;
  /** Due by today and not paid, late charge included; and the charge in it. */
  readonly due: string;
  readonly penalty: string;
  readonly dueSince: BusinessDate | null;
  /** The next instalment that is not due yet. */
  readonly nextDueOn: BusinessDate | null;
  readonly next: string;
  readonly standingOrder: boolean;
};

/** One row of a plan as people see it. */
export type PlanRow = {
  readonly no: number;
  readonly dueOn: BusinessDate;
  readonly principal: string;
  readonly interest: string;
  readonly total: string;
  readonly open: string;
  readonly state: 'paid' | 'late' | 'part' | 'open';
};

/** A loan's page: the card, its plan, what was paid, what settles it, and the savings that could pay. */
export type LoanPage = {
  readonly card: LoanCard;
  readonly rows: readonly PlanRow[];
  readonly payments: readonly LoanPayment[];
  readonly quote: QuoteView | null;
  readonly savings: readonly { readonly id: string; readonly label: string; readonly available: string }[];
  readonly savingsAccountId: string | null;
  readonly payNow: string;
  readonly memberId: string;
};

/** The member's own loans, running ones first. */
export const ownLoans = query({
  name: 'loans.own',
  permission: 'self.read',
  input: z.strictObject({}),
  async run(scope): Promise<LoanCard[]> {
    const ids = await loanIdsOfMembers(scope, [ownMember(scope)]);
    const debts = await readDebts(scope, ids, scope.today);
    const cards = ids.flatMap((id) => {
      const debt = debts.get(id);
      return debt && debt.loan.status !== 'cancelled' ? [cardOf(debt, scope.today)] : [];
    });
    return [...cards.filter(isRunning), ...cards.filter((card) => !isRunning(card))];
  },
});

const PageInput = z.strictObject({ loanId: idField, on: dateField.optional() });

/** One own loan; `on` is the day to simulate settling on. Error: `loan_unknown`, also for another's. */
export const ownLoan = query({
  name: 'loans.ownLoan',
  permission: 'self.read',
  input: PageInput,
  run: (scope, { loanId, on }) => pageOf(scope, { loanId, on, memberId: ownMember(scope) }),
});

/** One loan for whoever takes its payments, with the bank accounts that a transfer may have reached. Error: `loan_unknown`. */
export const repaymentDesk = query({
  name: 'loans.repaymentDesk',
  permission: 'loans.read',
  input: PageInput,
  async run(scope, { loanId, on }) {
    const page = await pageOf(scope, { loanId, on });
    return { ...page, banks: await bankAccounts(scope) };
  },
});

function ownMember(scope: QueryScope): string {
  const { memberId } = scope.context.actor;
  if (memberId) return memberId;
  throw new DomainError('forbidden', 'members_only', 'Halaman ini untuk anggota');
}

async function pageOf(
  scope: QueryScope,
  { loanId, on, memberId }: { loanId: string; on: BusinessDate | undefined; memberId?: string },
): Promise<LoanPage> {
  const debt = (await readDebts(scope, [loanId], scope.today)).get(loanId);
  if (!debt || (memberId !== undefined && debt.loan.memberId !== memberId)) {
    throw new DomainError('not_found', 'loan_unknown', 'Pinjaman ini tidak ada');
  }
  const { loan, rows, payments } = debt;
  const day = on !== undefined && on > scope.today ? on : scope.today;
  const accounts = await tellerAccounts(scope, loan.memberId);
  return {
    card: cardOf(debt, scope.today),
    rows: rows.map((row) => planRow(row, scope.today)),
    payments: await readPayments(scope, { loanId }),
    quote: loan.status === 'active' ? quoteView(settlementQuote(loan.terms, rows, payments, day)) : null,
    savings: accounts
      .filter(({ kind, mayWithdraw }) => kind === 'voluntary' && mayWithdraw)
      .map(({ id, productName, number, availableSen }) => ({
        id,
        label: `${productName} ${number}`,
        available: formatDecimal(availableSen),
      })),
    savingsAccountId: loan.savingsAccountId,
    payNow: formatDecimal(debt.dueSen > 0n ? debt.dueSen : debt.runningSen),
    memberId: loan.memberId,
  };
}

function isRunning({ status }: LoanCard): boolean {
  return status === 'active' || status === 'drawn' || status === 'signed';
}

function cardOf(debt: Debt, today: BusinessDate): LoanCard {
  const { loan, rows, due, dueSen } = debt;
  const paidSen = rows.reduce((sum, row) => sum + row.paidPrincipalSen, 0n);
  const planned = rows.reduce((sum, row) => sum + row.principalSen, 0n);
  const open = rows.filter((row) => openOf(row) > 0n);
  const next = open.find(({ dueOn }) => dueOn > today);
  return {
    id: loan.id,
    number: loan.number,
    productName: loan.productName,
    memberName: loan.memberName,
    status: loan.status,
    principal: formatDecimal(loan.principalSen),
    outstanding: formatDecimal(loan.outstandingSen),
    paid: formatDecimal(paidSen),
    paidPercent: planned === 0n ? 0 : Number((paidSen * 100n) / planned),
    due: formatDecimal(dueSen),
    penalty: formatDecimal(due.penalty),
    dueSince: dueSen > 0n ? (open[0]?.dueOn ?? null) : null,
    nextDueOn: next?.dueOn ?? null,
    next: formatDecimal(next ? openOf(next) : 0n),
    standingOrder: loan.standingOrder,
  };
}

type Row = Debt['rows'][number];

function openOf(row: Row): bigint {
  return row.principalSen + row.interestSen - row.paidPrincipalSen - row.paidInterestSen;
}

function planRow(row: Row, today: BusinessDate): PlanRow {
  const open = openOf(row);
  const total = row.principalSen + row.interestSen;
  return {
    no: row.no,
    dueOn: row.dueOn,
    principal: formatDecimal(row.principalSen),
    interest: formatDecimal(row.interestSen),
    total: formatDecimal(total),
    open: formatDecimal(open),
    state: open === 0n ? 'paid' : row.dueOn < today ? 'late' : open < total ? 'part' : 'open',
  };
}
