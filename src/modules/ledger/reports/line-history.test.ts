import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { generalAccountId, lineHistory, post, postEntry } from '#ledger';
import { asStaff, step, testWorld } from '../../../../test/support/world.ts';

const world = await testWorld();
const context = await world.cooperative();
const branchId = newId();

function entry(happenedOn: string, debit: string, credit: string, amount: string) {
  return {
    happenedOn,
    description: `${debit} ke ${credit}`,
    lines: [
      { account: debit, debit: amount },
      { account: credit, credit: amount },
    ],
  };
}

await postEntry(context, entry('2026-10-31', '1.1.01', '3.1.06', '1000.00'));
await postEntry(context, entry('2026-11-01', '1.1.05', '1.1.01', '400.00'));
await postEntry(context, entry('2026-11-02', '1.1.02', '3.1.06', '50.00'));
await step(context, async (scope) => {
  const [cash, capital] = [await generalAccountId(scope, '1.1.01'), await generalAccountId(scope, '3.1.06')];
  await post(scope, [
    {
      description: 'Hibah cabang',
      businessDate: '2026-11-03' as BusinessDate,
      source: 'test.branch',
      branchId,
      lines: [
        { accountId: cash, amountSen: 700n },
        { accountId: capital, amountSen: -700n },
      ],
    },
  ]);
});
const november = { from: '2026-11-01', to: '2026-11-30' };

describe('the general ledger of a chart line', () => {
  test('carries the balance from the days before, entry by entry, to the closing', async () => {
    const cash = await lineHistory(context, { code: '1.1.01', ...november });
    assert.deepEqual([cash.opening, cash.debit, cash.credit, cash.closing], ['1000.00', '7.00', '400.00', '607.00']);
    assert.deepEqual(
      cash.items.map((item) => item.balance),
      ['600.00', '607.00'],
    );
  });

  test('shows a line with a credit side in its own sign', async () => {
    const capital = await lineHistory(context, { code: '3.1.06', ...november });
    assert.deepEqual([capital.opening, capital.closing], ['1000.00', '1057.00']);
  });

  test('of a heading is everything under it, where money moved inside it cancels out', async () => {
    const assets = await lineHistory(context, { code: '1', ...november });
    assert.deepEqual([assets.opening, assets.closing], ['1000.00', '1057.00']);
    assert.deepEqual(
      assets.items.map(({ debit, credit, balance }) => [debit, credit, balance]),
      [
        [null, null, '1000.00'],
        ['50.00', null, '1050.00'],
        ['7.00', null, '1057.00'],
      ],
    );
  });

  test('can be of one branch only', async () => {
    const cash = await lineHistory(context, { code: '1.1.01', ...november, branchId });
    assert.deepEqual([cash.opening, cash.closing, cash.items.length], ['0.00', '7.00', 1]);
  });

  test('comes in pages that carry on where the last one ended', async () => {
    const first = await lineHistory(context, { code: '1', ...november, limit: 2 });
    assert.equal(first.nextCursor, '2');
    const second = await lineHistory(context, { code: '1', ...november, limit: 2, cursor: '2' });
    assert.deepEqual([second.items.map((item) => item.balance), second.nextCursor], [['1057.00'], null]);
  });

  test('is refused for a code that is not in the chart, and to someone without the permission', async () => {
    const is = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;
    await assert.rejects(lineHistory(context, { code: '9.9.99', ...november }), is('chart_code_unknown'));
    const other = asStaff(context, ['members.read']);
    await assert.rejects(lineHistory(other, { code: '1', ...november }), is('permission_missing'));
  });
});
