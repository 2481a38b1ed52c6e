import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setParameter } from '#cooperatives';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { openAccount, reverseEntry, setPeriodStatus } from '#ledger';
import { asStaff, step, testWorld } from '../../../../test/support/world.ts';
import { balanceOf } from '../till.fixture.ts';
import {
  approveOnly,
  bcaCsv,
  bookMovements,
  entryCount,
  newAccount,
  openEntries,
  openLines,
  reason,
  SET,
  takeIn,
} from './bank.fixture.ts';
import { applyBankRules, bookBankLine } from './commands/booking.ts';
import { acceptCertain, matchLines, undoMatch } from './commands/matching.ts';
import { addBankRule, endBankRule } from './commands/rules.ts';
import { bankChart, bankRules } from './queries/accounts.ts';
import { bankMatches, bankWorkbench } from './queries/workbench.ts';

const world = await testWorld();
const office = async () => asStaff(await world.cooperative(), undefined, 'Bu Bendahara');
const OCTOBER = { startsOn: '2026-10-01' as BusinessDate, endsBefore: '2026-11-01' as BusinessDate };

test('one to one, one to many, many to one and nothing at all: sums must be equal', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await bookMovements(context, [
    { on: '2026-10-05', amount: 20_000_000n, text: 'Wajib a' },
    { on: '2026-10-05', amount: 30_000_000n, text: 'Wajib b' },
    { on: '2026-10-20', amount: 72_000_000n, text: 'Penjualan' },
  ]);
  await takeIn(context, accountId, bcaCsv(SET));
  const [deposit, fee, qris] = await openLines(context, accountId);
  const [a, b, sales] = await openEntries(context, accountId);
  assert.ok(deposit && fee && qris && a && b && sales);
  const ref = ({ entryId, position }: { entryId: string; position: number }) => ({ entryId, position });
  const bench = await bankWorkbench(context, { accountId });
  assert.deepEqual(
    bench.lines[0]?.suggestions[0]?.entries.map(({ description }) => description),
    ['Wajib a', 'Wajib b'],
  );
  await assert.rejects(matchLines(context, { accountId, lineIds: [deposit.id], entries: [] }), reason('match_empty'));
  await assert.rejects(
    matchLines(context, { accountId, lineIds: [deposit.id], entries: [ref(a)] }),
    reason('match_unequal'),
  );
  await assert.rejects(
    matchLines(context, { accountId, lineIds: [accountId, deposit.id] }),
    reason('bank_line_unknown'),
  );
  await assert.rejects(
    matchLines(context, { accountId, lineIds: [deposit.id], entries: [{ entryId: a.entryId, position: 2 }] }),
    reason('entry_line_unknown'),
  );
  const split = await matchLines(context, { accountId, lineIds: [deposit.id], entries: [ref(a), ref(b)] });
  assert.equal(split.result.kind, 'split');
  const group = await matchLines(context, { accountId, lineIds: [fee.id, qris.id], entries: [ref(sales)] });
  assert.equal(group.result.kind, 'group');
  await assert.rejects(
    matchLines(context, { accountId, lineIds: [deposit.id], entries: [ref(a), ref(b)] }),
    reason('line_matched'),
  );
  await undoMatch(context, { matchId: split.result.id, reason: 'Salah pilih' });
  await assert.rejects(undoMatch(context, { matchId: split.result.id, reason: 'Salah pilih' }), reason('match_undone'));
  await assert.rejects(undoMatch(context, { matchId: accountId, reason: 'Salah' }), reason('match_unknown'));
  assert.deepEqual(
    (await bankMatches(context, { accountId })).map(({ undoneReason }) => undoneReason),
    [null, 'Salah pilih'],
  );
  assert.deepEqual(
    (await openLines(context, accountId)).map(({ id }) => id),
    [deposit.id],
  );
});

