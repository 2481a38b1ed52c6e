import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addDays } from '#kernel/dates';
import { Held } from '#kernel/held';
import { checkBooks, trialBalance } from '#ledger';
import { asStaff, read, TEST_DAY, testWorld } from '../../../test/support/world.ts';
import {
  block,
  closeSavings,
  deposit,
  openSavings,
  reverseMovement,
  statement,
  transfer,
  unblock,
  withdraw,
} from './index.ts';
import { balanceOf, saver, saverWith, savingsWorld } from './savings.fixture.ts';

const world = await testWorld();

describe('deposits', () => {
  test('a deposit raises the balance, gives a receipt and a journal entry', async () => {
    const { context } = await savingsWorld(world);
    const one = await saver(context);
    const { result } = await deposit(context, { accountId: one.SS, amount: '150000.00', note: 'Panen' });
    assert.equal(result.balance, '150000.00');
    assert.match(result.receiptNumber, /^[A-Z0-9]+\/PST\/|^[A-Z0-9]+/);
    const lines = (await trialBalance(context, { on: TEST_DAY })).lines;
    const of = (code: string) => lines.find((line) => line.code === code);
    assert.deepEqual([of('1.1.01')?.debit, of('2.1.01')?.credit], ['150000.00', '150000.00']);
  });

  const refusals: [string, object, string][] = [
    ['of zero', { amount: '0.00' }, 'input_invalid'],
    ['with a sign', { amount: '-5000.00' }, 'input_invalid'],
    ['with a third decimal', { amount: '5000.001' }, 'input_invalid'],
    ['in words', { amount: 'lima ribu' }, 'input_invalid'],
    ['beyond what can be posted', { amount: '99999999999999.00' }, 'input_invalid'],
    ['below the least', { amount: '9999.99' }, 'amount_under_minimum'],
    ['dated tomorrow', { amount: '50000.00', happenedOn: addDays(TEST_DAY, 1) }, 'date_in_future'],
    ['dated before the saving was opened', { amount: '50000.00', happenedOn: '2026-11-19' }, 'before_opening'],
    [
      'to an unknown saving',
      { amount: '50000.00', accountId: '01920000-0000-7000-8000-000000000000' },
      'savings_account_unknown',
    ],
    [
      'from an unknown cash',
      { amount: '50000.00', cashAccountId: '01920000-0000-7000-8000-000000000000' },
      'cash_account_unknown',
    ],
  ];
  for (const [name, change, reason] of refusals) {
    test(`a deposit ${name} is refused and writes nothing`, async () => {
      const { context } = await savingsWorld(world);
      const one = await saver(context);
      await assert.rejects(deposit(context, { accountId: one.SS, ...change }), { reason });
      assert.equal(await balanceOf(context, one, one.SS), '0.00');
    });
  }

  test("another member's saving is no cash side", async () => {
    const { context } = await savingsWorld(world);
    const [one, two] = [await saverWith(context, '100000.00'), await saver(context, 2)];
    const asked = { accountId: two.SS, amount: '50000.00', cashAccountId: one.SS };
    await assert.rejects(deposit(context, asked), { reason: 'cash_account_unknown' });
  });

  test("another cooperative's saving does not exist", async () => {
    const [one, other] = [await savingsWorld(world), await savingsWorld(world)];
    const stranger = await saver(other.context);
    const asked = { accountId: stranger.SS, amount: '50000.00' };
    await assert.rejects(deposit(one.context, asked), { reason: 'savings_account_unknown' });
  });

  test('the principal saving is paid once, in parts if need be', async () => {
    const { context } = await savingsWorld(world);
    const one = await saver(context);
    await deposit(context, { accountId: one.SP, amount: '60000.00' });
    await assert.rejects(deposit(context, { accountId: one.SP, amount: '60000.00' }), {
      reason: 'amount_over_remaining',
    });
    await deposit(context, { accountId: one.SP, amount: '40000.00' });
    await assert.rejects(deposit(context, { accountId: one.SP, amount: '10000.00' }), {
      reason: 'principal_already_paid',
    });
  });

  test('a second principal saving is refused by the program and by the database', async () => {
    const { context, products } = await savingsWorld(world);
    const one = await saver(context);
    const second = { memberId: one.memberId, productId: products.get('SP') };
    await assert.rejects(openSavings(context, second), { reason: 'second_principal' });
  });

  test('whoever lacks the permission is refused', async () => {
    const { context } = await savingsWorld(world);
    const one = await saver(context);
    const onlooker = asStaff(context, ['savings.read']);
    await assert.rejects(deposit(onlooker, { accountId: one.SS, amount: '50000.00' }), {
      reason: 'permission_missing',
    });
  });
});

