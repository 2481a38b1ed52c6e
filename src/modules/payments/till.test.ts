import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { insertParameter } from '#cooperatives';
import { checkReceipt, storedFile } from '#documents';
import { decideHeld } from '#kernel/approval';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { Held } from '#kernel/held';
import { generalAccountId, post } from '#ledger';
import { read, step, TEST_DAY, testWorld } from '../../../test/support/world.ts';
import { attachPhoto } from './attachments.ts';
import { cashIn, cashLines, cashOut, handOver, handOverFromVault } from './cash.ts';
import { ownTill, readReport, recentSessions, sessionReport, tills } from './queries.ts';
import { addTill, closeTill, closeTillFor, countTill, openTill } from './sessions.ts';
import { balanceOf, cash, key, newCounter } from './till.fixture.ts';

const world = await testWorld();
const folder = await mkdtemp(join(tmpdir(), 'sokoguru-till-'));
process.env['SOKOGURU_DATA'] = folder;
after(() => rm(folder, { recursive: true, force: true }));

test('a day at the till: opened, funded from the vault, cash out and in, counted and closed', async () => {
  const { sri, supervisor, drawer, vault, office } = await newCounter(world);
  const { result: opened } = await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  await handOverFromVault(supervisor, { fromTillId: vault.id, toTillId: drawer.id, amount: '1000000.00' }, key());
  await cashOut(sri, { amount: '75000.00', chartCode: '6.1.05', reason: 'Kertas dan tinta' }, key());
  const { result: sold } = await cashIn(sri, { amount: '20000.00', chartCode: '7.1.01', reason: 'Jual kardus' }, key());
  assert.equal(sold.tillBalance, '945000.00');
  const { result: closed } = await closeTill(sri, { pieces: cash('945000.00') }, key());
  assert.deepEqual(closed, { sessionId: opened.sessionId, balance: '945000.00', difference: '0.00' });
  assert.equal(await balanceOf(office, '6.1.05'), 7_500_000n);
  const report = await sessionReport(sri, { id: opened.sessionId });
  assert.deepEqual(
    report.movements.map(({ kind, amountSen }) => [kind, amountSen]),
    [
      ['hand_over', 100_000_000n],
      ['cash_out', -7_500_000n],
      ['cash_in', 2_000_000n],
    ],
  );
  assert.equal(report.outsideSen, 0n);
});

test('two tellers on one till: the second is refused and nothing of hers is written', async () => {
  const { sri, budi, drawer } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  await assert.rejects(openTill(budi, { tillId: drawer.id, pieces: [] }, key()), reason('till_taken'));
  assert.equal(await ownTill(budi, {}), null);
});

test('of many tellers who open one till in the same moment exactly one gets it', async () => {
  const { sri, budi, drawer, office } = await newCounter(world);
  const actors: Context[] = [
    sri,
    budi,
    ...Array.from({ length: 6 }, () => ({ ...sri, actor: { ...sri.actor, personId: crypto.randomUUID() } })),
  ];
  const outcomes = await Promise.allSettled(
    actors.map((actor) => openTill(actor, { tillId: drawer.id, pieces: [] }, key())),
  );
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const outcome of outcomes) if (outcome.status === 'rejected') assert.ok(reason('till_taken')(outcome.reason));
  assert.equal((await tills(office, {})).filter((till) => till.session).length, 1);
});

test('one teller has one till at a time, and her own is not opened twice', async () => {
  const { sri, drawer, second } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  await assert.rejects(openTill(sri, { tillId: second.id, pieces: [] }, key()), reason('teller_has_till'));
  await assert.rejects(openTill(sri, { tillId: drawer.id, pieces: [] }, key()), reason('till_already_open'));
});

