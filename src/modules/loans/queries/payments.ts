import sql from 'sql-template-tag';
import { z } from 'zod';
import { receiptById } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import type { Channel } from '../store/events.ts';

/** A payment of a loan as people see it. Amounts are decimal strings. */
export type LoanPayment = {
  readonly id: string;
  readonly loanId: string;
  readonly loanNumber: string;
  readonly productName: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly memberNumber: string | null;
  readonly kind: 'repaid' | 'settled';
  readonly on: BusinessDate;
  readonly amount: string;
  readonly principal: string;
  readonly interest: string;
  readonly penalty: string;
  readonly excess: string;
  readonly channel: Channel | null;
  /** Principal left after it, and what is due next; empty for a payment that was brought in from an older system. */
  readonly remaining: string | null;
  readonly nextDueOn: BusinessDate | null;
  readonly nextDue: string | null;
  readonly receiptId: string | null;
  readonly receiptNumber: string | null;
  readonly reversed: boolean;
  readonly personName: string;
};

type Row = Omit<LoanPayment, 'amount' | 'principal' | 'interest' | 'penalty' | 'excess' | 'receiptNumber'> & {
  readonly amountSen: bigint;
  readonly principalSen: bigint;
  readonly interestSen: bigint;
  readonly penaltySen: bigint;
  readonly excessSen: bigint;
};

/** The payments of a loan, newest first, or the one of a receipt. */
export async function readPayments(
  scope: QueryScope,
  of: { loanId?: string; receiptId?: string },
): Promise<LoanPayment[]> {
  const rows = await scope.tx.rows<Row>(sql`
    select e.id, e.loan_id as "loanId", l.number as "loanNumber", p.name as "productName", l.member_id as "memberId",
           m.full_name as "memberName", m.number as "memberNumber", e.kind, e.happened_on as "on", e.amount_sen as "amountSen",
           e.principal_sen as "principalSen", e.interest_sen as "interestSen", e.penalty_sen as "penaltySen",
           e.excess_sen as "excessSen", e.channel, e.detail ->> 'remaining' as "remaining",
           (e.detail ->> 'nextDueOn')::date as "nextDueOn", e.detail ->> 'nextDue' as "nextDue", e.receipt_id as "receiptId",
           exists (select 1 from loans.event r where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id) as reversed,
           e.person_name as "personName"
      from loans.event e
      join loans.loan l on l.cooperative_id = e.cooperative_id and l.id = e.loan_id
      join loans.product p on p.cooperative_id = l.cooperative_id and p.id = l.product_id
      join members.member m on m.cooperative_id = l.cooperative_id and m.id = l.member_id
     where e.cooperative_id = ${scope.cooperativeId} and e.kind in ('repaid', 'settled')
       and (e.loan_id = ${of.loanId ?? null}::uuid or e.receipt_id = ${of.receiptId ?? null}::uuid)
     order by e.written_at desc, e.id desc
     limit 600`);
  return Promise.all(rows.map((row) => viewOf(scope, row)));
}

async function viewOf(scope: QueryScope, row: Row): Promise<LoanPayment> {
  const { amountSen, principalSen, interestSen, penaltySen, excessSen, ...rest } = row;
  const receipt = row.receiptId === null ? undefined : await receiptById(scope, row.receiptId);
  return {
    ...rest,
    amount: formatDecimal(amountSen),
    principal: formatDecimal(principalSen),
    interest: formatDecimal(interestSen),
    penalty: formatDecimal(penaltySen),
    excess: formatDecimal(excessSen),
    receiptNumber: receipt?.number ?? null,
  };
}

/** The payment that a receipt is of, if it is one of a loan. */
export async function paymentOfReceipt(scope: QueryScope, receiptId: string): Promise<LoanPayment | undefined> {
  const [payment] = await readPayments(scope, { receiptId });
  return payment;
}

/** A member's own receipt of a loan payment; another's does not exist for them. Error: `receipt_unknown`. */
export const ownLoanReceipt = query({
  name: 'loans.ownReceipt',
  permission: 'self.read',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }) {
    const [receipt, payment] = await Promise.all([receiptById(scope, id), paymentOfReceipt(scope, id)]);
    if (!receipt || payment?.memberId !== scope.context.actor.memberId) {
      throw new DomainError('not_found', 'receipt_unknown', 'Bukti ini tidak ada');
    }
    const { amountSen, issuedBy: _issuedBy, ...shown } = receipt;
    return { ...shown, amount: formatDecimal(amountSen), payment };
  },
});