describe('withdrawals', () => {
  test('money comes out down to the least balance, and the refusal says how much', async () => {
    const { context } = await savingsWorld(world);
    const one = await saverWith(context, '120000.00');
    await assert.rejects(withdraw(context, { accountId: one.SS, amount: '110000.01' }), {
      reason: 'balance_not_enough',
      pesan: 'Saldo tidak cukup. Saldo Rp 120.000, yang bisa diambil Rp 110.000',
    });
    const { result } = await withdraw(context, { accountId: one.SS, amount: '110000.00' });
    assert.equal(result.balance, '10000.00');
  });

  test('pokok and wajib stay while the person is a member', async () => {
    const { context } = await savingsWorld(world);
    const one = await saver(context);
    await deposit(context, { accountId: one.SW, amount: '50000.00' });
    await assert.rejects(withdraw(context, { accountId: one.SW, amount: '10000.00' }), { reason: 'not_withdrawable' });
  });

  test('a goal saving opens on its day', async () => {
    const { context, products } = await savingsWorld(world);
    const one = await saver(context);
    const asked = { memberId: one.memberId, productId: products.get('SH') };
    await assert.rejects(openSavings(context, asked), { reason: 'goal_date_missing' });
    const { result } = await openSavings(context, { ...asked, goalOn: '2027-03-01' });
    await deposit(context, { accountId: result.id, amount: '50000.00' });
    await assert.rejects(withdraw(context, { accountId: result.id, amount: '10000.00' }), { reason: 'goal_locked' });
  });

  test('a large one waits for a second person, and nothing has moved', async () => {
    const { context } = await savingsWorld(world);
    const one = await saverWith(context, '90000000.00');
    const asked = { accountId: one.SS, amount: '25000000.01' };
    await assert.rejects(withdraw(context, asked), (error) => error instanceof Held);
    assert.equal(await balanceOf(context, one, one.SS), '90000000.00');
    await assert.rejects(withdraw(context, { ...asked, amount: '90000000.00' }), { reason: 'balance_not_enough' });
  });
});

