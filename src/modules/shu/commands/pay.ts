import { issueReceipts, OFFICE_SERIES, reverseReceipts } from '#documents';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { type EntryDraft, generalAccountIds, holdPostings, type LineDraft, post, reverseEntry } from '#ledger';
import { readDebts, repayStep } from '#loans';
import { payOutAtTill } from '#payments';
import { requireCreditable } from '#savings';
import { taxOn } from '../rules/divide.ts';
import { percentMicrosOf } from '../rules/pools.ts';
import { PayCashInput, PaymentReversalInput, PayOffsetInput, PayToSavingsInput } from '../schema.ts';
import { shuAccounts } from '../settings.ts';
import { type Calculation, latestCalculation } from '../store/calculations.ts';
import { insertPayments, lockPayment, markReversed, type Payable, readPayables } from '../store/payments.ts';
import { readShares } from '../store/shares.ts';
import { calculationMissing } from './final-rights.ts';

/** Where cash is kept when no till pays: Kas, in both chart templates. */
const OFFICE_CASH = '1.1.01';

/**
 * Credits one member's share to a voluntary saving. Answers `{ paymentId, entryId, net, tax }`. Errors: those of `requirePayable`,
 * `saving_missing`, those of `requireCreditable` and of the ledger.
 */
export const payToSavings = command({
  name: 'shu.payToSavings',
  permission: 'shu.pay',
  input: PayToSavingsInput,
  async run(scope, { year, memberId, savingsAccountId }) {
    const { calculation, payable } = await requirePayable(scope, year, memberId);
    const accountId = await creditAccount(scope, payable, savingsAccountId);
    const due = dueOf(calculation, payable);
    const [entry] = await post(scope, [await oneSavingsEntry(scope, calculation, payable, accountId)]);
    assert(entry, 'one entry was posted');
    const [paymentId] = await insertPayments(scope, [
      { ...due.kept, way: 'savings', on: scope.today, entryId: entry.id, savingsAccountId: accountId },
    ]);
    return answerOf(paymentId, entry.id, due);
  },
});

/**
 * Pays one member's share in cash with a receipt: out of the payer's open till, or from the office's cash. Errors: those of
 * `requirePayable`, of `payOutAtTill` and of the ledger.
 */
export const payCash = command({
  name: 'shu.payCash',
  permission: 'shu.pay',
  input: PayCashInput,
  async run(scope, { year, memberId, atTill }) {
    const { calculation, payable } = await requirePayable(scope, year, memberId);
    const due = dueOf(calculation, payable);
    const paid = atTill
      ? await cashFromTill(scope, calculation, payable)
      : await cashFromOffice(scope, calculation, payable);
    const [paymentId] = await insertPayments(scope, [{ ...due.kept, way: 'cash', on: scope.today, ...paid }]);
    return { ...answerOf(paymentId, paid.entryId, due), receiptId: paid.receiptId };
  },
});

/**
 * Sets one member's share off against the arrears of a loan, with the member's consent; what is left stays in the voluntary saving through
 * which it goes. Errors: those of `requirePayable`, `loan_unknown`, `loan_not_in_arrears`, `consent_in_future`, those of a repayment.
 */
export const payOffset = command({
  name: 'shu.payOffset',
  permission: 'shu.pay',
  input: PayOffsetInput,
  async run(scope, { year, memberId, loanId, consentedOn, consentedBy, savingsAccountId }) {
    if (consentedOn > scope.today) {
      throw fieldError('consentedOn', 'consent_in_future', 'Tanggal persetujuan anggota belum tiba');
    }
    const { calculation, payable } = await requirePayable(scope, year, memberId, { held: true });
    const debt = (await readDebts(scope, [loanId], scope.today)).get(loanId);
    if (!debt || debt.loan.memberId !== memberId) {
      throw fieldError('loanId', 'loan_unknown', 'Pinjaman ini tidak ada');
    }
    if (debt.dueSen === 0n) {
      throw fieldError('loanId', 'loan_not_in_arrears', 'Pinjaman ini tidak menunggak. Bayarkan SHU dengan cara lain');
    }
    const accountId = await creditAccount(scope, payable, savingsAccountId);
    const due = dueOf(calculation, payable);
    const [entry] = await post(scope, [await oneSavingsEntry(scope, calculation, payable, accountId)]);
    assert(entry, 'one entry was posted');
    const offsetSen = debt.dueSen < due.netSen ? debt.dueSen : due.netSen;
    await repayStep(scope, {
      loanId,
      amountSen: offsetSen,
      channel: 'savings',
      savingsAccountId: accountId,
      note: `SHU tahun buku ${year}, disetujui ${consentedBy} ${consentedOn}`.slice(0, 200),
    });
    const offset = { loanId, sen: offsetSen, consentedOn, by: consentedBy };
    const [paymentId] = await insertPayments(scope, [
      { ...due.kept, way: 'offset', on: scope.today, entryId: entry.id, savingsAccountId: accountId, offset },
    ]);
    return { ...answerOf(paymentId, entry.id, due), offset: formatDecimal(offsetSen) };
  },
});

