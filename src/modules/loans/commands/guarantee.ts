import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { formatDecimal, rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { lockAccounts } from '#ledger';
import { ClaimGroupInput, ClaimInput, PayGuaranteeInput } from '../quality-schema.ts';
import { shareOfArrears } from '../rules/group.ts';
import { readGroupMembers, readGroups } from '../store/groups.ts';
import { insertClaims, insertGuaranteePayment, readClaims } from '../store/guarantee-claims.ts';
import { readGuarantors } from '../store/guarantors.ts';
import type { Loan } from '../store/loans.ts';
import { lockRunning } from './override.ts';
import { repayStep } from './repay.ts';
import { debtOf } from './write-off.ts';

/**
 * Asks a guarantor, who is a member, to pay what a loan is behind with, at most what they promised. Errors: `loan_not_running`,
 * `guarantor_not_of_loan`, `claim_over_guarantee`, `claim_over_overdue`.
 */
export const claimGuarantor = command({
  name: 'loans.claimGuarantor',
  permission: 'loans.manage',
  input: ClaimInput,
  async run(scope, { loanId, memberId, amount, note }) {
    const loan = await lockRunning(scope, loanId);
    const guarantor = (await readGuarantors(scope, { loanId })).find(
      (one) => one.memberId === memberId && one.releasedOn === null,
    );
    if (!guarantor) throw fieldError('memberId', 'guarantor_not_of_loan', 'Anggota ini tidak menjamin pinjaman ini');
    const claims = await readClaims(scope, { loanId });
    const asked = claims.reduce((sum, one) => (one.memberId === memberId ? sum + one.amountSen : sum), 0n);
    if (asked + amount > guarantor.amountSen) {
      throw fieldError(
        'amount',
        'claim_over_guarantee',
        `Yang dijamin ${rupiahText(guarantor.amountSen)}, sudah ditagih ${rupiahText(asked)}`,
      );
    }
    const open = claims.reduce((sum, one) => sum + one.amountSen - one.paidSen, 0n);
    requireOverdue(await overdueOf(scope, loan), open + amount);
    const [id] = await insertClaims(scope, [{ loanId, memberId, ground: 'guarantor', amountSen: amount, note }]);
    return { id: id ?? '' };
  },
});

/**
 * Asks the other members of a joint-liability group for what a loan is behind with, in the shares the group agreed on. Errors:
 * `loan_not_running`, `loan_has_no_group`, `claim_over_overdue` when nothing is left to ask for.
 */
export const claimGroup = command({
  name: 'loans.claimGroup',
  permission: 'loans.manage',
  input: ClaimGroupInput,
  async run(scope, { loanId, note }) {
    const loan = await lockRunning(scope, loanId);
    const [group] = loan.groupId === null ? [] : await readGroups(scope, loan.groupId);
    if (!group) throw new DomainError('refused', 'loan_has_no_group', 'Pinjaman ini bukan pinjaman kelompok');
    const claims = await readClaims(scope, { loanId });
    const open = claims.reduce((sum, one) => sum + one.amountSen - one.paidSen, 0n);
    const overdueSen = await overdueOf(scope, loan);
    requireOverdue(overdueSen, open + 1n);
    const others = (await readGroupMembers(scope, [group.id])).filter(
      ({ memberId, leftOn }) => memberId !== loan.memberId && leftOn === null,
    );
    const shares = [...shareOfArrears(overdueSen - open, others, group.shareRule)].filter(([, share]) => share > 0n);
    await insertClaims(
      scope,
      shares.map(([memberId, amountSen]) => ({ loanId, memberId, ground: 'group' as const, amountSen, note })),
    );
    return { claims: shares.length, amount: formatDecimal(overdueSen - open) };
  },
});

/**
 * Pays a claim, or a part of it, from the guarantor's own saving, with how they agreed on record. Errors: `claim_unknown`,
 * `amount_over_remaining`, those of a repayment.
 */
export const payGuarantee = command({
  name: 'loans.payGuarantee',
  permission: 'loans.collect',
  input: PayGuaranteeInput,
  async run(scope, { claimId, savingsAccountId, amount, consent }) {
    const [first] = await readClaims(scope, { id: claimId });
    if (!first) throw new DomainError('not_found', 'claim_unknown', 'Tagihan kepada penjamin ini tidak ada');
    await lockAccounts(scope, [first.loanId, savingsAccountId]);
    const [claim = first] = await readClaims(scope, { id: claimId });
    const leftSen = claim.amountSen - claim.paidSen;
    if (amount > leftSen) {
      throw fieldError('amount', 'amount_over_remaining', `Sisa tagihan kepada penjamin ${rupiahText(leftSen)}`);
    }
    const paid = await repayStep(scope, {
      loanId: claim.loanId,
      amountSen: amount,
      channel: 'savings',
      savingsAccountId,
      payerMemberId: claim.memberId,
      note: `Dibayar penjamin ${claim.memberName}`,
    });
    await insertGuaranteePayment(scope, { claimId, eventId: paid.id, amountSen: amount, consent });
    return { claimId, receiptNumber: paid.receiptNumber, remaining: formatDecimal(leftSen - amount) };
  },
});

async function overdueOf(scope: Scope, loan: Loan): Promise<bigint> {
  const { interestSen, penaltySen } = await debtOf(scope, loan);
  return loan.overduePrincipalSen + interestSen + penaltySen;
}

function requireOverdue(overdueSen: bigint, wantedSen: bigint): void {
  if (wantedSen <= overdueSen) return;
  throw new DomainError(
    'refused',
    'claim_over_overdue',
    `Yang menunggak dan belum ditagih kepada penjamin lebih kecil. Tunggakan ${rupiahText(overdueSen)}`,
  );
}
