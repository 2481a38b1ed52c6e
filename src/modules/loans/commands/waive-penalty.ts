import { command } from '#kernel/command';
import { assert, fieldError } from '#kernel/errors';
import type { ApprovalNeed } from '#kernel/held';
import { formatDecimal, rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { WaivePenaltyInput } from '../repay-schema.ts';
import { chargedThrough } from '../rules/allocation.ts';
import { penaltyOwed } from '../rules/penalty.ts';
import { checkRunning } from '../rules/repayable.ts';
import { insertLoanEvents } from '../store/events.ts';
import type { Instalment } from '../store/instalments.ts';
import { writePaid } from '../store/instalments.ts';
import { writePaidLoans } from '../store/payments.ts';
import { nothingOwed } from './repay-decide.ts';
import { requireWorking } from './repay-entry.ts';
import { loadRepayments, type WorkingLoan, withStanding } from './repay-state.ts';

/**
 * Forgives late charge that is owed today, oldest instalment first; always with a second person. Nothing is booked, since a charge is booked
 * when it is paid. Answers `{ id, waived, penalty, settled }`. Errors: `loan_unknown`, those of `checkRunning`, `no_penalty_owed`,
 * `waiver_too_large`.
 */
export const waivePenalty = command({
  name: 'loans.waivePenalty',
  permission: 'loans.collect',
  input: WaivePenaltyInput,
  async approval(scope, { loanId, amount, reason }): Promise<ApprovalNeed> {
    const { working, owed } = await owedPenalties(scope, loanId);
    const amountSen = waivedSum(owed, amount);
    const { number, memberName } = working.loan;
    return {
      rule: 'loans.waive_penalty',
      summary: `Hapus denda ${rupiahText(amountSen)} pinjaman ${number}, ${memberName}: ${reason}`,
      amountSen,
      permission: 'loans.approve',
    };
  },
  async run(scope, { loanId, amount, reason }) {
    const { working, owed } = await owedPenalties(scope, loanId);
    const waivedSen = waivedSum(owed, amount);
    let left = waivedSen;
    const waived = owed.flatMap(({ row, owedSen }) => {
      const part = owedSen < left ? owedSen : left;
      left -= part;
      return part > 0n ? [{ row: { ...row, waivedPenaltySen: row.waivedPenaltySen + part }, partSen: part }] : [];
    });
    assert(left === 0n, 'what is forgiven is owed');
    const rows = working.rows.map((row) => waived.find((one) => one.row.no === row.no)?.row ?? row);
    const ended = nothingOwed(working, rows, scope.today) ? { status: 'settled' as const, closedOn: scope.today } : {};
    const loan = withStanding({ ...working.loan, ...ended }, rows);
    await writePaid(
      scope,
      waived.map(({ row }) => ({ ...row, version: loan.version })),
    );
    await writePaidLoans(scope, [loan]);
    const parts = waived.map(({ row, partSen }) => ({ no: row.no, amount: formatDecimal(partSen) }));
    const [id] = await insertLoanEvents(scope, [
      {
        loanId,
        kind: 'penalty_waived',
        on: scope.today,
        version: loan.version,
        penaltySen: waivedSen,
        note: reason,
        detail: { waived: parts },
      },
    ]);
    const owedSen = owed.reduce((sum, one) => sum + one.owedSen, 0n);
    return {
      id,
      waived: formatDecimal(waivedSen),
      penalty: formatDecimal(owedSen - waivedSen),
      settled: loan.status === 'settled',
    };
  },
});

type OwedPenalty = { readonly row: Instalment; readonly owedSen: bigint };

async function owedPenalties(scope: Scope, loanId: string): Promise<{ working: WorkingLoan; owed: OwedPenalty[] }> {
  const state = await loadRepayments(scope, [{ loanId, channel: 'cash' }]);
  const working = requireWorking(state, loanId);
  checkRunning(working.loan);
  const { loan, rows, payments } = working;
  const owed = rows
    .map((row) => ({ row, owedSen: penaltyOwed(row, chargedThrough(row, payments, loan.terms.penalty, scope.today)) }))
    .filter(({ owedSen }) => owedSen > 0n);
  return { working, owed };
}

function waivedSum(owed: readonly OwedPenalty[], wished: bigint | undefined): bigint {
  const owedSen = owed.reduce((sum, one) => sum + one.owedSen, 0n);
  if (owedSen === 0n) throw fieldError('amount', 'no_penalty_owed', 'Tidak ada denda yang terutang pada pinjaman ini');
  if (wished !== undefined && wished > owedSen) {
    throw fieldError('amount', 'waiver_too_large', `Denda yang terutang hanya ${rupiahText(owedSen)}`);
  }
  return wished ?? owedSen;
}
