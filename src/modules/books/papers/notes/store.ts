import sql from 'sql-template-tag';
import { constraintOf } from '#kernel/database';
import { DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** One version of a section's words in a book year. */
export type NoteVersion = {
  readonly section: string;
  readonly version: number;
  readonly words: string;
  readonly writtenByName: string;
  readonly writtenAt: string;
};

/** The words that stand in a book year: the last version of each section that was written. */
export function readNotes(scope: QueryScope, year: number): Promise<NoteVersion[]> {
  return scope.tx.rows<NoteVersion>(sql`
    select distinct on (n.section) n.section, n.version, n.words, n.written_by_name as "writtenByName", n.written_at as "writtenAt"
      from books.note n
     where n.cooperative_id = ${scope.cooperativeId} and n.book_year = ${year}
     order by n.section, n.version desc`);
}

/** Every version of a section in a book year, newest first. */
export function readVersions(scope: QueryScope, year: number, section: string): Promise<NoteVersion[]> {
  return scope.tx.rows<NoteVersion>(sql`
    select n.section, n.version, n.words, n.written_by_name as "writtenByName", n.written_at as "writtenAt"
      from books.note n
     where n.cooperative_id = ${scope.cooperativeId} and n.book_year = ${year} and n.section = ${section}
     order by n.version desc limit 200`);
}

/** Step: writes the next version of a section. Error: `note_changed` when somebody else wrote one since. */
export async function insertNote(
  scope: Scope,
  note: { year: number; section: string; basedOn: number; words: string },
): Promise<number> {
  const { actor } = scope.context;
  const [last] = await readVersions(scope, note.year, note.section);
  if ((last?.version ?? 0) !== note.basedOn) throw changed();
  try {
    await scope.tx.run(sql`
      insert into books.note (cooperative_id, book_year, section, version, words, written_by, written_by_name, written_at)
      values (${scope.cooperativeId}, ${note.year}, ${note.section}, ${note.basedOn + 1}, ${note.words}, ${actor.personId}, ${actor.name},
              ${scope.now})`);
  } catch (error) {
    if (constraintOf(error) === 'note_pkey') throw changed();
    throw error;
  }
  return note.basedOn + 1;
}

function changed(): DomainError {
  return new DomainError(
    'conflict',
    'note_changed',
    'Orang lain baru saja mengubah bagian ini. Muat ulang, lalu tulis perubahan Anda lagi',
  );
}
