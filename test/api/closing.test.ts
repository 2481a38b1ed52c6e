import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installRoles } from '#identity';
import { enter } from '../../src/modules/books/closing/closing.fixture.ts';
import { apiOf } from '../support/people.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld();
const api = apiOf(world);
const context = await world.cooperative({ openFrom: '2025-12-01' });
await step(context, (scope) => installRoles(scope));
await enter(context, [
  { on: '2025-12-10', debit: '1.1.05', credit: '4.1.01', amountSen: 90_000n },
  { on: '2025-12-20', debit: '6.1.10', credit: '1.1.05', amountSen: 25_000n },
  { on: '2025-12-21', debit: '1.1.05', credit: '2.1.07', amountSen: 15_000n },
]);
const token = await api.signIn(context, ['bendahara']);
const post = (path: string, body: Record<string, unknown>, key: string | undefined = api.key()) =>
  api.call('POST', path, { token, body, ...(key !== undefined && { key }) });

test('a program reads what stands in the way, closes a month with a reason, and is told the same again', async () => {
  const seen = await api.call('GET', '/books/periods/2025-12-01', { token });
  assert.deepEqual(
    seen.body.blockers.map(({ code, severity }: Record<string, string>) => [code, severity]),
    [['suspense_2_1_07', 'warn']],
  );
  const refused = await post('/books/periods/2025-12-01/close', {});
  assert.deepEqual([refused.status, refused.body.code], [400, 'warning_not_accepted']);
  assert.equal(refused.body.errors[0].field, 'reason.suspense_2_1_07');
  const body = { accepted: [{ code: 'suspense_2_1_07', reason: 'dikejar bulan depan' }] };
  const key = api.key();
  const closed = await post('/books/periods/2025-12-01/close', body, key);
  assert.equal(closed.status, 201, closed.text);
  assert.equal((await post('/books/periods/2025-12-01/close', body, key)).text, closed.text);
  const again = await post('/books/periods/2025-12-01/close', body);
  assert.deepEqual([again.status, again.body.code], [409, 'month_already_closed']);
});

test('opening a month again waits for a second person', async () => {
  const asked = await post('/books/periods/2025-12-01/reopen', { reason: 'nota tertinggal' });
  assert.deepEqual([asked.status, asked.body.outcome], [202, 'held']);
});

test('a year is closed, and its surplus and its state can be read', async () => {
  const before = await api.call('GET', '/books/years/2025', { token });
  assert.deepEqual(
    [before.body.state, before.body.revenue, before.body.expense, before.body.surplus],
    ['open', '900.00', '250.00', '650.00'],
  );
  const closed = await post('/books/years/2025/close', {});
  assert.deepEqual([closed.status, closed.body.surplus], [201, '650.00'], closed.text);
  const { body } = await api.call('GET', '/books/periods', { token });
  assert.equal(body.next, '2026-01-01');
  assert.deepEqual(
    body.years.map(({ year, state, surplus }: Record<string, unknown>) => [year, state, surplus]),
    [
      [2026, 'open', null],
      [2025, 'closed', '650.00'],
    ],
  );
  const held = await post('/books/years/2025/reopen', { reason: 'koreksi audit' });
  assert.equal(held.status, 202);
});

test('days are closed and asked to be opened again', async () => {
  const closed = await post('/books/days/close', { on: '2026-11-10' });
  assert.deepEqual([closed.status, closed.body.from, closed.body.through], [201, '2026-11-01', '2026-11-10']);
  assert.equal((await post('/books/days/reopen', { on: '2026-11-10', reason: 'salah tanggal' })).status, 202);
  assert.equal((await post('/books/days/close', { on: 'kemarin' })).body.errors[0].code, 'date_format');
  assert.equal((await api.call('GET', '/books/periods', {})).status, 401);
});
