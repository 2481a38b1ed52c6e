import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testDatabase } from '../../test/support/database.ts';
import { type Migration, migrate, migrationsFolder, pending, readMigrations } from './migrate.ts';
import { withClient } from './roles.ts';

const migration = (name: string, text: string): Migration => ({
  name,
  text,
  hash: createHash('sha256').update(text).digest('hex'),
});
const shop = migration('0001_shop.sql', 'create schema shop; create table shop.item (id int primary key);');
const procedure = migration(
  '0002_fill.sql',
  `create procedure shop.fill(last int) language plpgsql as $$
   begin insert into shop.item select * from generate_series(1, last); end $$;
   call shop.fill(3);`,
);

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sokoguru-migrations-'));
});
after(() => rm(folder, { recursive: true, force: true }));

test('migrations run in order, once, and may call procedures', async () => {
  const { ownerUrl } = await testDatabase({ migrations: [] });
  assert.deepEqual(await migrate({ ownerUrl, migrations: [shop] }), ['0001_shop.sql']);
  assert.deepEqual(await migrate({ ownerUrl, migrations: [shop, procedure] }), ['0002_fill.sql']);
  assert.deepEqual(await migrate({ ownerUrl, migrations: [shop, procedure] }), []);
  assert.equal(await count(ownerUrl, 'shop.item'), 3);
});

test('programs that migrate at once apply each file once', async () => {
  const { ownerUrl } = await testDatabase({ migrations: [] });
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => migrate({ ownerUrl, migrations: [shop, procedure] })),
  );
  assert.deepEqual(answers.flat(), ['0001_shop.sql', '0002_fill.sql']);
});

test('a migration that fails leaves nothing behind and names its line', async () => {
  const { ownerUrl } = await testDatabase({ migrations: [] });
  const bad = migration('0002_bad.sql', 'create table shop.half (id int);\ncreate table shop.item (id int);');
  await assert.rejects(
    migrate({ ownerUrl, migrations: [shop, bad] }),
    /migration 0002_bad\.sql: relation "item" already exists/,
  );
  const typo = migration('0002_bad.sql', 'create table shop.half (id int);\nselect nothing;');
  await assert.rejects(migrate({ ownerUrl, migrations: [shop, typo] }), /does not exist \(line 2\)/);
  await assert.rejects(count(ownerUrl, 'shop.half'), /does not exist/);
  assert.equal(await count(ownerUrl, 'kernel_migrations.applied'), 1);
});

test('the job queue is installed and belongs to the owner', async () => {
  const { ownerUrl } = await testDatabase({ migrations: [] });
  assert.equal(await count(ownerUrl, 'graphile_worker.jobs'), 0);
});

test('a file that changed after it was applied is refused', () => {
  const changed = migration('0001_shop.sql', 'create schema shop;');
  assert.throws(() => pending([shop], [changed]), /0001_shop\.sql was changed after it was applied/);
});

test('a file that comes before one already applied is refused', () => {
  assert.throws(() => pending([procedure], [shop, procedure]), /0001_shop\.sql comes before 0002_fill\.sql/);
});

test('an applied file that this version lacks is refused', () => {
  assert.throws(() => pending([shop, procedure], [shop]), /0002_fill\.sql was applied .* not in this version/);
});

test('names must be numbered and numbers unique', async () => {
  await writeFile(join(folder, '0001_a.sql'), 'select 1;\r\n');
  await writeFile(join(folder, '0002_b.sql'), 'select 2;\n');
  const read = await readMigrations(folder);
  assert.deepEqual(
    read.map((one) => one.text),
    ['select 1;\n', 'select 2;\n'],
  );
  await writeFile(join(folder, '0002_c.sql'), 'select 3;\n');
  await assert.rejects(readMigrations(folder), /0002_c\.sql: its number is already taken/);
  await writeFile(join(folder, 'later.sql'), 'select 4;\n');
  await assert.rejects(readMigrations(folder), /later\.sql: its name must be like/);
});

test("the project's own migrations are numbered without a gap", async () => {
  const numbers = (await readMigrations(migrationsFolder)).map((one) => Number(one.name.slice(0, 4)));
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
  );
});

async function count(url: string, table: string): Promise<number> {
  return await withClient(url, async (client) => {
    const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    return rows[0]?.count ?? -1;
  });
}
