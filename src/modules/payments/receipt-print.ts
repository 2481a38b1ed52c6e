import sql from 'sql-template-tag';
import { z } from 'zod';
import { letterhead } from '#cooperatives';
import {
  dateText,
  notePrinted,
  type Receipt,
  type ReceiptKind,
  type ReceiptPrint,
  receiptById,
  receiptByNumber,
  receiptPdf,
} from '#documents';
import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import { idField, textField } from '#kernel/fields';
import { parseDecimal, rupiahText } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { type LoanPayment, paymentOfReceipt } from '#loans';
import { momentText } from './report.ts';

/** What a receipt is called on paper. */
export const RECEIPT_TITLES: Record<ReceiptKind, string> = {
  savings_deposit: 'Bukti setoran',
  savings_withdrawal: 'Bukti penarikan',
  savings_transfer: 'Bukti pemindahan',
  interest: 'Bukti jasa simpanan',
  loan_disbursement: 'Bukti pencairan pinjaman',
  loan_repayment: 'Bukti angsuran pinjaman',
  loan_settlement: 'Bukti pelunasan pinjaman',
  loan_recovery: 'Bukti penerimaan pinjaman yang dihapus',
  cash_in: 'Bukti kas masuk',
  cash_out: 'Bukti kas keluar',
  hand_over: 'Bukti serah terima kas',
  cash_difference: 'Berita acara selisih kas',
  reversal: 'Bukti pembatalan',
  other: 'Bukti transaksi',
};

/** A receipt for the screen: what is printed, and how often it was. `site` is the address that the QR code begins with. */
export const receiptForPrint = query({
  name: 'payments.receiptForPrint',
  permission: 'documents.read',
  input: z.strictObject({ id: idField, site: z.url() }),
  run: async (scope, { id, site }) => {
    const receipt = await requireReceipt(scope, id);
    const { kind, timesPrinted, businessDate, issuedAt } = receipt;
    return { print: await printOf(scope, receipt, site), kind, timesPrinted, businessDate, issuedAt };
  },
});

/** The same receipt as PDF on A6 or 58 mm paper. Error: `receipt_unknown`. */
export const receiptFile = query({
  name: 'payments.receiptFile',
  permission: 'documents.read',
  input: z.strictObject({ id: idField, site: z.url(), paper: z.enum(['a6', '58mm']) }),
  run: async (scope, { id, site, paper }) => {
    const receipt = await requireReceipt(scope, id);
    const bytes = await receiptPdf(await printOf(scope, receipt, site), paper, scope.now);
    return { name: `${receipt.number}.pdf`, bytes };
  },
});

/** The id of the receipt with a printed number. Errors: `receipt_number_format`, `receipt_number_check`, `receipt_unknown`. */
export const findReceipt = query({
  name: 'payments.findReceipt',
  permission: 'documents.read',
  input: z.strictObject({ number: textField(40) }),
  run: async (scope, { number }) => {
    const receipt = await receiptByNumber(scope, number);
    if (!receipt) throw new DomainError('not_found', 'receipt_unknown', 'Tidak ada bukti dengan nomor ini');
    return { id: receipt.id };
  },
});

/** Notes that a receipt is printed: the first is the original, later ones say "salinan". Error: `receipt_unknown`. */
export const printReceipt = command({
  name: 'payments.printReceipt',
  permission: 'documents.read',
  input: z.strictObject({ id: idField }),
  run: async (scope, { id }) => {
    const { timesPrinted } = await requireReceipt(scope, id);
    await notePrinted(scope, id);
    return { timesPrinted: timesPrinted + 1 };
  },
});

async function requireReceipt(scope: QueryScope, id: string): Promise<Receipt> {
  const receipt = await receiptById(scope, id);
  if (!receipt) throw new DomainError('not_found', 'receipt_unknown', 'Bukti ini tidak ada');
  return receipt;
}

