import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** What a guarantor or a fellow of the group was asked to pay, and paid of it. Amounts in sen. */
export type GuaranteeClaim = {
  readonly id: string;
  readonly loanId: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly ground: 'guarantor' | 'group';
  readonly amountSen: bigint;
  readonly paidSen: bigint;
  readonly claimedOn: BusinessDate;
  readonly note: string;
};

/** The claims of a loan, oldest first, or one by id. */
export function readClaims(scope: QueryScope, of: { loanId: string } | { id: string }): Promise<GuaranteeClaim[]> {
  const [loanId, id] = 'loanId' in of ? [of.loanId, null] : [null, of.id];
  return scope.tx.rows<GuaranteeClaim>(sql`
    select c.id, c.loan_id as "loanId", c.member_id as "memberId", m.full_name as "memberName", c.ground, c.amount_sen as "amountSen",
           coalesce((select sum(p.amount_sen) from loans.guarantee_payment p
                      where p.cooperative_id = c.cooperative_id and p.claim_id = c.id
                        and not exists (select 1 from loans.event r
                                         where r.cooperative_id = p.cooperative_id and r.reverses_id = p.event_id)), 0)::bigint as "paidSen",
           c.claimed_on as "claimedOn", c.note
      from loans.guarantee_claim c
      join members.member m on m.cooperative_id = c.cooperative_id and m.id = c.member_id
     where c.cooperative_id = ${scope.cooperativeId}
       and (${loanId}::uuid is null or c.loan_id = ${loanId}::uuid) and (${id}::uuid is null or c.id = ${id}::uuid)
     order by c.id limit 200`);
}

/** Step: writes claims. Answers their ids in order. */
export async function insertClaims(
  scope: Scope,
  claims: readonly Pick<GuaranteeClaim, 'loanId' | 'memberId' | 'ground' | 'amountSen' | 'note'>[],
): Promise<string[]> {
  const { actor } = scope.context;
  const ids: string[] = [];
  for (const claim of claims) {
    const id = newId();
    ids.push(id);
    await scope.tx.run(sql`
      insert into loans.guarantee_claim (cooperative_id, id, loan_id, member_id, ground, amount_sen, claimed_on, note, person_id,
             person_name, command_id, written_at)
      values (${scope.cooperativeId}, ${id}, ${claim.loanId}, ${claim.memberId}, ${claim.ground}, ${claim.amountSen}, ${scope.today},
              ${claim.note}, ${actor.personId}, ${actor.name}, ${scope.commandId}, ${scope.now})`);
  }
  return ids;
}

/** Step: notes that a part of a claim was paid by a repayment, and how the payer agreed. */
export async function insertGuaranteePayment(
  scope: Scope,
  payment: { claimId: string; eventId: string; amountSen: bigint; consent: string },
): Promise<void> {
  await scope.tx.run(sql`
    insert into loans.guarantee_payment (cooperative_id, id, claim_id, event_id, amount_sen, consent, paid_on)
    values (${scope.cooperativeId}, ${newId()}, ${payment.claimId}, ${payment.eventId}, ${payment.amountSen}, ${payment.consent},
            ${scope.today})`);
}