test('what is found too much or too little at a count is booked where the by-laws say', async () => {
  const { sri, drawer, vault, supervisor, office } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  await handOverFromVault(supervisor, { fromTillId: vault.id, toTillId: drawer.id, amount: '500000.00' }, key());
  await assert.rejects(closeTill(sri, { pieces: cash('495000.00') }, key()), reason('difference_needs_note'));
  const { result } = await closeTill(sri, { pieces: cash('495000.00'), note: 'Salah kembalian' }, key());
  assert.equal(result.difference, '-5000.00');
  assert.equal(await balanceOf(office, '8.1.01'), 500_000n);
  const report = await read(sri, (scope) => readReport(scope, result.sessionId));
  assert.equal(report.balanceSen, 49_500_000n);
  assert.deepEqual([report.movements.at(-1)?.kind, report.movements.at(-1)?.amountSen], ['difference', -500_000n]);
});

test('a parameter of the cooperative moves differences to another line from its date on', async () => {
  const { sri, drawer, office } = await newCounter(world);
  const parameter = {
    name: 'till.cash_over_account',
    effectiveFrom: TEST_DAY,
    value: '7.1.02',
    legalBasis: 'ART pasal 20',
  };
  await step(office, (scope) => insertParameter(scope, parameter));
  await openTill(sri, { tillId: drawer.id, pieces: cash('2000.00'), note: 'Sisa kemarin' }, key());
  assert.equal(await balanceOf(office, '7.1.02'), -200_000n);
  assert.equal(await balanceOf(office, '7.1.01'), 0n);
});

test('a count in between tells the difference and books nothing', async () => {
  const { sri, drawer, office } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  const { result } = await countTill(sri, { pieces: cash('3000.00') }, key());
  assert.deepEqual(result, { counted: '3000.00', expected: '0.00', difference: '3000.00' });
  assert.equal(await balanceOf(office, '7.1.01'), 0n);
});

test('a drawer never gives what it does not hold', async () => {
  const { sri, drawer, vault, supervisor } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  await handOverFromVault(supervisor, { fromTillId: vault.id, toTillId: drawer.id, amount: '100000.00' }, key());
  const expense = { amount: '60000.00', chartCode: '6.1.05', reason: 'Konsumsi rapat' };
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => cashOut(sri, expense, key())));
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') assert.ok(reason('balance_too_low')(outcome.reason));
  assert.equal((await ownTill(sri, {}))?.balance, '40000.00');
});

test('a click sent twice, or sent again after a lost answer, is one act with one receipt', async () => {
  const { sri, drawer } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  const act = { amount: '20000.00', chartCode: '7.1.01', reason: 'Jual koran bekas' };
  const once = key();
  const atOnce = await Promise.allSettled([cashIn(sri, act, once), cashIn(sri, act, once)]);
  const answers = atOnce.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  for (const outcome of atOnce)
    if (outcome.status === 'rejected') assert.ok(reason('idempotency_in_progress')(outcome.reason));
  answers.push(await cashIn(sri, act, once), await cashIn(sri, act, once));
  assert.equal(new Set(answers.map(({ answer }) => answer)).size, 1);
  assert.equal((await ownTill(sri, {}))?.balance, '20000.00');
});

test('after closing, nobody posts to the drawer: not a teller, not the accountant', async () => {
  const { sri, drawer, office } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  await closeTill(sri, { pieces: [] }, key());
  await assert.rejects(
    cashIn(sri, { amount: '1000.00', chartCode: '7.1.01', reason: 'x' }, key()),
    reason('till_not_open'),
  );
  const journal = step(office, async (scope) => {
    const lines = [
      { accountId: drawer.accountId, amountSen: 100n },
      { accountId: await generalAccountId(scope, '7.1.01'), amountSen: -100n },
    ];
    await post(scope, [{ description: 'Jurnal manual', businessDate: TEST_DAY, source: 'test.journal', lines }]);
  });
  await assert.rejects(journal, reason('account_held'));
});

