import sql from 'sql-template-tag';
import { constraintOf } from '#kernel/database';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';

/** What became of one line of a collection file. */
export type CollectedRow = {
  readonly line: number;
  readonly reference: string;
  readonly amountSen: bigint;
  readonly outcome: 'posted' | 'refused';
  readonly accountId: string | null;
  readonly entryId: string | null;
  readonly receiptNumber: string | null;
  readonly reason: string | null;
  readonly pesan: string | null;
};

export type CollectionRecord = {
  readonly fileName: string;
  readonly contentHash: string;
  readonly happenedOn: BusinessDate;
  readonly cashAccountId: string;
  readonly rows: readonly CollectedRow[];
};

/** Writes a collection and its rows. Error: `file_already_collected`. */
export async function insertCollection(scope: Scope, collection: CollectionRecord): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  const posted = collection.rows.filter(({ outcome }) => outcome === 'posted');
  const sum = (rows: readonly CollectedRow[]) => rows.reduce((total, { amountSen }) => total + amountSen, 0n);
  const total = sum(collection.rows);
  try {
    await scope.tx.run(sql`
      insert into savings.collection (cooperative_id, id, file_name, content_hash, happened_on, cash_account_id, rows_posted, rows_refused,
                                      posted_sen, refused_sen, collected_by, collected_by_name, collected_at)
      values (${scope.cooperativeId}, ${id}, ${collection.fileName}, decode(${collection.contentHash}, 'hex'), ${collection.happenedOn},
              ${collection.cashAccountId}, ${posted.length}, ${collection.rows.length - posted.length}, ${sum(posted)},
              ${total - sum(posted)}, ${actor.personId}, ${actor.name}, ${scope.now})`);
  } catch (error) {
    if (constraintOf(error) !== 'collection_file') throw error;
    throw new DomainError(
      'conflict',
      'file_already_collected',
      'Berkas ini sudah pernah diproses. Tidak ada yang dibukukan lagi',
    );
  }
  const records = collection.rows.map(({ amountSen, ...row }) => ({ ...row, amount: amountSen.toString() }));
  await scope.tx.run(sql`
    insert into savings.collection_row (cooperative_id, collection_id, line, reference, amount_sen, outcome, account_id, entry_id,
                                        receipt_number, reason, pesan)
    select c.cooperative_id, c.id, n."line", n."reference", n."amount", n."outcome", n."accountId", n."entryId", n."receiptNumber",
           n."reason", n."pesan"
      from savings.collection c
     cross join json_to_recordset(${JSON.stringify(records)}::json) as n("line" integer, "reference" text, "amount" bigint, "outcome" text,
           "accountId" uuid, "entryId" uuid, "receiptNumber" text, "reason" text, "pesan" text)
     where c.cooperative_id = ${scope.cooperativeId} and c.id = ${id}`);
  return id;
}
