import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { divideRounded, rupiahText } from '#kernel/money';
import { ratioOfDecimal } from '#kernel/ratio';
import type { ProductTerms } from '../terms.ts';

/** What deciding a payout needs to know of a contract. Amounts in sen. */
export type ContractState = {
  readonly number: string;
  readonly status: string;
  readonly signedOn: BusinessDate | null;
  readonly principalSen: bigint;
  readonly disbursedSen: bigint;
};

/**
 * Refuses a payout that the contract itself does not allow. Errors: `loan_cancelled`, `loan_closed`, `loan_not_signed`,
 * `loan_fully_disbursed`, `amount_over_agreed`, `disbursed_before_signed`.
 */
export function checkPayout(loan: ContractState, asked: { amountSen: bigint; on: BusinessDate }): void {
  checkContractOpen(loan);
  if (loan.status === 'drawn' || loan.signedOn === null) {
    throw refused(
      'loan_not_signed',
      `Perjanjian ${loan.number} belum ditandatangani lengkap. Catat tanda tangannya dulu`,
    );
  }
  const left = loan.principalSen - loan.disbursedSen;
  if (left === 0n) throw refused('loan_fully_disbursed', `Pinjaman ${loan.number} sudah dicairkan seluruhnya`);
  if (asked.amountSen > left) {
    throw fieldError('amount', 'amount_over_agreed', `Yang masih bisa dicairkan ${rupiahText(left)}`);
  }
  if (asked.on < loan.signedOn) {
    throw fieldError(
      'happenedOn',
      'disbursed_before_signed',
      'Pencairan tidak boleh sebelum perjanjian ditandatangani',
    );
  }
}

/** Refuses what is done to a contract that ended. Errors: `loan_cancelled`, `loan_closed`. */
export function checkContractOpen(loan: Pick<ContractState, 'number' | 'status'>): void {
  if (loan.status === 'cancelled') throw refused('loan_cancelled', `Perjanjian ${loan.number} sudah dibatalkan`);
  if (loan.status === 'settled' || loan.status === 'written_off') {
    const how = loan.status === 'settled' ? 'lunas' : 'dihapus buku';
    throw refused('loan_closed', `Pinjaman ${loan.number} sudah ${how}`);
  }
}

/** Refuses to cancel a contract of which something was paid out. Errors: `loan_cancelled`, `loan_closed`, `loan_disbursed`. */
export function checkCancel(loan: ContractState): void {
  checkContractOpen(loan);
  if (loan.disbursedSen === 0n) return;
  throw refused('loan_disbursed', `Pinjaman ${loan.number} sudah dicairkan. Lunasi lebih awal, jangan dibatalkan`);
}

/** What an approval says about a payout. */
export type ApprovalState = {
  readonly validUntil: BusinessDate | null;
  readonly openConditions: readonly string[];
  readonly approvers: readonly { readonly personId: string; readonly name: string }[];
  /** Names of those who approved and may no longer approve. */
  readonly noLongerEntitled: readonly string[];
};

/**
 * Refuses a payout that its approval does not carry. Errors: `approval_expired`, `conditions_unmet`, `approver_dismissed`,
 * `approver_disburses` (who approved alone does not also pay out: approving and paying are separate duties). Of a contract that began to be
 * paid out in time, later tranches may follow after the approval's last day.
 */
export function checkApproval(
  approval: ApprovalState,
  asked: { on: BusinessDate; personId: string; first: boolean },
): void {
  if (asked.first && approval.validUntil !== null && asked.on > approval.validUntil) {
    throw refused(
      'approval_expired',
      `Persetujuan pinjaman ini berlaku sampai ${approval.validUntil}. Ajukan persetujuan lagi`,
    );
  }
  if (approval.openConditions.length > 0) {
    throw refused('conditions_unmet', `Syarat persetujuan belum dipenuhi: ${approval.openConditions.join('; ')}`);
  }
  if (approval.noLongerEntitled.length > 0) {
    throw refused(
      'approver_dismissed',
      `${approval.noLongerEntitled.join(', ')} yang menyetujui pinjaman ini sudah tidak berhak menyetujui. Minta persetujuan baru`,
    );
  }
  const [only, ...others] = approval.approvers;
  if (only && others.length === 0 && only.personId === asked.personId) {
    throw refused(
      'approver_disburses',
      'Yang menyetujui sendirian tidak boleh juga mencairkan. Minta petugas lain mencairkan',
    );
  }
}

/** What stands behind a contract, and what its terms ask. Amounts in sen. */
export type SecurityFacts = {
  readonly principalSen: bigint;
  readonly rule: ProductTerms['security'];
  readonly collateralSen: bigint;
  readonly guarantors: number;
  readonly documents: readonly string[];
  readonly given: readonly string[];
};

/** What is still missing of what the terms ask: collateral in percent of the whole loan where it is above the limit, guarantors, papers by code. */
export function missingSecurity(facts: SecurityFacts): MissingSecurity {
  const { rule, principalSen, collateralSen } = facts;
  const needed = rule.collateralAbove !== undefined && principalSen > rule.collateralAbove;
  // Without a percent any collateral will do.
  const percent = rule.collateralPercent;
  const askedSen = !needed ? 0n : percent === undefined ? 1n : partUp(principalSen, percent);
  return {
    collateralSen: askedSen > collateralSen ? askedSen - collateralSen : 0n,
    guarantors: Math.max(0, rule.guarantors - facts.guarantors),
    documents: facts.documents.filter((code) => !facts.given.includes(code)),
  };
}

function partUp(amountSen: bigint, percent: string): bigint {
  const { n, d } = ratioOfDecimal(percent);
  return divideRounded(amountSen * n, d * 100n, 'up');
}

/** What a contract's product asks and is not there yet. */
export type MissingSecurity = {
  readonly collateralSen: bigint;
  readonly guarantors: number;
  readonly documents: readonly string[];
};

/** Refuses a payout whose security is not complete. Errors: `collateral_missing`, `guarantor_missing`, `documents_missing`. */
export function checkSecurity(missing: MissingSecurity): void {
  if (missing.collateralSen > 0n) {
    const lacking =
      missing.collateralSen === 1n
        ? 'Agunan belum dicatat'
        : `Nilai agunan masih kurang ${rupiahText(missing.collateralSen)}`;
    throw refused('collateral_missing', `${lacking}. Catat agunannya dulu`);
  }
  if (missing.guarantors > 0) {
    throw refused('guarantor_missing', `Masih kurang ${missing.guarantors} penjamin. Catat penjaminnya dulu`);
  }
  if (missing.documents.length > 0) {
    throw refused('documents_missing', `Berkas belum lengkap: ${missing.documents.join(', ')}`);
  }
}

/** Refuses what the law's ceiling for one borrower does not hold any more (BMPP). `outstandingSen` has this contract in it. Error: `ceiling_exceeded`. */
export function checkCeiling(limit: {
  readonly outstandingSen: bigint;
  readonly ceilingSen: bigint;
  readonly legalBasis: string;
}): void {
  if (limit.outstandingSen <= limit.ceilingSen) return;
  throw refused(
    'ceiling_exceeded',
    `Pinjaman anggota ini bersama yang ini ${rupiahText(limit.outstandingSen)}, batasnya sekarang ${rupiahText(limit.ceilingSen)} (${limit.legalBasis})`,
  );
}

function refused(reason: string, pesan: string): DomainError {
  return new DomainError('refused', reason, pesan);
}
