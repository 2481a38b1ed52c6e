import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { checkBooks } from '#ledger';
import { read, testWorld } from '../../../test/support/world.ts';
import { agreeAndRun, balances, countOf, productIds, savingsCooperative, upload } from './imports.fixture.ts';
import { OPENING_CODE } from './writing/accounts.ts';

/** Real files brought in end to end: their totals must stand in the books. They live beside the project, never in it. */
const FOLDER = new URL('../../../../shared/data/real/', import.meta.url);
const skip = existsSync(FOLDER) ? false : 'skipped: ../shared/data/real is absent';
const world = await testWorld();

const SHA256 = {
  'spreadsheets/giat-rekap-simpan-pinjam-jan2023.xlsx':
    'a5adf63f8650022cccbdf4fd223fed559fb0e9fdc0d0d0f0d24b1c214d7fd90d',
  'spreadsheets/anggota-import-kspps-ddmmyyyy.xlsx': 'e90fd35e0d2dedc6828fb7a8f6439094c4e4df8f2e05420c8a28e92fea8b2e32',
  'spreadsheets/coa-kopdit-sido-manunggal-saldo-awal.csv':
    '5b2b0130868e707bab99acf5ca114d21da900ae7deeccaa9aa35afc56726616e',
  'spreadsheets/iuran-koperasi-sekunder-inkopkar.xlsx':
    '5b91b52fc604fe89db5bbe04529f3f26390d5fe5675787ec61203ae3d018574b',
  'spreadsheets/autodebet-simpanan-201608.xls': 'd2438dcd62209eefb6347e25398eaeb8f7bb5b2aa962d12be8d40d98a07b717e',
  'reports/ksbsp/saldo-per-anggota-2022.csv': '4123e18f648032784cbfaf07604ae1500084d4400d1d81a8c582f07cb837be94',
  'reports/bergema/simpanan.csv': 'b5518c6bd37357f0b05831d7157bdaceb5b434f88bbb8c812d417ad59f28ad3e',
  'reports/bergema/pinjaman.csv': 'fa9a1e21e3d56149387cc9d6d00eb2ee05f339e2d3e314f7f59f391d54a93e79',
} as const;

function real(path: keyof typeof SHA256): { fileName: string; bytes: Buffer } {
  const bytes = readFileSync(new URL(path, FOLDER));
  assert.equal(
    createHash('sha256').update(bytes).digest('hex'),
    SHA256[path],
    'the file is the one the figures are of',
  );
  return { fileName: path.split('/').at(-1) ?? path, bytes };
}

async function assertSoundBooks(context: Context): Promise<void> {
  const books = await read(context, (scope) => checkBooks(scope));
  assert.deepEqual(
    [books.unbalanced, books.guardedMismatch, books.controlMismatch, books.negative],
    [0, 0, 0, 0],
    JSON.stringify(books.firstBad),
  );
}

test('the recapitulation of 628 members stands in the books to the sen: savings and loans, overpaid ones too', {
  skip,
}, async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, real('spreadsheets/giat-rekap-simpan-pinjam-jan2023.xlsx'));
  const done = await agreeAndRun(context, preview);
  assert.equal(done.report?.asOf, '2023-01-30');
  const books = await balances(context);
  assert.equal(books['3.1.01'], '94500000.00');
  assert.equal(books['3.1.02'], '2662605000.00');
  assert.equal(books['2.1.01'], '2602645896.46');
  assert.equal(books['1.1.20'], '2091697264.73');
  assert.deepEqual(done.report?.rows, { written: 628, refused: 0, left: 0, known: 0, changed: 0 });
  assert.equal(await countOf(context, 'members.member'), 628);
  assert.equal(done.report?.entries, 1);
  await assertSoundBooks(context);
  const again = await upload(context, real('spreadsheets/giat-rekap-simpan-pinjam-jan2023.xlsx'));
  assert.equal(again.plan.counts.willBeWritten, 0);
});

