import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { BookKey } from '../rules/books.ts';
import type { EntryFields } from '../rules/entry.ts';

/** A row of a book as a page shows it, with everything that was done to it since. */
export type RegisterRow = {
  readonly id: string;
  readonly book: BookKey;
  readonly year: number;
  readonly number: number;
  readonly entryOn: BusinessDate;
  readonly fields: EntryFields;
  readonly memberId: string | null;
  readonly fileId: string | null;
  /** "3/2026" of the row whose place this one takes, and why. */
  readonly corrects: string | null;
  readonly correctionReason: string | null;
  /** "4/2026" of the row that took its place. */
  readonly correctedBy: string | null;
  readonly enteredAt: string;
  readonly enteredBy: string;
  /** SHA-256 in hex: the row's proof. */
  readonly rowHash: string;
  readonly endedOn: BusinessDate | null;
  readonly endReason: string | null;
  readonly signatures: readonly { personId: string; name: string; at: string }[];
  readonly answers: readonly { answer: string; name: string; at: string }[];
};

/** Which rows of a book: of one year, one id, one member, or with a word in them. */
export type RowFilter = {
  readonly book: BookKey;
  readonly year?: number | null;
  readonly id?: string;
  readonly memberId?: string;
  readonly q?: string | null;
  readonly limit: number;
  readonly offset: number;
  readonly oldestFirst?: boolean;
};

/** Rows of a book, the newest first unless a paper wants them in their order. */
export async function readRegisterRows(scope: QueryScope, filter: RowFilter): Promise<RegisterRow[]> {
  const like = filter.q ? `%${filter.q.replace(/[\\%_]/g, '\\$&')}%` : null;
  const order = filter.oldestFirst ? sql`e.year, e.number` : sql`e.year desc, e.number desc`;
  return scope.tx.rows<RegisterRow>(sql`
    select e.id, e.book, e.year, e.number, e.entry_on as "entryOn", e.fields, e.member_id as "memberId", e.file_id as "fileId",
           o.number || '/' || o.year as corrects, e.correction_reason as "correctionReason", c.number || '/' || c.year as "correctedBy",
           e.entered_at as "enteredAt", e.entered_by_name as "enteredBy", encode(e.row_hash, 'hex') as "rowHash",
           n.ended_on as "endedOn", n.reason as "endReason",
           coalesce((select json_agg(json_build_object('personId', s.person_id, 'name', s.person_name, 'at', s.signed_at) order by s.signed_at, s.person_id)
                       from governance.register_signature s
                      where s.cooperative_id = e.cooperative_id and s.entry_id = e.id), '[]'::json) as signatures,
           coalesce((select json_agg(json_build_object('answer', a.answer, 'name', a.answered_by_name, 'at', a.answered_at)
                                     order by a.answered_at, a.id)
                       from governance.register_answer a
                      where a.cooperative_id = e.cooperative_id and a.entry_id = e.id), '[]'::json) as answers
      from governance.register_entry e
      left join governance.register_entry o on o.cooperative_id = e.cooperative_id and o.id = e.corrects_id
      left join governance.register_entry c on c.cooperative_id = e.cooperative_id and c.corrects_id = e.id
      left join governance.register_end n on n.cooperative_id = e.cooperative_id and n.entry_id = e.id
     where e.cooperative_id = ${scope.cooperativeId} and e.book = ${filter.book}
       and (${filter.year ?? null}::int is null or e.year = ${filter.year ?? null})
       and (${filter.id ?? null}::uuid is null or e.id = ${filter.id ?? null}::uuid)
       and (${filter.memberId ?? null}::uuid is null or e.member_id = ${filter.memberId ?? null}::uuid)
       and (${like}::text is null
            or exists (select 1 from jsonb_each_text(e.fields) f where f.value ilike ${like}))
     order by ${order} limit ${filter.limit} offset ${filter.offset}`);
}
