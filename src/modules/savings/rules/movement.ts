import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { rupiahText } from '#kernel/money';
import type { AccountStatus, SavingsKind } from './kinds.ts';

/** What deciding a deposit or withdrawal needs to know of an account and the terms in force. Amounts in sen. */
export type AccountFacts = {
  readonly number: string;
  readonly kind: SavingsKind;
  readonly status: AccountStatus;
  readonly memberStatus: string;
  readonly openedOn: BusinessDate;
  readonly interestThrough: BusinessDate;
  readonly goalOn: BusinessDate | null;
  readonly blockedSen: bigint;
  readonly minBalanceSen: bigint;
  readonly minDepositSen: bigint;
  readonly depositSenMax: bigint | null;
  readonly withdrawalSenMax: bigint | null;
  readonly approvalAboveSen: bigint | null;
  readonly dueSen: bigint | null;
  readonly productActive: boolean;
};

/** A movement that somebody asks for. `balanceSen` is the account's balance before it. */
export type Movement = {
  readonly amountSen: bigint;
  readonly balanceSen: bigint;
  readonly on: BusinessDate;
  readonly today: BusinessDate;
};

/**
 * Refuses a deposit that the account or its terms do not allow. Errors: `account_closed`, `account_blocked`, `member_not_served`,
 * `before_opening`, `interest_already_posted`, `principal_already_paid`, `amount_over_remaining`, `term_takes_no_deposit`,
 * `amount_under_minimum`, `amount_over_limit`.
 */
export function checkDeposit(account: AccountFacts, movement: Movement): void {
  checkUsable(account);
  checkMemberDeposits(account);
  checkDate(account, movement);
  if (account.kind === 'term' && movement.balanceSen > 0n) {
    throw new DomainError(
      'refused',
      'term_takes_no_deposit',
      'Simpanan berjangka hanya diisi sekali. Buka simpanan berjangka baru',
    );
  }
  if (account.kind === 'principal') checkPrincipal(account, movement);
  if (movement.amountSen < account.minDepositSen) {
    throw atAmount('amount_under_minimum', `Setoran paling sedikit ${rupiahText(account.minDepositSen)}`);
  }
  if (account.depositSenMax !== null && movement.amountSen > account.depositSenMax) {
    throw atAmount('amount_over_limit', `Setoran paling banyak ${rupiahText(account.depositSenMax)} sekali setor`);
  }
}

/**
 * Refuses a withdrawal that the account or its terms do not allow. Errors: `account_closed`, `account_blocked`, `before_opening`,
 * `interest_already_posted`, `not_withdrawable`, `term_not_matured`, `goal_locked`, `amount_over_limit`, `balance_not_enough`.
 */
export function checkWithdrawal(account: AccountFacts, movement: Movement): void {
  checkUsable(account);
  checkDate(account, movement);
  checkWithdrawable(account, movement.today);
  if (account.withdrawalSenMax !== null && movement.amountSen > account.withdrawalSenMax) {
    throw atAmount('amount_over_limit', `Penarikan paling banyak ${rupiahText(account.withdrawalSenMax)} sekali ambil`);
  }
  const available = availableSen(account, movement.balanceSen);
  if (movement.amountSen > available) {
    const balance = rupiahText(movement.balanceSen);
    throw atAmount(
      'balance_not_enough',
      `Saldo tidak cukup. Saldo ${balance}, yang bisa diambil ${rupiahText(available)}`,
      'refused',
    );
  }
}

/**
 * Refuses to put money of another room of the cooperative (a loan, what was paid too much of one) into a saving. The limits of the counter do
 * not hold for it. Errors: `account_closed`, `account_blocked`, `member_not_served`, `before_opening`, `interest_already_posted`,
 * `saving_not_voluntary`.
 */
export function checkCredit(account: AccountFacts, on: BusinessDate): void {
  checkUsable(account);
  checkMemberDeposits(account);
  checkDate(account, { on });
  if (account.kind !== 'voluntary') {
    throw fieldError('savingsAccountId', 'saving_not_voluntary', 'Pilih simpanan sukarela anggota ini');
  }
}