test('the same day is opened again only when a second person agrees', async () => {
  const { sri, supervisor, drawer } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  await closeTill(sri, { pieces: [] }, key());
  const held = await openTill(sri, { tillId: drawer.id, pieces: [] }, key()).catch((error: unknown) => error);
  assert.ok(held instanceof Held);
  assert.equal(await ownTill(sri, {}), null);
  const { approvalId, answer } = held;
  const { payloadHash } = JSON.parse(answer) as { payloadHash: string };
  const decision = { approvalId, payloadHash, decision: 'approved' as const, reason: 'Ada anggota terlambat' };
  await step(supervisor, (scope) => decideHeld(scope, decision, async () => true));
  const mine = await ownTill(sri, {});
  assert.equal(mine?.session?.mine, true);
});

test("yesterday's till serves nobody, is closed, and opens for today", async () => {
  const { sri, drawer } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  const tomorrow = { ...sri, clock: { ...sri.clock, today: () => '2026-11-21' as typeof TEST_DAY } };
  const act = { amount: '1000.00', chartCode: '7.1.01', reason: 'x' };
  await assert.rejects(cashIn(tomorrow, act, key()), reason('till_day_over'));
  await closeTill(tomorrow, { pieces: [] }, key());
  await openTill(tomorrow, { tillId: drawer.id, pieces: [] }, key());
  await cashIn(tomorrow, act, key());
});

test('cash is handed to an open till, never to a closed one or to itself', async () => {
  const { sri, budi, drawer, second, vault } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: cash('50000.00'), note: 'Modal awal' }, key());
  const wish = (toTillId: string) => handOver(sri, { toTillId, amount: '20000.00' }, key());
  await assert.rejects(wish(second.id), reason('till_closed'));
  await assert.rejects(wish(drawer.id), reason('till_same'));
  await openTill(budi, { tillId: second.id, pieces: [] }, key());
  await wish(second.id);
  await wish(vault.id);
  assert.equal((await ownTill(sri, {}))?.balance, '10000.00');
  assert.equal((await ownTill(budi, {}))?.balance, '20000.00');
});

test('the vault gives only by a supervisor, and only from a vault', async () => {
  const { sri, supervisor, drawer, second, vault } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  const wish = { fromTillId: vault.id, toTillId: drawer.id, amount: '1000.00' };
  await assert.rejects(handOverFromVault(sri, wish, key()), reason('permission_missing'));
  await assert.rejects(
    handOverFromVault(supervisor, { ...wish, fromTillId: second.id }, key()),
    reason('till_no_vault'),
  );
  await assert.rejects(openTill(sri, { tillId: vault.id, pieces: [] }, key()), reason('vault_supervisor'));
});

test("a supervisor closes an absent teller's till", async () => {
  const { sri, supervisor, drawer } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  await closeTillFor(supervisor, { tillId: drawer.id, pieces: [] }, key());
  assert.equal(await ownTill(sri, {}), null);
  await assert.rejects(closeTillFor(supervisor, { tillId: drawer.id, pieces: [] }, key()), reason('till_not_open'));
});

test('a cash expense above the by-laws limit waits for a second person', async () => {
  const { sri, drawer, office } = await newCounter(world);
  const parameter = {
    name: 'till.cash_out_approval_above',
    effectiveFrom: TEST_DAY,
    value: '50000.00',
    legalBasis: 'SOP kas 3',
  };
  await step(office, (scope) => insertParameter(scope, parameter));
  await openTill(sri, { tillId: drawer.id, pieces: cash('200000.00'), note: 'Modal awal' }, key());
  const act = { chartCode: '6.1.05', reason: 'Servis printer' };
  await cashOut(sri, { ...act, amount: '50000.00' }, key());
  await assert.rejects(cashOut(sri, { ...act, amount: '50001.00' }, key()), (error) => error instanceof Held);
  assert.equal((await ownTill(sri, {}))?.balance, '150000.00');
});

