import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testServerUrl } from '../../test/support/database.ts';
import { assertDurable, type Durability, durabilityFaults, readDurability } from './durability.ts';
import { withClient } from './roles.ts';

const durable: Durability = {
  fsync: 'on',
  synchronousCommit: 'on',
  fullPageWrites: 'on',
  dataChecksums: 'on',
  dataSyncRetry: 'off',
};

test('a server with every promise on has no fault', () => {
  assert.deepEqual(durabilityFaults(durable), []);
  assert.deepEqual(durabilityFaults({ ...durable, synchronousCommit: 'remote_apply' }), []);
});

const broken: [keyof Durability, string][] = [
  ['fsync', 'off'],
  ['synchronousCommit', 'off'],
  ['synchronousCommit', 'local'],
  ['fullPageWrites', 'off'],
  ['dataChecksums', 'off'],
  ['dataSyncRetry', 'on'],
];
for (const [setting, value] of broken) {
  test(`a server with ${setting} ${value} has one fault`, () => {
    assert.equal(durabilityFaults({ ...durable, [setting]: value }).length, 1);
  });
}

test('a server that does not wait for the disk is refused in production and only warned of elsewhere', async () => {
  await withClient(await testServerUrl(), async (client) => {
    await client.query('set synchronous_commit = off');
    assert.equal((await readDurability(client)).synchronousCommit, 'off');
    await assert.rejects(assertDurable(client, 'production'), /refused: .*synchronous_commit is off/);
    const warnings = await assertDurable(client, 'demo');
    assert.ok(warnings.some((line) => line.startsWith('synchronous_commit is off')));
  });
});
