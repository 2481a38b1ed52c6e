import sql from 'sql-template-tag';
import type { QueryScope } from '#kernel/query';

/** How many suggestions a member wrote on the day of the look. */
export async function suggestionsToday(scope: QueryScope, memberId: string): Promise<number> {
  const { written } = await scope.tx.one<{ written: bigint }>(sql`
    select count(*) as written from governance.register_entry e
     where e.cooperative_id = ${scope.cooperativeId} and e.member_id = ${memberId} and e.book = 'saran-anggota'
       and e.entry_on = ${scope.today}::date and e.fields ->> 'via' = 'portal'`);
  return Number(written);
}
