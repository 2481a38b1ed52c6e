import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkReceipt } from '#documents';
import { decideHeld } from '#kernel/approval';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { Held } from '#kernel/held';
import { deposit, installSavings, reverseMovement } from '#savings';
import { step, testWorld } from '../../../test/support/world.ts';
import { saver } from '../savings/savings.fixture.ts';
import { handOverFromVault } from './cash.ts';
import { memberAtCounter } from './member-at-counter.ts';
import { ownTill, sessionReport, tills } from './queries.ts';
import { receiptForPrint } from './receipt-print.ts';
import { tillDeposit, tillWithdraw } from './serve.ts';
import { closeTill, openTill } from './sessions.ts';
import { type Counter, cash, key, newCounter } from './till.fixture.ts';

const world = await testWorld();

/** A counter with an open till that holds a million, and a member whose voluntary saving holds half of one. */
async function serving(): Promise<Counter & { memberId: string; SS: string; sessionId: string }> {
  const counter = await newCounter(world);
  const { office, sri, supervisor, drawer, vault } = counter;
  await step(office, (scope) => installSavings(scope, { openFrom: scope.today }));
  const { memberId, SS } = await saver(office);
  await deposit(office, { accountId: SS, amount: '500000.00' });
  const { result } = await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  await handOverFromVault(supervisor, { fromTillId: vault.id, toTillId: drawer.id, amount: '1000000.00' }, key());
  return { ...counter, memberId, SS, sessionId: result.sessionId };
}

test("a deposit at the till raises the member's saving and the drawer, and gives the till's receipt", async () => {
  const { sri, SS, memberId, sessionId } = await serving();
  const { result } = await tillDeposit(sri, { accountId: SS, amount: '150000.00' }, key());
  assert.deepEqual([result.balance, result.tillBalance], ['650000.00', '1150000.00']);
  assert.match(result.receiptNumber, /-KDS1-000001-\d$/);
  const seen = await checkReceipt(world.database, result.checkCode);
  assert.deepEqual([seen?.kind, seen?.amountSen, seen?.reversedAt], ['savings_deposit', 15_000_000n, null]);
  const { savings } = await memberAtCounter(sri, { memberId });
  assert.equal(savings.find(({ id }) => id === SS)?.balance, '650000.00');
  const report = await sessionReport(sri, { id: sessionId });
  const last = report.movements.at(-1);
  assert.deepEqual([last?.kind, last?.amountSen, last?.member?.id], ['deposit', 15_000_000n, memberId]);
});

test("a member's receipt names member, saving, balance afterwards, who took it and the till", async () => {
  const { sri, SS } = await serving();
  const { result } = await tillDeposit(sri, { accountId: SS, amount: '150000.00' }, key());
  const { print } = await receiptForPrint(sri, { id: result.receiptId, site: 'https://contoh.id' });
  const facts = new Map(print.facts.map(({ label, value }) => [label, value]));
  assert.equal(facts.get('Anggota'), 'Anggota Nomor Satu');
  assert.equal(facts.get('Saldo sesudahnya'), 'Rp 650.000');
  assert.equal(facts.get('Petugas'), 'Sri Wahyuni');
  assert.equal(facts.get('Kas'), 'Kas 1');
});

test('a withdrawal is paid from the drawer, and neither saving nor drawer goes below zero', async () => {
  const { sri, SS, budi, second } = await serving();
  const { result } = await tillWithdraw(sri, { accountId: SS, amount: '200000.00' }, key());
  assert.deepEqual([result.balance, result.tillBalance], ['300000.00', '800000.00']);
  await assert.rejects(tillWithdraw(sri, { accountId: SS, amount: '300001.00' }, key()), DomainError);
  await openTill(budi, { tillId: second.id, pieces: [] }, key());
  await assert.rejects(tillWithdraw(budi, { accountId: SS, amount: '50000.00' }, key()), reason('balance_too_low'));
  assert.equal((await ownTill(budi, {}))?.balance, '0.00');
});

test('a double click and a lost answer make one deposit and one receipt', async () => {
  const { sri, SS, sessionId } = await serving();
  const once = key();
  const input = { accountId: SS, amount: '25000.00' };
  const both = await Promise.allSettled([tillDeposit(sri, input, once), tillDeposit(sri, input, once)]);
  for (const outcome of both)
    if (outcome.status === 'rejected') assert.ok(reason('idempotency_in_progress')(outcome.reason));
  const again = await tillDeposit(sri, input, once);
  assert.ok(again.replayed);
  assert.equal(again.result.balance, '525000.00');
  const report = await sessionReport(sri, { id: sessionId });
  assert.equal(report.movements.filter(({ kind }) => kind === 'deposit').length, 1);
});

