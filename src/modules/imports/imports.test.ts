import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { checkBooks } from '#ledger';
import { asStaff, read, testWorld } from '../../../test/support/world.ts';
import { agreeImport, runImport } from './agreement.ts';
import { agreeAndRun, balances, countOf, productIds, savingsCooperative, upload } from './imports.fixture.ts';
import { correctPreview, discardPreview, importPreview, importRows, openPreview } from './previews.ts';
import { importList, importRecord } from './queries.ts';
import { OPENING_CODE } from './writing/accounts.ts';

const world = await testWorld();

const MEMBERS = `NO ANGGOTA;NAMA;NIK;TGL LAHIR;L/P;NO HP;ALAMAT;TGL MASUK
A-001;SITI AMINAH;;01/02/1980;P;081234567801;Jl. Melati 1;15/03/2019
A-002;BUDI SANTOSO;3319;31/02/1979;L;TLP;Jl. Mawar 2;20/04/2020
`;

const BALANCES = `NO;NO ANGGOTA;NAMA;POKOK;WAJIB;SUKARELA;SALDO PINJAMAN
1;A-001;SITI AMINAH;100.000;1.250.000,50;Rp 75.000;5.000.000
2;A-002;BUDI SANTOSO;100.000;900.000;(25.000);-
JUMLAH;;;200.000;2.150.000,50;50.000;5.000.000
`;

const refusal = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;

test('a preview imports nothing until somebody agrees', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'anggota.csv', bytes: MEMBERS });
  assert.equal(preview.record.status, 'draft');
  assert.equal(preview.plan.counts.willBeWritten, 2);
  assert.equal(await countOf(context, 'members.member'), 0);
});

test('a member list is registered, a detail that is wrong is left out and told', async () => {
  const context = await savingsCooperative(world);
  const done = await agreeAndRun(context, await upload(context, { fileName: 'anggota.csv', bytes: MEMBERS }));
  assert.equal(done.status, 'done');
  assert.deepEqual(done.report?.members, { added: 2, existing: 0 });
  assert.deepEqual(
    done.report?.remarked.map((row) => row.reasons),
    [['date_impossible', 'nik_length', 'phone_unreadable']],
  );
  assert.equal(await countOf(context, 'members.member'), 2);
  assert.equal(await countOf(context, 'ledger.entry'), 0);
});

test('balances become savings, loan positions and one balanced entry with the control totals of the file', async () => {
  const context = await savingsCooperative(world);
  const done = await agreeAndRun(context, await upload(context, { fileName: 'saldo.csv', bytes: BALANCES }));
  assert.deepEqual(await balances(context), {
    '1.1.20': '5000000.00',
    '2.1.01': '50000.00',
    '3.1.01': '200000.00',
    '3.1.02': '2150000.50',
    [OPENING_CODE]: '2599999.50',
  });
  assert.equal(await countOf(context, 'ledger.entry'), 1);
  assert.equal(done.report?.entries, 1);
  assert.deepEqual(done.report?.arithmetic, []);
  assert.deepEqual(
    done.report?.controls.map((control) => control.printed === control.taken),
    [true, true, true, true],
  );
});

test('savings that stood below zero are kept apart, so that the books hold what the file says and no account is overdrawn', async () => {
  const context = await savingsCooperative(world);
  await agreeAndRun(context, await upload(context, { fileName: 'saldo.csv', bytes: BALANCES }));
  assert.equal(await countOf(context, 'imports.position'), 2);
  const books = await read(context, (scope) => checkBooks(scope));
  assert.deepEqual([books.unbalanced, books.guardedMismatch, books.controlMismatch, books.negative], [0, 0, 0, 0]);
});

test('the same file again changes nothing, and a changed row is told and not written', async () => {
  const context = await savingsCooperative(world);
  await agreeAndRun(context, await upload(context, { fileName: 'saldo.csv', bytes: BALANCES }));
  const before = await balances(context);
  const again = await upload(context, { fileName: 'saldo lagi.csv', bytes: BALANCES });
  assert.deepEqual([again.plan.counts.known, again.plan.counts.willBeWritten], [2, 0]);
  await assert.rejects(agreeAndRun(context, again), refusal('nothing_to_import'));
  const changed = await upload(context, {
    fileName: 'saldo baru.csv',
    bytes: BALANCES.replace('1.250.000,50', '1.300.000'),
  });
  assert.equal(changed.plan.rows[0]?.status, 'changed');
  assert.deepEqual(await balances(context), before);
  assert.equal(await countOf(context, 'members.member'), 2);
});

