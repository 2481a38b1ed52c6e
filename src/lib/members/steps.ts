import type { Permission } from '#kernel/permissions';
import {
  completeExit,
  type MemberStatus,
  openSteps,
  rejoin,
  requestExit,
  resumeMember,
  suspendMember,
  withdrawExit,
} from '#members';
import { settleExit } from '#savings';

/** The steps that have a form of their own at /staff/members/<id>/step/<name>. */
export const STEP_FORMS = {
  suspend: { step: 'suspend', permission: 'members.admit', asks: ['reason'], run: suspendMember },
  resume: { step: 'resume', permission: 'members.admit', asks: ['reason'], run: resumeMember },
  exit: { step: 'request_exit', permission: 'members.write', asks: ['kind', 'reason'], run: requestExit },
  'withdraw-exit': { step: 'withdraw_exit', permission: 'members.admit', asks: ['reason'], run: withdrawExit },
  settle: { step: 'complete_exit', permission: 'savings.withdraw', asks: [], run: settleExit },
  'complete-exit': { step: 'complete_exit', permission: 'members.admit', asks: [], run: completeExit },
  rejoin: { step: 'rejoin', permission: 'members.admit', asks: [], run: rejoin },
} as const;
export type StepForm = keyof typeof STEP_FORMS;

/** True for the name of a step form. */
export function isStepForm(name: string): name is StepForm {
  return Object.hasOwn(STEP_FORMS, name);
}

/** The step forms open for a member to somebody with these permissions. Leaving is recorded once the savings are settled. */
export function stepsFor(
  member: { readonly status: MemberStatus; readonly settled: boolean },
  permissions: ReadonlySet<Permission>,
): StepForm[] {
  const open = openSteps(member.status);
  return (Object.keys(STEP_FORMS) as StepForm[]).filter((name) => {
    const form = STEP_FORMS[name];
    if (name === 'complete-exit' && !member.settled) return false;
    if ((name === 'withdraw-exit' || name === 'settle') && member.settled) return false;
    return open.includes(form.step) && permissions.has(form.permission);
  });
}
