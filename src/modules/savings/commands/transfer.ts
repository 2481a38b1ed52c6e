import { hotCommand } from '#kernel/hot-command';
import { TransferInput } from '../schema.ts';
import { approvalNeed, decideTransfer } from './teller.ts';
import { loadTeller, tellerAnswer, writeTeller } from './teller-state.ts';

/**
 * Moves money between two savings, also of two members; above the product's limit it waits for a second person.
 * Answers as `deposit`, `balance` being the sender's. Errors: those of a withdrawal and of a deposit.
 */
export const transfer = hotCommand({
  name: 'savings.transfer',
  permission: 'savings.transfer',
  input: TransferInput,
  load: (scope, inputs) =>
    loadTeller(scope, {
      accountIds: inputs.flatMap(({ fromAccountId, toAccountId }) => [fromAccountId, toAccountId]),
      cashAccountIds: [],
    }),
  decide(state, { input, context, commandId, approvalId }, scope) {
    const { amount, happenedOn, ...asked } = input;
    const movement = { ...asked, amountSen: amount, on: happenedOn ?? scope.today };
    const need = approvalId === null ? approvalNeed(state, { ...movement, accountId: input.fromAccountId }) : null;
    if (need) return { outcome: 'held', need };
    return { outcome: 'done', write: decideTransfer(state, movement, { commandId, personId: context.actor.personId }) };
  },
  write: async (scope, writes, state) => (await writeTeller(scope, writes, state)).map(tellerAnswer),
});
