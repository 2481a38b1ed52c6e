import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sql from 'sql-template-tag';
import { fixedClock } from '#kernel/clock';
import type { Context } from '#kernel/context';
import { parseDate } from '#kernel/dates';
import { checkBooks } from '#ledger';
import { read, step, testWorld } from '../../../test/support/world.ts';
import { BATCH_ACCOUNTS } from './commands/interest-run.ts';
import {
  block,
  changeTerms,
  continueInterestRun,
  deposit,
  finishInterestRun,
  interestRuns,
  matureTermDeposits,
  openSavingsAccounts,
  placeTermDeposit,
  reverseMovement,
  startInterestRun,
  statement,
  withdraw,
} from './index.ts';
import { balanceOf, saver, savers, saverWith, savingsWorld } from './savings.fixture.ts';

const world = await testWorld();
const UNTIL = '2026-11-01';

/** A voluntary saving opened in the past, with one deposit on a day. */
async function oldSaving(context: Context, productId: string, memberId: string, amount: string, on = '2026-10-01') {
  const openedOn = parseDate(on);
  const [opened] = await step(context, (scope) => openSavingsAccounts(scope, [{ memberId, productId, openedOn }]));
  assert.ok(opened);
  await deposit(context, { accountId: opened.id, amount, happenedOn: on });
  return opened.id;
}

async function runAll(context: Context, productId: string, until = UNTIL) {
  const { result } = await startInterestRun(context, { productId, until });
  await finishInterestRun(context, result.id);
  return result.id;
}

async function started() {
  const { context, products } = await savingsWorld(world);
  const one = await saver(context);
  return { context, products, one, SS: products.get('SS') ?? '' };
}

