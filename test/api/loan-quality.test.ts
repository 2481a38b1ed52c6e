import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installRoles } from '#identity';
import { parseDate } from '#kernel/dates';
import { loanWorld } from '../../src/modules/loans/loans.fixture.ts';
import { lateLoan } from '../../src/modules/loans/quality.fixture.ts';
import { apiOf } from '../support/people.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld();
const { context, productId } = await loanWorld(world);
await step(context, installRoles);
const late = await lateLoan(context, productId, parseDate('2026-08-05'), 1);
await lateLoan(context, productId, parseDate('2026-11-01'), 2);
const { call, signIn, key } = apiOf(world);

test('a program lists what is overdue, and the round of the day', async () => {
  const token = await signIn(context, ['kolektor']);
  const list = await call('GET', '/loans?state=overdue', { token });
  assert.deepEqual(
    [list.status, list.body.items.map((item: { id: string }) => item.id), list.body.nextCursor],
    [200, [late.id], null],
  );
  const route = await call('GET', '/loans/route', { token });
  assert.deepEqual(
    route.body.stops.map((stop: { id: string; daysPastDue: number }) => [stop.id, stop.daysPastDue]),
    [[late.id, 76]],
  );
  assert.equal((await call('GET', '/loans?state=lost', { token })).status, 400);
});

test('a program notes a promise, and is told at which field it is wrong', async () => {
  const token = await signIn(context, ['kolektor']);
  const body = { kind: 'call', result: 'promised', note: 'Janji setelah panen', promiseOn: '2026-11-25' };
  const refused = await call('POST', `/loans/${late.id}/contacts`, { token, body });
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.errors[0].field],
    [400, 'promise_needed', 'promiseAmount'],
  );
  const done = await call('POST', `/loans/${late.id}/contacts`, {
    token,
    body: { ...body, promiseAmount: '100000.00' },
  });
  assert.equal(done.status, 201);
});

test('money for a loan that still runs is no recovery', async () => {
  const token = await signIn(context, ['bendahara']);
  const body = { amount: '1000.00' };
  const answer = await call('POST', `/loans/${late.id}/recoveries`, { token, body, key: key() });
  assert.deepEqual([answer.status, answer.body.code], [422, 'loan_not_written_off']);
  assert.equal((await call('POST', `/loans/${late.id}/recoveries`, { token, body })).status, 400);
});
