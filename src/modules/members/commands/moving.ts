import type { BusinessDate } from '#kernel/dates';
import type { Scope } from '#kernel/scope';
import { checkStepDate, type MemberStatus, nextStatus, type Step } from '../rules/membership.ts';
import { type EventKind, insertEvents } from '../store/events.ts';
import { type LockedMember, lockMember, updateStatus } from '../store/members.ts';

const EVENT_OF: Record<Exclude<Step, 'rejoin'>, EventKind> = {
  accept: 'accepted',
  reject: 'rejected',
  activate: 'activated',
  suspend: 'suspended',
  resume: 'resumed',
  request_exit: 'exit_requested',
  withdraw_exit: 'exit_withdrawn',
  complete_exit: 'exited',
};

export type Move = {
  readonly memberId: string;
  readonly step: Exclude<Step, 'rejoin'>;
  /** The day it happened; today when left out. */
  readonly on?: BusinessDate | undefined;
  /** The input's name of that day, so that a refusal stands beside it. */
  readonly field?: string;
  readonly note?: string | null | undefined;
};

export type Moved = {
  readonly member: LockedMember;
  readonly memberId: string;
  readonly cycle: number;
  readonly on: BusinessDate;
  readonly to: MemberStatus;
};

/**
 * Locks a member and takes one step of membership: status, date and event. The caller writes what the step says besides.
 * Errors: `member_not_found`, `member_status`, `date_in_future`, `date_before_previous`.
 */
export async function move(scope: Scope, { memberId, step, on: asked, field, note }: Move): Promise<Moved> {
  const member = await lockMember(scope, memberId);
  const to = nextStatus(member.status, step);
  const on = asked ?? scope.today;
  checkStepDate(on, { today: scope.today, previous: member.lastStepOn }, field ?? 'on');
  const { cycle, status: from } = member;
  await insertEvents(scope, [{ memberId, cycle, kind: EVENT_OF[step], from, to, on, note: note ?? null }]);
  return { member, memberId, cycle, on, to };
}

/** Writes the new status. Apart from `move`, because a number must stand before the status that needs one. */
export function settleStatus(scope: Scope, { memberId, to, cycle }: Moved): Promise<void> {
  return updateStatus(scope, { memberId, status: to, cycle });
}
