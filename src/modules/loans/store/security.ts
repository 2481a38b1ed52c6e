import sql from 'sql-template-tag';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** What stands behind a loan now: collateral by its label, and who pays when the borrower does not. Amounts in sen. */
export type LoanSecurity = {
  readonly collateral: readonly {
    readonly id: string;
    readonly label: string;
    readonly kind: string;
    readonly description: string;
    readonly valueSen: bigint;
  }[];
  readonly guarantors: readonly {
    readonly id: string;
    readonly memberId: string | null;
    readonly name: string;
    readonly amountSen: bigint;
  }[];
};

/** The security of a loan: what is pledged to it or to its application and not released. */
export async function securityBehind(
  scope: QueryScope,
  of: { readonly loanId: string; readonly applicationId: string | null },
): Promise<LoanSecurity> {
  const { loanId, applicationId } = of;
  const [collateral, guarantors] = await Promise.all([
    scope.tx.rows<LoanSecurity['collateral'][number]>(sql`
      select c.id, c.label, c.kind, c.description, c.value_sen as "valueSen"
        from loans.pledge p
        join loans.collateral c on c.cooperative_id = p.cooperative_id and c.id = p.collateral_id
       where p.cooperative_id = ${scope.cooperativeId} and p.released_on is null and c.status = 'active'
         and (p.loan_id = ${loanId} or p.loan_id is null and p.application_id = ${applicationId}::uuid)
       order by c.label`),
    scope.tx.rows<LoanSecurity['guarantors'][number]>(sql`
      select g.id, g.member_id as "memberId", g.full_name as name, g.amount_sen as "amountSen"
        from loans.guarantor g
       where g.cooperative_id = ${scope.cooperativeId} and g.released_on is null
         and (g.loan_id = ${loanId} or g.loan_id is null and g.application_id = ${applicationId}::uuid)
       order by g.added_at, g.id`),
  ]);
  return { collateral, guarantors };
}

/** Step: a contract that was cancelled leaves its security with the application. */
export async function returnSecurity(scope: Scope, applicationId: string): Promise<void> {
  const { cooperativeId } = scope;
  await scope.tx.run(sql`
    update loans.pledge set loan_id = null
     where cooperative_id = ${cooperativeId} and application_id = ${applicationId} and released_on is null`);
  await scope.tx.run(sql`
    update loans.guarantor set loan_id = null
     where cooperative_id = ${cooperativeId} and application_id = ${applicationId} and released_on is null`);
}
