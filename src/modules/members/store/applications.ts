import sql from 'sql-template-tag';
import type { Scope } from '#kernel/scope';

/** How many public applications came in since a moment: from one source, and in all. */
export function countApplications(
  scope: Scope,
  since: { readonly source: string; readonly hourAgo: Date; readonly dayAgo: Date },
): Promise<{ bySource: number; inAll: number }> {
  return scope.tx.one(sql`
    select count(*) filter (where a.source_hash = ${since.source} and a.received_at > ${since.hourAgo})::int as "bySource",
           count(*)::int as "inAll"
      from members.application a
     where a.cooperative_id = ${scope.cooperativeId} and a.received_at > ${since.dayAgo}`);
}

/** Notes a public application, taken or of somebody who is in the register already. */
export async function insertApplication(
  scope: Scope,
  application: { id: string; source: string; outcome: 'taken' | 'duplicate'; memberId: string },
): Promise<void> {
  await scope.tx.run(sql`
    insert into members.application (cooperative_id, id, source_hash, received_at, outcome, member_id)
    values (${scope.cooperativeId}, ${application.id}, ${application.source}, ${scope.now}, ${application.outcome},
            ${application.memberId})`);
}

/** The member of this cooperative who holds a NIK, by its blind index. */
export async function memberByNikIndex(scope: Scope, nikIndex: string): Promise<string | undefined> {
  const row = await scope.tx.maybe<{ id: string }>(sql`
    select m.id from members.member m where m.cooperative_id = ${scope.cooperativeId} and m.nik_index = ${nikIndex}`);
  return row?.id;
}