test('members registered from one file are found by the next', async () => {
  const context = await savingsCooperative(world);
  await agreeAndRun(context, await upload(context, { fileName: 'anggota.csv', bytes: MEMBERS }));
  const done = await agreeAndRun(context, await upload(context, { fileName: 'saldo.csv', bytes: BALANCES }));
  assert.deepEqual(done.report?.members, { added: 0, existing: 2 });
  assert.equal(await countOf(context, 'members.member'), 2);
});

test('movements are posted on their own days, and what would overdraw or lies before the books is told', async () => {
  const context = await savingsCooperative(world);
  const file = `kode_anggota,tanggal,jenis,jumlah
A-001,2024-01-19,Simpanan Sukarela,100000
A-001,2024-01-20,Ambil Simpanan Sukarela,40000
A-001,2024-01-21,Ambil Simpanan Sukarela,90000
A-001,1999-01-21,Simpanan Wajib,20000
A-001,2024-02-01,Simpanan Wajib,20000
`;
  const done = await agreeAndRun(context, await upload(context, { fileName: 'mutasi.csv', bytes: file }), {
    counterCode: '1.1.01',
  });
  assert.deepEqual(await balances(context), { '1.1.01': '80000.00', '2.1.01': '60000.00', '3.1.02': '20000.00' });
  assert.deepEqual(
    done.report?.refusals.map((one) => [one.line, one.reason]),
    [
      [5, 'period_closed'],
      [4, 'balance_too_low'],
    ],
  );
  assert.equal(done.report?.entries, 3);
});

test('a chart comes with its lines and its opening entry, and a difference needs an account of its own', async () => {
  const context = await savingsCooperative(world);
  const file = `kode_akun,nama_akun,kategori,jenis,saldo_awal
K1,Kas kecil,ASSET,Debit,5000000.00
K1.2,Perlengkapan,ASSET,Debit,250000.00
M1,Modal awal,MODAL,Kredit,5000000.00
3.1.06,Hibah/Donasi,MODAL,Kredit,0
`;
  const preview = await upload(context, { fileName: 'neraca.csv', bytes: file });
  await assert.rejects(agreeAndRun(context, preview), refusal('difference_account_needed'));
  const done = await agreeAndRun(context, preview, { differenceCode: OPENING_CODE });
  assert.deepEqual(await balances(context), {
    K1: '5000000.00',
    'K1.2': '250000.00',
    M1: '5000000.00',
    [OPENING_CODE]: '250000.00',
  });
  assert.equal(done.report?.difference, '250000.00');
  const books = await read(context, (scope) => checkBooks(scope));
  assert.deepEqual([books.unbalanced, books.controlMismatch], [0, 0]);
});

test('the kind of savings that no product of the cooperative fits must be given one', async () => {
  const context = await savingsCooperative(world);
  const file = 'NO ANGGOTA,NAMA,WAJIB,LAINNYA\nA-1,Siti,50000,70000\n';
  const preview = await upload(context, { fileName: 'saldo.csv', bytes: file });
  await assert.rejects(agreeAndRun(context, preview), refusal('product_needed'));
  const { SS = '' } = await productIds(context);
  await agreeAndRun(context, preview, { products: { other: SS } });
  assert.equal((await balances(context))['2.1.01'], '70000.00');
});

test('an opening day outside the open books is refused at its field before anything is written', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'saldo.csv', bytes: BALANCES });
  await assert.rejects(agreeAndRun(context, preview, { openingDate: '2001-01-31' }), refusal('period_closed'));
  await assert.rejects(agreeAndRun(context, preview, { openingDate: '2030-01-31' }), refusal('date_in_future'));
  assert.equal((await importRecord(context, { id: preview.record.id })).status, 'draft');
});

test('an agreed import of which nothing is written can still be discarded', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'saldo.csv', bytes: BALANCES });
  const settings = { openingDate: '2025-12-31', counterCode: OPENING_CODE };
  await agreeImport(context, { id: preview.record.id, planHash: preview.planHash, settings });
  await discardPreview(context, { id: preview.record.id });
  await assert.rejects(runImport(context, preview.record.id), refusal('import_not_agreed'));
});

