import { z } from 'zod';
import { standingOf } from '#identity';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { formatDecimal, sumSen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { generalAccountId, lockAccounts, readChart } from '#ledger';
import { requireServable } from '#members';
import { requireCreditable } from '#savings';
import { readLendingLimits } from '../queries/lending-limits.ts';
import { checkApproval, checkCeiling, checkPayout, checkSecurity, missingSecurity } from '../rules/disbursement.ts';
import { documentsNeeded } from '../rules/eligibility.ts';
import { readPapers } from '../store/application-trail.ts';
import { type Loan, requireLoan } from '../store/loans.ts';
import { securityBehind } from '../store/security.ts';
import { approvalBehind, approversStillEntitled } from './approved-application.ts';
import { type PaidOut, type PayOut, payOut } from './pay-out.ts';

/** How a loan is to be paid out. Without an amount: all that is left of the contract. */
export const DisburseInput = z.strictObject({
  loanId: idField,
  channel: z.enum(['cash', 'savings', 'transfer'], { error: 'Pilih cara pencairan' }),
  amount: positiveAmountField.optional(),
  /** With `savings`; absent: the saving that the contract names. */
  savingsAccountId: idField.optional(),
  /** With `transfer`: the bank line that pays, and to whom. */
  bankCode: textField(20).optional(),
  transferTo: textField(100).optional(),
  happenedOn: dateField.optional(),
  note: textField(200).optional(),
});
export type Disburse = z.output<typeof DisburseInput>;

/**
 * Pays a signed contract, or a tranche of it, to the member's saving or by transfer from a bank line. Cash, and fees that are brought in cash,
 * go over a till: `payments.disburseLoan`. Errors: those of `disburseStep`.
 */
export const disburseLoan = command({
  name: 'loans.disburse',
  permission: 'loans.disburse',
  input: DisburseInput,
  run: async (scope, input) => disburseAnswer(await disburseStep(scope, input)),
});

/** What a payout answers outside the program. */
export function disburseAnswer(paid: PaidOut) {
  return {
    id: paid.id,
    receiptNumber: paid.receiptNumber,
    checkCode: paid.checkCode,
    entryId: paid.entryId,
    gross: formatDecimal(paid.grossSen),
    net: formatDecimal(paid.netSen),
    fees: formatDecimal(paid.deductedSen + paid.broughtSen),
    balance: formatDecimal(paid.balanceSen),
  };
}

/**
 * Step: pays a loan out after everything that can stand against it was asked. `till` is the open till of who pays, where there is one.
 * Errors: `loan_unknown`, those of `checkPayout`, `checkApproval` and `checkSecurity`, `member_not_served`, `cash_needs_till`,
 * `saving_missing`, `bank_line_unknown`, those of `requireCreditable` and of `payOut`.
 */
export async function disburseStep(
  scope: Scope,
  asked: Disburse,
  till?: { readonly accountId: string; readonly series: string },
): Promise<PaidOut> {
  const found = await requireLoan(scope, asked.loanId);
  const paidFromAccountId = await payerOf(scope, found, asked, till);
  await lockAccounts(scope, [found.id, paidFromAccountId]);
  const loan = await requireLoan(scope, found.id);
  const on = asked.happenedOn ?? scope.today;
  const amountSen = asked.amount ?? loan.principalSen - loan.disbursedSen;
  checkPayout(loan, { amountSen, on });
  await requireServable(scope, loan.memberId);
  await checkBehind(scope, loan, { on });
  if (asked.channel === 'savings') {
    await requireCreditable(scope, { accountId: paidFromAccountId, memberId: loan.memberId, on });
  }
  const note = [asked.transferTo && `Ke ${asked.transferTo}`, asked.note].filter(Boolean).join('. ');
  const pay: PayOut = { loanId: loan.id, amountSen, on, channel: asked.channel, paidFromAccountId };
  return payOut(scope, {
    ...pay,
    ...(till ? { cashAccountId: till.accountId, receiptSeries: till.series } : {}),
    ...(note === '' ? {} : { note }),
  });
}

/** Everything outside the contract that can stand against a payout: who pays, the approval, the security, the ceiling of the law now. */
async function checkBehind(scope: Scope, loan: Loan, asked: { on: BusinessDate }): Promise<void> {
  const { personId } = scope.context.actor;
  const payer = (await standingOf(scope, [personId])).get(personId);
  if (payer?.memberId === loan.memberId) {
    throw new DomainError(
      'forbidden',
      'own_loan',
      'Pinjaman sendiri tidak boleh dicairkan sendiri. Minta petugas lain',
    );
  }
  const security = await securityBehind(scope, { loanId: loan.id, applicationId: loan.applicationId });
  const given =
    loan.applicationId === null ? [] : (await readPapers(scope, loan.applicationId)).map(({ code }) => code);
  checkSecurity(
    missingSecurity({
      principalSen: loan.principalSen,
      rule: loan.terms.security,
      collateralSen: sumSen(security.collateral.map(({ valueSen }) => valueSen)),
      guarantors: security.guarantors.length,
      documents: loan.applicationId === null ? [] : documentsNeeded(loan.terms, loan.principalSen),
      given,
    }),
  );
  if (loan.applicationId !== null) {
    const approval = await approvalBehind(scope, loan.applicationId);
    const { missing } = await approversStillEntitled(scope, loan.applicationId);
    const first = loan.disbursedSen === 0n;
    checkApproval({ ...approval, noLongerEntitled: missing }, { on: asked.on, personId, first });
  }
  checkCeiling(await readLendingLimits(scope, { memberId: loan.memberId, on: asked.on }));
}

/** The ledger account that gives the money. */
async function payerOf(
  scope: QueryScope,
  loan: Loan,
  asked: Disburse,
  till: { readonly accountId: string } | undefined,
): Promise<string> {
  if (asked.channel === 'cash') {
    if (till) return till.accountId;
    throw new DomainError(
      'refused',
      'cash_needs_till',
      'Uang tunai keluar dari kas teller. Buka kas dulu, lalu cairkan di sana',
    );
  }
  if (asked.channel === 'savings') {
    const accountId = asked.savingsAccountId ?? loan.savingsAccountId;
    if (accountId) return accountId;
    throw fieldError('savingsAccountId', 'saving_missing', 'Pilih simpanan anggota yang menerima uangnya');
  }
  const lines = await bankLines(scope);
  const line = lines.find(({ code }) => code === asked.bankCode);
  if (!line) throw fieldError('bankCode', 'bank_line_unknown', 'Pilih rekening bank yang mengeluarkan uangnya');
  return generalAccountId(scope, line.code);
}

/** The chart's bank lines: cash lines that no till stands on, the general cash line aside. */
export async function bankLines(scope: QueryScope): Promise<{ code: string; name: string }[]> {
  const chart = await readChart(scope);
  return chart
    .filter((line) => line.cashFlow === 'cash' && line.kind === 'asset' && line.postable && line.active)
    .filter(({ code }) => code !== GENERAL_CASH_CODE)
    .map(({ code, name }) => ({ code, name }));
}

/** Kas in both chart templates: its money is in the tills. */
const GENERAL_CASH_CODE = '1.1.01';
