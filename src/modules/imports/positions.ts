import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { type QueryScope, query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { readLoanProducts } from '#loans';

/** A loan that an import kept as a balance, with what its account holds now. Amounts in sen; below zero it is overpaid. */
export type LoanPosition = {
  readonly id: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly memberNumber: string | null;
  readonly loanNumber: string;
  /** As the file writes it. */
  readonly tenor: string;
  readonly originalSen: bigint | null;
  readonly balanceSen: bigint;
  readonly asOf: BusinessDate;
  readonly fileName: string;
  readonly taken: boolean;
};

/** The loan positions of these ids, or all that are not taken over, with their balances in the ledger. */
export function readLoanPositions(scope: QueryScope, ids: readonly string[] | null): Promise<LoanPosition[]> {
  return scope.tx.rows<LoanPosition>(sql`
    select p.id, p.member_id as "memberId", m.full_name as "memberName", m.number as "memberNumber", p.loan_number as "loanNumber",
           p.tenor, p.original_amount_sen as "originalSen", coalesce(b.balance, 0)::bigint as "balanceSen", p.as_of as "asOf",
           w.file_name as "fileName", t.position_id is not null as taken
      from imports.position p
      join members.member m on m.cooperative_id = p.cooperative_id and m.id = p.member_id
      join imports.preview w on w.cooperative_id = p.cooperative_id and w.id = p.preview_id
      left join imports.taken_over t on t.cooperative_id = p.cooperative_id and t.position_id = p.id
      left join lateral (
        select sum(l.amount_sen) as balance from ledger.line l
         where l.cooperative_id = p.cooperative_id and l.account_id = p.id) b on true
     where p.cooperative_id = ${scope.cooperativeId} and p.kind = 'loan'
       and (${ids === null} and t.position_id is null or p.id = any(${[...(ids ?? [])]}::uuid[]))
     order by m.number nulls last, m.full_name, p.id`);
}

/** One page of loans that wait to be taken over, how many there are, and the products they can go into. */
export const loanPositions = query({
  name: 'imports.loanPositions',
  permission: 'loans.manage',
  input: z.strictObject({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(50) }),
  async run(scope, { offset, limit }) {
    const [all, products] = await Promise.all([readLoanPositions(scope, null), readLoanProducts(scope, scope.today)]);
    const waiting = all.filter(({ balanceSen }) => balanceSen > 0n);
    return {
      rows: waiting.slice(offset, offset + limit),
      total: waiting.length,
      sumSen: waiting.reduce((sum, { balanceSen }) => sum + balanceSen, 0n),
      overpaid: all.filter(({ balanceSen }) => balanceSen < 0n),
      products: products.filter(({ status }) => status === 'active').map(({ id, code, name }) => ({ id, code, name })),
      today: scope.today,
    };
  },
});

/** Step: remembers which loan each position became. A position that is taken already stops the transaction. */
export async function insertTakenOver(
  scope: Scope,
  rows: readonly { positionId: string; loanId: string; entryId: string; amountSen: bigint }[],
): Promise<void> {
  const records = rows.map((row) => ({ ...row, amountSen: row.amountSen.toString() }));
  await scope.tx.run(sql`
    insert into imports.taken_over (cooperative_id, position_id, loan_id, entry_id, amount_sen, taken_on, command_id)
    select ${scope.cooperativeId}, n."positionId", n."loanId", n."entryId", n."amountSen", ${scope.today}, ${scope.commandId}
      from json_to_recordset(${JSON.stringify(records)}::json) as n ("positionId" uuid, "loanId" uuid, "entryId" uuid,
           "amountSen" bigint)`);
}