test('the plan that is agreed to is the plan that was seen', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'saldo.csv', bytes: BALANCES });
  await correctPreview(context, { id: preview.record.id, leave: [3] });
  await assert.rejects(agreeAndRun(context, preview), refusal('plan_changed'));
  assert.equal(await countOf(context, 'ledger.entry'), 0);
});

test('a row that people leave is not written once they agree to the difference, and the totals say so', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'saldo.csv', bytes: BALANCES }, { leave: [2] });
  await assert.rejects(agreeAndRun(context, preview), refusal('loan_difference_open'));
  await assert.rejects(agreeAndRun(context, preview, { loanDifference: '1.00' }), refusal('loan_difference_open'));
  const done = await agreeAndRun(context, preview, { loanDifference: '5000000.00' });
  assert.equal(done.report?.rows.left, 1);
  assert.equal((await balances(context))['3.1.02'], '900000.00');
});

test('a done import keeps no file, cannot be changed, and running it again changes nothing', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'saldo.csv', bytes: BALANCES });
  assert.ok((await countOf(context, 'imports.file_part')) > 0);
  const done = await agreeAndRun(context, preview);
  assert.equal(await countOf(context, 'imports.file_part'), 0);
  await assert.rejects(correctPreview(context, { id: done.id, leave: [] }), refusal('import_not_draft'));
  await assert.rejects(importPreview(context, { id: done.id }), refusal('import_file_gone'));
  assert.equal((await runImport(context, done.id)).status, 'done');
  assert.equal(await countOf(context, 'ledger.entry'), 1);
});

test('two runners of one import write it once', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'saldo.csv', bytes: BALANCES });
  const settings = { openingDate: '2025-12-31', counterCode: OPENING_CODE };
  await agreeImport(context, { id: preview.record.id, planHash: preview.planHash, settings });
  await Promise.all([runImport(context, preview.record.id), runImport(context, preview.record.id)]);
  assert.equal(await countOf(context, 'ledger.entry'), 1);
});

test('a discarded preview lets its file go', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'anggota.csv', bytes: MEMBERS });
  await discardPreview(context, { id: preview.record.id });
  assert.equal((await importRecord(context, { id: preview.record.id })).status, 'discarded');
  assert.equal(await countOf(context, 'imports.file_part'), 0);
  assert.equal((await importList(context, {})).length, 1);
});

test('a deduction list can be looked at and not agreed to', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, {
    fileName: 'potongan.csv',
    bytes: 'NIP,NAMA,POKOK,JASA,TOTAL POTONGAN\n77,Siti,100,10,110\n',
  });
  assert.equal(preview.plan.kind, 'payroll_deduction');
  await assert.rejects(agreeAndRun(context, preview), refusal('nothing_to_import'));
});

test('the preview shows its rows page by page and by status', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'saldo.csv', bytes: BALANCES });
  const doubtful = await importRows(context, { id: preview.record.id, status: 'doubtful' });
  assert.deepEqual([doubtful.total, doubtful.rows[0]?.line], [1, 3]);
});

test('another cooperative does not see the import, and a teller may not import', async () => {
  const context = await savingsCooperative(world);
  const other = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'anggota.csv', bytes: MEMBERS });
  await assert.rejects(importPreview(other, { id: preview.record.id }), refusal('import_not_found'));
  const teller = asStaff(context, ['savings.deposit']);
  await assert.rejects(
    openPreview(teller, { fileName: 'a.csv', bytes: Buffer.from(MEMBERS) }),
    refusal('permission_missing'),
  );
});

test('a mapping with one meaning for two columns, or a sheet that is not there, is refused at its field', async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'saldo.csv', bytes: BALANCES });
  const { mapping, id } = preview.record;
  const twice = { ...mapping, columns: [...mapping.columns, { index: 9, field: 'name' as const }] };
  await assert.rejects(correctPreview(context, { id, mapping: twice }), refusal('input_invalid'));
  await correctPreview(context, { id, mapping: { ...mapping, sheet: 'Lembar 9' } });
  await assert.rejects(importPreview(context, { id }), refusal('sheet_unknown'));
});