/**
 * Takes a payment back, with a reason; the share waits again. A share set off against a loan comes back once the loan's payment was taken
 * back in Pinjaman. Errors: `payment_unknown`, `payment_reversed`, those of the ledger (`balance_too_low` when the saving no longer holds it).
 */
export const reversePayment = command({
  name: 'shu.reversePayment',
  permission: 'shu.pay',
  input: PaymentReversalInput,
  async run(scope, { paymentId, reason }) {
    await holdPostings(scope);
    const payment = await lockPayment(scope, paymentId);
    if (!payment) throw new DomainError('not_found', 'payment_unknown', 'Pembayaran SHU ini tidak ada');
    if (payment.reversedAt !== null) {
      throw new DomainError('conflict', 'payment_reversed', 'Pembayaran SHU ini sudah dibatalkan');
    }
    const { id: entryId, number } = await reverseEntry(scope, { entryId: payment.entryId, reason });
    await reverseReceipts(scope, [{ entryId: payment.entryId, reversalEntryId: entryId, reason }]);
    await markReversed(scope, { id: payment.id, entryId, reason });
    return { paymentId, entryId, number: number.toString() };
  },
});

/**
 * Step: a member's share that may be paid now; payments of a cooperative stand in one queue, so that nobody is paid twice. Errors:
 * `calculation_missing`, `shu_not_approved`, `share_unknown`, `share_paid`, `share_held` (unless `held` says that it may be).
 */
async function requirePayable(
  scope: Scope,
  year: number,
  memberId: string,
  allowed: { held: boolean } = { held: false },
): Promise<{ calculation: Calculation; payable: Payable }> {
  await holdPostings(scope);
  const calculation = await requireApproved(scope, year);
  const [payable] = await readPayables(scope, calculation.id, { memberId, limit: 1 });
  if (!payable) throw await whyNot(scope, calculation, memberId);
  if (payable.heldNow && !allowed.held) {
    throw new DomainError(
      'refused',
      'share_held',
      `SHU ${payable.memberName} ditahan karena pinjamannya menunggak. Tunggakan dibayar dulu, atau potong SHU dengan persetujuannya`,
    );
  }
  return { calculation, payable };
}

/** Step: the approved calculation of a year. Errors: `calculation_missing`, `shu_not_approved`. */
export async function requireApproved(scope: Scope, year: number): Promise<Calculation> {
  const calculation = await latestCalculation(scope, year);
  if (!calculation) throw calculationMissing(year);
  if (calculation.approval) return calculation;
  throw new DomainError('refused', 'shu_not_approved', `SHU tahun buku ${year} belum disetujui rapat anggota`);
}

async function whyNot(scope: Scope, calculation: Calculation, memberId: string): Promise<DomainError> {
  const [share] = await readShares(scope, calculation.id, { memberIds: [memberId], limit: 1 });
  if (share?.paymentId) {
    return new DomainError('conflict', 'share_paid', `SHU ${share.memberName} sudah dibayar pada ${share.paidOn}`);
  }
  return new DomainError('not_found', 'share_unknown', 'Anggota ini tidak mendapat bagian SHU tahun ini');
}

async function creditAccount(scope: Scope, payable: Payable, asked: string | undefined): Promise<string> {
  const accountId = asked ?? payable.savingsAccountId;
  if (accountId === null) {
    throw fieldError(
      'savingsAccountId',
      'saving_missing',
      `${payable.memberName} tidak punya simpanan sukarela yang aktif. Bayar tunai`,
    );
  }
  await requireCreditable(scope, { accountId, memberId: payable.memberId, on: scope.today });
  return accountId;
}

