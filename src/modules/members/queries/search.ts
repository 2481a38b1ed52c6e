import sql, { empty, join, type Sql } from 'sql-template-tag';
import { assert } from '#kernel/errors';
import { type QueryScope, query } from '#kernel/query';
import { nikIndex, phoneIndex } from '../personal.ts';
import type { MemberStatus } from '../rules/membership.ts';
import { normaliseNik } from '../rules/nik.ts';
import { normalisePhone } from '../rules/phone.ts';
import { prefixRange, queryWords } from '../rules/search.ts';
import { FindInput } from '../schema.ts';
import type { MemberItem } from '../views.ts';
import { ITEM_COLUMNS } from './item.ts';

// Enough to rank from; a longer query narrows further.
const CANDIDATES = 200;

/** Finds members as people type: name words, number, whole NIK or whole telephone. Nothing typed finds nothing. */
export const findMembers = query({
  name: 'members.find',
  permission: 'members.read',
  input: FindInput,
  run: async (scope, { q, status, limit }) => ({ items: await searchMembers(scope, { q, status, limit }) }),
});

/** The same inside a transaction that is open. The exact number comes first, then names that begin so. */
export async function searchMembers(
  scope: QueryScope,
  { q, status, limit }: { q: string; status?: MemberStatus | undefined; limit: number },
): Promise<MemberItem[]> {
  const found = candidates(scope, q, status);
  if (!found) return [];
  const typed = q.trim();
  return scope.tx.rows<MemberItem>(sql`
    select ${ITEM_COLUMNS}
      from (${found}) hit
      join members.member m on m.cooperative_id = ${scope.cooperativeId} and m.id = hit.member_id
      join members.membership s on s.cooperative_id = m.cooperative_id and s.member_id = m.id and s.cycle = m.cycle
     order by (m.number is not distinct from ${typed.toUpperCase()}) desc,
              starts_with(lower(m.full_name), ${typed.toLowerCase()}) desc, m.full_name, m.id
     limit ${limit}`);
}

/** True when another member of this cooperative has the telephone number. */
export async function phoneIsShared(scope: QueryScope, e164: string): Promise<boolean> {
  const { found } = await scope.tx.one<{ found: boolean }>(sql`
    select exists (select 1 from members.member m
      where m.cooperative_id = ${scope.cooperativeId} and m.phone_index = ${phoneIndex(scope.cooperativeId, e164)}) as found`);
  return found;
}

/** The statement whose rows are the ids of at most 200 members who may be meant, or undefined for an empty query. */
function candidates(scope: QueryScope, q: string, status: MemberStatus | undefined): Sql | undefined {
  const { cooperativeId } = scope;
  const nik = normaliseNik(q);
  const phone = normalisePhone(q);
  const hits: Sql[] = [];
  if (/^[0-9]{16}$/.test(nik)) hits.push(byIndex(scope, sql`m.nik_index = ${nikIndex(cooperativeId, nik)}`, status));
  if (phone) hits.push(byIndex(scope, sql`m.phone_index = ${phoneIndex(cooperativeId, phone)}`, status));
  const words = queryWords(q);
  if (words.length > 0) hits.push(wordSearch(scope, words, status));
  return hits.length === 0 ? undefined : join(hits, ' union ');
}

function byIndex(scope: QueryScope, condition: Sql, status: MemberStatus | undefined): Sql {
  return sql`(select m.id as member_id from members.member m
    where m.cooperative_id = ${scope.cooperativeId} and ${condition} ${ofStatus(status)} limit ${CANDIDATES})`;
}

/**
 * Members who have every word as the beginning of one of theirs. Walks the word index from the longest word typed and
 * stops at enough candidates, so that the time does not grow with the register. `offset 0` keeps the other words a probe
 * for each candidate: made into a join, a server without statistics compares every pair.
 */
export function wordSearch(scope: QueryScope, words: readonly string[], status?: MemberStatus): Sql {
  const [lead, ...others] = words.map(prefixRange);
  assert(lead, 'a search has at least one word');
  const also = others.map(
    (other) => sql` and exists (select 1 from members.member_word o
      where o.cooperative_id = w.cooperative_id and o.member_id = w.member_id
        and o.word >= ${other.from} and o.word < ${other.before} offset 0)`,
  );
  const standing = status
    ? sql`join members.member m on m.cooperative_id = w.cooperative_id and m.id = w.member_id ${ofStatus(status)}`
    : empty;
  return sql`(select w.member_id from members.member_word w ${standing}
    where w.cooperative_id = ${scope.cooperativeId} and w.word >= ${lead.from} and w.word < ${lead.before}
    ${also.length > 0 ? join(also, '') : empty}
    order by w.word limit ${CANDIDATES})`;
}

function ofStatus(status: MemberStatus | undefined): Sql {
  return status ? sql`and m.status = ${status}` : empty;
}