test('of two people who accept the same line at once one is told that it is taken', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await bookMovements(context, SET.slice(0, 1));
  await takeIn(context, accountId, bcaCsv(SET));
  const [deposit] = await openLines(context, accountId);
  const [entry] = await openEntries(context, accountId);
  assert.ok(deposit && entry);
  const input = { accountId, lineIds: [deposit.id], entries: [{ entryId: entry.entryId, position: entry.position }] };
  const results = await Promise.allSettled(
    ['Ani', 'Budi', 'Citra'].map((name) => matchLines(asStaff(context, undefined, name), input)),
  );
  assert.deepEqual(results.map((one) => (one.status === 'rejected' ? one.reason.reason : 'done')).sort(), [
    'done',
    'line_matched',
    'line_matched',
  ]);
  const booked = await Promise.allSettled(
    ['Ani', 'Budi'].map(async (name) => {
      const [fee] = await openLines(context, accountId);
      return bookBankLine(asStaff(context, undefined, name), {
        lineId: fee?.id,
        chartCode: '6.1.05',
        description: 'Biaya administrasi',
      });
    }),
  );
  assert.equal(booked.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal(await balanceOf(context, '6.1.05'), 3_000_000n, 'booked once');
});

test('a line the books lack is booked on its day and matched; taking that back reverses the entry', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await takeIn(context, accountId, bcaCsv(SET));
  const [deposit, fee] = await openLines(context, accountId);
  assert.ok(deposit && fee);
  const booking = { lineId: fee.id, chartCode: '6.1.05', description: 'Biaya administrasi bank' };
  await assert.rejects(bookBankLine(context, { ...booking, chartCode: '1.1.05' }), reason('bank_same_account'));
  await assert.rejects(bookBankLine(context, { ...booking, chartCode: '9.9.99' }), reason('chart_code_unknown'));
  await assert.rejects(bookBankLine(context, { ...booking, lineId: accountId }), reason('bank_line_unknown'));
  await assert.rejects(bookBankLine(context, { ...booking, happenedOn: '2026-11-30' }), reason('date_in_future'));
  await bookBankLine(context, booking);
  assert.equal(await balanceOf(context, '1.1.05'), -3_000_000n);
  await bookBankLine(context, { lineId: deposit.id, chartCode: '2.1.07', description: 'Belum teridentifikasi' });
  assert.equal(await balanceOf(context, '2.1.07'), -50_000_000n);
  const [, feeMatch] = (await bankMatches(context, { accountId })).toReversed().toReversed();
  assert.ok(feeMatch);
  await undoMatch(context, { matchId: feeMatch.id, reason: 'Salah akun' });
  assert.equal(await balanceOf(context, '6.1.05'), 0n);
  assert.equal((await openEntries(context, accountId)).length, 0, 'entry and reversal cancel out');
  assert.deepEqual((await openLines(context, accountId)).map(({ id }) => id).includes(fee.id), true);
});

test('a member’s money is never booked from the bank’s page', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await step(context, (scope) =>
    openAccount(scope, {
      chartCode: '2.1.01',
      name: 'Sukarela Ani',
      ownerKind: 'savings',
      ownerId: newId(),
      guarded: true,
    }),
  );
  await takeIn(context, accountId, bcaCsv(SET));
  const [deposit] = await openLines(context, accountId);
  const booking = { lineId: deposit?.id, chartCode: '2.1.01', description: 'Setoran Ani' };
  await assert.rejects(bookBankLine(context, booking), reason('control_account'));
  assert.equal(
    (await bankChart(context, {})).counter.some(({ code }) => code === '2.1.01'),
    false,
  );
});

test('a booking above the limit of journals waits for a second person', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await setParameter(context, {
    name: 'journal.approval_above',
    value: '100000.00',
    effectiveFrom: '2026-01-01',
    legalBasis: 'Keputusan pengurus',
  });
  await takeIn(context, accountId, bcaCsv(SET));
  const [deposit, fee] = await openLines(context, accountId);
  assert.ok(deposit && fee);
  await bookBankLine(context, { lineId: fee.id, chartCode: '6.1.05', description: 'Biaya administrasi bank' });
  const before = await entryCount(context);
  await assert.rejects(
    bookBankLine(context, { lineId: deposit.id, chartCode: '2.1.07', description: 'Belum teridentifikasi' }),
    reason('held_for_approval'),
  );
  const wrong = { lineId: deposit.id, chartCode: '1.1.05', description: 'Salah' };
  await assert.rejects(bookBankLine(context, wrong), reason('bank_same_account'), 'nobody is asked in vain');
  assert.equal(await entryCount(context), before);
  await approveOnly(context);
  assert.equal(await entryCount(context), before + 1);
  assert.equal(
    (await openLines(context, accountId)).some(({ id }) => id === deposit.id),
    false,
  );
});

