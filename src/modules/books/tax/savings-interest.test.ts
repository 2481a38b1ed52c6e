import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { deposit, finishInterestRun, openSavingsAccounts, startInterestRun } from '#savings';
import { step, testWorld } from '../../../../test/support/world.ts';
import { saver, savingsWorld } from '../../savings/savings.fixture.ts';
import { payTax } from './payment.ts';
import { taxRecap } from './recap.ts';

const world = await testWorld();

test('tax withheld from savings interest is owed for the month it was paid in, on the interest of who was taxed', async () => {
  const { context, products } = await savingsWorld(world);
  const productId = products.get('SS') ?? '';
  for (const [place, amount] of [
    [1, '200000000.00'],
    [2, '10000000.00'],
  ] as const) {
    const { memberId } = await saver(context, place);
    const openedOn = parseDate('2026-10-01');
    const [opened] = await step(context, (scope) => openSavingsAccounts(scope, [{ memberId, productId, openedOn }]));
    await deposit(context, { accountId: opened?.id, amount, happenedOn: '2026-10-01' });
  }
  const { result } = await startInterestRun(context, { productId, until: '2026-11-01' });
  await finishInterestRun(context, result.id);
  // 200,000,000 at 3 % for 31 days of 365 is 509,589.04, above 240,000: 10 % of all of it. 10,000,000 earns 25,479.45, untaxed.
  const rowsOf = async (month: string) =>
    (await taxRecap(context, { month })).rows.find(({ kind }) => kind === 'savings_interest');
  const october = await rowsOf('2026-10-01');
  const november = await rowsOf('2026-11-01');
  const taxed = [october, november].find((row) => row?.state !== 'none');
  assert.deepEqual([taxed?.base, taxed?.tax], ['509589.04', '50958.90']);
  const paidFrom = '1.1.05';
  const payment = { kind: 'savings_interest', month: taxed?.month, amount: taxed?.tax, paidFrom };
  await payTax(context, { ...payment, paidOn: '2026-11-20', ntpn: 'A1B2C3D4E5F6G7H9' });
  assert.equal((await rowsOf(String(taxed?.month)))?.state, 'paid');
});
