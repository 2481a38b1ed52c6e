import { DomainError } from '#kernel/errors';
import type { ApprovalNeed } from '#kernel/held';
import { hotCommand } from '#kernel/hot-command';
import type { Scope } from '#kernel/scope';
import { WithdrawalInput } from '../schema.ts';
import { askerOf, stepMovement, type TellerStep } from './deposit.ts';
import { approvalNeed, decideWithdrawal } from './teller.ts';
import { loadTeller, type TellerResult, tellerAnswer, writeTeller } from './teller-state.ts';

/**
 * Pays out a saving in cash; above the product's limit it waits for a second person. Answers as `deposit`.
 * Errors: `savings_account_unknown`, `cash_account_unknown`, those of `checkWithdrawal` and of the ledger.
 */
export const withdraw = hotCommand({
  name: 'savings.withdraw',
  permission: 'savings.withdraw',
  input: WithdrawalInput,
  load: (scope, inputs) =>
    loadTeller(scope, {
      accountIds: inputs.map(({ accountId }) => accountId),
      cashAccountIds: inputs.map(({ cashAccountId }) => cashAccountId),
    }),
  decide(state, { input, context, commandId, approvalId }, scope) {
    const { amount, happenedOn, ...asked } = input;
    const movement = { ...asked, amountSen: amount, on: happenedOn ?? scope.today };
    const need = approvalId === null ? approvalNeed(state, movement) : null;
    if (need) return { outcome: 'held', need };
    return {
      outcome: 'done',
      write: decideWithdrawal(state, movement, { commandId, personId: context.actor.personId }),
    };
  },
  write: async (scope, writes, state) => (await writeTeller(scope, writes, state)).map(tellerAnswer),
});

/**
 * Step: pays out at a till. A caller's command asks `withdrawalApproval` in its own `approval` hook.
 * Errors: as `withdraw`; `approval_needed` when the amount is above the limit and nobody approved.
 */
export async function withdrawStep(scope: Scope, asked: TellerStep): Promise<TellerResult> {
  const state = await loadTeller(scope, { accountIds: [asked.accountId], cashAccountIds: [asked.cashAccountId] });
  if (scope.approvalId === null && approvalNeed(state, stepMovement(scope, asked))) {
    throw new DomainError('refused', 'approval_needed', 'Jumlah ini menunggu persetujuan orang kedua');
  }
  const write = decideWithdrawal(state, stepMovement(scope, asked), askerOf(scope));
  const [result] = await writeTeller(scope, [write], state);
  if (!result) throw new Error('one withdrawal was written');
  return result;
}

/** Step: why a withdrawal of this size needs a second person, or null. Error: `savings_account_unknown`. */
export async function withdrawalApproval(
  scope: Scope,
  asked: { accountId: string; amountSen: bigint },
): Promise<ApprovalNeed | null> {
  const state = await loadTeller(scope, { accountIds: [asked.accountId], cashAccountIds: [] });
  return approvalNeed(state, { ...asked, on: scope.today });
}
