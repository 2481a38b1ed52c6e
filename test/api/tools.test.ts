import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf } from '../support/people.ts';
import { testWorld } from '../support/world.ts';

const api = apiOf(await testWorld());

const POOLS = [
  { code: 'cadangan', percent: '40' },
  { code: 'modal', percent: '60', basis: 'savings' },
];
const MEMBERS = [
  { id: '1', savings: '300.00', transactions: '0.00' },
  { id: '2', savings: '100.00', transactions: '0.00' },
];

test('a surplus is shared without a session', async () => {
  const body = { surplus: '1000.00', pools: POOLS, members: MEMBERS };
  const answer = await api.call('POST', '/tools/shu', { body });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.body, {
    pools: [
      { code: 'cadangan', amount: '400.00' },
      { code: 'modal', amount: '600.00' },
    ],
    members: [
      { id: '1', bySavings: '450.00', byTransactions: '0.00', total: '450.00' },
      { id: '2', bySavings: '150.00', byTransactions: '0.00', total: '150.00' },
    ],
    residual: '0.00',
  });
});

test('pools of 105 percent are 422, an amount that is a number is 400', async () => {
  const pools = [...POOLS, { code: 'sosial', percent: '5' }];
  const tooMuch = await api.call('POST', '/tools/shu', { body: { surplus: '1000.00', pools, members: MEMBERS } });
  assert.deepEqual([tooMuch.status, tooMuch.body.code], [422, 'pool_percent_sum']);
  const number = await api.call('POST', '/tools/shu', { body: { surplus: 1000, pools: POOLS, members: MEMBERS } });
  assert.equal(number.status, 400);
});

test('a QRIS code is read without a session, and a broken one cannot be given an amount', async () => {
  const read = await api.call('POST', '/tools/qris', { body: { decode: '000201010211' } });
  assert.equal(read.status, 200, read.text);
  assert.deepEqual(
    [read.body.valid, read.body.fields],
    [
      false,
      [
        ['00', '01'],
        ['01', '11'],
      ],
    ],
  );
  const refused = await api.call('POST', '/tools/qris', { body: { static: '000201010211', amount: '10000' } });
  assert.deepEqual([refused.status, refused.body.code], [422, 'qris_invalid']);
});
