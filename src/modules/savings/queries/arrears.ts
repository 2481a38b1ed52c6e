import sql from 'sql-template-tag';
import { z } from 'zod';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { mandatoryDues } from '../rules/dues.ts';
import { accountsById } from './account-rows.ts';
import { readTerms } from './products.ts';

/** A member who is behind with wajib. Money as decimal strings. */
export type ArrearsRow = {
  readonly accountId: string;
  readonly memberId: string;
  readonly memberNumber: string | null;
  readonly memberName: string;
  readonly number: string;
  readonly monthsBehind: number;
  readonly arrears: string;
  readonly paid: string;
};

const SCANNED = 500;

/**
 * Members behind with their mandatory savings, in order of name; `cursor` is where the last page ended. A page looks at a bounded number of
 * accounts, so it can be short while more follow.
 */
export const mandatoryArrears = query({
  name: 'savings.mandatoryArrears',
  permission: 'savings.read',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(300).optional(),
  }),
  async run(scope, { limit, cursor }) {
    const ids = await mandatoryIds(scope, cursor);
    const rows: ArrearsRow[] = [];
    let scanned = 0;
    const accounts = new Map(
      (
        await accountsById(
          scope,
          ids.slice(0, SCANNED).map(({ id }) => id),
        )
      ).map((one) => [one.id, one]),
    );
    const terms = await readTerms(scope, [...new Set([...accounts.values()].map(({ productId }) => productId))]);
    for (const { id } of ids.slice(0, SCANNED)) {
      if (rows.length >= limit) break;
      scanned += 1;
      const account = accounts.get(id);
      if (!account) continue;
      const own = terms.filter(({ productId }) => productId === account.productId);
      const dues = mandatoryDues(account, own, scope.today);
      if (dues.arrearsSen === 0n) continue;
      const { memberId, memberNumber, memberName, number } = account;
      const { monthsBehind, arrearsSen, paidSen } = dues;
      rows.push({
        accountId: id,
        memberId,
        memberNumber,
        memberName,
        number,
        monthsBehind,
        arrears: formatDecimal(arrearsSen),
        paid: formatDecimal(paidSen),
      });
    }
    const last = ids[scanned - 1];
    return { items: rows, nextCursor: scanned < ids.length && last ? `${last.id} ${last.name}` : null };
  },
});

function mandatoryIds(scope: QueryScope, cursor: string | undefined): Promise<{ id: string; name: string }[]> {
  const after = cursor && /^[0-9a-f-]{36} /.test(cursor) ? { id: cursor.slice(0, 36), name: cursor.slice(37) } : null;
  return scope.tx.rows<{ id: string; name: string }>(sql`
    select a.id, m.full_name as name
      from savings.account a
      join members.member m on m.cooperative_id = a.cooperative_id and m.id = a.member_id
     where a.cooperative_id = ${scope.cooperativeId} and a.kind = 'mandatory' and a.status <> 'closed'
       and m.status in ('active', 'suspended')
       and (${after?.id ?? null}::uuid is null or (m.full_name, a.id) > (${after?.name ?? ''}, ${after?.id ?? null}::uuid))
     order by m.full_name, a.id
     limit ${SCANNED + 1}`);
}