describe('the interest run', () => {
  test('pays each saving its month, with expense, tax and saving in one balanced entry', async () => {
    const { context, one, SS } = await started();
    const id = await oldSaving(context, SS, one.memberId, '10000000.00');
    await runAll(context, SS);
    // 10,000,000 at 3 % for 31 days of 365
    assert.equal(await balanceOf(context, one, id), '10025479.45');
    const [run] = await interestRuns(context, {});
    assert.deepEqual(
      [run?.status, run?.interest, run?.tax, run?.accountsDone],
      ['done', '25479.45', '0.00', run?.accountsTotal],
    );
    assert.equal((await read(context, checkBooks)).firstBad, null);
  });

  test('withholds the tax of PP 15/2009 on the whole month of a member, over all savings', async () => {
    const { context, one, SS } = await started();
    const first = await oldSaving(context, SS, one.memberId, '60000000.00');
    const second = await oldSaving(context, SS, one.memberId, '60000000.00');
    await runAll(context, SS);
    const interest = 2n * 15_287_671n;
    const sum = [await balanceOf(context, one, first), await balanceOf(context, one, second)];
    const total = sum.reduce((all, text) => all + BigInt(text.replace('.', '')), 0n);
    assert.equal(total, 12_000_000_000n + interest - interest / 10n);
  });

  test('run twice it changes nothing, and asked again it answers the run that was', async () => {
    const { context, one, SS } = await started();
    const id = await oldSaving(context, SS, one.memberId, '10000000.00');
    const first = await runAll(context, SS);
    assert.equal(await runAll(context, SS), first);
    await continueInterestRun(context, { runId: first });
    assert.equal(await balanceOf(context, one, id), '10025479.45');
  });

  test('stopped half way it goes on where it stood and pays everybody once', async () => {
    const { context, products } = await savingsWorld(world);
    const SS = products.get('SS') ?? '';
    const members = await savers(context, BATCH_ACCOUNTS + 30);
    const openedOn = parseDate('2026-10-01');
    const wanted = members.map(({ memberId }) => ({ memberId, productId: SS, openedOn }));
    const accounts = await step(context, (scope) => openSavingsAccounts(scope, wanted));
    await Promise.all(
      accounts.map(({ id }) => deposit(context, { accountId: id, amount: '1000000.00', happenedOn: '2026-10-01' })),
    );
    const { result } = await startInterestRun(context, { productId: SS, until: UNTIL });
    await continueInterestRun(context, { runId: result.id });
    const [half] = await interestRuns(context, {});
    assert.deepEqual([half?.status, half?.accountsDone], ['running', BATCH_ACCOUNTS]);
    // A batch that breaks leaves nothing: its transaction is rolled back whole.
    await assert.rejects(
      step(context, async (scope) => {
        await scope.tx.run(sql`update savings.interest_run set accounts_done = 0 where id = ${result.id}`);
        throw new Error('the power went');
      }),
    );
    await Promise.all([finishInterestRun(context, result.id), finishInterestRun(context, result.id)]);
    const [done] = await interestRuns(context, {});
    assert.deepEqual([done?.status, done?.accountsDone], ['done', BATCH_ACCOUNTS + 30]);
    assert.equal(
      done?.interest,
      `${((BigInt(accounts.length) * 254_795n) / 100n).toString()}.${(BigInt(accounts.length) * 254_795n) % 100n}`,
    );
    assert.equal((await read(context, checkBooks)).firstBad, null);
  });

  test('days already paid take no movement back', async () => {
    const { context, one, SS } = await started();
    const id = await oldSaving(context, SS, one.memberId, '10000000.00');
    await runAll(context, SS);
    const late = { accountId: id, amount: '50000.00', happenedOn: '2026-10-31' };
    await assert.rejects(deposit(context, late), { reason: 'interest_already_posted' });
    await assert.rejects(withdraw(context, late), { reason: 'interest_already_posted' });
  });

  test('a deposit that was reversed earns nothing', async () => {
    const { context, one, SS } = await started();
    const id = await oldSaving(context, SS, one.memberId, '10000000.00');
    const wrong = await deposit(context, { accountId: id, amount: '90000000.00', happenedOn: '2026-10-02' });
    await reverseMovement(context, { entryId: wrong.result.entryId, reason: 'Salah ketik' });
    await runAll(context, SS);
    assert.equal(await balanceOf(context, one, id), '10025479.45');
  });

  test('missed months are paid together, the earlier interest earning in the later ones', async () => {
    const { context, one, SS } = await started();
    const id = await oldSaving(context, SS, one.memberId, '10000000.00', '2026-09-01');
    await runAll(context, SS);
    const { items } = await statement(context, { accountId: id });
    // September 24,657.53, then October on 10,024,657.53
    assert.equal(items.at(-1)?.amount, '50199.81');
  });

  test('new terms hold from their first day on', async () => {
    const { context, one, SS } = await started();
    const id = await oldSaving(context, SS, one.memberId, '10000000.00', '2026-09-01');
    const terms = { effectiveFrom: '2026-10-01', legalBasis: 'Rapat pengurus', ratePpm: 60_000 };
    await changeTerms(context, { productId: SS, terms });
    await runAll(context, SS);
    const { items } = await statement(context, { accountId: id });
    assert.equal(items.at(-1)?.amount, '75742.09');
  });

  test('terms are refused in the middle of a month, twice on a day, or before paid interest', async () => {
    const { context, one, SS } = await started();
    await oldSaving(context, SS, one.memberId, '10000000.00');
    await runAll(context, SS);
    const ask = (effectiveFrom: string) =>
      changeTerms(context, { productId: SS, terms: { effectiveFrom, legalBasis: 'Rapat' } });
    await assert.rejects(ask('2026-12-15'), { reason: 'terms_not_on_month' });
    await assert.rejects(ask('2026-10-01'), { reason: 'terms_before_interest' });
    await ask('2026-12-01');
    await assert.rejects(ask('2026-12-01'), { reason: 'terms_exist' });
  });

  test('a fee never takes what is not there, nor what is blocked', async () => {
    const { context, products } = await savingsWorld(world);
    const SS = products.get('SS') ?? '';
    const [poor, blocked] = await savers(context, 2);
    assert.ok(poor && blocked);
    const terms = { effectiveFrom: '2026-10-01', legalBasis: 'Rapat', adminFee: '5000.00', ratePpm: 0 };
    await changeTerms(context, { productId: SS, terms });
    const poorId = await oldSaving(context, SS, poor.memberId, '3000.00');
    const blockedId = await oldSaving(context, SS, blocked.memberId, '100000.00');
    await block(context, { accountId: blockedId, reason: 'Sengketa' });
    await runAll(context, SS);
    assert.deepEqual(
      [await balanceOf(context, poor, poorId), await balanceOf(context, blocked, blockedId)],
      ['0.00', '100000.00'],
    );
  });

  const refusals: [string, string, string][] = [
    ['in the middle of a month', '2026-10-15', 'until_not_boundary'],
    ['for a month that has not ended', '2026-12-01', 'until_in_future'],
  ];
  for (const [name, until, reason] of refusals) {
    test(`a run ${name} is refused`, async () => {
      const { context, SS } = await started();
      await assert.rejects(startInterestRun(context, { productId: SS, until }), { reason });
    });
  }

  test('pokok earns no periodic interest', async () => {
    const { context, products } = await started();
    const asked = { productId: products.get('SP'), until: UNTIL };
    await assert.rejects(startInterestRun(context, asked), { reason: 'product_without_interest' });
  });
});

