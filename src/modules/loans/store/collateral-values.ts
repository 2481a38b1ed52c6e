import type { QueryScope } from '#kernel/query';

const VALUES = `
  select p.loan_id as "loanId", sum(c.value_sen)::bigint as value
    from loans.pledge p
    join loans.collateral c on c.cooperative_id = p.cooperative_id and c.id = p.collateral_id and c.status = 'active'
   where p.cooperative_id = $1 and p.loan_id = any($2::uuid[]) and p.released_on is null
   group by p.loan_id`;

/** What the collateral pledged for loans was last appraised at, in sen; a loan without any is not there. */
export async function collateralValues(
  scope: QueryScope,
  loanIds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await scope.tx.prepared<{ loanId: string; value: bigint }>('loans.collateral_values', VALUES, [
    scope.cooperativeId,
    [...new Set(loanIds)],
  ]);
  return new Map(rows.map(({ loanId, value }) => [loanId, value]));
}
