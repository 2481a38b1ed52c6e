import sql from 'sql-template-tag';
import { DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** Refuses a draft that is not there, or that was posted or thrown away. Errors: `draft_unknown`, `draft_ended`. */
export async function requireOpenDraft(scope: QueryScope, draftId: string): Promise<void> {
  const found = await scope.tx.maybe<{ ended: boolean }>(sql`
    select exists (select 1 from books.journal_draft_end x
                    where x.cooperative_id = d.cooperative_id and x.draft_id = d.id) as ended
      from books.journal_draft d where d.cooperative_id = ${scope.cooperativeId} and d.id = ${draftId}`);
  if (!found) throw draftUnknown();
  if (found.ended) throw draftEnded();
}

/** Step: ends a draft, as an entry or thrown away; only once. Errors: `draft_unknown`, `draft_ended`. */
export async function endDraft(scope: Scope, end: { draftId: string; entryId: string | null }): Promise<void> {
  const { actor } = scope.context;
  const written = await scope.tx.run(sql`
    insert into books.journal_draft_end (cooperative_id, draft_id, entry_id, ended_by, ended_by_name, ended_at)
    select d.cooperative_id, d.id, ${end.entryId}::uuid, ${actor.personId}::uuid, ${actor.name}::text, ${scope.now}::timestamptz
      from books.journal_draft d where d.cooperative_id = ${scope.cooperativeId} and d.id = ${end.draftId}
    on conflict (cooperative_id, draft_id) do nothing`);
  if (written > 0) return;
  await requireOpenDraft(scope, end.draftId);
}

/** No draft of this id. */
export function draftUnknown(): DomainError {
  return new DomainError('not_found', 'draft_unknown', 'Konsep jurnal ini tidak ada');
}

/** The draft was posted or thrown away meanwhile. */
export function draftEnded(): DomainError {
  return new DomainError('conflict', 'draft_ended', 'Konsep ini sudah dicatat atau dibuang. Buka daftar konsep');
}
