import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { systemClock } from '#kernel/clock';
import { postEntry } from '#ledger';
import { testWorld } from '../../../test/support/world.ts';
import { verifyAll } from './verify-books.ts';

const world = await testWorld();
const context = await world.cooperative();
const entry = {
  happenedOn: '2026-11-20',
  description: 'Hibah',
  lines: [
    { account: '1.1.01', debit: '1000.00' },
    { account: '3.1.06', credit: '1000.00' },
  ],
};
await postEntry(context, entry);

test('sound books are told cooperative by cooperative, and the answer is yes', async () => {
  const outcome = await verifyAll(world.database, systemClock, () => undefined);
  assert.equal(outcome.ok, true);
  assert.deepEqual(outcome.json, {
    ok: true,
    cooperatives: [
      {
        slug: context.cooperative.slug,
        entries: 1,
        unbalanced: 0,
        guardedMismatch: 0,
        controlMismatch: 0,
        negative: 0,
        totalsMismatch: 0,
        firstBad: null,
        sealsBroken: 0,
      },
    ],
  });
});

test('tampered books make the answer no, naming the first bad entry', async () => {
  const url = new URL(world.urls.adminUrl);
  url.pathname = `/${world.urls.database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(
    'set session_replication_role = replica; update ledger.line set amount_sen = amount_sen * 2 where position = 1',
  );
  await client.end();
  const outcome = await verifyAll(world.database, systemClock, () => undefined);
  assert.equal(outcome.ok, false);
  assert.match(outcome.lines[0] ?? '', /TIDAK BENAR. Jurnal 1/);
});
