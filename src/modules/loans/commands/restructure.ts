import { z } from 'zod';
import { command } from '#kernel/command';
import { fieldError } from '#kernel/errors';
import { dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { formatDecimal, rupiahText, sumSen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { generalAccountId, lockAccounts, post } from '#ledger';
import { readLaw } from '../queries/law.ts';
import { type Agreement, checkRunning, restructured, withMovedDate, withRate } from '../rules/restructure.ts';
import { insertLoanEvents } from '../store/events.ts';
import { readInstalments } from '../store/instalments.ts';
import { type Loan, requireLoan, updateLoan } from '../store/loans.ts';
import { type AgreementVersion, requireVersion } from '../store/schedules.ts';
import type { ProductTermsJson } from '../terms.ts';
import { writeVersion } from './new-version.ts';

const percentField = z
  .string()
  .trim()
  .regex(/^\d{1,4}(\.\d{1,6})?$/, 'Tulis persen dalam angka, misalnya 1.5');
const periods = z.coerce.number().int().min(0).max(120);
const tenorField = z.coerce
  .number({ error: 'Tulis banyaknya angsuran dalam angka' })
  .int({ error: 'Banyaknya angsuran harus angka bulat' })
  .min(1, { error: 'Paling sedikit satu angsuran' })
  .max(600, { error: 'Paling banyak 600 angsuran' });
const reasonField = textField(200);

/** A loan as an agreement that can be changed, and what it is stored from. */
type Held = { readonly loan: Loan; readonly version: AgreementVersion; readonly agreement: Agreement };

async function agreementOf(scope: QueryScope, loanId: string): Promise<Held> {
  const loan = await requireLoan(scope, loanId);
  const version = await requireVersion(scope, loan.id, loan.version);
  const rows = (await readInstalments(scope, [loan.id])).get(loan.id) ?? [];
  const { number, status, contract, outstandingSen } = loan;
  return { loan, version, agreement: { number, status, contract, outstandingSen, rows, request: version.request } };
}

async function lockedAgreement(scope: Scope, loanId: string): Promise<Held> {
  const loan = await requireLoan(scope, loanId);
  await lockAccounts(scope, [loan.id, loan.interestAccountId]);
  return agreementOf(scope, loanId);
}

const RestructureInput = z.strictObject({
  loanId: idField,
  instalments: tenorField.optional(),
  firstDueOn: dateField.optional(),
  ratePercent: percentField.optional(),
  grace: z.strictObject({ principal: periods.default(0), interestPayment: periods.default(0) }).optional(),
  arrears: z.enum(['keep', 'move', 'capitalise']).default('keep'),
  reason: reasonField,
});
type Restructure = z.output<typeof RestructureInput>;

async function planRestructure(scope: QueryScope, held: Held, input: Restructure) {
  const { rateCapPercent } = await readLaw(scope, scope.today);
  const { instalments, firstDueOn, ratePercent, grace, arrears } = input;
  return restructured(held.agreement, {
    instalments,
    firstDueOn,
    ratePercent,
    grace,
    arrears,
    on: scope.today,
    rateCapPercent,
  });
}

/**
 * Gives a running loan new terms from today: tenor, rate, grace, next date, and what becomes of what is overdue. Always waits for a second
 * person. Overdue interest that becomes principal: Dr principal, Cr interest receivable, the rest Cr income. Errors: `loan_unknown`, those of
 * `restructured` and of the ledger.
 */
export const restructureLoan = command({
  name: 'loans.restructure',
  permission: 'loans.manage',
  input: RestructureInput,
  approval: async (scope, input) => {
    const held = await agreementOf(scope, input.loanId);
    await planRestructure(scope, held, input);
    return needFor(held.loan, `Restrukturisasi pinjaman ${held.loan.number}, ${held.loan.memberName}: ${input.reason}`);
  },
  async run(scope, input) {
    const held = await lockedAgreement(scope, input.loanId);
    const { loan, version } = held;
    const made = await planRestructure(scope, held, input);
    const booked = await capitalise(scope, loan, made.capitalisedSen);
    const next = await writeVersion(scope, loan, {
      terms: withCalculation(version.termsJson, input),
      request: made.request,
      rows: made.rows,
      reason: 'restructured',
      restructured: true,
    });
    const { instalments, ratePercent, arrears } = input;
    await insertLoanEvents(scope, [
      {
        loanId: loan.id,
        kind: 'restructured',
        on: scope.today,
        version: next,
        note: input.reason,
        amountSen: made.capitalisedSen,
        principalSen: made.capitalisedSen,
        interestSen: made.capitalisedSen,
        ...(booked ? { entryId: booked.entryId } : {}),
        detail: {
          arrears,
          ...(instalments === undefined ? {} : { instalments }),
          ...(ratePercent === undefined ? {} : { ratePercent }),
          ...(booked ? { receivable: formatDecimal(booked.receivableSen) } : {}),
        },
      },
    ]);
    return { loanId: loan.id, version: next, capitalised: formatDecimal(made.capitalisedSen) };
  },
});

/** Overdue interest becomes principal. What the books do not show as earned yet is income now. */
async function capitalise(scope: Scope, loan: Loan, amountSen: bigint) {
  if (amountSen === 0n) return null;
  const receivableSen = loan.receivableSen < amountSen ? loan.receivableSen : amountSen;
  const lines = [
    { accountId: loan.id, amountSen },
    { accountId: loan.interestAccountId, amountSen: -receivableSen },
    { accountId: await generalAccountId(scope, loan.incomeCode), amountSen: receivableSen - amountSen },
  ].filter((line) => line.amountSen !== 0n);
  const [entry] = await post(scope, [
    {
      description: `Tunggakan jasa pinjaman ${loan.number} menjadi pokok`,
      businessDate: scope.today,
      source: 'loans.restructure',
      ...(loan.branchId === null ? {} : { branchId: loan.branchId }),
      lines,
    },
  ]);
  return entry ? { entryId: entry.id, receivableSen } : null;
}

function withCalculation(terms: ProductTermsJson, { ratePercent, grace }: Partial<Restructure>): ProductTermsJson {
  const { calculation } = terms;
  const rate =
    ratePercent === undefined
      ? calculation.rate
      : 'annualPercent' in calculation.rate
        ? { annualPercent: ratePercent }
        : { periodPercent: ratePercent };
  return { ...terms, calculation: { ...calculation, rate, ...(grace ? { grace } : {}) } };
}

const RateInput = z.strictObject({
  loanId: idField,
  from: dateField,
  ratePercent: percentField,
  reason: reasonField,
});

async function planRate(scope: QueryScope, held: Held, input: z.output<typeof RateInput>) {
  const { rateCapPercent } = await readLaw(scope, scope.today);
  const { from, ratePercent } = input;
  return withRate(held.agreement, { from, ratePercent, on: scope.today, rateCapPercent });
}

/** Changes a loan's rate from a day of its running period on; waits for a second person. Errors: `loan_unknown`, those of `withRate`. */
export const changeRate = command({
  name: 'loans.changeRate',
  permission: 'loans.manage',
  input: RateInput,
  approval: async (scope, input) => {
    const held = await agreementOf(scope, input.loanId);
    await planRate(scope, held, input);
    return needFor(
      held.loan,
      `Suku jasa pinjaman ${held.loan.number} menjadi ${input.ratePercent} persen: ${input.reason}`,
    );
  },
  async run(scope, input) {
    const held = await lockedAgreement(scope, input.loanId);
    const made = await planRate(scope, held, input);
    const version = await writeVersion(scope, held.loan, {
      terms: withCalculation(held.version.termsJson, { ratePercent: input.ratePercent }),
      request: made.request,
      rows: made.rows,
      reason: 'rate_changed',
    });
    const { from, ratePercent, reason } = input;
    await insertLoanEvents(scope, [
      {
        loanId: held.loan.id,
        kind: 'rate_changed',
        on: scope.today,
        version,
        note: reason,
        detail: { from, ratePercent },
      },
    ]);
    return { loanId: held.loan.id, version };
  },
});

const MoveInput = z.strictObject({
  loanId: idField,
  no: z.coerce.number().int().min(1).max(1200),
  dueOn: dateField,
  following: z.boolean().default(false),
  reason: reasonField,
});

/** Moves the due date of one instalment to come; waits for a second person. Errors: `loan_unknown`, those of `withMovedDate`. */
export const moveDueDate = command({
  name: 'loans.moveDueDate',
  permission: 'loans.manage',
  input: MoveInput,
  approval: async (scope, input) => {
    const { loan, agreement } = await agreementOf(scope, input.loanId);
    withMovedDate(agreement, { ...input, on: scope.today });
    return needFor(
      loan,
      `Jatuh tempo angsuran ${input.no} pinjaman ${loan.number} menjadi ${input.dueOn}: ${input.reason}`,
    );
  },
  async run(scope, input) {
    const { loan, agreement, version: old } = await lockedAgreement(scope, input.loanId);
    const made = withMovedDate(agreement, { ...input, on: scope.today });
    const { no, dueOn, following, reason } = input;
    const { request, rows } = made;
    const version = await writeVersion(scope, loan, { terms: old.termsJson, request, rows, reason: 'due_date_moved' });
    const detail = { no, dueOn, following, was: agreement.rows.find((row) => row.no === no)?.dueOn };
    await insertLoanEvents(scope, [
      { loanId: loan.id, kind: 'due_date_moved', on: scope.today, version, note: reason, detail },
    ]);
    return { loanId: loan.id, version };
  },
});

const TopUpInput = z.strictObject({ loanId: idField, amount: positiveAmountField, reason: reasonField });

async function planTopUp(scope: QueryScope, input: z.output<typeof TopUpInput>): Promise<Loan> {
  const loan = await requireLoan(scope, input.loanId);
  checkRunning(loan);
  const most = loan.terms.amount.max;
  const owedSen = loan.outstandingSen + (loan.principalSen - loan.disbursedSen) + input.amount;
  if (owedSen > most) {
    throw fieldError('amount', 'amount_over_product', `Bersama sisa pokoknya paling banyak ${rupiahText(most)}`);
  }
  return loan;
}

/**
 * Agrees to more money on a running loan: it is paid out as a tranche by the usual disbursement, with all that may stand against one. Waits for a
 * second person. Errors: `loan_unknown`, those of `checkRunning`, `amount_over_product`.
 */
export const topUpLoan = command({
  name: 'loans.topUp',
  permission: 'loans.manage',
  input: TopUpInput,
  approval: async (scope, input) => {
    const loan = await planTopUp(scope, input);
    const summary = `Tambahan ${rupiahText(input.amount)} pada pinjaman ${loan.number}, ${loan.memberName}: ${input.reason}`;
    return { ...needFor(loan, summary), amountSen: input.amount };
  },
  async run(scope, input) {
    await lockAccounts(scope, [input.loanId]);
    const loan = await planTopUp(scope, input);
    const principalSen = sumSen([loan.principalSen, input.amount]);
    await updateLoan(scope, loan.id, { principalSen });
    const detail = { topUp: formatDecimal(input.amount) };
    await insertLoanEvents(scope, [
      { loanId: loan.id, kind: 'restructured', on: scope.today, version: loan.version, note: input.reason, detail },
    ]);
    return { loanId: loan.id, principal: formatDecimal(principalSen) };
  },
});

/** Every change of an agreement is agreed to by a second person who may approve loans. */
export function needFor(loan: Pick<Loan, 'outstandingSen'>, summary: string) {
  return {
    rule: 'loans.restructure',
    summary: summary.slice(0, 300),
    amountSen: loan.outstandingSen,
    permission: 'loans.approve' as const,
  };
}