test('without an open till of her own a teller serves nobody', async () => {
  const { budi, SS, drawer } = await serving();
  const input = { accountId: SS, amount: '25000.00' };
  await assert.rejects(tillDeposit(budi, input, key()), reason('till_not_open'));
  await openTill(budi, { tillId: (await secondOf(budi, drawer.id)) ?? '', pieces: [] }, key());
  await assert.rejects(tillDeposit(budi, { ...input, tillId: drawer.id }, key()), reason('till_not_yours'));
});

test('nothing is served after the till is closed', async () => {
  const { sri, SS } = await serving();
  await closeTill(sri, { pieces: cash('1000000.00') }, key());
  await assert.rejects(tillDeposit(sri, { accountId: SS, amount: '1000.00' }, key()), reason('till_not_open'));
});

test('of deposits and a closing sent together, the closing count sees all that were taken', async () => {
  const { sri, SS, sessionId } = await serving();
  const deposits = Array.from({ length: 4 }, () => tillDeposit(sri, { accountId: SS, amount: '10000.00' }, key()));
  const closing = closeTill(sri, { pieces: cash('1000000.00'), note: 'Dihitung' }, key());
  const outcomes = await Promise.allSettled([...deposits, closing]);
  const taken = outcomes.slice(0, 4).filter(({ status }) => status === 'fulfilled').length;
  assert.equal(outcomes[4]?.status, 'fulfilled');
  const report = await sessionReport(sri, { id: sessionId });
  assert.equal(report.counts.at(-1)?.expectedSen, 100_000_000n + BigInt(taken) * 1_000_000n);
  assert.equal(report.outsideSen, 0n);
});

test('what a saving refuses, the till refuses: nothing is written', async () => {
  const { sri, memberId } = await serving();
  const { savings } = await memberAtCounter(sri, { memberId });
  const principal = savings.find(({ kind }) => kind === 'principal');
  assert.ok(principal && !principal.mayWithdraw);
  await assert.rejects(tillWithdraw(sri, { accountId: principal.id, amount: '1000.00' }, key()), DomainError);
  for (const amount of ['0.00', '-1.00', '1.5', 'x', '10.50']) {
    await assert.rejects(tillDeposit(sri, { accountId: principal.id, amount }, key()), DomainError);
  }
  assert.equal((await ownTill(sri, {}))?.balance, '1000000.00');
});

test('a reversed deposit shows as reversed on its receipt, and in the day report as money outside the counter', async () => {
  const { sri, office, SS, sessionId } = await serving();
  const { result } = await tillDeposit(sri, { accountId: SS, amount: '40000.00' }, key());
  await reverseMovement(office, { entryId: result.entryId, reason: 'Salah anggota' }, key());
  assert.ok((await checkReceipt(world.database, result.checkCode))?.reversedAt);
  const report = await sessionReport(sri, { id: sessionId });
  assert.deepEqual([report.balanceSen, report.outsideSen], [100_000_000n, -4_000_000n]);
  assert.equal(report.movements.at(-1)?.receipt?.reversed, true);
});

test('a withdrawal above the limit of its product waits, and is paid when a second person agrees', async () => {
  const { sri, supervisor, SS } = await serving();
  await tillDeposit(sri, { accountId: SS, amount: '30000000.00' }, key());
  const wish = { accountId: SS, amount: '26000000.00' };
  const outcome = await tillWithdraw(sri, wish, key()).catch((error: unknown) => error);
  assert.ok(outcome instanceof Held);
  assert.equal((await ownTill(sri, {}))?.balance, '31000000.00');
  const { payloadHash } = JSON.parse(outcome.answer) as { payloadHash: string };
  const decision = { approvalId: outcome.approvalId, payloadHash, decision: 'approved' as const, reason: 'Setuju' };
  await step(supervisor, (scope) => decideHeld(scope, decision, async () => true));
  assert.equal((await ownTill(sri, {}))?.balance, '5000000.00');
});

async function secondOf(teller: Context, first: string): Promise<string | undefined> {
  return (await tills(teller, {})).find((till) => till.id !== first && till.kind === 'drawer')?.id;
}

function reason(expected: string) {
  return (error: unknown) => error instanceof DomainError && error.reason === expected;
}
