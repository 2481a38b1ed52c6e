import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../src/server/environment.ts';
import { withClient } from '../../src/server/roles.ts';
import { dumpSchema } from '../../src/server/schema-dump.ts';
import { testDatabase } from '../support/database.ts';

const { ownerUrl } = await testDatabase();

test('db/schema.sql is what the migrations add up to (else run: node bin/dump-schema.ts)', async () => {
  const committed = (await readFile(join(projectFolder, 'db', 'schema.sql'), 'utf8')).replaceAll('\r\n', '\n');
  const found = await withClient(ownerUrl, dumpSchema);
  assert.deepEqual(committed.split('\n'), found.split('\n'));
});

const changes: [what: string, statement: string, line: RegExp][] = [
  ['a column', 'alter table kernel.platform_table add column extra int', /\+ {2}extra integer/],
  [
    'a constraint',
    'alter table kernel.platform_table add constraint short check (length(reason) < 9999)',
    /\+ {2}constraint short CHECK/,
  ],
  ['an index', 'create index extra on kernel.platform_table (reason)', /\+CREATE INDEX extra/],
  ['a policy', 'create policy extra on kernel.command_log using (true)', /\+create policy extra/],
  [
    'a trigger',
    'create trigger extra after delete on kernel.platform_table execute function suppress_redundant_updates_trigger()',
    /\+CREATE TRIGGER extra/,
  ],
  [
    'a function',
    "create function kernel.extra() returns int language sql as 'select 1'",
    /\+CREATE OR REPLACE FUNCTION kernel.extra/,
  ],
  [
    'a right',
    'grant delete on kernel.command_log to sokoguru_app',
    /\+grant delete, insert, select on kernel.command_log/,
  ],
  ['a right on one column', 'grant update (answer) on kernel.command_log to sokoguru_app', /\+grant update \(answer\)/],
  [
    'row-level security',
    'alter table kernel.command_log no force row level security',
    /\+alter table kernel.command_log enable row level/,
  ],
  ['a view', 'create view kernel.extra as select 1 as one', /\+create view kernel.extra/],
];

for (const [what, statement, line] of changes) {
  test(`the dump shows a change of ${what}`, async () => {
    await withClient(ownerUrl, async (client) => {
      const before = new Set((await dumpSchema(client)).split('\n'));
      await client.query('begin');
      await client.query(statement);
      const added = (await dumpSchema(client)).split('\n').filter((one) => !before.has(one));
      await client.query('rollback');
      assert.match(added.map((one) => `+${one}`).join('\n'), line);
    });
  });
}