/** What may be taken out now: the balance less what is blocked or must stay, whichever is more; never below zero. In sen. */
export function availableSen(account: Pick<AccountFacts, 'blockedSen' | 'minBalanceSen'>, balanceSen: bigint): bigint {
  const { blockedSen, minBalanceSen } = account;
  if (balanceSen <= blockedSen || balanceSen <= minBalanceSen) return 0n;
  return blockedSen > minBalanceSen ? balanceSen - blockedSen : balanceSen - minBalanceSen;
}

/** True when a withdrawal of this size waits for a second person. */
export function needsApproval(account: Pick<AccountFacts, 'approvalAboveSen'>, amountSen: bigint): boolean {
  return account.approvalAboveSen !== null && amountSen > account.approvalAboveSen;
}

/** True when members may take money out of this kind by themselves at all on this day. */
export function isWithdrawable(
  account: Pick<AccountFacts, 'kind' | 'status' | 'goalOn'>,
  today: BusinessDate,
): boolean {
  if (account.status !== 'open' || account.kind === 'principal' || account.kind === 'mandatory') return false;
  if (account.kind === 'term') return false;
  return account.goalOn === null || account.goalOn <= today;
}

/** The part of the principal saving that is still to be paid, in sen; zero when no amount is set. */
export function principalRemainingSen(dueSen: bigint | null, balanceSen: bigint): bigint {
  return dueSen !== null && dueSen > balanceSen ? dueSen - balanceSen : 0n;
}

/** Refuses an account that takes no movement from people. Errors: `account_closed`, `account_blocked`. */
export function checkUsable(account: Pick<AccountFacts, 'number' | 'status'>): void {
  if (account.status === 'closed') {
    throw new DomainError('refused', 'account_closed', `Simpanan ${account.number} sudah ditutup`);
  }
  if (account.status === 'blocked') {
    throw new DomainError('refused', 'account_blocked', `Simpanan ${account.number} sedang diblokir. Hubungi pengurus`);
  }
}

// Permenkop 8/2023: only members are served; a person who was accepted pays pokok (and wajib) to become one.
function checkMemberDeposits(account: AccountFacts): void {
  const capital = account.kind === 'principal' || account.kind === 'mandatory';
  const allowed = capital ? ['accepted', 'active', 'suspended'] : ['active'];
  if (!account.productActive || !allowed.includes(account.memberStatus)) {
    throw new DomainError(
      'refused',
      'member_not_served',
      'Anggota ini belum atau tidak lagi boleh menyetor ke simpanan ini',
    );
  }
}

function checkDate(account: AccountFacts, movement: Pick<Movement, 'on'>): void {
  if (movement.on < account.openedOn) {
    throw fieldError('happenedOn', 'before_opening', 'Tanggal ini sebelum simpanan dibuka');
  }
  if (movement.on < account.interestThrough) {
    throw fieldError(
      'happenedOn',
      'interest_already_posted',
      'Jasa sampai tanggal ini sudah dibukukan. Pakai tanggal sesudahnya',
    );
  }
}

function checkPrincipal(account: AccountFacts, movement: Movement): void {
  if (account.dueSen === null) return;
  const remaining = principalRemainingSen(account.dueSen, movement.balanceSen);
  if (remaining === 0n) {
    throw new DomainError(
      'refused',
      'principal_already_paid',
      'Simpanan pokok anggota ini sudah lunas. Pokok dibayar sekali saja',
    );
  }
  if (movement.amountSen > remaining) {
    throw atAmount('amount_over_remaining', `Sisa simpanan pokok hanya ${rupiahText(remaining)}`);
  }
}

function checkWithdrawable(account: AccountFacts, today: BusinessDate): void {
  if (account.kind === 'principal' || account.kind === 'mandatory') {
    throw new DomainError(
      'refused',
      'not_withdrawable',
      'Simpanan pokok dan wajib baru bisa diambil saat anggota keluar',
    );
  }
  if (account.kind === 'term') {
    throw new DomainError('refused', 'term_not_matured', 'Simpanan berjangka dicairkan pada jatuh temponya');
  }
  if (account.goalOn !== null && today < account.goalOn) {
    throw new DomainError('refused', 'goal_locked', `Simpanan ini baru bisa diambil mulai ${account.goalOn}`);
  }
}

function atAmount(reason: string, pesan: string, code: 'invalid' | 'refused' = 'invalid'): DomainError {
  return new DomainError(code, reason, pesan, [{ field: 'amount', code: reason, pesan }]);
}