test('rules suggest; only with a limit of the by-laws do they book, and never above it', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const rule = {
    name: 'Biaya administrasi',
    contains: 'biaya adm',
    direction: 'out',
    chartCode: '6.1.05',
    description: 'Biaya administrasi bank',
    automatic: true,
  };
  await addBankRule(context, rule);
  await addBankRule(context, {
    ...rule,
    accountId,
    name: 'QRIS',
    contains: 'qris',
    direction: 'in',
    chartCode: '1.1.07',
  });
  await takeIn(context, accountId, bcaCsv(SET));
  const bench = await bankWorkbench(context, { accountId });
  assert.deepEqual(
    bench.lines.map((line) => line.rule?.name ?? null),
    [null, 'Biaya administrasi', 'QRIS'],
  );
  assert.deepEqual((await applyBankRules(context, { accountId })).result, { posted: 0, left: 2 });
  await setParameter(context, {
    name: 'bank.auto_post_limit',
    value: '30000.00',
    effectiveFrom: '2026-01-01',
    legalBasis: 'Keputusan pengurus',
  });
  assert.equal((await bankWorkbench(context, { accountId })).automatic, 1);
  assert.deepEqual((await applyBankRules(context, { accountId })).result, { posted: 1, left: 1 });
  assert.equal(await balanceOf(context, '6.1.05'), 3_000_000n);
  assert.equal(await balanceOf(context, '1.1.07'), 0n);
  const [known] = await bankRules(context, {});
  assert.ok(known);
  await endBankRule(context, { id: known.id });
  await assert.rejects(endBankRule(context, { id: known.id }), reason('bank_rule_unknown'));
  await assert.rejects(addBankRule(context, { ...rule, contains: undefined }), reason('bank_rule_empty'));
  await assert.rejects(addBankRule(context, { ...rule, amountTo: '5.00' }), reason('bank_rule_amounts'));
  await assert.rejects(addBankRule(context, { ...rule, chartCode: '6.1' }), reason('chart_code_unknown'));
  await assert.rejects(addBankRule(context, { ...rule, accountId: known.id }), reason('bank_account_unknown'));
});

test('an automatic rule leaves a line of a closed month to people', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await setParameter(context, {
    name: 'bank.auto_post_limit',
    value: '1000000.00',
    effectiveFrom: '2026-01-01',
    legalBasis: 'Keputusan pengurus',
  });
  await addBankRule(context, {
    name: 'Biaya',
    contains: 'BIAYA',
    direction: 'out',
    chartCode: '6.1.05',
    description: 'Biaya bank',
    automatic: true,
  });
  await takeIn(context, accountId, bcaCsv(SET));
  await step(context, (scope) => setPeriodStatus(scope, { startsOn: OCTOBER.startsOn, status: 'closed' }));
  assert.deepEqual((await applyBankRules(context, { accountId })).result, { posted: 0, left: 1 });
  const [, fee] = await openLines(context, accountId);
  await assert.rejects(
    bookBankLine(context, { lineId: fee?.id, chartCode: '6.1.05', description: 'Biaya' }),
    reason('period_closed'),
  );
  await bookBankLine(context, { lineId: fee?.id, chartCode: '6.1.05', description: 'Biaya', happenedOn: '2026-11-02' });
});

test('an entry and its reversal cancel out when what is certain is accepted', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const [entryId = ''] = await bookMovements(context, SET.slice(0, 1));
  await step(context, (scope) =>
    reverseEntry(scope, { entryId, reason: 'Salah', businessDate: '2026-10-06' as BusinessDate }),
  );
  assert.deepEqual((await acceptCertain(context, { accountId })).result, { matched: 0, cancelled: 1 });
  assert.equal((await openEntries(context, accountId)).length, 0);
});
