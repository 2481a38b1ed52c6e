import type { Scope } from '#kernel/scope';
import type { LineDraft } from '#ledger';
import { actAtCounter, type CounterAnswer, servingSession } from './counter.ts';
import { requireCashAmount } from './rules.ts';

/** Cash that another module pays out of a till: what it is for, and the account that owes it. */
export type TillPayOut = {
  readonly amountSen: bigint;
  readonly description: string;
  readonly otherAccountId: string;
  /** Further lines of the same entry, which sum to zero by themselves. */
  readonly furtherLines?: readonly LineDraft[];
};

/**
 * Step: pays cash out of the actor's own open till against an account that another module names. Errors: `till_not_open`, `till_day_over`,
 * `cash_whole_rupiah`, `balance_too_low`.
 */
export async function payOutAtTill(scope: Scope, { amountSen, ...act }: TillPayOut): Promise<CounterAnswer> {
  requireCashAmount(amountSen);
  const { till, id: sessionId } = await servingSession(scope);
  return actAtCounter(scope, {
    ...act,
    till,
    sessionId,
    kind: 'cash_out',
    amountSen: -amountSen,
    businessDate: scope.today,
  });
}