describe('term deposits', () => {
  const later = (context: Context, day: string): Context => ({ ...context, clock: fixedClock(day) });
  const place = async (rollover: string) => {
    const { context, products } = await savingsWorld(world);
    const one = await saverWith(context, '20000000.00');
    const asked = { memberId: one.memberId, productId: products.get('SB'), payoutAccountId: one.SS };
    const term = { amount: '12000000.00', tenorMonths: 3, rollover, payFrom: 'payout' };
    return { context, one, asked, result: (await placeTermDeposit(context, { ...asked, ...term })).result };
  };

  test('placed from a saving, it takes nothing in and gives nothing out until its day', async () => {
    const { context, one, result } = await place('none');
    assert.deepEqual([result.balance, result.maturesOn], ['12000000.00', '2027-02-20']);
    assert.equal(await balanceOf(context, one, one.SS), '8000000.00');
    const asked = { accountId: result.accountId, amount: '10000.00' };
    await assert.rejects(deposit(context, { ...asked, amount: '1000000.00' }), { reason: 'term_takes_no_deposit' });
    await assert.rejects(withdraw(context, asked), { reason: 'term_not_matured' });
    const early = await matureTermDeposits(later(context, '2027-02-19'), {});
    assert.deepEqual(early.result, { matured: 0, left: [] });
  });

  test('on its day principal and interest go to the saving that was agreed', async () => {
    const { context, one, result } = await place('none');
    const onDay = later(context, '2027-02-20');
    assert.deepEqual((await matureTermDeposits(onDay, {})).result, { matured: 1, left: [] });
    // 12,000,000 at 5 % for 92 days
    assert.equal(await balanceOf(onDay, one, one.SS), '20151232.88');
    assert.equal(await balanceOf(onDay, one, result.accountId), '0.00');
    assert.deepEqual((await matureTermDeposits(onDay, {})).result, { matured: 0, left: [] });
  });

  test('rolled over with its principal, the interest is paid out and a new term begins', async () => {
    const { context, one, result } = await place('principal');
    const onDay = later(context, '2027-02-22');
    await matureTermDeposits(onDay, {});
    assert.equal(await balanceOf(onDay, one, one.SS), '8151232.88');
    assert.equal(await balanceOf(onDay, one, result.accountId), '12000000.00');
    await matureTermDeposits(later(context, '2027-05-20'), {});
    assert.equal(await balanceOf(onDay, one, one.SS), '8297534.25');
  });

  test('rolled over with interest, everything stays and earns', async () => {
    const { context, one, result } = await place('principal_interest');
    const onDay = later(context, '2027-02-20');
    await matureTermDeposits(onDay, {});
    assert.equal(await balanceOf(onDay, one, result.accountId), '12151232.88');
  });

  test('one whose payout saving is blocked waits, and is named', async () => {
    const { context, one, result } = await place('none');
    await block(context, { accountId: one.SS, reason: 'Sengketa' });
    const { result: matured } = await matureTermDeposits(later(context, '2027-02-20'), {});
    assert.deepEqual(matured, { matured: 0, left: [result.number] });
  });

  test('a term that is not offered, too little money, or another member as payee is refused', async () => {
    const { context, asked } = await place('none');
    const other = await saver(context, 2);
    const term = { amount: '2000000.00', tenorMonths: 3 };
    await assert.rejects(placeTermDeposit(context, { ...asked, ...term, tenorMonths: 4 }), {
      reason: 'tenor_not_offered',
    });
    await assert.rejects(placeTermDeposit(context, { ...asked, ...term, amount: '999999.99' }), {
      reason: 'amount_under_minimum',
    });
    const foreign = { ...asked, ...term, payoutAccountId: other.SS };
    await assert.rejects(placeTermDeposit(context, foreign), { reason: 'payout_not_own' });
  });
});
