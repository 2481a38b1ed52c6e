import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { query } from '#kernel/query';

/** A file that was taken into savings. Money as decimal strings. */
export type CollectionView = {
  readonly id: string;
  readonly fileName: string;
  readonly happenedOn: BusinessDate;
  readonly rowsPosted: number;
  readonly rowsRefused: number;
  readonly posted: string;
  readonly refused: string;
  readonly collectedByName: string;
  readonly collectedAt: string;
};

type CollectionRow = Omit<CollectionView, 'posted' | 'refused'> & { postedSen: bigint; refusedSen: bigint };

const COLUMNS = sql`c.id, c.file_name as "fileName", c.happened_on as "happenedOn", c.rows_posted as "rowsPosted",
  c.rows_refused as "rowsRefused", c.posted_sen as "postedSen", c.refused_sen as "refusedSen",
  c.collected_by_name as "collectedByName", c.collected_at as "collectedAt"`;

/** Files taken in, newest first. */
export const collections = query({
  name: 'savings.collections',
  permission: 'savings.read',
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  async run(scope, { limit }): Promise<CollectionView[]> {
    const rows = await scope.tx.rows<CollectionRow>(sql`
      select ${COLUMNS} from savings.collection c
       where c.cooperative_id = ${scope.cooperativeId} order by c.id desc limit ${limit}`);
    return rows.map(viewOf);
  },
});

/** One line of a file and what became of it. */
export type CollectionLine = {
  readonly line: number;
  readonly reference: string;
  readonly amount: string;
  readonly outcome: 'posted' | 'refused';
  readonly memberName: string | null;
  readonly receiptNumber: string | null;
  readonly reason: string | null;
  readonly pesan: string | null;
};

/** A file and its lines, refused ones first. Error: `collection_unknown`. */
export const collectionDetail = query({
  name: 'savings.collectionDetail',
  permission: 'savings.read',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }): Promise<CollectionView & { lines: CollectionLine[] }> {
    const row = await scope.tx.maybe<CollectionRow>(sql`
      select ${COLUMNS} from savings.collection c where c.cooperative_id = ${scope.cooperativeId} and c.id = ${id}`);
    if (!row) throw new DomainError('not_found', 'collection_unknown', 'Berkas setoran ini tidak ada');
    // Each line with the member whose account took it.
    const lines = await scope.tx.rows<Omit<CollectionLine, 'amount'> & { amountSen: bigint }>(sql`
      select r.line, r.reference, r.amount_sen as "amountSen", r.outcome, m.full_name as "memberName", r.receipt_number as "receiptNumber",
             r.reason, r.pesan
        from savings.collection_row r
        left join savings.account a on a.cooperative_id = r.cooperative_id and a.id = r.account_id
        left join members.member m on m.cooperative_id = a.cooperative_id and m.id = a.member_id
       where r.cooperative_id = ${scope.cooperativeId} and r.collection_id = ${id}
       order by r.outcome desc, r.line
       limit 5000`);
    return {
      ...viewOf(row),
      lines: lines.map(({ amountSen, ...line }) => ({ ...line, amount: formatDecimal(amountSen) })),
    };
  },
});

function viewOf({ postedSen, refusedSen, ...row }: CollectionRow): CollectionView {
  return { ...row, posted: formatDecimal(postedSen), refused: formatDecimal(refusedSen) };
}
