import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { lockAccounts } from '#ledger';
import { readTellerAccounts } from '#savings';
import { StandingOrderInput } from '../repay-schema.ts';
import { checkRunning } from '../rules/repayable.ts';
import { insertLoanEvents } from '../store/events.ts';
import { type Loan, requireLoan, updateLoan } from '../store/loans.ts';

/**
 * Turns paying instalments out of a saving on or off. Answers `{ id, standingOrder, savingsAccountId }`. Errors: `loan_unknown`, those of
 * `checkRunning`, `standing_order_saving`.
 */
export const setStandingOrder = command({
  name: 'loans.setStandingOrder',
  permission: 'loans.collect',
  input: StandingOrderInput,
  run: (scope, { loanId, on, savingsAccountId }) => setOrder(scope, { loanId, on, savingsAccountId }),
});

/** The same by the member, for an own loan. Errors: as `setStandingOrder`; `loan_unknown` for another's. */
export const setOwnStandingOrder = command({
  name: 'loans.setOwnStandingOrder',
  permission: 'self.write',
  input: StandingOrderInput,
  async run(scope, { loanId, on, savingsAccountId }) {
    await requireOwnLoan(scope, loanId);
    return setOrder(scope, { loanId, on, savingsAccountId });
  },
});

/** Step: a loan of the member who acts. Error: `loan_unknown`, also for another's. */
export async function requireOwnLoan(scope: Scope, loanId: string): Promise<Loan> {
  const loan = await requireLoan(scope, loanId);
  if (loan.memberId === scope.context.actor.memberId) return loan;
  throw new DomainError('not_found', 'loan_unknown', 'Pinjaman ini tidak ada');
}

async function setOrder(
  scope: Scope,
  { loanId, on, savingsAccountId }: { loanId: string; on: boolean; savingsAccountId: string | undefined },
) {
  await lockAccounts(scope, [loanId]);
  const loan = await requireLoan(scope, loanId);
  checkRunning(loan);
  const chosen = savingsAccountId ?? loan.savingsAccountId;
  if (on) await requireSaving(scope, loan, chosen);
  const next = { standingOrder: on, savingsAccountId: on ? chosen : loan.savingsAccountId };
  await updateLoan(scope, loanId, next);
  await insertLoanEvents(scope, [
    { loanId, kind: 'standing_order_changed', on: scope.today, version: loan.version, detail: next },
  ]);
  return { id: loanId, ...next };
}

async function requireSaving(scope: Scope, loan: Loan, accountId: string | null): Promise<void> {
  const account = (await readTellerAccounts(scope, accountId === null ? [] : [accountId])).get(accountId ?? '');
  const usable = account?.memberId === loan.memberId && account.kind === 'voluntary' && account.status === 'open';
  if (usable) return;
  throw fieldError(
    'savingsAccountId',
    'standing_order_saving',
    'Pilih simpanan sukarela milik peminjam ini yang masih terbuka',
  );
}
