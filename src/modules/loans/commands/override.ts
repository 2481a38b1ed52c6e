import sql from 'sql-template-tag';
import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { lockAccounts } from '#ledger';
import { OverrideInput, ProspectInput, TakeBackInput } from '../quality-schema.ts';
import { classify, compareClasses } from '../rules/collectability.ts';
import { insertLoanEvents } from '../store/events.ts';
import { type Loan, requireLoan, updateLoan } from '../store/loans.ts';
import { readQuality } from '../store/quality-facts.ts';
import { refreshStanding } from './refresh-standing.ts';

/**
 * Gives a loan a worse class than the rule does, with a reason, until it is taken back. Errors: `loan_not_running`,
 * `override_not_downward`.
 */
export const overrideClass = command({
  name: 'loans.overrideClass',
  permission: 'loans.manage',
  input: OverrideInput,
  async run(scope, input) {
    const loan = await lockRunning(scope, input.loanId);
    const byRule = await ruleClass(scope, loan);
    if (compareClasses(input.class, byRule) <= 0) {
      throw new DomainError(
        'refused',
        'override_not_downward',
        'Kolektibilitas hanya boleh diturunkan. Pilih yang lebih buruk daripada hasil aturan',
      );
    }
    await change(scope, loan, { override: input.class, note: input.reason, byRule });
    return { loanId: loan.id, class: input.class };
  },
});

/** Takes a person's class back: the rule's holds again at once. Errors: `loan_not_running`, `override_absent`. */
export const takeBackOverride = command({
  name: 'loans.takeBackOverride',
  permission: 'loans.manage',
  input: TakeBackInput,
  async run(scope, input) {
    const loan = await lockRunning(scope, input.loanId);
    if (!loan.override) {
      throw new DomainError('refused', 'override_absent', 'Kolektibilitas pinjaman ini tidak sedang diturunkan');
    }
    const byRule = await ruleClass(scope, loan);
    await change(scope, loan, { override: null, note: input.reason, byRule });
    return { loanId: loan.id, class: byRule };
  },
});

/**
 * Notes what a person judged of a bad loan: it can be saved, it cannot, or it was handed to a court, an auction or an insurer
 * (Permen 14/2009). Error: `loan_not_running`.
 */
export const setProspect = command({
  name: 'loans.setProspect',
  permission: 'loans.manage',
  input: ProspectInput,
  async run(scope, input) {
    const loan = await lockRunning(scope, input.loanId);
    await scope.tx.run(sql`
      update loans.loan set prospect = ${input.prospect} where cooperative_id = ${scope.cooperativeId} and id = ${loan.id}`);
    await note(scope, loan, input.reason, { prospect: input.prospect });
    await refreshStanding(scope, [loan.id], scope.today);
    return { loanId: loan.id, prospect: input.prospect };
  },
});

/** Step: locks a loan and reads it. Errors: `loan_unknown`, `loan_not_running`. */
export async function lockRunning(scope: Scope, loanId: string): Promise<Loan> {
  const { interestAccountId } = await requireLoan(scope, loanId);
  await lockAccounts(scope, [loanId, interestAccountId]);
  const loan = await requireLoan(scope, loanId);
  if (loan.status === 'active') return loan;
  throw new DomainError('refused', 'loan_not_running', 'Pinjaman ini tidak sedang berjalan');
}

async function ruleClass(scope: Scope, loan: Loan) {
  const quality = (await readQuality(scope, [loan.id], scope.today)).get(loan.id);
  if (!quality) return loan.collectability;
  return classify(quality.rule, { ...quality.facts, override: null }, scope.today).class;
}

async function change(
  scope: Scope,
  loan: Loan,
  { override, note: words, byRule }: { override: Loan['override']; note: string; byRule: Loan['collectability'] },
): Promise<void> {
  await updateLoan(scope, loan.id, { override });
  await note(scope, loan, words, { class: override, byRule, before: loan.collectability });
  await refreshStanding(scope, [loan.id], scope.today);
}

async function note(scope: Scope, loan: Loan, words: string, detail: Readonly<Record<string, unknown>>): Promise<void> {
  const { id: loanId, version } = loan;
  await insertLoanEvents(scope, [{ loanId, kind: 'class_overridden', on: scope.today, version, note: words, detail }]);
}
