import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installRoles } from '#identity';
import { fixedClock } from '#kernel/clock';
import {
  close2026,
  resolve,
  SHU_DAY,
  setRules,
  WITHOUT_LOANS,
  yearOfSavings,
} from '../../src/modules/shu/shu.fixture.ts';
import { apiOf } from '../support/people.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld({ today: '2026-01-05' });
const api = apiOf({ ...world, clock: fixedClock(SHU_DAY) });

test('a program calculates a closed year, another person approves it, and the shares are read', async () => {
  const made = await yearOfSavings(world, [100_000, 300_000]);
  await close2026(made.context);
  await setRules(made.maker, WITHOUT_LOANS);
  await resolve(made.context, '1/RAT/2027');
  await step(made.context, installRoles);
  const maker = await api.signIn(made.context, ['akuntan']);
  const checker = await api.signIn(made.context, ['ketua']);
  const path = '/shu/2026/calculations';
  const keyless = await api.call('POST', path, { token: maker, body: {} });
  assert.deepEqual([keyless.status, keyless.body.code], [400, 'idempotency_key_missing']);
  const key = api.key();
  const first = await api.call('POST', path, { token: maker, body: {}, key });
  assert.equal(first.status, 201, first.text);
  assert.deepEqual([first.body.version, first.body.membersTotal], [1, '500000.00']);
  const again = await api.call('POST', path, { token: maker, body: {}, key });
  assert.equal(again.text, first.text);
  const approval = `/shu/calculations/${first.body.id}/approval`;
  const body = { resolutionNumber: '1/RAT/2027' };
  const own = await api.call('POST', approval, { token: maker, body, key: api.key() });
  assert.deepEqual([own.status, own.body.code], [403, 'permission_missing']);
  const done = await api.call('POST', approval, { token: checker, body, key: api.key() });
  assert.equal(done.status, 201, done.text);
  const year = await api.call('GET', '/shu/2026', { token: checker });
  assert.deepEqual(
    [year.body.row.step, year.body.calculation.approval.resolutionNumber, year.body.calculation.pools.length],
    ['approved', '1/RAT/2027', 6],
  );
  const shares = await api.call('GET', '/shu/2026/shares', { token: checker });
  assert.deepEqual(
    shares.body.items.map(({ number, total }: { number: string; total: string }) => [number, total]),
    [
      ['A00001', '187500.00'],
      ['A00002', '312500.00'],
    ],
  );
  const nobody = await api.call('GET', '/me/shu', { token: checker });
  assert.equal(nobody.status, 403);
  assert.deepEqual(api.bugs, []);
});
