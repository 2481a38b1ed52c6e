import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setParameter } from '#cooperatives';
import { approvals, decideHeld } from '#kernel/approval';
import type { Context } from '#kernel/context';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { openAccount, reverseEntry, setPeriodStatus } from '#ledger';
import { asStaff, read, step, testWorld } from '../../../../test/support/world.ts';
import { balanceOf } from '../till.fixture.ts';
import {
  bcaCsv,
  bookMovements,
  camt,
  entryCount,
  type Movement,
  mt940,
  newAccount,
  secondBankLine,
  takeIn,
  upload,
} from './bank.fixture.ts';
import { addBankAccount, closeBankAccount } from './commands/accounts.ts';
import { applyBankRules, bookBankLine } from './commands/booking.ts';
import { closeBankMonth, reopenBankMonth } from './commands/closing.ts';
import { acceptCertain, matchLines, undoMatch } from './commands/matching.ts';
import { addBankRule, endBankRule } from './commands/rules.ts';
import { importStatement } from './commands/statements.ts';
import { bankBlockers, unmatchedBankLines } from './doors.ts';
import { bankReconciliationFile } from './paper.ts';
import { bankAccount, bankAccounts, bankChart, bankRules, bankUpload } from './queries/accounts.ts';
import { bankAgeing, bankReconciliation } from './queries/agreement.ts';
import { bankMatches, bankWorkbench } from './queries/workbench.ts';

const world = await testWorld();
const office = async () => asStaff(await world.cooperative(), undefined, 'Bu Bendahara');
const OCTOBER = { startsOn: '2026-10-01' as BusinessDate, endsBefore: '2026-11-01' as BusinessDate };

const SET: Movement[] = [
  { on: '2026-10-05', amount: 50_000_000n, text: 'SETORAN WAJIB ANI 100001' },
  { on: '2026-10-12', amount: -3_000_000n, text: 'BIAYA ADM OKTOBER' },
  { on: '2026-10-20', amount: 75_000_000n, text: 'QRIS SETTLEMENT 20260' },
];

const openLines = async (context: Context, accountId: string) =>
  (await bankWorkbench(context, { accountId })).lines.map(({ line }) => line);
const openEntries = async (context: Context, accountId: string) =>
  (await bankWorkbench(context, { accountId })).entries.map(({ entry }) => entry);
const reason = (wanted: string) => ({ reason: wanted });

test('a bank account has a chart line and a number of its own', async () => {
  const context = await office();
  await newAccount(context);
  const input = { bank: 'BRI', number: '999-1', name: 'Giro BRI', chartCode: '1.1.05', startsOn: '2026-10-01' };
  await assert.rejects(addBankAccount(context, input), reason('bank_account_taken'));
  const chartCode = await secondBankLine(context);
  await assert.rejects(
    addBankAccount(context, { ...input, chartCode, number: '0350000001' }),
    reason('bank_account_taken'),
  );
  await assert.rejects(addBankAccount(context, { ...input, chartCode, number: '12' }), reason('bank_number_format'));
  await assert.rejects(addBankAccount(context, { ...input, chartCode: '9.9.99' }), reason('chart_code_unknown'));
  await assert.rejects(addBankAccount(context, { ...input, chartCode: '2.1.41' }), reason('bank_line_not_cash'));
  await assert.rejects(
    addBankAccount(context, { ...input, chartCode, branchId: '01a20000-0000-7000-8000-000000000000' }),
    reason('branch_unknown'),
  );
  const { result } = await addBankAccount(context, { ...input, chartCode });
  const accounts = await bankAccounts(context, {});
  assert.deepEqual(accounts.map(({ label }) => label).sort(), ['BCA •••• 0001', 'BRI •••• 9991']);
  assert.equal(
    JSON.stringify(accounts, (_, value) => (typeof value === 'bigint' ? `${value}` : value)).includes('0350000001'),
    false,
  );
  await closeBankAccount(context, { id: result.id });
  await assert.rejects(upload(context, result.id, mt940(SET)), reason('bank_account_closed'));
  assert.equal(
    (await bankChart(context, {})).banks.some(({ code }) => code === chartCode),
    true,
  );
});

test('who may only look cannot change anything', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const pengawas = asStaff(context, ['bank.read'], 'Pengawas');
  await assert.rejects(upload(pengawas, accountId, mt940(SET)), reason('permission_missing'));
  await assert.rejects(acceptCertain(pengawas, { accountId }), reason('permission_missing'));
  await assert.rejects(bankAccounts(asStaff(context, ['ledger.read']), {}), reason('permission_missing'));
  assert.equal((await bankAccounts(pengawas, {})).length, 1);
});

