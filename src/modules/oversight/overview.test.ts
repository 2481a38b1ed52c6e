import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addChartLine, postEntry } from '#ledger';
import { deposit } from '#savings';
import { asMember, asStaff, testWorld } from '../../../test/support/world.ts';
import { saver, savingsWorld } from '../savings/savings.fixture.ts';
import { moneyForMembers } from './queries/for-members.ts';
import { overview } from './queries/overview.ts';

const world = await testWorld();

async function lived() {
  const context = asStaff((await savingsWorld(world)).context);
  const one = await saver(context);
  await deposit(context, { accountId: one.SS, amount: '4000000.00' });
  const entry = (happenedOn: string, debit: string, credit: string, amount: string) =>
    postEntry(context, {
      happenedOn,
      description: 'Uji',
      lines: [
        { account: debit, debit: amount },
        { account: credit, credit: amount },
      ],
    });
  await entry('2026-03-05', '1.1.05', '4.2.04', '1000000.00');
  await entry('2026-04-05', '6.1.01', '1.1.05', '600000.00');
  await entry('2026-04-06', '6.1.03', '1.1.05', '100000.00');
  return { context, one };
}

test('the board sees liquidity, margin, members and twelve months, and what needs a decision with its reason', async () => {
  const { context } = await lived();
  const seen = await overview(context, {});
  assert.equal(seen.liquidity.cashSen, 430_000_000n);
  assert.equal(seen.liquidity.debtSen, 400_000_000n);
  assert.equal(seen.liquidity.ppm, 1_075_000);
  assert.equal(seen.surplus.sen, 30_000_000n);
  assert.equal(seen.months.length, 12);
  assert.deepEqual(
    seen.months
      .filter(({ month }) => month === '2026-03-01' || month === '2026-04-01')
      .map(({ revenueSen, expenseSen, cashSen }) => [revenueSen, expenseSen, cashSen]),
    [
      [100_000_000n, 0n, 100_000_000n],
      [0n, 70_000_000n, 30_000_000n],
    ],
  );
  assert.equal(seen.loans, null);
  const open = seen.decisions.find(({ code }) => code === 'month_open');
  assert.deepEqual([open?.count, open?.on, open?.href], [10, '2026-01-01', '/staff/closing']);
});

test('a cooperative without a single entry has an overview too', async () => {
  const seen = await overview(await world.cooperative({ openFrom: '2026-11-01' }), {});
  assert.equal(seen.liquidity.ppm, null);
  assert.deepEqual(
    seen.decisions.map(({ code }) => code),
    [],
  );
});

test('any member sees where the money is and what the year’s revenue was spent on, and nobody’s own figures', async () => {
  const { context, one } = await lived();
  const seen = await moneyForMembers(asMember(context, one.memberId), {});
  assert.equal(seen.savingsSen, 400_000_000n);
  assert.deepEqual(
    seen.holds.map(({ key, ofHundred }) => [key, ofHundred]),
    [
      ['loans', 0],
      ['cash', 100],
      ['other', 0],
    ],
  );
  assert.deepEqual(
    seen.spent.map(({ key, ofHundred }) => [key, ofHundred]),
    [
      ['6.1.01', 60],
      ['6.1.03', 10],
    ],
  );
  assert.equal(seen.surplusSen, 30_000_000n);
  const bigger = ['6.1.80', '6.1.81', '6.1.82', '6.1.83', '6.1.84'];
  for (const [index, code] of bigger.entries()) {
    await addChartLine(context, {
      code,
      name: `Beban ${index}`,
      kind: 'expense',
      normal: 'debit',
      postable: true,
      parentCode: '6.1',
    });
    await postEntry(context, {
      happenedOn: '2026-05-01',
      description: 'Uji',
      lines: [
        { account: code, debit: '700000.00' },
        { account: '1.1.05', credit: '700000.00' },
      ],
    });
  }
  const { spent, surplusSen } = await moneyForMembers(asMember(context, one.memberId), {});
  assert.deepEqual(spent.map(({ key }) => key).at(-1), 'other');
  assert.equal(spent.length, 6);
  assert.equal(surplusSen, -320_000_000n);
});
