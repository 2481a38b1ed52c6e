import { z } from 'zod';
import { command } from '#kernel/command';
import { idField, positiveAmountField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { type RepayResult, repayStep, requireLoan, settleStep } from '#loans';
import { counterAnswer, servingSession } from './counter.ts';
import { requireCashAmount } from './rules.ts';
import { insertMovement, type OpenSession } from './store.ts';

const RepayLoanInput = z.strictObject({
  loanId: idField,
  amount: positiveAmountField,
  tillId: idField.optional(),
  note: z.string().trim().max(200, { error: 'Paling panjang 200 huruf' }).default(''),
});

/**
 * Takes a payment of a loan at the teller's open till. The loan's rules decide, the till's account takes the cash.
 * Errors: `till_not_open`, `till_day_over`, `till_not_yours`, `cash_whole_rupiah`, those of a repayment.
 */
export const tillRepayLoan = command({
  name: 'payments.repayLoan',
  permission: 'loans.collect',
  input: RepayLoanInput,
  async run(scope, { loanId, amount, tillId, note }) {
    requireCashAmount(amount);
    const session = await servingSession(scope, tillId);
    const done = await repayStep(scope, {
      loanId,
      amountSen: amount,
      channel: 'cash',
      cashAccountId: session.till.accountId,
      receiptSeries: session.till.code,
      ...(note === '' ? {} : { note }),
    });
    return keepAndAnswer(scope, session, { loanId, amountSen: amount, done });
  },
});

const SettleLoanInput = z.strictObject({
  loanId: idField,
  /** The figure that the member was told. */
  expected: positiveAmountField,
  tillId: idField.optional(),
});

/**
 * Takes the early settlement of a loan at the till, at the figure that was told. Errors: as `tillRepayLoan`; `quote_changed`.
 */
export const tillSettleLoan = command({
  name: 'payments.settleLoan',
  permission: 'loans.collect',
  input: SettleLoanInput,
  async run(scope, { loanId, expected, tillId }) {
    requireCashAmount(expected);
    const session = await servingSession(scope, tillId);
    const done = await settleStep(scope, {
      loanId,
      channel: 'cash',
      expectedSen: expected,
      cashAccountId: session.till.accountId,
      receiptSeries: session.till.code,
    });
    return keepAndAnswer(scope, session, { loanId, amountSen: expected, done });
  },
});

async function keepAndAnswer(
  scope: Scope,
  { till, id: sessionId }: OpenSession,
  { loanId, amountSen, done }: { loanId: string; amountSen: bigint; done: RepayResult },
) {
  const { memberId, number } = await requireLoan(scope, loanId);
  await insertMovement(scope, {
    tillId: till.id,
    sessionId,
    kind: 'loan_repayment',
    amountSen,
    description: `${done.settled ? 'Pelunasan' : 'Angsuran'} pinjaman ${number}`,
    entryId: done.entryId,
    receiptId: done.receiptId,
    served: { memberId, loanId, balanceAfterSen: done.remainingSen },
  });
  const receipt = { id: done.receiptId, number: done.receiptNumber, checkCode: done.checkCode, entryId: done.entryId };
  return {
    ...(await counterAnswer(scope, till, receipt)),
    id: done.id,
    remaining: formatDecimal(done.remainingSen),
    settled: done.settled,
  };
}
