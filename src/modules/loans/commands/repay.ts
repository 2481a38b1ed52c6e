import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { hotCommand } from '#kernel/hot-command';
import type { Scope } from '#kernel/scope';
import { RepayInput } from '../repay-schema.ts';
import { decideRepayment } from './repay-decide.ts';
import type { AskedRepayment, Asker } from './repay-entry.ts';
import { loadRepayments, type RepayResult, type RepayWrite, repayAnswer, writeRepayments } from './repay-state.ts';

/**
 * Takes a payment of a loan in cash, out of a saving, by transfer or by a collector: late charge, interest and principal in the product's
 * order, oldest instalment first. Answers `{ id, entryId, receiptId, receiptNumber, checkCode, principal, interest, penalty, excess,
 * remaining, settled, nextDueOn, nextDue }`. Errors: those of `decideRepayment`.
 */
export const repay = hotCommand({
  name: 'loans.repay',
  permission: 'loans.collect',
  input: RepayInput,
  load: (scope, inputs) => loadRepayments(scope, inputs),
  decide(state, { input, context, commandId }, scope) {
    const { amount, happenedOn, ...asked } = input;
    const { personId, name } = context.actor;
    const payment = { ...asked, amountSen: amount, on: happenedOn ?? scope.today };
    return { outcome: 'done', write: decideRepayment(state, payment, { commandId, personId, name }) };
  },
  write: async (scope, writes, state) => (await writeRepayments(scope, writes, state)).map(repayAnswer),
});

/** A payment inside another command's transaction. */
export type RepayStep = Omit<AskedRepayment, 'on' | 'series' | 'mayUseTill'> & {
  readonly receiptSeries?: string;
  readonly on?: BusinessDate;
};

/** Step: takes a payment, also at a till. Errors: as `repay`. */
export async function repayStep(scope: Scope, asked: RepayStep): Promise<RepayResult> {
  const state = await loadRepayments(scope, [asked]);
  const write = decideRepayment(state, askedOf(scope, asked), askerOf(scope));
  const [result] = await writeRepayments(scope, [write], state);
  assert(result, 'one payment was written');
  return result;
}

/** What became of one of many payments. */
export type RepayOutcome =
  | { readonly outcome: 'done'; readonly result: RepayResult }
  | { readonly outcome: 'refused'; readonly error: DomainError };

/** Step: takes many payments in a few statements; each is taken or refused by itself, a later one of the same loan after the earlier. */
export async function repayMany(scope: Scope, asked: readonly RepayStep[]): Promise<RepayOutcome[]> {
  if (asked.length === 0) return [];
  const state = await loadRepayments(scope, asked);
  const asker = askerOf(scope);
  const decided = asked.map((one): RepayWrite | DomainError => {
    try {
      return decideRepayment(state, askedOf(scope, one), asker);
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  });
  const writes = decided.filter((one): one is RepayWrite => !(one instanceof DomainError));
  const results = await writeRepayments(scope, writes, state);
  const byWrite = new Map(writes.map((write, index) => [write, results[index]]));
  return decided.map((one): RepayOutcome => {
    if (one instanceof DomainError) return { outcome: 'refused', error: one };
    const result = byWrite.get(one);
    assert(result, 'every payment was written');
    return { outcome: 'done', result };
  });
}

/** The command and person behind a scope. */
export function askerOf(scope: Scope): Asker {
  const { personId, name } = scope.context.actor;
  return { commandId: scope.commandId, personId, name };
}

function askedOf(scope: Scope, { receiptSeries, on, ...asked }: RepayStep): AskedRepayment {
  return { ...asked, series: receiptSeries, on: on ?? scope.today, mayUseTill: true };
}