async function printOf(scope: QueryScope, receipt: Receipt, site: string): Promise<ReceiptPrint> {
  const { zone } = scope.context.cooperative;
  return {
    letterhead: await letterhead(scope),
    title: RECEIPT_TITLES[receipt.kind],
    number: receipt.number,
    amountSen: receipt.amountSen,
    when: momentText(receipt.issuedAt, zone),
    facts: await factsOf(scope, receipt),
    checkUrl: new URL(`/check/${receipt.checkCode}`, site).href,
    copy: receipt.timesPrinted > 1,
    reversed: receipt.reversedAt !== null,
  };
}

type FactRow = {
  readonly description: string;
  readonly memberName: string | null;
  readonly memberNumber: string | null;
  readonly balanceAfterSen: bigint | null;
  readonly actorName: string | null;
  readonly tillName: string | null;
  readonly receiverName: string | null;
};

// What the entry was for, who acted, and, where it passed a till, whom it served or who received the cash. A hand-over has
// a row at each till: the giver's (below zero) is the receipt's own, the other names the receiver.
async function factsOf(scope: QueryScope, receipt: Receipt): Promise<ReceiptPrint['facts']> {
  const row = await scope.tx.maybe<FactRow>(sql`
    select e.description, m.full_name as "memberName", m.number as "memberNumber", v.balance_after_sen as "balanceAfterSen",
           c.actor_name as "actorName", t.name as "tillName", coalesce(s.teller_name, o.name) as "receiverName"
      from ledger.entry e
      left join kernel.command_log c on c.cooperative_id = e.cooperative_id and c.id = e.command_id
      left join payments.till_movement v on v.cooperative_id = e.cooperative_id and v.receipt_id = ${receipt.id}
           and not (v.kind = 'hand_over' and v.amount_sen > 0)
      left join payments.till t on t.cooperative_id = e.cooperative_id and t.id = v.till_id
      left join members.member m on m.cooperative_id = e.cooperative_id and m.id = v.member_id
      left join payments.till_movement r on r.cooperative_id = e.cooperative_id and r.receipt_id = ${receipt.id}
           and r.kind = 'hand_over' and r.amount_sen > 0
      left join payments.till o on o.cooperative_id = e.cooperative_id and o.id = r.till_id
      left join payments.till_session s on s.cooperative_id = e.cooperative_id and s.id = r.session_id
     where e.cooperative_id = ${scope.cooperativeId} and e.id = ${receipt.entryId}`);
  if (!row) return [];
  const loan = LOAN_RECEIPTS.includes(receipt.kind) ? await paymentOfReceipt(scope, receipt.id) : undefined;
  const balance = row.balanceAfterSen === null || loan ? null : rupiahText(row.balanceAfterSen);
  const facts: { label: string; value: string | null }[] = [
    { label: 'Anggota', value: row.memberName ?? loan?.memberName ?? null },
    { label: 'Nomor anggota', value: row.memberNumber ?? loan?.memberNumber ?? null },
    { label: 'Untuk', value: row.description },
    { label: 'Saldo sesudahnya', value: balance },
    ...(loan ? loanFacts(loan) : []),
    { label: 'Petugas', value: row.actorName },
    { label: 'Penerima', value: row.receiverName },
    { label: 'Kas', value: row.tillName },
  ];
  return facts.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
}

const LOAN_RECEIPTS: readonly ReceiptKind[] = ['loan_repayment', 'loan_settlement'];

/** What a payment of a loan was made of, and what is left: the parts that are nothing are not printed. */
function loanFacts(loan: LoanPayment): { label: string; value: string | null }[] {
  const part = (label: string, amount: string | null) => ({
    label,
    value: amount === null || amount === '0.00' ? null : rupiahText(parseDecimal(amount)),
  });
  return [
    part('Pokok', loan.principal),
    part('Jasa', loan.interest),
    part('Denda', loan.penalty),
    part('Masuk simpanan', loan.excess),
    { label: 'Sisa pokok', value: loan.remaining === null ? null : rupiahText(parseDecimal(loan.remaining)) },
    { label: 'Jatuh tempo berikutnya', value: loan.nextDueOn === null ? null : dateText(loan.nextDueOn) },
    part('Angsuran berikutnya', loan.nextDueOn === null ? null : loan.nextDue),
  ];
}
