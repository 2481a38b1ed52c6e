import { z } from 'zod';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { query } from '#kernel/query';
import { accountsOfMembers } from '#savings';
import { bankLines, DisburseInput } from '../commands/disburse.ts';
import { checkPayout } from '../rules/disbursement.ts';
import { feesOf, payoutOf } from '../rules/fees.ts';
import { type Loan, requireLoan } from '../store/loans.ts';
import { loanView } from './loan-detail.ts';

/** What the page of a payout offers: what is left, the fees of a first payout, the member's savings, the bank lines. Error: `loan_unknown`. */
export const disbursementForm = query({
  name: 'loans.disbursementForm',
  permission: 'loans.disburse',
  input: z.strictObject({ loanId: idField }),
  async run(scope, { loanId }) {
    const loan = await requireLoan(scope, loanId);
    const savings = (await accountsOfMembers(scope, [loan.memberId]))
      .filter(({ kind, status }) => kind === 'voluntary' && status === 'open')
      .map(({ id, number, productName }) => ({ id, number, productName }));
    const fees = firstFees(loan).map(({ name, taken, amountSen }) => ({
      name,
      taken,
      amount: formatDecimal(amountSen),
    }));
    return { loan: loanView(loan, scope.today), fees, savings, banks: await bankLines(scope) };
  },
});

function firstFees(loan: Loan) {
  return loan.disbursedSen > 0n ? [] : feesOf(loan.terms, loan.principalSen);
}

/** What a payout would come to, before anybody confirms it. Errors: `loan_unknown`, those of `checkPayout`. */
export const previewPayout = query({
  name: 'loans.previewPayout',
  permission: 'loans.disburse',
  input: DisburseInput,
  async run(scope, { loanId, amount, channel, happenedOn }) {
    const loan = await requireLoan(scope, loanId);
    const amountSen = amount ?? loan.principalSen - loan.disbursedSen;
    checkPayout(loan, { amountSen, on: happenedOn ?? scope.today });
    const payout = payoutOf(amountSen, firstFees(loan));
    return {
      channel,
      gross: formatDecimal(payout.grossSen),
      net: formatDecimal(payout.netSen),
      brought: formatDecimal(payout.broughtSen),
    };
  },
});

/** Whether a loan has fees that the member brings in cash; such a loan is paid out over a till, later parts too. Error: `loan_unknown`. */
export const bringsCash = query({
  name: 'loans.bringsCash',
  permission: 'loans.disburse',
  input: z.strictObject({ loanId: idField }),
  async run(scope, { loanId }) {
    const { terms, principalSen } = await requireLoan(scope, loanId);
    return feesOf(terms, principalSen).some(({ taken }) => taken === 'cash');
  },
});
