import sql, { type Sql } from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** A share that waits for its payment, with the saving it could go to. Amounts in sen. */
export type Payable = {
  readonly memberId: string;
  readonly position: number;
  readonly number: string;
  readonly memberName: string;
  readonly finalSen: bigint;
  /** Held for arrears when it was calculated, and still behind with a loan today. */
  readonly heldNow: boolean;
  /** The oldest open voluntary saving of a member who is served; null: cash only. */
  readonly savingsAccountId: string | null;
};

/** Shares without a payment that stands, in the order of member numbers, after a position; or those of one member. */
export function readPayables(
  scope: QueryScope,
  calculationId: string,
  filter: { readonly memberId?: string; readonly after?: number; readonly limit: number },
): Promise<Payable[]> {
  return scope.tx.rows<Payable>(sql`
    select s.member_id as "memberId", s.position, s.number, m.full_name as "memberName",
           coalesce(f.final_sen, s.total_sen) as "finalSen",
           s.held and exists (select 1 from loans.loan l where l.cooperative_id = s.cooperative_id and l.member_id = s.member_id
                               and l.status = 'active' and l.days_past_due > 0) as "heldNow",
           (select a.id from savings.account a
              join savings.product p on p.cooperative_id = a.cooperative_id and p.id = a.product_id and p.status = 'active'
             where a.cooperative_id = s.cooperative_id and a.member_id = s.member_id and a.kind = 'voluntary' and a.status = 'open'
               and m.status = 'active'
             order by a.opened_on, a.number limit 1) as "savingsAccountId"
      from shu.share s
      join members.member m on m.cooperative_id = s.cooperative_id and m.id = s.member_id
      left join shu.final_right f
        on f.cooperative_id = s.cooperative_id and f.calculation_id = s.calculation_id and f.member_id = s.member_id
     where s.cooperative_id = ${scope.cooperativeId} and s.calculation_id = ${calculationId} and s.position > ${filter.after ?? 0}
       ${filter.memberId === undefined ? sql`` : sql`and s.member_id = ${filter.memberId}`}
       and coalesce(f.final_sen, s.total_sen) > 0
       and not exists (select 1 from shu.payment p where p.cooperative_id = s.cooperative_id and p.calculation_id = s.calculation_id
                        and p.member_id = s.member_id and p.reversed_at is null)
     order by s.position limit ${filter.limit}`);
}

export type PaymentWay = 'savings' | 'cash' | 'offset';

/** A payment before it is kept. */
export type NewPayment = {
  readonly calculationId: string;
  readonly memberId: string;
  readonly way: PaymentWay;
  readonly grossSen: bigint;
  readonly taxSen: bigint;
  readonly on: BusinessDate;
  readonly entryId: string;
  readonly receiptId?: string;
  readonly batchId?: string;
  readonly savingsAccountId?: string;
  readonly offset?: {
    readonly loanId: string;
    readonly sen: bigint;
    readonly consentedOn: BusinessDate;
    readonly by: string;
  };
};

/** Keeps payments, and answers their ids in order. The unique index refuses a second one for the same share (`share_paid_once`). */
export async function insertPayments(scope: Scope, payments: readonly NewPayment[]): Promise<string[]> {
  const { actor } = scope.context;
  const records = payments.map((one) => ({
    id: newId(),
    calculation_id: one.calculationId,
    member_id: one.memberId,
    way: one.way,
    gross: one.grossSen.toString(),
    tax: one.taxSen.toString(),
    happened_on: one.on,
    entry_id: one.entryId,
    receipt_id: one.receiptId ?? null,
    batch_id: one.batchId ?? null,
    savings_account_id: one.savingsAccountId ?? null,
    loan_id: one.offset?.loanId ?? null,
    offset_sen: one.offset?.sen.toString() ?? null,
    consented_on: one.offset?.consentedOn ?? null,
    consented_by: one.offset?.by ?? null,
  }));
  await scope.tx.run(sql`
    insert into shu.payment (cooperative_id, id, calculation_id, member_id, way, gross_sen, tax_sen, happened_on, entry_id, receipt_id, batch_id,
           savings_account_id, loan_id, offset_sen, consented_on, consented_by, paid_by, paid_by_name, paid_at)
    select ${scope.cooperativeId}, n.id, n.calculation_id, n.member_id, n.way, n.gross, n.tax, n.happened_on, n.entry_id, n.receipt_id,
           n.batch_id, n.savings_account_id, n.loan_id, n.offset_sen, n.consented_on, n.consented_by, ${actor.personId}, ${actor.name},
           ${scope.now}
      from json_to_recordset(${JSON.stringify(records)}::json) as n (id uuid, calculation_id uuid, member_id uuid, way text, gross bigint,
           tax bigint, happened_on date, entry_id uuid, receipt_id uuid, batch_id uuid, savings_account_id uuid, loan_id uuid,
           offset_sen bigint, consented_on date, consented_by text)`);
  return records.map(({ id }) => id);
}

