import { command } from '#kernel/command';
import { memberView } from '../queries/detail.ts';
import type { Step } from '../rules/membership.ts';
import { StandingInput } from '../schema.ts';
import { writeStep } from '../store/memberships.ts';
import { move, settleStatus } from './moving.ts';

/** Suspends an active member: no service until resumed. Errors: those of a step. */
export const suspendMember = standingCommand('members.suspend', 'suspend');

/** Ends a suspension. Errors: those of a step. */
export const resumeMember = standingCommand('members.resume', 'resume');

function standingCommand(name: string, step: Extract<Step, 'suspend' | 'resume'>) {
  return command({
    name,
    permission: 'members.admit',
    input: StandingInput,
    run: async (scope, { memberId, reason, on }) => {
      const moved = await move(scope, { memberId, step, on, note: reason });
      await writeStep(scope, moved);
      await settleStatus(scope, moved);
      return memberView(scope, memberId);
    },
  });
}