test('a file is shown with every warning before its lines are taken in', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const noBalance =
    'Tanggal,Keterangan,Debet,Kredit\n05/10/2026,SETORAN,0,500.00\n05/10/2026,SETORAN,0,500.00\n01/09/2026,LAMA,0,1.00';
  const uploadId = await upload(context, accountId, noBalance);
  const preview = await bankUpload(context, { id: uploadId });
  assert.deepEqual(
    preview.warnings.map(({ code }) => code),
    ['account_unstated', 'no_balance', 'line_twice', 'before_start'],
  );
  await assert.rejects(importStatement(context, { uploadId }), reason('statement_warnings_unseen'));
  assert.deepEqual((await importStatement(context, { uploadId, agreed: true })).result, {
    accountId,
    read: 3,
    added: 2,
  });
  await assert.rejects(bankUpload(context, { id: accountId }), reason('bank_upload_unknown'));
});

test('the same file twice, and an overlapping one, add no line twice', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await takeIn(context, accountId, bcaCsv(SET.slice(0, 2)));
  const again = await upload(context, accountId, bcaCsv(SET.slice(0, 2)));
  await assert.rejects(bankUpload(context, { id: again }), reason('statement_known'));
  await assert.rejects(importStatement(context, { uploadId: again, agreed: true }), reason('statement_known'));
  assert.equal((await takeIn(context, accountId, bcaCsv(SET))).added, 1);
  await assert.rejects(takeIn(context, accountId, camt(SET)), reason('statement_known'));
  assert.equal((await openLines(context, accountId)).length, 3);
});

test('two people who take the same file in at once add its lines once', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const uploads = [await upload(context, accountId, bcaCsv(SET)), await upload(context, accountId, bcaCsv(SET))];
  const results = await Promise.allSettled(
    uploads.map((uploadId) => importStatement(context, { uploadId, agreed: true })),
  );
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await openLines(context, accountId)).length, 3);
});

test('a file of another account, in another currency, or of days to come is refused', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const other = await upload(context, accountId, mt940(SET, 0n, '7770001'));
  await assert.rejects(
    bankUpload(context, { id: other }),
    (error: { reason: string; pesan: string }) =>
      error.reason === 'statement_other_account' &&
      error.pesan.startsWith('Berkas ini milik rekening •••• 0001, bukan BCA •••• 0001'),
  );
  const dollars = await upload(context, accountId, mt940(SET).replaceAll('IDR', 'USD'));
  await assert.rejects(bankUpload(context, { id: dollars }), reason('statement_currency'));
  const late = await upload(context, accountId, mt940([{ on: '2026-12-24', amount: 100n, text: 'X' }]));
  await assert.rejects(bankUpload(context, { id: late }), reason('statement_in_future'));
  const both = await upload(context, accountId, mt940(SET) + mt940(SET, 0n, '7770002'));
  assert.deepEqual(
    (await bankUpload(context, { id: both })).warnings.map(({ code }) => code),
    ['other_accounts'],
  );
});

test('a gap between statements shows with its amount', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await takeIn(context, accountId, mt940(SET.slice(0, 1)));
  const uploadId = await upload(context, accountId, mt940(SET.slice(2), 47_000_000n));
  const preview = await bankUpload(context, { id: uploadId });
  assert.match(preview.warnings[0]?.text ?? '', /Di antara 5 Oktober 2026 dan 20 Oktober 2026 .* -Rp 30.000/);
  await importStatement(context, { uploadId, agreed: true });
  assert.deepEqual(
    (await bankAccount(context, { id: accountId })).gaps.map(({ differenceSen }) => differenceSen),
    [-3_000_000n],
  );
});

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

test('a month closes when every bank line has its entry and both sides agree, and opens again by two people', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await bookMovements(context, [...SET.slice(0, 2), { on: '2026-10-31', amount: -1_000_000n, text: 'Cek belum cair' }]);
  await takeIn(context, accountId, bcaCsv(SET));
  await acceptCertain(context, { accountId });
  const month = { accountId, month: '2026-10-15' };
  await assert.rejects(closeBankMonth(context, month), reason('bank_lines_unmatched'));
  await assert.rejects(closeBankMonth(context, { accountId, month: '2026-11-01' }), reason('month_not_over'));
  await assert.rejects(
    closeBankMonth(context, { accountId, month: '2026-09-01' }),
    reason('reconciliation_before_start'),
  );
  const [stop] = await read(context, (scope) => bankBlockers(scope, OCTOBER));
  assert.deepEqual(
    [stop?.severity, stop?.count, stop?.text],
    ['stop', 1, '1 baris bank BCA •••• 0001 belum cocok dengan buku'],
  );
  const [waiting] = await read(context, (scope) => unmatchedBankLines(scope, OCTOBER.endsBefore));
  assert.deepEqual([waiting?.lines, waiting?.entries], [1, 1]);

  const [qris] = await openLines(context, accountId);
  await bookBankLine(context, { lineId: qris?.id, chartCode: '1.1.07', description: 'QRIS' });
  const paper = await bankReconciliation(context, month);
  assert.deepEqual(
    [paper.bookSen, paper.inBooksOnlySen, paper.inBankOnlySen, paper.bankSen, paper.differenceSen],
    [121_000_000n, -1_000_000n, 0n, 122_000_000n, 0n],
  );
  const warned = await read(context, (scope) => bankBlockers(scope, OCTOBER));
  assert.deepEqual(
    warned.map(({ severity, code }) => [severity, code.startsWith('bank_statement_missing')]),
    [['warn', true]],
  );
  const { result } = await closeBankMonth(context, month);
  await assert.rejects(closeBankMonth(context, month), reason('reconciliation_closed_already'));
  assert.deepEqual(await read(context, (scope) => bankBlockers(scope, OCTOBER)), []);

  const [match] = await bankMatches(context, { accountId });
  await assert.rejects(undoMatch(context, { matchId: match?.id, reason: 'Salah' }), reason('reconciliation_closed'));
  const more = [...SET, { on: '2026-10-30', amount: 100n, text: 'BUNGA' }];
  await assert.rejects(takeIn(context, accountId, bcaCsv(more)), reason('reconciliation_closed'));
  await bookMovements(context, [{ on: '2026-10-31', amount: 500n, text: 'Terlambat' }]);
  const [changed] = await read(context, (scope) => bankBlockers(scope, OCTOBER));
  assert.equal(changed?.code.startsWith('bank_changed_after'), true);

  await assert.rejects(
    reopenBankMonth(context, { id: result.id, reason: 'Ada jurnal susulan' }),
    reason('held_for_approval'),
  );
  await approveOnly(context);
  await assert.rejects(reopenBankMonth(context, { id: result.id, reason: 'Lagi' }), reason('reconciliation_unknown'));
  assert.equal((await takeIn(context, accountId, bcaCsv(more))).added, 1);
});

