import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { activateMember, decideAdmission, requestExit } from '#members';
import { asMember, read, step, TEST_DAY, testWorld } from '../../../test/support/world.ts';
import { registered } from '../members/members.fixture.ts';
import {
  collect,
  collectionDetail,
  deposit,
  mandatoryArrears,
  memberSavings,
  openAccountsOfMember,
  ownReceipt,
  ownSavings,
  ownStatement,
  settleExit,
  settlementOf,
} from './index.ts';
import { balanceOf, saver, savers, saverWith, savingsWorld } from './savings.fixture.ts';

const world = await testWorld();

type Line = { reference: string; amount: string; product?: string };

function file(rows: readonly Line[], name = 'potong-gaji.csv') {
  const contentHash = createHash('sha256')
    .update(JSON.stringify([name, rows]))
    .digest('hex');
  return { fileName: name, contentHash, rows: rows.map((row, index) => ({ line: index + 2, ...row })) };
}

describe('a payroll file', () => {
  test('posts what it can and refuses the rest line by line, with the reason', async () => {
    const { context } = await savingsWorld(world);
    const [one, two] = await savers(context, 2);
    assert.ok(one && two);
    const rows = [
      { reference: 'A00001', amount: '150000.00' },
      { reference: 'A00002', amount: '50000.00', product: 'SW' },
      { reference: 'A00002', amount: '5000.00', product: 'SS' },
      { reference: 'A99999', amount: '50000.00' },
      { reference: 'A00001', amount: 'dua ribu' },
      { reference: 'A00001', amount: '150000.00' },
      { reference: 'A00001', amount: '0.00', product: 'SS' },
      { reference: 'A00001', amount: '10000.00', product: 'XX' },
    ];
    const { result } = await collect(context, file(rows));
    assert.deepEqual([result.posted, result.refused, result.amount], [2, 6, '200000.00']);
    const { lines } = await collectionDetail(context, { id: result.id });
    assert.deepEqual(
      lines.filter(({ outcome }) => outcome === 'refused').map(({ line, reason }) => [line, reason]),
      [
        [4, 'amount_under_minimum'],
        [5, 'reference_unknown'],
        [6, 'duplicate_line'],
        [7, 'duplicate_line'],
        [8, 'amount_not_positive'],
        [9, 'product_not_held'],
      ],
    );
    // wajib of this month first, the rest to sukarela
    assert.equal(await balanceOf(context, one, one.SW), '50000.00');
    assert.equal(await balanceOf(context, one, one.SS), '100000.00');
  });

  test('is taken once, whoever sends it and however often', async () => {
    const { context } = await savingsWorld(world);
    const one = await saver(context);
    const sent = file([{ reference: 'A00001', amount: '60000.00' }]);
    const first = await collect(context, sent, { key: 'a' });
    assert.equal((await collect(context, sent, { key: 'a' })).answer, first.answer);
    await assert.rejects(collect(context, sent, { key: 'b' }), { reason: 'file_already_collected' });
    assert.equal(await balanceOf(context, one, one.SW), '50000.00');
  });
});

describe('becoming and leaving', () => {
  test('paying the principal saving makes an accepted person a member', async () => {
    const { context } = await savingsWorld(world);
    const memberId = await registered(context, 1);
    await decideAdmission(context, { memberId, decision: 'accepted', identityChecked: true });
    await openAccountsOfMember(context, { memberId });
    await openAccountsOfMember(context, { memberId });
    const savings = await memberSavings(context, { memberId });
    assert.deepEqual(
      savings.map(({ productCode }) => productCode),
      ['SP', 'SW', 'SS'],
    );
    const idOf = (code: string) => savings.find(({ productCode }) => productCode === code)?.id;
    await assert.rejects(deposit(context, { accountId: idOf('SS'), amount: '50000.00' }), {
      reason: 'member_not_served',
    });
    await deposit(context, { accountId: idOf('SP'), amount: '100000.00' });
    const [after] = await memberSavings(context, { memberId });
    assert.equal(after?.memberStatus, 'active');
    await deposit(context, { accountId: idOf('SS'), amount: '50000.00' });
    await assert.rejects(step(context, (scope) => activateMember(scope, { memberId })));
  });

  test('a leaver gets pokok, wajib and sukarela, and the savings are closed', async () => {
    const { context } = await savingsWorld(world);
    const one = await saverWith(context, '75000.00');
    await deposit(context, { accountId: one.SP, amount: '100000.00' });
    await deposit(context, { accountId: one.SW, amount: '50000.00' });
    const { memberId } = one;
    await assert.rejects(settleExit(context, { memberId }), { reason: 'member_not_exiting' });
    await requestExit(context, { memberId, kind: 'resigned', reason: 'Pindah kota' });
    const before = await read(context, (scope) => settlementOf(scope, memberId));
    assert.deepEqual(
      [before.principalSen, before.mandatorySen, before.voluntarySen],
      [10_000_000n, 5_000_000n, 7_500_000n],
    );
    const { result } = await settleExit(context, { memberId });
    assert.equal(result.total, '225000.00');
    const savings = await memberSavings(context, { memberId });
    assert.ok(savings.every(({ status, balance }) => status === 'closed' && balance === '0.00'));
  });
});

describe('what members and staff see', () => {
  test('a member sees their own savings, statement and receipt, and nobody else’s', async () => {
    const { context } = await savingsWorld(world);
    const one = await saver(context);
    const two = await saver(context, 2);
    const { result } = await deposit(context, { accountId: one.SS, amount: '80000.00' });
    const [owner, stranger] = [asMember(context, one.memberId), asMember(context, two.memberId)];
    const { savings, latest } = await ownSavings(owner, {});
    assert.equal(savings.find(({ id }) => id === one.SS)?.balance, '80000.00');
    assert.deepEqual(
      latest.map(({ amount }) => amount),
      ['80000.00'],
    );
    assert.equal((await ownStatement(owner, { accountId: one.SS })).closing, '80000.00');
    assert.equal((await ownReceipt(owner, { id: result.id })).number, result.receiptNumber);
    await assert.rejects(ownStatement(stranger, { accountId: one.SS }), { reason: 'savings_account_unknown' });
    await assert.rejects(ownReceipt(stranger, { id: result.id }), { reason: 'receipt_unknown' });
  });

  test('who is behind with wajib is listed, page by page', async () => {
    const { context } = await savingsWorld(world);
    const members = await savers(context, 3);
    await deposit(context, { accountId: members[1]?.SW, amount: '50000.00' });
    const first = await mandatoryArrears(context, { limit: 1 });
    assert.deepEqual(
      first.items.map(({ monthsBehind, arrears }) => [monthsBehind, arrears]),
      [[1, '50000.00']],
    );
    const second = await mandatoryArrears(context, { limit: 5, cursor: first.nextCursor ?? undefined });
    assert.deepEqual([second.items.length, second.nextCursor], [1, null]);
    assert.equal(TEST_DAY, '2026-11-20');
  });
});
