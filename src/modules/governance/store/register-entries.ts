import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { type ChainedRow, FIRST_PROOF, rowProof } from '../row-proof.ts';
import type { BookKey } from '../rules/books.ts';
import type { EntryFields } from '../rules/entry.ts';

/** What is written as a new row of a book. */
export type NewEntry = {
  readonly book: BookKey;
  readonly entryOn: BusinessDate;
  readonly fields: EntryFields;
  readonly memberId: string | null;
  readonly fileId: string | null;
  readonly correctsId: string | null;
  readonly correctionReason: string | null;
};

/**
 * Step: writes the next row of a book's year. Taking the number locks the register until the command commits, so that numbers run without a
 * gap and each row proves the one before it.
 */
export async function insertEntry(
  scope: Scope,
  entry: NewEntry,
): Promise<{ id: string; year: number; number: number; rowHash: string }> {
  const { cooperativeId, tx, now } = scope;
  const year = Number(entry.entryOn.slice(0, 4));
  const number = await nextNumber(scope, entry.book, year);
  const { lastHash } = await tx.one<{ lastHash: Buffer }>(sql`
    select h.last_hash as "lastHash" from governance.register_head h
     where h.cooperative_id = ${cooperativeId} and h.book = ${entry.book} and h.year = ${year}`);
  const { personId, name } = scope.context.actor;
  const row = {
    ...entry,
    ...{ cooperativeId, id: newId(), year, number },
    ...{ enteredAt: now.toISOString(), enteredBy: personId, enteredByName: name },
  };
  const hash = rowProof(row, lastHash);
  await tx.run(sql`
    insert into governance.register_entry (cooperative_id, id, book, year, number, entry_on, fields, member_id, file_id, corrects_id,
                                           correction_reason, entered_at, entered_by, entered_by_name, previous_hash, row_hash)
    values (${cooperativeId}, ${row.id}, ${row.book}, ${year}, ${number}, ${row.entryOn}, ${JSON.stringify(row.fields)}::jsonb,
            ${row.memberId}, ${row.fileId}, ${row.correctsId}, ${row.correctionReason}, ${now}, ${personId}, ${name}, ${lastHash}, ${hash})`);
  await tx.run(sql`
    update governance.register_head set last_hash = ${hash}
     where cooperative_id = ${cooperativeId} and book = ${row.book} and year = ${year}`);
  return { id: row.id, year, number, rowHash: hash.toString('hex') };
}

async function nextNumber(scope: Scope, book: BookKey, year: number): Promise<number> {
  const { number } = await scope.tx.one<{ number: number }>(sql`
    insert into governance.register_head (cooperative_id, book, year, last_number, last_hash)
    values (${scope.cooperativeId}, ${book}, ${year}, 1, ${FIRST_PROOF})
    on conflict (cooperative_id, book, year) do update set last_number = governance.register_head.last_number + 1
    returning last_number as number`);
  return number;
}

/** What a later act on a row looks at. */
export type EntryState = {
  readonly id: string;
  readonly book: BookKey;
  readonly year: number;
  readonly number: number;
  readonly entryOn: BusinessDate;
  readonly fields: EntryFields;
  readonly memberId: string | null;
  readonly fileId: string | null;
  readonly rowHash: string;
  readonly correctedBy: string | null;
  readonly endedOn: BusinessDate | null;
  /** The member wrote it, in a session of their own. */
  readonly byMember: boolean;
};

/** One row with what was done to it. */
export function readEntry(scope: QueryScope, id: string): Promise<EntryState | undefined> {
  return scope.tx.maybe<EntryState>(sql`
    select e.id, e.book, e.year, e.number, e.entry_on as "entryOn", e.fields, e.member_id as "memberId", e.file_id as "fileId",
           encode(e.row_hash, 'hex') as "rowHash", c.id as "correctedBy", n.ended_on as "endedOn",
           (e.fields ->> 'via') is not null as "byMember"
      from governance.register_entry e
      left join governance.register_entry c on c.cooperative_id = e.cooperative_id and c.corrects_id = e.id
      left join governance.register_end n on n.cooperative_id = e.cooperative_id and n.entry_id = e.id
     where e.cooperative_id = ${scope.cooperativeId} and e.id = ${id}`);
}

/** Every row of a book's year in its order, with the proofs: what the chain is proved from. At most `limit` rows. */
export async function readChain(
  scope: QueryScope,
  of: { book: BookKey; year: number; limit: number },
): Promise<{ rows: ChainedRow[]; head: { lastNumber: number; lastHash: Buffer } | undefined }> {
  const [rows, head] = await Promise.all([
    scope.tx.rows<ChainedRow>(sql`
      select e.cooperative_id as "cooperativeId", e.id, e.book, e.year, e.number, e.entry_on as "entryOn", e.fields,
             e.member_id as "memberId", e.file_id as "fileId", e.corrects_id as "correctsId", e.correction_reason as "correctionReason",
             e.entered_at as "enteredAt", e.entered_by as "enteredBy", e.entered_by_name as "enteredByName",
             e.previous_hash as "previousHash", e.row_hash as "rowHash"
        from governance.register_entry e
       where e.cooperative_id = ${scope.cooperativeId} and e.book = ${of.book} and e.year = ${of.year}
       order by e.number limit ${of.limit}`),
    scope.tx.maybe<{ lastNumber: number; lastHash: Buffer }>(sql`
      select h.last_number as "lastNumber", h.last_hash as "lastHash" from governance.register_head h
       where h.cooperative_id = ${scope.cooperativeId} and h.book = ${of.book} and h.year = ${of.year}`),
  ]);
  return { rows, head };
}