test('3,711 members of a security cooperative bring their savings, fractions of a rupiah and all', {
  skip,
}, async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, real('reports/ksbsp/saldo-per-anggota-2022.csv'), {
    mapping: { asOf: '2022-12-31' },
  });
  assert.ok(preview.plan.remarks.includes('no_name_column'));
  const { SS = '' } = await productIds(context);
  const done = await agreeAndRun(context, preview, { products: { other: SS } });
  const books = await balances(context);
  assert.equal(books['3.1.01'], '368550000.00');
  assert.equal(books['3.1.02'], '17250290750.66');
  assert.equal(books['2.1.01'], '1806553784.00', 'sukarela 1,728,776,000 and lainnya 77,777,784 under one product');
  assert.equal(done.report?.rows.written, 3711);
  assert.equal(await countOf(context, 'members.member'), 3711);
  await assertSoundBooks(context);
});

test('189 members of a sharia cooperative are registered, lost NIK digits told and left out', { skip }, async () => {
  const context = await savingsCooperative(world);
  const done = await agreeAndRun(
    context,
    await upload(context, real('spreadsheets/anggota-import-kspps-ddmmyyyy.xlsx')),
  );
  assert.deepEqual(done.report?.refusals, []);
  assert.equal(await countOf(context, 'members.member'), 189);
});

test('an opening balance that is inconsistent as published is told, and its difference parked where people say', {
  skip,
}, async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, real('spreadsheets/coa-kopdit-sido-manunggal-saldo-awal.csv'));
  const repeated = preview.plan.rows.filter((row) =>
    row.issues.some((issue) => issue.reason === 'account_amount_repeated'),
  );
  assert.deepEqual(
    repeated.map((row) => [row.label, row.take]),
    [['AUTO001 Pinjaman Anggota', false]],
  );
  await assert.rejects(
    agreeAndRun(context, preview),
    (error: unknown) => error instanceof DomainError && error.reason === 'difference_account_needed',
  );
  const done = await agreeAndRun(context, preview, { differenceCode: OPENING_CODE });
  assert.equal(done.report?.difference, '125471455.00');
  const books = await balances(context);
  assert.equal(books[OPENING_CODE], '125471455.00');
  assert.equal(books['PI001'], '3062648900.00');
  await assertSoundBooks(context);
});

test('eight years of dues of a secondary cooperative are posted on their days', { skip }, async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, real('spreadsheets/iuran-koperasi-sekunder-inkopkar.xlsx'));
  const done = await agreeAndRun(context, preview, { counterCode: '1.1.01' });
  assert.deepEqual(await balances(context), { '1.1.01': '66200000.00', '3.1.02': '66200000.00' });
  assert.deepEqual([done.report?.rows.written, done.report?.entries], [662, 662]);
  await assertSoundBooks(context);
});

test('movements with double postings, a nameless kind and withdrawals by word keep the published totals', {
  skip,
}, async () => {
  const context = await savingsCooperative(world);
  const done = await agreeAndRun(context, await upload(context, real('reports/bergema/simpanan.csv')), {
    counterCode: '1.1.01',
  });
  const books = await balances(context);
  assert.equal(books['3.1.01'], '18200000.00');
  assert.equal(books['3.1.02'], '29320000.00');
  assert.equal(books['2.1.01'], '22031332.00', 'sukarela 22,071,332 less what was taken: 40,000');
  assert.deepEqual(done.report?.refusals, []);
  await assertSoundBooks(context);
});

test('loans without a balance column are brought in as what was lent, and that is told', { skip }, async () => {
  const context = await savingsCooperative(world);
  const preview = await upload(context, real('reports/bergema/pinjaman.csv'));
  assert.ok(preview.plan.remarks.includes('loan_balance_is_original_amount'));
  await agreeAndRun(context, preview);
  assert.equal((await balances(context))['1.1.20'], '110500000.00');
  assert.equal(await countOf(context, 'imports.position'), 33);
});

test('savings of an automatic debit are told apart by the numbers SP and SW', { skip }, async () => {
  const context = await savingsCooperative(world);
  await agreeAndRun(context, await upload(context, real('spreadsheets/autodebet-simpanan-201608.xls')), {
    counterCode: '1.1.01',
  });
  const books = await balances(context);
  assert.deepEqual([books['3.1.01'], books['3.1.02'], books['1.1.01']], ['20200000.00', '60300000.00', '80500000.00']);
});
