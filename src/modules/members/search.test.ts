import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { asStaff, read, testWorld } from '../../../test/support/world.ts';
import { findMembers, memberList } from './index.ts';
import { active, nikOf, registered } from './members.fixture.ts';
import { pageStatement } from './queries/list.ts';
import { wordSearch } from './queries/search.ts';
import { memberWords, queryWords } from './rules/search.ts';

const world = await testWorld();
const names = async (context: Context, q: string) =>
  (await findMembers(context, { q })).items.map((item) => item.fullName);

test('a member is found by the beginning of any name word, in any order and old spelling', async () => {
  const context = await world.cooperative();
  await registered(context, 1, { fullName: 'Raden Ajeng Siti Nurhaliza Kusumawardhani' });
  await registered(context, 2, { fullName: 'Sudjono Muhammad' });
  for (const q of ['raden', 'KUSUMA', 'siti nurh', 'nurhaliza siti', 'kusumawardani']) {
    const found = q === 'kusumawardani' ? [] : ['Raden Ajeng Siti Nurhaliza Kusumawardhani'];
    assert.deepEqual(await names(context, q), found, q);
  }
  for (const q of ['soejono', 'muhamad', 'Soedjono Moehammad'])
    assert.deepEqual(await names(context, q), ['Sudjono Muhammad'], q);
});

test('a member is found by number, whole NIK and whole telephone, never by a part of those two', async () => {
  const context = await world.cooperative();
  const { number } = await active(context, 1);
  for (const q of [number, '1', nikOf(1), '3319 0241 0180 0001', '0812-3450-0001', '+6281234500001']) {
    assert.deepEqual(await names(context, q), ['Siti Aminah'], q);
  }
  for (const q of [nikOf(1).slice(0, 12), '081234500', nikOf(2)]) assert.deepEqual(await names(context, q), [], q);
});

test('the exact number comes before names and longer numbers', async () => {
  const context = await world.cooperative();
  for (let n = 1; n <= 12; n += 1) await active(context, n);
  const { items } = await findMembers(context, { q: '00001' });
  assert.equal(items[0]?.number, '00001');
});

test('nothing typed finds nothing, and strange signs are no danger', async () => {
  const context = await world.cooperative();
  await registered(context, 1);
  for (const q of ['', '  ', '%', "'; drop table members.member; --", '\\', '😀'])
    assert.deepEqual(await names(context, q), [], q);
});

test('a search sees the own cooperative only, and a status when asked', async () => {
  const context = await world.cooperative();
  const other = await world.cooperative();
  await registered(context, 1);
  assert.deepEqual(await names(other, 'siti'), []);
  assert.equal((await findMembers(context, { q: 'siti', status: 'active' })).items.length, 0);
  assert.equal((await findMembers(context, { q: 'siti', status: 'applied' })).items.length, 1);
  await assert.rejects(findMembers(asStaff(context, []), { q: 'siti' }), { reason: 'permission_missing' });
});

test('the register is read page by page without a gap or a double, in each order', async () => {
  const context = await world.cooperative();
  for (let n = 1; n <= 7; n += 1) await registered(context, n, { fullName: n % 2 ? 'Siti Aminah' : 'Ani Wati' });
  for (const sort of ['name', '-name', 'number', '-number', 'newest', '-newest']) {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await memberList(context, {
        sort,
        limit: 3,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor);
    assert.equal(seen.length, 7, sort);
    assert.equal(new Set(seen).size, 7, sort);
  }
  await assert.rejects(memberList(context, { cursor: 'bukan' }), { reason: 'cursor_invalid' });
  await assert.rejects(memberList(context, { limit: 201 }), { reason: 'input_invalid' });
});

test('thirty thousand members are searched and listed by indexes', async (t) => {
  const context = await world.cooperative();
  await fill(context, 30_000);
  await read(context, async (scope) => {
    const plan = await scope.tx.rows<{ 'QUERY PLAN': string }>(
      sql`explain ${wordSearch(scope, queryWords('siti nur'))}`,
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    assert.match(text, /Index (Only )?Scan using member_word_pkey/);
    assert.doesNotMatch(text, /Seq Scan/);
  });
  await analysed();
  await read(context, async (scope) => {
    const id = '01900000-0000-7000-8000-000000003a98';
    for (const [sort, key] of [
      ['name', 'Nur Santoso Wibowo'],
      ['-number', '15000'],
      ['newest', id],
    ] as const) {
      const statement = pageStatement(scope, { status: undefined, sort, after: [key, id], limit: 51 });
      const plan = await scope.tx.rows<{ 'QUERY PLAN': string }>(sql`explain ${statement}`);
      const text = plan.map((line) => line['QUERY PLAN']).join('\n');
      assert.match(text, /Index Scan.* on member m/, text);
      assert.doesNotMatch(text, /Sort|Seq Scan/, text);
    }
  });
  const times: number[] = [];
  for (let round = 0; round < 40; round += 1) {
    const q = ['s', 'si', 'sit', 'siti', 'siti n', 'siti nur', '15', '01234', 'zainal', 'zz siti'][round % 10] ?? '';
    const start = performance.now();
    await findMembers(context, { q });
    times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  t.diagnostic(`search over 30,000 members: p50 ${times[20]?.toFixed(1)} ms, p95 ${times[38]?.toFixed(1)} ms`);
});

async function fill(context: Context, count: number): Promise<void> {
  const first = ['Siti', 'Ahmad', 'Nur', 'Muhammad', 'Sri', 'Dewi', 'Agus', 'Slamet', 'Zainal', 'Endang'];
  const second = ['Aminah', 'Nurhayati', 'Santoso', 'Wibowo', 'Lestari', 'Hidayat', 'Rahayu', 'Saputra', 'Kusuma'];
  const people = Array.from({ length: count }, (_, n) => {
    const number = String(n).padStart(5, '0');
    const id = `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
    return { id, number, fullName: `${first[n % 10]} ${second[n % 9]} ${second[(n * 7) % 9]}` };
  });
  const words = people.flatMap(({ id, fullName, number }) =>
    memberWords(fullName, number).map((word) => ({ id, word })),
  );
  await context.database.tenant(context.cooperative.id, async (tx) => {
    const tenant = context.cooperative.id;
    await tx.run(sql`insert into members.member (cooperative_id, id, number, full_name, status, registered_at)
      select ${tenant}::uuid, r.id, r.number, r."fullName", 'active', '2026-01-01'
        from json_to_recordset(${JSON.stringify(people)}::json) as r(id uuid, number text, "fullName" text)`);
    await tx.run(sql`insert into members.membership (cooperative_id, member_id, cycle, applied_on, applied_via, last_step_on)
      select ${tenant}::uuid, r.id, 1, '2026-01-01', 'import', '2026-01-01'
        from json_to_recordset(${JSON.stringify(people)}::json) as r(id uuid)`);
    await tx.run(sql`insert into members.member_word (cooperative_id, word, member_id)
      select ${tenant}::uuid, r.word, r.id from json_to_recordset(${JSON.stringify(words)}::json) as r(id uuid, word text)`);
  });
}

/** What autovacuum does by itself on a server that runs longer than a test. */
async function analysed(): Promise<void> {
  const client = new pg.Client({ connectionString: world.urls.adminUrl });
  await client.connect();
  await client.query('analyze members.member, members.membership, members.member_word');
  await client.end();
}
