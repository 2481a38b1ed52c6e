import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { type QueryScope, query } from '#kernel/query';
import { type MemberStatus, STATUSES } from '../rules/membership.ts';
import { ListInput, NoInput } from '../schema.ts';
import type { MemberItem, MemberPage } from '../views.ts';
import { ITEM_COLUMNS } from './item.ts';
import { searchMembers } from './search.ts';

type Sort = NonNullable<z.output<typeof ListInput>['sort']>;

// What may be sorted by: never a column that a request names.
const KEYS = { name: 'm.full_name', number: `coalesce(m.number, '')`, newest: 'm.id' } as const;

/**
 * `GET /members`: the register a page at a time, by name, number or newest first. With `q`, the best matches of the
 * search instead, one page of them. Error: `cursor_invalid`.
 */
export const memberList = query({
  name: 'members.list',
  permission: 'members.read',
  input: ListInput,
  run: async (scope, input): Promise<MemberPage> => {
    const { q, status, limit } = input;
    if (q !== undefined) return { items: await searchMembers(scope, { q, status, limit }), nextCursor: null };
    const sort = input.sort ?? 'name';
    const after = input.cursor === undefined ? undefined : readCursor(input.cursor, sort);
    const rows = await scope.tx.rows<MemberItem & { sortKey: string }>(
      pageStatement(scope, { status, sort, after, limit: limit + 1 }),
    );
    const items = rows.slice(0, limit).map(({ sortKey: _, ...item }) => item);
    const last = rows[limit - 1];
    return { items, nextCursor: rows.length > limit && last ? writeCursor(sort, last.sortKey, last.id) : null };
  },
});

/** How many stand where, and in all. Every status is present, zeros too. */
export const memberCounts = query({
  name: 'members.counts',
  permission: 'members.read',
  input: NoInput,
  run: async (scope) => {
    const rows = await scope.tx.rows<{ status: MemberStatus; count: number }>(sql`
      select m.status, count(*)::int as count from members.member m
       where m.cooperative_id = ${scope.cooperativeId} and m.cycle > 0 group by m.status`);
    const found = new Map(rows.map((row) => [row.status, row.count]));
    const counts = Object.fromEntries(STATUSES.map((status) => [status, found.get(status) ?? 0]));
    return { ...(counts as Record<MemberStatus, number>), total: rows.reduce((sum, row) => sum + row.count, 0) };
  },
});

type Page = {
  readonly status: MemberStatus | undefined;
  readonly sort: Sort;
  readonly after: [string, string] | undefined;
  readonly limit: number;
};

/** One page of the register in its order; each order walks an index from where the last page ended. */
export function pageStatement(scope: QueryScope, { status, sort, after, limit }: Page): Sql {
  const name = sort.replace('-', '') as keyof typeof KEYS;
  const column = raw(KEYS[name]);
  // "Newest first" is the usual order of that key, so the minus means the opposite there.
  const descending = sort.startsWith('-') !== (name === 'newest');
  const [direction, than] = descending ? [raw('desc'), raw('<')] : [raw('asc'), raw('>')];
  const place =
    after &&
    (name === 'newest'
      ? sql`m.id ${than} ${after[1]}::uuid`
      : sql`(${column}, m.id) ${than} (${after[0]}, ${after[1]}::uuid)`);
  const beyond = place ? sql`and ${place}` : empty;
  const standing: Sql = status ? sql`and m.status = ${status}` : empty;
  return sql`
    select ${ITEM_COLUMNS}, ${column} as "sortKey"
      from members.member m
      join members.membership s on s.cooperative_id = m.cooperative_id and s.member_id = m.id and s.cycle = m.cycle
     where m.cooperative_id = ${scope.cooperativeId} and m.cycle > 0 ${standing} ${beyond}
     order by ${name === 'newest' ? empty : sql`${column} ${direction}, `}m.id ${direction}
     limit ${limit}`;
}

function writeCursor(sort: Sort, key: string, id: string): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url');
}

function readCursor(cursor: string, sort: Sort): [string, string] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(read) &&
      read[0] === sort &&
      typeof read[1] === 'string' &&
      /^[0-9a-f-]{36}$/.test(String(read[2]))
    ) {
      return [read[1], String(read[2])];
    }
  } catch {
    // Not JSON: the same refusal as any other cursor that is not ours.
  }
  throw new DomainError('invalid', 'cursor_invalid', 'Halaman ini tidak dikenal. Mulai lagi dari halaman pertama');
}