/** A payment as it stands. Amounts in sen. */
export type Payment = {
  readonly id: string;
  readonly calculationId: string;
  readonly memberId: string;
  readonly way: PaymentWay;
  readonly grossSen: bigint;
  readonly taxSen: bigint;
  readonly happenedOn: BusinessDate;
  readonly entryId: string;
  readonly receiptId: string | null;
  readonly savingsAccountId: string | null;
  readonly loanId: string | null;
  readonly offsetSen: bigint | null;
  readonly consentedOn: BusinessDate | null;
  readonly consentedBy: string | null;
  readonly paidByName: string;
  readonly reversedAt: string | null;
  readonly reversalReason: string | null;
};

const PAYMENTS = sql`
  select p.id, p.calculation_id as "calculationId", p.member_id as "memberId", p.way, p.gross_sen as "grossSen", p.tax_sen as "taxSen",
         p.happened_on as "happenedOn", p.entry_id as "entryId", p.receipt_id as "receiptId", p.savings_account_id as "savingsAccountId",
         p.loan_id as "loanId", p.offset_sen as "offsetSen", p.consented_on as "consentedOn", p.consented_by as "consentedBy",
         p.paid_by_name as "paidByName", p.reversed_at as "reversedAt", p.reversal_reason as "reversalReason"
    from shu.payment p`;

/** A payment, its row locked until the end of the transaction. */
export function lockPayment(scope: Scope, id: string): Promise<Payment | undefined> {
  return scope.tx.maybe<Payment>(sql`
    ${PAYMENTS} where p.cooperative_id = ${scope.cooperativeId} and p.id = ${id} for update`);
}

/** What a member was paid of a calculation, also what was taken back; the youngest first. */
export function paymentsOfMember(
  scope: QueryScope,
  of: { calculationId: string; memberId: string },
): Promise<Payment[]> {
  return scope.tx.rows<Payment>(sql`
    ${PAYMENTS} where p.cooperative_id = ${scope.cooperativeId} and p.calculation_id = ${of.calculationId}
      and p.member_id = ${of.memberId} order by p.paid_at desc, p.id desc limit 20`);
}

/** Notes that a payment was taken back. */
export async function markReversed(scope: Scope, of: { id: string; entryId: string; reason: string }): Promise<void> {
  await scope.tx.run(sql`
    update shu.payment set reversed_at = ${scope.now}, reversed_by_name = ${scope.context.actor.name},
           reversal_entry_id = ${of.entryId}, reversal_reason = ${of.reason}
     where cooperative_id = ${scope.cooperativeId} and id = ${of.id}`);
}

/** A run that credits members' savings. */
export type Batch = {
  readonly id: string;
  readonly calculationId: string;
  readonly happenedOn: BusinessDate;
  readonly status: 'running' | 'done';
  readonly membersTotal: number;
  readonly membersDone: number;
  readonly membersPaid: number;
  readonly paidSen: bigint;
  readonly lastPosition: number;
  readonly startedByName: string;
  readonly startedAt: string;
};

/** The run with an id (its row locked when asked), or the youngest of a calculation. */
export function readBatch(
  scope: QueryScope,
  of: { readonly id: string; readonly lock?: boolean } | { readonly calculationId: string },
): Promise<Batch | undefined> {
  const where: Sql =
    'id' in of
      ? sql`b.id = ${of.id} ${of.lock ? sql`for update` : sql``}`
      : sql`b.calculation_id = ${of.calculationId} order by b.started_at desc limit 1`;
  return scope.tx.maybe<Batch>(sql`
    select b.id, b.calculation_id as "calculationId", b.happened_on as "happenedOn", b.status, b.members_total as "membersTotal",
           b.members_done as "membersDone", b.members_paid as "membersPaid", b.paid_sen as "paidSen", b.last_position as "lastPosition",
           b.started_by_name as "startedByName", b.started_at as "startedAt"
      from shu.batch b where b.cooperative_id = ${scope.cooperativeId} and ${where}`);
}

/** Starts a run; undefined when the calculation has one that is going on. */
export async function insertBatch(
  scope: Scope,
  of: { calculationId: string; on: BusinessDate; membersTotal: number },
): Promise<string | undefined> {
  const id = newId();
  const { actor } = scope.context;
  const written = await scope.tx.run(sql`
    insert into shu.batch (cooperative_id, id, calculation_id, happened_on, members_total, started_by, started_by_name, started_at)
    values (${scope.cooperativeId}, ${id}, ${of.calculationId}, ${of.on}, ${of.membersTotal}, ${actor.personId}, ${actor.name}, ${scope.now})
    on conflict (cooperative_id, calculation_id) where status = 'running' do nothing`);
  return written === 1 ? id : undefined;
}

/** Moves a run forward; `finished` ends it. */
export async function advanceBatch(
  scope: Scope,
  step: { id: string; done: number; paid: number; paidSen: bigint; lastPosition: number; finished: boolean },
): Promise<void> {
  await scope.tx.run(sql`
    update shu.batch b
       set members_done = b.members_done + ${step.done}, members_paid = b.members_paid + ${step.paid},
           members_total = greatest(b.members_total, b.members_done + ${step.done}),
           paid_sen = b.paid_sen + ${step.paidSen}::bigint, last_position = greatest(b.last_position, ${step.lastPosition}),
           status = ${step.finished ? 'done' : 'running'}, finished_at = ${step.finished ? scope.now : null}
     where b.cooperative_id = ${scope.cooperativeId} and b.id = ${step.id}`);
}
