import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { testWorld } from '../../test/support/world.ts';

const world = await testWorld();
const { database } = world;
const context = await world.cooperative();
const { id } = context.cooperative;

const name = () =>
  database.tenant(id, (tx) =>
    tx.one<{ name: string }>(sql`select d.name from cooperatives.directory d where d.id = ${id}`),
  );
const rename = (to: string) => sql`update cooperatives.directory d set name = ${to} where d.id = ${id}`;

test('a last statement is committed with its transaction', async () => {
  const answer = await database.tenant(id, async (tx) => {
    tx.last(tx.run(rename('Koperasi Satu')));
    return 'decided';
  });
  assert.equal(answer, 'decided');
  assert.equal((await name()).name, 'Koperasi Satu');
});

test('when the last statement fails nothing is committed, its own error is told, and the connection serves on', async () => {
  const work = database.tenant(id, async (tx) => {
    await tx.run(rename('Koperasi Dua'));
    tx.last(tx.run(sql`select 1 / 0`));
  });
  await assert.rejects(work, { code: '22012' });
  assert.equal((await name()).name, 'Koperasi Satu');
});

test('a hot transaction plans a prepared statement once, and only inside itself', async () => {
  const mode = (options: { hot?: boolean }) =>
    database.tenant(
      id,
      (tx) => tx.prepared<{ plan_cache_mode: string }>('test.mode', 'show plan_cache_mode', []),
      options,
    );
  assert.deepEqual(await mode({ hot: true }), [{ plan_cache_mode: 'force_generic_plan' }]);
  assert.deepEqual(await mode({}), [{ plan_cache_mode: 'auto' }]);
});
