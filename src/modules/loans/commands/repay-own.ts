import { command } from '#kernel/command';
import { OwnRepayInput } from '../repay-schema.ts';
import { repayStep } from './repay.ts';
import { repayAnswer } from './repay-state.ts';
import { requireOwnLoan } from './standing-order.ts';

/** A member pays an own loan out of an own saving, today. Answers as `repay`. Errors: as `repay`; `loan_unknown` for another's loan. */
export const repayOwn = command({
  name: 'loans.repayOwn',
  permission: 'self.write',
  input: OwnRepayInput,
  async run(scope, { loanId, amount, savingsAccountId }) {
    await requireOwnLoan(scope, loanId);
    return repayAnswer(await repayStep(scope, { loanId, amountSen: amount, channel: 'savings', savingsAccountId }));
  },
});
