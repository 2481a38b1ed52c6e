import { z } from 'zod';
import { command } from '#kernel/command';
import { fieldError } from '#kernel/errors';
import { dateField, idField, textField } from '#kernel/fields';
import { sen } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { lockAccounts, setAccountStatus } from '#ledger';
import { requireServable } from '#members';
import { requireCreditable } from '#savings';
import { purposeWords } from '../rules/agreement.ts';
import { checkCancel } from '../rules/disbursement.ts';
import { insertLoanEvents } from '../store/events.ts';
import { readGuarantors } from '../store/guarantors.ts';
import { requireLoan, updateLoan } from '../store/loans.ts';
import { moveSecurityToLoan } from '../store/pledges.ts';
import { requireLoanProduct } from '../store/products.ts';
import { returnSecurity } from '../store/security.ts';
import {
  type ApprovedApplication,
  approvedApplication,
  markContracted,
  unmarkContracted,
} from './approved-application.ts';
import { drawLoan } from './draw.ts';
import { addGuarantorStep } from './guarantors.ts';

/** A contract to be drawn up from an approved application. Amount, tenor and terms are the approved ones; the dates are asked for. */
export const DrawInput = z.strictObject({
  applicationId: idField,
  /** The day the money is to be paid out; absent: today. */
  disbursedOn: dateField.optional(),
  firstDueOn: dateField,
  /** The member's voluntary saving: receives what is paid too much, and pays instalments by standing order. */
  savingsAccountId: idField.optional(),
  standingOrder: z.boolean().default(false),
});

/**
 * Draws up the contract of an approved application, with its schedule. Nothing is paid out. Answers its id and number. Errors: those of
 * `approvedApplication`, `member_not_served`, `disbursed_in_past`, `standing_order_needs_saving`, those of `requireCreditable` and of `drawLoan`.
 */
export const drawContract = command({
  name: 'loans.draw',
  permission: 'loans.contract',
  input: DrawInput,
  async run(scope, input) {
    const application = await approvedApplication(scope, input.applicationId);
    const member = await requireServable(scope, application.memberId);
    await checkDraw(scope, { ...input, memberId: member.id });
    const product = await requireLoanProduct(scope, application.productId, scope.today);
    const { termsJson, principalSen, tenor, purpose, officer } = application;
    const drawn = await drawLoan(scope, {
      product,
      termsJson,
      principalSen,
      tenor,
      purpose: purposeWords(purpose),
      memberId: member.id,
      memberName: member.fullName,
      disbursedOn: input.disbursedOn ?? scope.today,
      firstDueOn: input.firstDueOn,
      applicationId: application.id,
      standingOrder: input.standingOrder,
      ...(input.savingsAccountId === undefined ? {} : { savingsAccountId: input.savingsAccountId }),
      ...(officer ? { officer } : {}),
    });
    await moveSecurityToLoan(scope, { applicationId: application.id, loanId: drawn.id });
    await enterGuarantors(scope, application, drawn.id);
    await markContracted(scope, { applicationId: application.id, loanId: drawn.id });
    return drawn;
  },
});

/** Guarantors whom the application only named stand in the register from the contract on, for all of it; they promise it by their signature. */
async function enterGuarantors(scope: Scope, application: ApprovedApplication, loanId: string): Promise<void> {
  const there = await readGuarantors(scope, { loanId });
  const missing = application.guarantors.filter(
    ({ memberId }) => !there.some((one) => one.memberId === memberId && one.releasedOn === null),
  );
  for (const { memberId } of missing) {
    const amount = sen(application.principalSen);
    await addGuarantorStep(scope, { loanId, memberId, relation: '', amount, consentedOn: scope.today });
  }
}

async function checkDraw(scope: Scope, input: z.output<typeof DrawInput> & { memberId: string }): Promise<void> {
  if (input.disbursedOn !== undefined && input.disbursedOn < scope.today) {
    throw fieldError('disbursedOn', 'disbursed_in_past', 'Rencana pencairan paling awal hari ini');
  }
  const { savingsAccountId, memberId, standingOrder } = input;
  if (savingsAccountId !== undefined) {
    await requireCreditable(scope, { accountId: savingsAccountId, memberId, on: scope.today });
  } else if (standingOrder) {
    throw fieldError(
      'savingsAccountId',
      'standing_order_needs_saving',
      'Pilih simpanan yang membayar angsuran secara otomatis',
    );
  }
}

/** Cancels a contract before anything was paid out; its approval stands again until its last day. Errors: `loan_unknown`, those of `checkCancel`. */
export const cancelContract = command({
  name: 'loans.cancelContract',
  permission: 'loans.contract',
  input: z.strictObject({ loanId: idField, reason: textField(200) }),
  async run(scope, { loanId, reason }) {
    await lockAccounts(scope, [loanId]);
    const loan = await requireLoan(scope, loanId);
    checkCancel(loan);
    await updateLoan(scope, loan.id, { status: 'cancelled', closedOn: scope.today, nextDueOn: null });
    for (const accountId of [loan.id, loan.interestAccountId]) {
      await setAccountStatus(scope, { accountId, status: 'closed' });
    }
    await insertLoanEvents(scope, [
      { loanId: loan.id, kind: 'cancelled', on: scope.today, version: loan.version, note: reason },
    ]);
    if (loan.applicationId !== null) {
      await returnSecurity(scope, loan.applicationId);
      await unmarkContracted(scope, loan.applicationId);
    }
    return { loanId: loan.id, status: 'cancelled' };
  },
});
