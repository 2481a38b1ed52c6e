import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { PledgedTo } from '../rules/collateral.ts';

/** What security is for: an application, or a loan. */
export type SecurityOf = { readonly applicationId: string } | { readonly loanId: string };

/** The borrower of what security is for, and whether it may still be given: a loan that is not closed, an application that is open. */
export type SecurityTarget = { readonly memberId: string; readonly number: string | null; readonly open: boolean };

/** Who borrows, and whether it may still get security; undefined when there is no such application or loan. */
export function readSecurityTarget(scope: QueryScope, of: SecurityOf): Promise<SecurityTarget | undefined> {
  return 'loanId' in of
    ? scope.tx.maybe<SecurityTarget>(sql`
        select l.member_id as "memberId", l.number, l.status in ('drawn', 'signed', 'active') as open
          from loans.loan l where l.cooperative_id = ${scope.cooperativeId} and l.id = ${of.loanId}`)
    : scope.tx.maybe<SecurityTarget>(sql`
        select a.member_id as "memberId", a.number, a.status in ('submitted', 'in_review', 'in_committee', 'approved') as open
          from loans.application a where a.cooperative_id = ${scope.cooperativeId} and a.id = ${of.applicationId}`);
}

/** A pledge as it stands. */
export type Pledge = PledgedTo & {
  readonly id: string;
  readonly collateralId: string;
  readonly applicationId: string | null;
  readonly loanId: string | null;
  readonly pledgedOn: BusinessDate;
  readonly releasedOn: BusinessDate | null;
};

/** The pledges of collateral, newest first; the one in force is the one without a day of release. */
export async function readPledges(scope: QueryScope, collateralIds: readonly string[]): Promise<Pledge[]> {
  return scope.tx.rows<Pledge>(sql`
    select p.id, p.collateral_id as "collateralId", p.application_id as "applicationId", p.loan_id as "loanId",
           p.pledged_on as "pledgedOn", p.released_on as "releasedOn", l.number, l.status as "loanStatus"
      from loans.pledge p
      left join loans.loan l on l.cooperative_id = p.cooperative_id and l.id = p.loan_id
     where p.cooperative_id = ${scope.cooperativeId} and p.collateral_id = any(${[...collateralIds]}::uuid[])
     order by p.pledged_on desc, p.id desc`);
}

/** Step: pledges a collateral for an application or a loan. The unique index refuses a second pledge at once. */
export async function insertPledge(scope: Scope, collateralId: string, of: SecurityOf): Promise<string> {
  const id = newId();
  await scope.tx.run(sql`
    insert into loans.pledge (cooperative_id, id, collateral_id, application_id, loan_id, pledged_on, pledged_by)
    values (${scope.cooperativeId}, ${id}, ${collateralId}, ${'applicationId' in of ? of.applicationId : null},
            ${'loanId' in of ? of.loanId : null}, ${scope.today}, ${scope.context.actor.personId})`);
  return id;
}

/** Step: lifts a pledge. */
export async function endPledge(scope: Scope, id: string): Promise<void> {
  await scope.tx.run(sql`
    update loans.pledge set released_on = ${scope.today}, released_by = ${scope.context.actor.personId}
     where cooperative_id = ${scope.cooperativeId} and id = ${id} and released_on is null`);
}

/** Step: what was pledged and guaranteed for an application stands for its loan from now on. */
export async function moveSecurityToLoan(
  scope: Scope,
  of: { readonly applicationId: string; readonly loanId: string },
): Promise<void> {
  await scope.tx.run(sql`
    update loans.pledge set loan_id = ${of.loanId}
     where cooperative_id = ${scope.cooperativeId} and application_id = ${of.applicationId} and released_on is null and loan_id is null`);
  await scope.tx.run(sql`
    update loans.guarantor set loan_id = ${of.loanId}
     where cooperative_id = ${scope.cooperativeId} and application_id = ${of.applicationId} and released_on is null and loan_id is null`);
}

/** The appraised value of what is pledged for each loan and not released, in sen; a loan without collateral is not in the map. */
export async function collateralValues(
  scope: QueryScope,
  loanIds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await scope.tx.rows<{ loanId: string; valueSen: bigint }>(sql`
    select p.loan_id as "loanId", sum(c.value_sen)::bigint as "valueSen"
      from loans.pledge p
      join loans.collateral c on c.cooperative_id = p.cooperative_id and c.id = p.collateral_id
     where p.cooperative_id = ${scope.cooperativeId} and p.loan_id = any(${[...loanIds]}::uuid[]) and p.released_on is null
       and c.status = 'active'
     group by p.loan_id`);
  return new Map(rows.map(({ loanId, valueSen }) => [loanId, valueSen]));
}
