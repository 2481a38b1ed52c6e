import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import type { Book } from '../rules/books.ts';

/**
 * Step: a member holds one office at a time, and who supervises does not run (UU 25/1992 pasal 38-39). Offices are given one at a time.
 * Errors at the member's number: `office_conflict`, `office_twice`.
 */
export async function requireFreeOffice(
  scope: Scope,
  book: Book,
  row: { memberId: string | null; entryOn: BusinessDate; except: string | null },
): Promise<void> {
  if (book.key !== 'pengurus' && book.key !== 'pengawas') return;
  await scope.tx.run(
    sql`select pg_advisory_xact_lock(hashtextextended('governance.office' || ${scope.cooperativeId}::text, 0))`,
  );
  const held = await scope.tx.maybe<{ book: string }>(sql`
    select e.book from governance.register_entry e
     where e.cooperative_id = ${scope.cooperativeId} and e.member_id = ${row.memberId} and e.book in ('pengurus', 'pengawas')
       and e.id is distinct from ${row.except}::uuid
       and not exists (select 1 from governance.register_end n
                        where n.cooperative_id = e.cooperative_id and n.entry_id = e.id and n.ended_on <= ${row.entryOn}::date)
       and not exists (select 1 from governance.register_entry c where c.cooperative_id = e.cooperative_id and c.corrects_id = e.id)
     limit 1`);
  if (!held) return;
  if (held.book !== book.key) {
    throw fieldError(
      'memberNumber',
      'office_conflict',
      'Pengurus tidak merangkap pengawas. Akhiri dulu jabatannya yang lama',
    );
  }
  throw fieldError(
    'memberNumber',
    'office_twice',
    'Anggota ini masih tercatat menjabat. Akhiri dulu jabatannya yang lama',
  );
}
