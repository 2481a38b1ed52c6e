import sql from 'sql-template-tag';
import type { z } from 'zod';
import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { depositStep, withdrawalApproval, withdrawStep } from '#savings';
import { counterAnswer, servingSession } from './counter.ts';
import { requireCashAmount } from './rules.ts';
import { ServeInput } from './schema.ts';
import { insertMovement } from './store.ts';

/**
 * Takes a member's deposit at the teller's open till. The saving's rules decide, the till's account takes the cash.
 * Errors: `till_not_open`, `till_day_over`, `till_not_yours`, `cash_whole_rupiah`, those of the saving.
 */
export const tillDeposit = command({
  name: 'payments.deposit',
  permission: 'savings.deposit',
  input: ServeInput,
  run: (scope, input) => serve(scope, input, 'deposit'),
});

/**
 * Pays a member out at the teller's open till; above the product's limit it waits for a second person.
 * Errors: as `tillDeposit`; `balance_too_low` when the saving or the drawer does not hold enough.
 */
export const tillWithdraw = command({
  name: 'payments.withdraw',
  permission: 'savings.withdraw',
  input: ServeInput,
  approval: (scope, { accountId, amount }) => withdrawalApproval(scope, { accountId, amountSen: amount }),
  run: (scope, input) => serve(scope, input, 'withdrawal'),
});

async function serve(scope: Scope, input: z.output<typeof ServeInput>, kind: 'deposit' | 'withdrawal') {
  requireCashAmount(input.amount);
  const { till, id: sessionId } = await servingSession(scope, input.tillId);
  const asked = {
    accountId: input.accountId,
    amountSen: input.amount,
    cashAccountId: till.accountId,
    receiptSeries: till.code,
    ...(input.note === '' ? {} : { note: input.note }),
  };
  const done = kind === 'deposit' ? await depositStep(scope, asked) : await withdrawStep(scope, asked);
  const { memberId, description } = await servedFacts(scope, { accountId: input.accountId, entryId: done.entryId });
  await insertMovement(scope, {
    tillId: till.id,
    sessionId,
    kind,
    amountSen: kind === 'deposit' ? input.amount : -input.amount,
    description,
    entryId: done.entryId,
    receiptId: done.id,
    served: { memberId, accountId: input.accountId, balanceAfterSen: done.balanceSen },
  });
  const receipt = { id: done.id, number: done.receiptNumber, checkCode: done.checkCode, entryId: done.entryId };
  return { ...(await counterAnswer(scope, till, receipt)), balance: formatDecimal(done.balanceSen) };
}

/** Whose saving it is, and how the entry describes the act: a savings account's ledger account is owned by its member. */
async function servedFacts(
  scope: Scope,
  of: { accountId: string; entryId: string },
): Promise<{ memberId: string; description: string }> {
  const facts = await scope.tx.maybe<{ memberId: string; description: string }>(sql`
    select a.owner_id as "memberId", e.description
      from ledger.account a
      join ledger.entry e on e.cooperative_id = a.cooperative_id and e.id = ${of.entryId}
     where a.cooperative_id = ${scope.cooperativeId} and a.id = ${of.accountId} and a.owner_kind = 'savings'`);
  if (!facts) throw new DomainError('not_found', 'savings_account_unknown', 'Simpanan ini tidak ada');
  return facts;
}
