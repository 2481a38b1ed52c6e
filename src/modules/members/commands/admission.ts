import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import type { Scope } from '#kernel/scope';
import { memberView } from '../queries/detail.ts';
import { checkStepDate, nextStatus } from '../rules/membership.ts';
import { checkNumberFormat } from '../rules/number.ts';
import { DecideAdmissionInput, NumberingInput, RejoinInput } from '../schema.ts';
import { insertEvents } from '../store/events.ts';
import { lockMember, updateNumber, updateStatus } from '../store/members.ts';
import { insertMemberships, writeActivation, writeDecision } from '../store/memberships.ts';
import { takeMemberNumbers, writeNumbering } from '../store/numbering.ts';
import { move, settleStatus } from './moving.ts';

/**
 * The board's decision on an application, kept with the name of who decided and the day (DOMAIN 2.3).
 * Errors: `identity_not_checked`, `reason_required`, and those of a step.
 */
export const decideAdmission = command({
  name: 'members.decide_admission',
  permission: 'members.admit',
  input: DecideAdmissionInput,
  run: async (scope, input) => {
    const { memberId, decision, identityChecked } = input;
    const reason = input.reason ?? null;
    const step = decision === 'accepted' ? 'accept' : 'reject';
    const moved = await move(scope, { memberId, step, on: input.decidedOn, field: 'decidedOn', note: reason });
    await writeDecision(scope, { ...moved, decision, reason, identityChecked });
    await settleStatus(scope, moved);
    // Savings stands above this module: it opens the accounts on which the principal saving is paid.
    if (decision === 'accepted') await scope.enqueue('savings.open_member_accounts', { memberId });
    return memberView(scope, memberId);
  },
});

/**
 * A step for the savings module: the principal saving of an accepted person is paid, so the person becomes a member and
 * gets a number (one who comes back keeps the old one). Errors: those of a step.
 */
export async function activateMember(
  scope: Scope,
  { memberId, on }: { readonly memberId: string; readonly on?: BusinessDate | undefined },
): Promise<{ number: string }> {
  const moved = await move(scope, { memberId, step: 'activate', on });
  const number = moved.member.number ?? (await nextNumber(scope, moved.on));
  if (number !== moved.member.number) await updateNumber(scope, { ...moved.member, number });
  await writeActivation(scope, moved);
  await settleStatus(scope, moved);
  return { number };
}

/** Begins a new cycle of membership for one who left or was rejected; the earlier cycle stays as it ended. */
export const rejoin = command({
  name: 'members.rejoin',
  permission: 'members.admit',
  input: RejoinInput,
  run: async (scope, input) => {
    const member = await lockMember(scope, input.memberId);
    const to = nextStatus(member.status, 'rejoin');
    const on = input.on ?? scope.today;
    checkStepDate(on, { today: scope.today, previous: member.lastStepOn }, 'on');
    const cycle = member.cycle + 1;
    const ended = { activatedOn: null, decidedByName: null, exitedOn: null, exitKind: null };
    const fresh = { memberId: member.id, cycle, appliedOn: on, appliedVia: 'staff' as const, consentedAt: null };
    await insertMemberships(scope, [{ ...fresh, ...ended }]);
    await updateStatus(scope, { memberId: member.id, status: to, cycle });
    await insertEvents(scope, [{ memberId: member.id, cycle, kind: 'rejoined', from: member.status, to, on }]);
    return memberView(scope, member.id);
  },
});

/** Sets how members are numbered from now on. Error: `number_format`. */
export const setNumbering = command({
  name: 'members.set_numbering',
  permission: 'members.admit',
  input: NumberingInput,
  run: async (scope, input) => {
    const format = input.format.toUpperCase();
    checkNumberFormat(format);
    await writeNumbering(scope, format, input.nextSequence);
    return { format, nextSequence: input.nextSequence };
  },
});

async function nextNumber(scope: Scope, on: BusinessDate): Promise<string> {
  const [number] = await takeMemberNumbers(scope, on, 1);
  if (number === undefined) throw new Error('no member number was given');
  return number;
}
