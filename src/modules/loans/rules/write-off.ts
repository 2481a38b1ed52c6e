import { DomainError } from '#kernel/errors';
import type { Collectability } from '../store/loans.ts';

/** How many people beside the proposer must agree (issue 3: two approvals). */
export const WRITE_OFF_VOTES = 2;

/** A vote on a proposal to write a loan off. */
export type Vote = { readonly voterId: string; readonly decision: 'agreed' | 'declined' };

export type ProposalState = 'open' | 'agreed' | 'declined';

/** Where a proposal stands: one refusal ends it, two agreements carry it. */
export function proposalState(votes: readonly Vote[]): ProposalState {
  if (votes.some(({ decision }) => decision === 'declined')) return 'declined';
  return votes.filter(({ decision }) => decision === 'agreed').length >= WRITE_OFF_VOTES ? 'agreed' : 'open';
}

/**
 * Refuses to give up a loan that is not a loss: the allowance is whole only there (DOMAIN 3.6, 5.4). Who knows better first gives it that
 * class with a reason. Errors: `loan_not_running`, `write_off_needs_loss`, `write_off_nothing`.
 */
export function checkWriteOff(loan: { status: string; collectability: Collectability; outstandingSen: bigint }): void {
  if (loan.status !== 'active') {
    throw new DomainError('refused', 'loan_not_running', 'Pinjaman ini tidak sedang berjalan');
  }
  if (loan.collectability !== 'loss') {
    throw new DomainError(
      'refused',
      'write_off_needs_loss',
      'Hanya pinjaman macet yang bisa dihapus. Turunkan dulu kolektibilitasnya dengan alasan',
    );
  }
  if (loan.outstandingSen === 0n) {
    throw new DomainError('refused', 'write_off_nothing', 'Pokok pinjaman ini sudah nol. Tidak ada yang dihapus');
  }
}

/** Refuses a vote. Errors: `write_off_decided`, `maker_cannot_check`, `vote_twice`, `voter_is_borrower`. */
export function checkVote(
  proposal: { readonly proposerId: string; readonly borrowerId: string; readonly votes: readonly Vote[] },
  voter: { readonly personId: string; readonly memberId: string | null },
): void {
  if (proposalState(proposal.votes) !== 'open') {
    throw new DomainError('conflict', 'write_off_decided', 'Usulan ini sudah diputuskan');
  }
  if (voter.personId === proposal.proposerId) {
    throw new DomainError('forbidden', 'maker_cannot_check', 'Pengusul tidak boleh menyetujui usulannya sendiri');
  }
  if (proposal.votes.some(({ voterId }) => voterId === voter.personId)) {
    throw new DomainError('conflict', 'vote_twice', 'Anda sudah memberi suara untuk usulan ini');
  }
  if (voter.memberId === proposal.borrowerId) {
    throw new DomainError('forbidden', 'voter_is_borrower', 'Peminjam tidak boleh ikut memutuskan pinjamannya sendiri');
  }
}

/** What stays owed after a write-off: what was owed on its day less what was recovered since, never below zero. In sen. */
export function leftToRecover(owedSen: bigint, recoveredSen: bigint): bigint {
  return recoveredSen < owedSen ? owedSen - recoveredSen : 0n;
}

/** The lines of a write-off by chart code, debit above zero, in sen; a line of zero is left out. */
export function writeOffLines(of: {
  principalSen: bigint;
  receivableSen: bigint;
  /** What stands on the allowance line. */
  allowanceSen: bigint;
}): { allowance: bigint; expense: bigint; income: bigint; principal: bigint; receivable: bigint } {
  const covered = of.allowanceSen < 0n ? 0n : of.allowanceSen < of.principalSen ? of.allowanceSen : of.principalSen;
  return {
    allowance: covered,
    // What the allowance lacks is a loss of this year.
    expense: of.principalSen - covered,
    income: of.receivableSen,
    principal: -of.principalSen,
    receivable: -of.receivableSen,
  };
}

/** The amounts still owed of a loan on the day it is given up, in sen. */
export type Debt = { readonly principalSen: bigint; readonly interestSen: bigint; readonly penaltySen: bigint };

/** Refuses to carry out a proposal on a loan that has changed since. Error: `write_off_changed`. */
export function checkUnchanged(proposal: { readonly principalSen: bigint }, outstandingSen: bigint): void {
  if (proposal.principalSen === outstandingSen) return;
  throw new DomainError(
    'conflict',
    'write_off_changed',
    'Sisa pokok pinjaman berubah sejak diusulkan. Tolak usulan ini dan buat yang baru',
  );
}