/** What a share comes to after tax, and what every payment keeps of it. */
export function dueOf(calculation: Calculation, { memberId, finalSen }: Pick<Payable, 'memberId' | 'finalSen'>) {
  const taxSen = taxOn(finalSen, calculation.rules.tax.percent);
  return {
    netSen: finalSen - taxSen,
    taxSen,
    kept: { calculationId: calculation.id, memberId, grossSen: finalSen, taxSen },
  };
}

/** The ledger accounts behind a payment: what members are owed, and tax withheld (null while there is none). */
export type PaySides = { readonly membersId: string; readonly taxId: string | null };

/** Step: the accounts behind payments of a calculation. Error: `chart_code_unknown`. */
export async function paySides(scope: Scope, { rules }: Calculation): Promise<PaySides> {
  const accounts = await shuAccounts(scope);
  const taxed = percentMicrosOf(rules.tax.percent) > 0n;
  const ids = await generalAccountIds(scope, taxed ? [accounts.members, accounts.tax] : [accounts.members]);
  return { membersId: ids.get(accounts.members) ?? '', taxId: taxed ? (ids.get(accounts.tax) ?? null) : null };
}

/** The entry that credits a share to a saving: Dr what members are owed, Cr the saving, Cr tax withheld. */
export function savingsEntry(
  calculation: Calculation,
  sides: PaySides,
  to: { payable: Payable; savingsAccountId: string; on: BusinessDate },
): EntryDraft {
  const { netSen, kept } = dueOf(calculation, to.payable);
  const note = `SHU tahun buku ${calculation.year}`;
  return {
    ...entryHead(calculation, to.payable),
    businessDate: to.on,
    lines: [
      { accountId: sides.membersId, amountSen: netSen },
      { accountId: to.savingsAccountId, amountSen: -netSen, note },
      ...taxLines(sides, kept.taxSen),
    ],
  };
}

function entryHead(calculation: Calculation, { number, memberName }: Payable) {
  return {
    description: `SHU tahun buku ${calculation.year} ${number} ${memberName}`.slice(0, 300),
    source: 'shu.payment',
  };
}

function taxLines({ membersId, taxId }: PaySides, taxSen: bigint): LineDraft[] {
  if (taxSen === 0n) return [];
  assert(taxId !== null, 'a tax has its account');
  const note = 'Pajak atas SHU';
  return [
    { accountId: membersId, amountSen: taxSen, note },
    { accountId: taxId, amountSen: -taxSen, note },
  ];
}

async function oneSavingsEntry(scope: Scope, calculation: Calculation, payable: Payable, accountId: string) {
  const sides = await paySides(scope, calculation);
  return savingsEntry(calculation, sides, { payable, savingsAccountId: accountId, on: scope.today });
}

type PaidCash = { readonly entryId: string; readonly receiptId: string };

async function cashFromTill(scope: Scope, calculation: Calculation, payable: Payable): Promise<PaidCash> {
  const { netSen, taxSen } = dueOf(calculation, payable);
  const sides = await paySides(scope, calculation);
  const { description } = entryHead(calculation, payable);
  const furtherLines = taxLines(sides, taxSen);
  const act = { amountSen: netSen, description, otherAccountId: sides.membersId, furtherLines };
  const { entryId, receiptId } = await payOutAtTill(scope, act);
  return { entryId, receiptId };
}

async function cashFromOffice(scope: Scope, calculation: Calculation, payable: Payable): Promise<PaidCash> {
  const { netSen, taxSen } = dueOf(calculation, payable);
  const sides = await paySides(scope, calculation);
  const cashId = (await generalAccountIds(scope, [OFFICE_CASH])).get(OFFICE_CASH) ?? '';
  const lines = [
    { accountId: sides.membersId, amountSen: netSen },
    { accountId: cashId, amountSen: -netSen },
    ...taxLines(sides, taxSen),
  ];
  const [entry] = await post(scope, [{ ...entryHead(calculation, payable), businessDate: scope.today, lines }]);
  assert(entry, 'one entry was posted');
  const [receipt] = await issueReceipts(scope, [
    { series: OFFICE_SERIES, kind: 'cash_out', entryId: entry.id, amountSen: netSen, businessDate: scope.today },
  ]);
  assert(receipt, 'one receipt was issued');
  return { entryId: entry.id, receiptId: receipt.id };
}

function answerOf(paymentId: string | undefined, entryId: string, due: { netSen: bigint; taxSen: bigint }) {
  return { paymentId, entryId, net: formatDecimal(due.netSen), tax: formatDecimal(due.taxSen) };
}
