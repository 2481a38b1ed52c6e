import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { openDatabase } from '#kernel/database';
import { withClient } from '../../src/server/roles.ts';
import { testDatabase } from '../support/database.ts';

test('a connection that the server cuts in the middle of work fails that work and nothing else', async () => {
  const { appUrl, adminUrl } = await testDatabase({ migrations: [] });
  const database = openDatabase(appUrl, 1);
  const work = database.platform(async (tx) => {
    const { pid } = await tx.one<{ pid: number }>(sql`select pg_backend_pid() as "pid"`);
    await withClient(adminUrl, (client) => client.query('select pg_terminate_backend($1)', [pid]));
    await sleep(100);
    return await tx.rows(sql`select 1`);
  });
  await assert.rejects(work);
  assert.deepEqual(await database.platform((tx) => tx.rows(sql`select 1 as "one"`)), [{ one: 1 }]);
  await database.close();
});
