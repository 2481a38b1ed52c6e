import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { SecurityOf } from './pledges.ts';

/** A guarantor of an application or a loan. Amounts in sen. */
export type Guarantor = {
  readonly id: string;
  /** Null: a person from outside, whose NIK and telephone are sealed. */
  readonly memberId: string | null;
  readonly name: string;
  readonly relation: string;
  readonly applicationId: string | null;
  readonly loanId: string | null;
  /** At most this much of the debt. */
  readonly amountSen: bigint;
  readonly consentedOn: BusinessDate;
  readonly releasedOn: BusinessDate | null;
  readonly nikCipher: string | null;
  readonly phoneCipher: string | null;
};

/** The guarantors of an application or a loan, those who were released among them. */
export function readGuarantors(scope: QueryScope, of: SecurityOf): Promise<Guarantor[]> {
  const [applicationId, loanId] = 'loanId' in of ? [null, of.loanId] : [of.applicationId, null];
  return scope.tx.rows<Guarantor>(sql`
    select g.id, g.member_id as "memberId", coalesce(m.full_name, g.full_name) as name, g.relation, g.application_id as "applicationId",
           g.loan_id as "loanId", g.amount_sen as "amountSen", g.consented_on as "consentedOn", g.released_on as "releasedOn",
           g.nik_cipher as "nikCipher", g.phone_cipher as "phoneCipher"
      from loans.guarantor g
      left join members.member m on m.cooperative_id = g.cooperative_id and m.id = g.member_id
     where g.cooperative_id = ${scope.cooperativeId}
       and (g.loan_id = ${loanId}::uuid or g.application_id = ${applicationId}::uuid)
     order by g.added_at, g.id`);
}

/** A guarantor before it is written; an outside person's values are sealed already. */
export type NewGuarantor = Pick<Guarantor, 'id' | 'memberId' | 'name' | 'relation' | 'amountSen' | 'consentedOn'> & {
  readonly of: SecurityOf;
  readonly sealed: {
    readonly nikCipher: string;
    readonly nikIndex: string;
    readonly phoneCipher: string | null;
  } | null;
};

/** Step: writes a guarantor. */
export async function insertGuarantor(scope: Scope, row: NewGuarantor): Promise<void> {
  const { actor } = scope.context;
  const [applicationId, loanId] = 'loanId' in row.of ? [null, row.of.loanId] : [row.of.applicationId, null];
  await scope.tx.run(sql`
    insert into loans.guarantor (cooperative_id, id, member_id, full_name, nik_cipher, nik_index, phone_cipher, relation, application_id,
           loan_id, amount_sen, consented_on, added_by, added_by_name, added_at)
    values (${scope.cooperativeId}, ${row.id}, ${row.memberId}, ${row.name}, ${row.sealed?.nikCipher ?? null},
            ${row.sealed?.nikIndex ?? null}, ${row.sealed?.phoneCipher ?? null}, ${row.relation}, ${applicationId}, ${loanId},
            ${row.amountSen}, ${row.consentedOn}, ${actor.personId}, ${actor.name}, ${scope.now})`);
}

/** Step: a guarantor as it stands, its row locked; undefined when there is none. */
export function lockGuarantor(
  scope: Scope,
  id: string,
): Promise<{ loanStatus: string | null; number: string | null; releasedOn: BusinessDate | null } | undefined> {
  return scope.tx.maybe(sql`
    select l.status as "loanStatus", l.number, g.released_on as "releasedOn"
      from loans.guarantor g
      left join loans.loan l on l.cooperative_id = g.cooperative_id and l.id = g.loan_id
     where g.cooperative_id = ${scope.cooperativeId} and g.id = ${id}
       for update of g`);
}

/** Step: lets a guarantor go. */
export async function endGuarantee(scope: Scope, id: string, reason: string): Promise<void> {
  await scope.tx.run(sql`
    update loans.guarantor set released_on = ${scope.today}, release_reason = ${reason}
     where cooperative_id = ${scope.cooperativeId} and id = ${id}`);
}

/** What someone stands for over all loans that owe. Amounts in sen. */
export type GuarantorExposure = {
  readonly loans: number;
  /** What they promised, and how much of it would be asked today: never more than a loan still owes. */
  readonly promisedSen: bigint;
  readonly exposedSen: bigint;
  /** What those loans still owe. */
  readonly outstandingSen: bigint;
};

/** What a member, or an outside person by the blind index of their NIK, guarantees for others over all loans that owe. */
export async function readExposure(
  scope: QueryScope,
  who: { readonly memberId: string } | { readonly nikIndex: string },
): Promise<GuarantorExposure> {
  const [memberId, nikIndex] = 'memberId' in who ? [who.memberId, null] : [null, who.nikIndex];
  const row = await scope.tx.one<Omit<GuarantorExposure, 'loans'> & { loans: bigint }>(sql`
    select count(*) as loans, coalesce(sum(g.amount_sen), 0)::bigint as "promisedSen",
           coalesce(sum(least(g.amount_sen, a.balance_sen)), 0)::bigint as "exposedSen",
           coalesce(sum(a.balance_sen), 0)::bigint as "outstandingSen"
      from loans.guarantor g
      join loans.loan l on l.cooperative_id = g.cooperative_id and l.id = g.loan_id
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
     where g.cooperative_id = ${scope.cooperativeId} and g.released_on is null
       and (g.member_id = ${memberId}::uuid or g.nik_index = ${nikIndex}::text)
       and l.status in ('drawn', 'signed', 'active')`);
  return { ...row, loans: Number(row.loans) };
}
