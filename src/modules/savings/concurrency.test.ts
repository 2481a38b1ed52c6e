import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '#kernel/database';
import { checkBooks, journal } from '#ledger';
import { read, testWorld } from '../../../test/support/world.ts';
import { deposit, withdraw } from './index.ts';
import { balanceOf, saver, savers, saverWith, savingsWorld } from './savings.fixture.ts';

const world = await testWorld({ connections: 12 });
const ROUNDS = Number(process.env['SOKOGURU_TEST_ROUNDS'] ?? 200);

test(`of 50 withdrawals of a whole balance at once exactly one succeeds, ${ROUNDS} times`, async () => {
  const { context } = await savingsWorld(world);
  const one = await saver(context);
  // A second process is a second pool: what one gathers, the other does not see.
  const elsewhere = { ...context, database: openDatabase(world.urls.appUrl, 6) };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await balanceOf(context, one, one.SS);
      await deposit(context, { accountId: one.SS, amount: before === '0.00' ? '110000.00' : '100000.00' });
      const tries = Array.from({ length: 50 }, (_, index) =>
        withdraw(index % 2 === 0 ? context : elsewhere, { accountId: one.SS, amount: '100000.00' }).then(
          () => 'paid',
          (error: { reason?: string }) => error.reason,
        ),
      );
      const outcomes = await Promise.all(tries);
      assert.equal(outcomes.filter((outcome) => outcome === 'paid').length, 1);
      assert.equal(outcomes.filter((outcome) => outcome === 'balance_not_enough').length, 49);
      assert.equal(await balanceOf(context, one, one.SS), '10000.00');
    }
  } finally {
    await elsewhere.database.close();
  }
});

test('1,000 deposits, each sent one to five times, are 1,000 postings', async () => {
  const { context } = await savingsWorld(world);
  const members = await savers(context, 20);
  const sends = Array.from({ length: 1_000 }, (_, index) => {
    const asked = { accountId: members[index % members.length]?.SS, amount: '10000.00' };
    return Array.from({ length: 1 + (index % 5) }, () => () => deposit(context, asked, { key: `setoran-${index}` }));
  }).flat();
  const answers = await Promise.allSettled(sends.map((send) => send()));
  // A key that is being decided on another connection is answered "wait"; its sender asks again.
  for (const [index, answer] of answers.entries()) {
    if (answer.status === 'rejected') {
      assert.equal((answer.reason as { reason?: string }).reason, 'idempotency_in_progress');
      await sends[index]?.();
    }
  }
  const balances = await Promise.all(members.map((member) => balanceOf(context, member, member.SS)));
  assert.deepEqual(new Set(balances), new Set(['500000.00']));
  const [newest] = (await journal(context, { limit: 1 })).items;
  assert.equal(newest?.number, '1000');
  assert.equal((await read(context, checkBooks)).firstBad, null);
});

test('a replay answers byte for byte, and another input under the same key is refused', async () => {
  const { context } = await savingsWorld(world);
  const one = await saverWith(context, '100000.00');
  const asked = { accountId: one.SS, amount: '20000.00' };
  const first = await deposit(context, asked, { key: 'sama' });
  const again = await deposit(context, asked, { key: 'sama' });
  assert.deepEqual([again.answer, again.replayed], [first.answer, true]);
  await assert.rejects(deposit(context, { ...asked, amount: '20001.00' }, { key: 'sama' }), {
    reason: 'idempotency_key_reused',
  });
  assert.equal(await balanceOf(context, one, one.SS), '120000.00');
});