test('books and bank that differ do not close, and a bank without balances is asked for one', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await bookMovements(context, SET);
  await takeIn(context, accountId, bcaCsv(SET, 5_000n));
  await acceptCertain(context, { accountId });
  const month = { accountId, month: '2026-10-01' };
  await assert.rejects(
    closeBankMonth(context, month),
    (error: { reason: string; pesan: string }) =>
      error.reason === 'reconciliation_differs' && /Rp 50\b/.test(error.pesan),
  );
  const other = await office();
  const otherId = await newAccount(other);
  await bookMovements(other, SET.slice(0, 1));
  await takeIn(other, otherId, 'Tanggal,Keterangan,Debet,Kredit\n05/10/2026,SETORAN WAJIB ANI 100001,0,500000.00');
  await acceptCertain(other, { accountId: otherId });
  await assert.rejects(
    closeBankMonth(other, { accountId: otherId, month: '2026-10-01' }),
    reason('bank_balance_unknown'),
  );
  await closeBankMonth(other, { accountId: otherId, month: '2026-10-01', bankBalance: '500000.00' });
});

test('a payment that the bank books next month is outstanding at the end of this one', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await bookMovements(context, [{ on: '2026-10-31', amount: -1_000_000n, text: 'CEK ANI 100009' }]);
  await takeIn(context, accountId, mt940([{ on: '2026-11-02', amount: -1_000_000n, text: 'CEK ANI 100009' }]));
  await acceptCertain(context, { accountId });
  const october = await bankReconciliation(context, { accountId, month: '2026-10-01' });
  assert.deepEqual([october.inBooksOnlySen, october.items.length, october.differenceSen], [-1_000_000n, 1, 0n]);
  const november = await bankReconciliation(context, { accountId, month: '2026-11-01' });
  assert.deepEqual([november.inBooksOnlySen, november.items.length], [0n, 0]);
});

test('what waits is aged, and the paper leaves as PDF and as workbook', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await bookMovements(context, [{ on: '2026-11-18', amount: 700n, text: 'Baru' }]);
  await takeIn(context, accountId, bcaCsv(SET));
  const { sums, items } = await bankAgeing(context, {});
  assert.deepEqual(
    sums.map(({ age, bank, books }) => [age, bank.count, books.count]),
    [
      ['0-7', 0, 1],
      ['8-30', 0, 0],
      ['30+', 3, 0],
    ],
  );
  assert.equal(items[0]?.days, 46);
  const pdf = await bankReconciliationFile(context, { accountId, month: '2026-10-01', format: 'pdf' });
  assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-');
  assert.equal(pdf.name, 'rekonsiliasi-1.1.05-2026-10.pdf');
  const xlsx = await bankReconciliationFile(context, { accountId, month: '2026-10-01', format: 'xlsx' });
  assert.equal(xlsx.bytes.subarray(0, 2).toString(), 'PK');
});

test('another cooperative sees none of it', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const stranger = await office();
  await assert.rejects(bankWorkbench(stranger, { accountId }), reason('bank_account_unknown'));
  await assert.rejects(upload(stranger, accountId, mt940(SET)), reason('bank_account_unknown'));
});

/** The one action that waits, approved by the chair. */
async function approveOnly(context: Context): Promise<void> {
  const [held] = await read(context, (scope) => approvals(scope, { pending: true, limit: 5 }));
  assert.ok(held);
  const decision = {
    approvalId: held.id,
    payloadHash: held.payloadHash,
    decision: 'approved' as const,
    reason: 'Sesuai rekening koran',
  };
  await step(asStaff(context, undefined, 'Pak Ketua'), (scope) => decideHeld(scope, decision, async () => true));
}
