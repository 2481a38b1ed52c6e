import { type CommandOptions, command } from '#kernel/command';
import type { Context } from '#kernel/context';
import type { Scope } from '#kernel/scope';
import {
  bringsCash,
  type Disburse,
  DisburseInput,
  disburseAnswer,
  disburseLoan,
  disburseStep,
  type PaidOut,
} from '#loans';
import { servingSession } from './counter.ts';
import { requireCashAmount } from './rules.ts';
import { insertMovement, type OpenSession } from './store.ts';

/**
 * Pays a loan out over the teller's own open till: the cash leaves the drawer, and fees that the member brings in cash go into it. To a saving
 * or by transfer the drawer gets the fees only. Errors: `till_not_open`, `till_day_over`, `cash_whole_rupiah`, `balance_too_low` when the drawer
 * lacks the cash, those of `disburseStep`.
 */
export const tillDisburseLoan = command({
  name: 'payments.disburseLoan',
  permission: 'loans.disburse',
  input: DisburseInput.omit({ happenedOn: true }),
  run: async (scope, input) => {
    const session = await servingSession(scope);
    const asked: Disburse = { ...input, happenedOn: undefined };
    const { till } = session;
    const paid = await disburseStep(scope, asked, { accountId: till.accountId, series: till.code });
    await noteAtTill(scope, session, { paid, loanId: input.loanId, cash: input.channel === 'cash' });
    return disburseAnswer(paid);
  },
});

async function noteAtTill(
  scope: Scope,
  { id: sessionId, till }: OpenSession,
  { paid, loanId, cash }: { paid: PaidOut; loanId: string; cash: boolean },
): Promise<void> {
  const amountSen = paid.broughtSen - (cash ? paid.netSen : 0n);
  if (amountSen === 0n) return;
  requireCashAmount(amountSen);
  await insertMovement(scope, {
    tillId: till.id,
    sessionId,
    kind: 'loan_disbursement',
    amountSen,
    description: paid.description,
    entryId: paid.entryId,
    receiptId: paid.id,
    served: { memberId: paid.memberId, loanId, balanceAfterSen: paid.balanceSen },
  });
}

/**
 * Pays a loan out where it has to be: over the till when cash is given or brought, else from the office (`loans.disburse`).
 * Errors: those of both.
 */
export async function disburseAnywhere(
  context: Context,
  input: { loanId: string; channel: string | undefined },
  options: CommandOptions,
) {
  const cash = input.channel === 'cash' || (await bringsCash(context, { loanId: input.loanId }));
  return cash ? tillDisburseLoan(context, input, options) : disburseLoan(context, input, options);
}
