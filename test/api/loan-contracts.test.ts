import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lending, signed } from '../../src/modules/loans/contract.fixture.ts';
import { apiOf } from '../support/people.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const api = apiOf(world);
const of = await lending(world);
const teller = await api.signIn(of.context, ['teller']);

test('a loan is paid out to the saving by program: 201, and the same again byte for byte', async () => {
  const loan = await signed(of, { amount: '2000000.00', tenor: 10 });
  const sent = { token: teller, key: api.key(), body: { channel: 'savings' } };
  const answer = await api.call('POST', `/loans/${loan.id}/disbursements`, sent);
  assert.equal(answer.status, 201, answer.text);
  assert.deepEqual(
    [answer.body.gross, answer.body.net, answer.body.balance],
    ['2000000.00', '2000000.00', '2000000.00'],
  );
  assert.equal((await api.call('POST', `/loans/${loan.id}/disbursements`, sent)).text, answer.text);
  const again = await api.call('POST', `/loans/${loan.id}/disbursements`, { ...sent, key: api.key() });
  assert.deepEqual([again.status, again.body.code], [422, 'loan_fully_disbursed']);
  const bare = await api.call('POST', `/loans/${loan.id}/disbursements`, {
    token: teller,
    body: { channel: 'savings' },
  });
  assert.equal(bare.body.code, 'idempotency_key_missing');

  const shown = await api.call('GET', `/loans/${loan.id}`, { token: teller });
  const { status, outstanding, nextDueOn, due, tenor } = shown.body;
  assert.deepEqual([status, outstanding, nextDueOn, due, tenor], ['active', '2000000.00', '2026-12-20', '0.00', 10]);
  const schedule = await api.call('GET', `/loans/${loan.id}/schedule`, { token: teller });
  assert.deepEqual([schedule.body.version, schedule.body.instalments.length], [1, 10]);
  assert.deepEqual(schedule.body.instalments[0].state, 'next');
});

test('a loan of another cooperative is not there', async () => {
  const other = await lending(world);
  const theirs = await signed(other);
  const answer = await api.call('GET', `/loans/${theirs.id}`, { token: teller });
  assert.deepEqual([answer.status, answer.body.code], [404, 'loan_unknown']);
});