describe('blocking, closing, reversing', () => {
  test('a blocked amount stays, also against the database role itself', async () => {
    const { context } = await savingsWorld(world);
    const one = await saverWith(context, '100000.00');
    await block(context, { accountId: one.SS, amount: '60000.00', reason: 'Jaminan' });
    await assert.rejects(withdraw(context, { accountId: one.SS, amount: '50000.00' }), {
      reason: 'balance_not_enough',
    });
    await withdraw(context, { accountId: one.SS, amount: '40000.00' });
    await unblock(context, { accountId: one.SS, reason: 'Lunas' });
    await withdraw(context, { accountId: one.SS, amount: '50000.00' });
    await assert.rejects(unblock(context, { accountId: one.SS, reason: 'Lagi' }), { reason: 'not_blocked' });
  });

  test('more than the balance cannot be blocked', async () => {
    const { context } = await savingsWorld(world);
    const one = await saverWith(context, '100000.00');
    const asked = { accountId: one.SS, amount: '100000.01', reason: 'Jaminan' };
    await assert.rejects(block(context, asked), { reason: 'block_over_balance' });
  });

  test('a blocked saving takes nothing in and gives nothing out', async () => {
    const { context } = await savingsWorld(world);
    const one = await saverWith(context, '100000.00');
    await block(context, { accountId: one.SS, reason: 'Sengketa waris' });
    for (const move of [deposit, withdraw]) {
      await assert.rejects(move(context, { accountId: one.SS, amount: '20000.00' }), { reason: 'account_blocked' });
    }
    await assert.rejects(closeSavings(context, { accountId: one.SS, reason: 'Tutup' }), { reason: 'account_blocked' });
  });

  test('an empty saving is closed and refuses a deposit from then on', async () => {
    const { context } = await savingsWorld(world);
    const one = await saver(context);
    await closeSavings(context, { accountId: one.SS, reason: 'Pindah' });
    await assert.rejects(deposit(context, { accountId: one.SS, amount: '20000.00' }), { reason: 'account_closed' });
  });

  test('a saving with money in it is not closed', async () => {
    const { context } = await savingsWorld(world);
    const one = await saverWith(context, '100000.00');
    await assert.rejects(closeSavings(context, { accountId: one.SS, reason: 'Pindah' }), {
      reason: 'balance_not_zero',
    });
  });

  test('a reversal undoes a deposit once, and never more than is there', async () => {
    const { context } = await savingsWorld(world);
    const one = await saver(context);
    const first = (await deposit(context, { accountId: one.SS, amount: '100000.00' })).result;
    await reverseMovement(context, { entryId: first.entryId, reason: 'Salah ketik' });
    assert.equal(await balanceOf(context, one, one.SS), '0.00');
    await assert.rejects(reverseMovement(context, { entryId: first.entryId, reason: 'Lagi' }), {
      reason: 'entry_reversed',
    });
    const spent = (await deposit(context, { accountId: one.SS, amount: '50000.00' })).result;
    await withdraw(context, { accountId: one.SS, amount: '40000.00' });
    await assert.rejects(reverseMovement(context, { entryId: spent.entryId, reason: 'Salah' }), {
      reason: 'balance_too_low',
    });
  });
});

describe('transfers and statements', () => {
  test('a transfer moves money between two members and touches no cash', async () => {
    const { context } = await savingsWorld(world);
    const [one, two] = [await saverWith(context, '100000.00'), await saver(context, 2)];
    const { result } = await transfer(context, { fromAccountId: one.SS, toAccountId: two.SS, amount: '30000.00' });
    assert.equal(result.balance, '70000.00');
    assert.equal(await balanceOf(context, two, two.SS), '30000.00');
    const same = { fromAccountId: one.SS, toAccountId: one.SS, amount: '30000.00' };
    await assert.rejects(transfer(context, same), { reason: 'input_invalid' });
  });

  test('a statement opens, lists and closes on half-open days', async () => {
    const { context } = await savingsWorld(world);
    const one = await saverWith(context, '100000.00');
    await withdraw(context, { accountId: one.SS, amount: '30000.00' });
    const whole = await statement(context, { accountId: one.SS });
    assert.deepEqual(
      [whole.opening, whole.items.map(({ amount, balance }) => [amount, balance]), whole.closing],
      [
        '0.00',
        [
          ['100000.00', '100000.00'],
          ['-30000.00', '70000.00'],
        ],
        '70000.00',
      ],
    );
    assert.ok(whole.items.every(({ receiptNumber }) => receiptNumber !== null));
    const before = await statement(context, { accountId: one.SS, from: '2026-01-01', to: TEST_DAY });
    assert.deepEqual([before.items.length, before.closing], [0, '0.00']);
    await assert.rejects(statement(context, { accountId: one.SS, from: TEST_DAY, to: TEST_DAY }), {
      reason: 'range_empty',
    });
  });

  test('the books check out after all of it', async () => {
    const { context } = await savingsWorld(world);
    await saverWith(context, '100000.00');
    const check = await read(context, checkBooks);
    assert.equal(check.firstBad, null);
  });
});
