import { z } from 'zod';
import { command } from '#kernel/command';
import { idField, positiveAmountField } from '#kernel/fields';
import { parseDecimal } from '#kernel/money';
import { recoverStep, requireLoan } from '#loans';
import { counterAnswer, servingSession } from './counter.ts';
import { requireCashAmount } from './rules.ts';
import { insertMovement } from './store.ts';

/**
 * Takes cash for a loan that was written off at the teller's open till. Errors: `till_not_open`, `till_day_over`, `till_not_yours`,
 * `cash_whole_rupiah`, those of `recover`.
 */
export const tillRecoverLoan = command({
  name: 'payments.recoverLoan',
  permission: 'loans.collect',
  input: z.strictObject({ loanId: idField, amount: positiveAmountField, tillId: idField.optional() }),
  async run(scope, { loanId, amount, tillId }) {
    requireCashAmount(amount);
    const { till, id: sessionId } = await servingSession(scope, tillId);
    const done = await recoverStep(scope, {
      loanId,
      amountSen: amount,
      channel: 'cash',
      note: '',
      accountId: till.accountId,
      series: till.code,
      mayUseTill: true,
    });
    const { memberId, number } = await requireLoan(scope, loanId);
    await insertMovement(scope, {
      tillId: till.id,
      sessionId,
      kind: 'loan_repayment',
      amountSen: amount,
      description: `Penerimaan pinjaman hapus buku ${number}`,
      entryId: done.entryId,
      receiptId: done.receiptId,
      served: { memberId, loanId, balanceAfterSen: parseDecimal(done.remaining) },
    });
    const receipt = {
      id: done.receiptId,
      number: done.receiptNumber,
      checkCode: done.checkCode,
      entryId: done.entryId,
    };
    return { ...(await counterAnswer(scope, till, receipt)), id: done.id, remaining: done.remaining };
  },
});
