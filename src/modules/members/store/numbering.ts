import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { DEFAULT_NUMBER_FORMAT, formatMemberNumber } from '../rules/number.ts';

// Numbers brought over from older books may stand in the way of the next ones; they are stepped over by the page.
const PAGE_MIN = 50;
const PAGES_MAX = 200;

/**
 * The next free member numbers by the cooperative's format, `count` of them. Locks the numbering, so that two
 * admissions at once get different numbers.
 */
export async function takeMemberNumbers(scope: Scope, on: BusinessDate, count: number): Promise<string[]> {
  await scope.tx.run(sql`
    insert into members.numbering (cooperative_id, format) values (${scope.cooperativeId}, ${DEFAULT_NUMBER_FORMAT})
    on conflict (cooperative_id) do nothing`);
  const { format, next } = await scope.tx.one<{ format: string; next: bigint }>(sql`
    select n.format, n.next_sequence as "next" from members.numbering n
     where n.cooperative_id = ${scope.cooperativeId} for update`);
  const free: string[] = [];
  let sequence = Number(next);
  for (let page = 0; free.length < count; page += 1) {
    assert(page < PAGES_MAX, 'too many member numbers in a row are taken: set the numbering further on');
    const size = Math.max(PAGE_MIN, count - free.length);
    const candidates = Array.from({ length: size }, (_, index) => formatMemberNumber(format, sequence + index, on));
    const used = await usedNumbers(scope, candidates);
    for (const candidate of candidates) {
      if (free.length === count) break;
      if (!used.has(candidate)) free.push(candidate);
      sequence += 1;
    }
  }
  await scope.tx.run(sql`
    update members.numbering set next_sequence = ${sequence} where cooperative_id = ${scope.cooperativeId}`);
  return free;
}

async function usedNumbers(scope: Scope, candidates: readonly string[]): Promise<Set<string>> {
  const used = await scope.tx.rows<{ number: string }>(sql`
    select m.number from members.member m
     where m.cooperative_id = ${scope.cooperativeId} and m.number is not null and m.number = any(${candidates})`);
  return new Set(used.map((row) => row.number));
}

/** Sets how members are numbered from now on. */
export async function writeNumbering(scope: Scope, format: string, nextSequence: number): Promise<void> {
  await scope.tx.run(sql`
    insert into members.numbering (cooperative_id, format, next_sequence)
    values (${scope.cooperativeId}, ${format}, ${nextSequence})
    on conflict (cooperative_id) do update set format = excluded.format, next_sequence = excluded.next_sequence`);
}