test('amounts that are no cash, and lines that are no place for cash, are refused at their field', async () => {
  const { sri, drawer } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  const act = { amount: '1000.00', chartCode: '7.1.01', reason: 'x' };
  const wrong: [Record<string, string>, string][] = [
    [{ amount: '0.00' }, 'amount'],
    [{ amount: '-5.00' }, 'amount'],
    [{ amount: '1.005' }, 'amount'],
    [{ amount: 'seribu' }, 'amount'],
    [{ amount: '1000.50' }, 'amount'],
    [{ reason: ' ' }, 'reason'],
    [{ chartCode: '2.1.01' }, 'chartCode'],
    [{ chartCode: '1.1.01' }, 'chartCode'],
    [{ chartCode: '6.1.05' }, 'chartCode'],
  ];
  for (const [change, field] of wrong) {
    await assert.rejects(
      cashIn(sri, { ...act, ...change }, key()),
      (error) => error instanceof DomainError && error.fields[0]?.field === field,
    );
  }
  const offered = await cashLines(sri, { direction: 'in' });
  assert.ok(offered.some(({ code }) => code === '7.1.01') && !offered.some(({ code }) => code.startsWith('2.')));
});

test('the photo of a bill stays with the expense that it proves', async () => {
  const { sri, drawer } = await newCounter(world);
  const { result: opened } = await openTill(
    sri,
    { tillId: drawer.id, pieces: cash('50000.00'), note: 'Modal awal' },
    key(),
  );
  const picture = await sharp({ create: { width: 30, height: 40, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
  const { result: photo } = await attachPhoto(sri, { photo: picture.toString('base64') }, key());
  const expense = { amount: '15000.00', chartCode: '6.1.05', reason: 'Kertas', attachmentId: photo.id };
  await cashOut(sri, expense, key());
  const report = await sessionReport(sri, { id: opened.sessionId });
  assert.equal(report.movements.at(-1)?.attachmentId, photo.id);
  assert.equal((await storedFile(sri, { id: photo.id })).type, 'image/webp');
  const hostile = Buffer.from('MZ program').toString('base64');
  await assert.rejects(attachPhoto(sri, { photo: hostile }, key()), reason('image_format'));
});

test('each act gives a receipt of the till that anyone can check', async () => {
  const { sri, drawer } = await newCounter(world);
  await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  const { result } = await cashIn(sri, { amount: '20000.00', chartCode: '7.1.01', reason: 'Jual kardus' }, key());
  assert.match(result.receiptNumber, /^U\d+-KDS1-000001-\d$/);
  const seen = await checkReceipt(world.database, result.checkCode);
  assert.deepEqual([seen?.kind, seen?.amountSen, seen?.number], ['cash_in', 2_000_000n, result.receiptNumber]);
});

test("a teller sees her own days, another teller's only who supervises or reads the books", async () => {
  const { sri, budi, supervisor, drawer } = await newCounter(world);
  const { result } = await openTill(sri, { tillId: drawer.id, pieces: [] }, key());
  await assert.rejects(sessionReport(budi, { id: result.sessionId }), reason('session_unknown'));
  assert.equal((await sessionReport(supervisor, { id: result.sessionId })).tellerName, 'Sri Wahyuni');
  assert.equal((await recentSessions(budi, {})).length, 0);
  assert.equal((await recentSessions(supervisor, {})).length, 1);
});

test('a till needs a code of its own and a branch that exists', async () => {
  const { supervisor, drawer, sri } = await newCounter(world);
  const branchId = drawer.id;
  await assert.rejects(addTill(supervisor, { code: 'KDS9', name: 'Kas 9', branchId }, key()), reason('branch_unknown'));
  await assert.rejects(addTill(sri, { code: 'KDS9', name: 'Kas 9', branchId }, key()), reason('permission_missing'));
});

function reason(expected: string) {
  return (error: unknown) => error instanceof DomainError && error.reason === expected;
}
