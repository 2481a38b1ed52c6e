import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';

/** Where a person stands in the current cycle of membership. */
export const STATUSES = ['applied', 'rejected', 'accepted', 'active', 'suspended', 'exiting', 'exited'] as const;
export type MemberStatus = (typeof STATUSES)[number];

/** Why a membership ended (DOMAIN 2.3; UU 25/1992 Ps 19). */
export const EXIT_KINDS = ['resigned', 'deceased', 'expelled', 'moved'] as const;
export type ExitKind = (typeof EXIT_KINDS)[number];

/** What may happen to a membership. */
export type Step =
  | 'accept'
  | 'reject'
  | 'activate'
  | 'suspend'
  | 'resume'
  | 'request_exit'
  | 'withdraw_exit'
  | 'complete_exit'
  | 'rejoin';

const STEPS: Record<Step, { readonly from: readonly MemberStatus[]; readonly to: MemberStatus }> = {
  accept: { from: ['applied'], to: 'accepted' },
  reject: { from: ['applied'], to: 'rejected' },
  activate: { from: ['accepted'], to: 'active' },
  suspend: { from: ['active'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'active' },
  request_exit: { from: ['active', 'suspended'], to: 'exiting' },
  withdraw_exit: { from: ['exiting'], to: 'active' },
  complete_exit: { from: ['exiting'], to: 'exited' },
  // A new cycle: the old one stays as it ended, because surplus shares look at cycles.
  rejoin: { from: ['exited', 'rejected'], to: 'applied' },
};

const STATUS_PESAN: Record<MemberStatus, string> = {
  applied: 'masih menunggu keputusan pengurus',
  rejected: 'permohonannya ditolak',
  accepted: 'sudah diterima, tetapi belum membayar simpanan pokok',
  active: 'anggota aktif',
  suspended: 'sedang dibekukan',
  exiting: 'sedang dalam proses keluar',
  exited: 'sudah keluar',
};

/** The status after a step. Error: `member_status` (conflict) when the step is not open from here, saying where the person stands. */
export function nextStatus(current: MemberStatus, step: Step): MemberStatus {
  const rule = STEPS[step];
  if (rule.from.includes(current)) return rule.to;
  throw new DomainError('conflict', 'member_status', `Belum bisa dilakukan: orang ini ${STATUS_PESAN[current]}`);
}

/** The steps open from a status, in the order people meet them. */
export function openSteps(status: MemberStatus): Step[] {
  return (Object.keys(STEPS) as Step[]).filter((step) => STEPS[step].from.includes(status));
}

/** True for those who may be served: save, withdraw, borrow (Permenkop 8/2023: members only). */
export function mayBeServed(status: MemberStatus): boolean {
  return status === 'active';
}

/**
 * The day a step happened may be in the past, never in the future, and never before the step that came before it.
 * Errors: `date_in_future`, `date_before_previous` at the field.
 */
export function checkStepDate(
  on: BusinessDate,
  against: { readonly today: BusinessDate; readonly previous: BusinessDate | null },
  field: string,
): void {
  if (on > against.today) {
    throw fieldError(field, 'date_in_future', 'Tanggal ini belum tiba. Tulis tanggal hari ini atau sebelumnya');
  }
  if (against.previous && on < against.previous) {
    throw fieldError(field, 'date_before_previous', `Tanggal ini sebelum langkah sebelumnya (${against.previous})`);
  }
}

/** Whole years between birth and a day. */
export function ageInYears(birthDate: BusinessDate, on: BusinessDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
