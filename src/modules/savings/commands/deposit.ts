import type { BusinessDate } from '#kernel/dates';
import { hotCommand } from '#kernel/hot-command';
import type { Scope } from '#kernel/scope';
import { DepositInput } from '../schema.ts';
import { decideDeposit } from './teller.ts';
import { type Asker, loadTeller, type TellerResult, tellerAnswer, writeTeller } from './teller-state.ts';

/**
 * Takes a deposit in cash. Answers `{ id, entryId, receiptNumber, checkCode, balance }`.
 * Errors: `savings_account_unknown`, `cash_account_unknown`, those of `checkDeposit` and of the ledger.
 */
export const deposit = hotCommand({
  name: 'savings.deposit',
  permission: 'savings.deposit',
  input: DepositInput,
  load: (scope, inputs) =>
    loadTeller(scope, {
      accountIds: inputs.map(({ accountId }) => accountId),
      cashAccountIds: inputs.map(({ cashAccountId }) => cashAccountId),
    }),
  decide(state, { input, context, commandId }, scope) {
    const { amount, happenedOn, ...asked } = input;
    const movement = { ...asked, amountSen: amount, on: happenedOn ?? scope.today };
    return { outcome: 'done', write: decideDeposit(state, movement, { commandId, personId: context.actor.personId }) };
  },
  write: async (scope, writes, state) => (await writeTeller(scope, writes, state)).map(tellerAnswer),
});

/** A movement at a till, inside another module's transaction. */
export type TellerStep = {
  readonly accountId: string;
  readonly amountSen: bigint;
  readonly cashAccountId: string;
  readonly receiptSeries?: string;
  readonly note?: string;
  readonly happenedOn?: BusinessDate;
};

/** Step: takes a deposit at a till. Errors: as `deposit`. */
export async function depositStep(scope: Scope, asked: TellerStep): Promise<TellerResult> {
  const state = await loadTeller(scope, { accountIds: [asked.accountId], cashAccountIds: [asked.cashAccountId] });
  const write = decideDeposit(state, stepMovement(scope, asked), askerOf(scope));
  const [result] = await writeTeller(scope, [write], state);
  if (!result) throw new Error('one deposit was written');
  return result;
}

/** A till's movement in the words of the counter's decisions; only here may the cash side be a till. */
export function stepMovement(scope: Scope, asked: TellerStep) {
  const { receiptSeries, happenedOn, ...rest } = asked;
  const series = receiptSeries === undefined ? {} : { series: receiptSeries };
  return { ...rest, ...series, on: happenedOn ?? scope.today, mayUseTill: true };
}

/** The command and person behind a scope. */
export function askerOf(scope: Scope): Asker {
  return { commandId: scope.commandId, personId: scope.context.actor.personId };
}
