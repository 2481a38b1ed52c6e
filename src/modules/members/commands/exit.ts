import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import type { Sen } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { memberView } from '../queries/detail.ts';
import { checkStepDate, nextStatus } from '../rules/membership.ts';
import { type Settlement, settlementTotal } from '../rules/settlement.ts';
import { CompleteExitInput, RequestExitInput, StandingInput } from '../schema.ts';
import { insertEvents } from '../store/events.ts';
import { lockMember } from '../store/members.ts';
import { writeExit, writeExitRequest, writeStep } from '../store/memberships.ts';
import { insertSettlement, isSettled } from '../store/settlements.ts';
import { move, settleStatus } from './moving.ts';

/** A member asks to leave, or the board asks for it (expulsion), or news of a death or a move comes. Errors: those of a step. */
export const requestExit = command({
  name: 'members.request_exit',
  permission: 'members.write',
  input: RequestExitInput,
  run: async (scope, { memberId, kind, reason, on }) => {
    const moved = await move(scope, { memberId, step: 'request_exit', on, note: reason });
    await writeExitRequest(scope, { ...moved, request: { kind, reason } });
    await settleStatus(scope, moved);
    return memberView(scope, memberId);
  },
});

/** Takes an exit request back, as long as nothing is settled. Errors: `settlement_recorded`, and those of a step. */
export const withdrawExit = command({
  name: 'members.withdraw_exit',
  permission: 'members.admit',
  input: StandingInput,
  run: async (scope, { memberId, reason, on }) => {
    const moved = await move(scope, { memberId, step: 'withdraw_exit', on, note: reason });
    if (await isSettled(scope, moved)) {
      throw new DomainError('conflict', 'settlement_recorded', 'Simpanannya sudah diselesaikan. Selesaikan keluarnya');
    }
    await writeExitRequest(scope, { ...moved, request: null });
    await settleStatus(scope, moved);
    return memberView(scope, memberId);
  },
});

/**
 * A step for the module that holds the money: it has closed the accounts of a leaving member and says what is paid out.
 * Errors: `settlement_negative`, `settlement_recorded`, `member_status` unless the member is leaving.
 */
export async function recordSettlement(
  scope: Scope,
  { memberId, ...parts }: Settlement & { readonly memberId: string },
): Promise<{ totalSen: Sen }> {
  const member = await lockMember(scope, memberId);
  nextStatus(member.status, 'complete_exit');
  checkStepDate(parts.on, { today: scope.today, previous: member.lastStepOn }, 'on');
  const totalSen = settlementTotal(parts);
  const { cycle, status } = member;
  if (await isSettled(scope, { memberId, cycle })) {
    throw new DomainError('conflict', 'settlement_recorded', 'Simpanan anggota ini sudah diselesaikan');
  }
  await insertSettlement(scope, { memberId, cycle, ...parts, totalSen });
  await writeStep(scope, { memberId, cycle, on: parts.on });
  await insertEvents(scope, [{ memberId, cycle, kind: 'settled', from: status, to: status, on: parts.on }]);
  return { totalSen };
}

/** The board ends a membership whose savings are settled. Errors: `settlement_missing`, and those of a step. */
export const completeExit = command({
  name: 'members.complete_exit',
  permission: 'members.admit',
  input: CompleteExitInput,
  run: async (scope, { memberId, on }) => {
    const moved = await move(scope, { memberId, step: 'complete_exit', on });
    if (!(await isSettled(scope, moved))) {
      throw new DomainError(
        'refused',
        'settlement_missing',
        'Selesaikan dulu simpanan dan pinjamannya, baru catat keluarnya',
      );
    }
    await writeExit(scope, moved);
    await settleStatus(scope, moved);
    await scope.enqueue('identity.close_member_access', { memberId });
    return memberView(scope, memberId);
  },
});
