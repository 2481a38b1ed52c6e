import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RECAPITULATION, sheetOf } from '../sheet.fixture.ts';
import { recogniseSheet, savingsKindOf, sideOf } from './recognise.ts';
import { classifyRows } from './rows.ts';
import { isSignatureWord, isTotalWord, meaningsOf, normalise } from './words.ts';

const fieldsOf = (sheet: Parameters<typeof recogniseSheet>[0], fileName = '') =>
  recogniseSheet(sheet, fileName).columns.map((column) => column.field);

const rolesOf = (sheet: Parameters<typeof recogniseSheet>[0]) =>
  classifyRows(sheet, recogniseSheet(sheet).mapping).map((row) => row.role);

test('two heading rows joined by merges are read as one, each column with its whole path', () => {
  const recognition = recogniseSheet(RECAPITULATION);
  assert.deepEqual([recognition.mapping.headingTop, recognition.mapping.headingBottom], [3, 4]);
  assert.deepEqual(
    recognition.columns.map((column) => column.field),
    [
      'rowNo',
      'name',
      'principalSavings',
      'mandatorySavings',
      'voluntarySavings',
      'totalSavings',
      'loanAmount',
      'loanPaid',
      'loanBalance',
      'memberNo',
    ],
  );
  assert.equal(recognition.columns[7]?.heading, 'P I N J A M A N / POKOK');
  assert.equal(recognition.kind, 'savings_balances');
  assert.equal(recognition.mapping.asOf, '2025-06-30');
});

test('the same headings without merges keep their parents', () => {
  const unmerged = { ...RECAPITULATION, merges: [] };
  assert.equal(recogniseSheet(unmerged).columns[3]?.heading, 'SIMPANAN / WAJIB');
});

test('groups, bare totals, blanks of formulas and signatures are not rows of members', () => {
  assert.deepEqual(rolesOf(RECAPITULATION), [
    'group',
    'data',
    'data',
    'blank',
    'group',
    'data',
    'loose_amounts',
    'blank',
    'signature',
    'blank',
    'note',
    'signature',
  ]);
});

test('rows that go on below the signature are still seen, and marked', () => {
  const sheet = sheetOf([
    ['NO', 'NAMA', 'SALDO PINJAMAN', 'ANGSURAN'],
    [1, 'Siti', 500000, 50000],
    [2, 'Budi', 700000, 70000],
    ['J U M L A H', null, 1200000, 120000],
    ['Bendahara', null, null, 'Ketua'],
    [3, 'Dewi', 300000, 30000],
  ]);
  const rows = classifyRows(sheet, recogniseSheet(sheet).mapping);
  assert.deepEqual(
    rows.map((row) => row.role),
    ['data', 'data', 'total', 'signature', 'data'],
  );
  assert.equal(rows.at(-1)?.afterSignature, true);
});

test('headings printed again on the next page and the row 1 2 3 4 below them are passed over', () => {
  const sheet = sheetOf([
    ['NO', 'NO ANGGOTA', 'NAMA', 'WAJIB'],
    ['(1)', '(2)', '(3)', '(4)'],
    [1, 'A-1', 'Siti', 50000],
    ['NO', 'NO ANGGOTA', 'NAMA', 'WAJIB'],
    [2, 'A-2', 'Budi', 50000],
  ]);
  assert.deepEqual(rolesOf(sheet), ['heading', 'data', 'heading', 'data']);
});

test('an example row is told by the remark beside it, never by a name', () => {
  const sheet = sheetOf([
    ['Nomor Anggota', 'Nama', 'Nominal', 'Tanggal Bayar'],
    ['1', 'Contoh Suryadi', 200000, 'date:2025-05-02', 'INI Contoh, mulai di bawah'],
    ['2', 'Contoh Wati', 100000, 'date:2025-05-02'],
  ]);
  assert.deepEqual(rolesOf(sheet), ['example', 'data']);
});

test('each kind of table is told by its columns', () => {
  const kinds: readonly (readonly [string, string[]])[] = [
    ['member_list', ['No Anggota', 'Nama', 'L/P', 'Tgl Lahir', 'Alamat', 'No HP']],
    ['savings_balances', ['NO', 'NAMA', 'POKOK', 'WAJIB', 'SUKARELA']],
    ['savings_mutations', ['No Anggota', 'Tanggal', 'Jenis Simpanan', 'Debet', 'Kredit']],
    ['loan_balances', ['Nama', 'Plafon', 'Tenor', 'Sisa Pinjaman']],
    ['chart', ['Kode Perkiraan', 'Nama Perkiraan', 'Debet', 'Kredit']],
    ['chart', ['kode', 'nama', 'saldo_normal']],
    ['payroll_deduction', ['NIP', 'Nama', 'Pokok', 'Jasa', 'Total Potongan']],
    ['cash_journal', ['Tanggal', 'Uraian', 'Masuk', 'Keluar', 'Saldo']],
    ['unknown', ['Periode', 'Aset', 'Lelaki', 'Perempuan']],
  ];
  for (const [kind, headings] of kinds) {
    assert.equal(recogniseSheet(sheetOf([headings, headings.map((_, at) => at)])).kind, kind, headings.join(' | '));
  }
});

test('the same word means another thing among savings and among loans', () => {
  assert.equal(fieldsOf(sheetOf([['NAMA', 'POKOK', 'WAJIB']]))[1], 'principalSavings');
  assert.equal(fieldsOf(sheetOf([['NAMA', 'POKOK', 'BUNGA', 'JUMLAH']]))[1], 'loanPaid');
  assert.equal(fieldsOf(sheetOf([['KODE ANGGOTA', 'POKOK', 'TENOR', 'JASA']]))[1], 'loanAmount');
});

test('the name of the file says which savings its rows are and which way they go', () => {
  const sheet = sheetOf([['No Anggota', 'Tanggal', 'Nominal']]);
  const { mapping } = recogniseSheet(sheet, 'penarikan-tabungan-des.xlsx');
  assert.deepEqual([mapping.savingsKind, mapping.direction], ['voluntary', 'withdrawal']);
});

test('a table without headings is unknown and waits for the user to name its columns', () => {
  const recognition = recogniseSheet(
    sheetOf([
      ['A-1', 'Siti', 250000],
      ['A-2', 'Budi', 100000],
    ]),
  );
  assert.equal(recognition.kind, 'unknown');
  assert.equal(recognition.mapping.headingTop, -1);
  assert.equal(recognition.columns[1]?.heading, 'Kolom 2');
});

test('a column of dates after the place of birth is the day of birth though its heading is lost', () => {
  const sheet = sheetOf([
    ['NAMA', 'TEMPAT LAHIR', null, 'ALAMAT'],
    ['Siti', 'Kudus', 'date:1980-02-01', 'Jl. Melati'],
  ]);
  assert.equal(fieldsOf(sheet)[2], 'birthDate');
});

test('a side column that names classes of accounts is a class, not a side', () => {
  const sheet = sheetOf([
    ['KODE', 'PERKIRAAN', 'JENIS'],
    ['1', 'AKTIVA', 'HARTA'],
    ['4', 'PENDAPATAN', 'PENDAPATAN'],
  ]);
  assert.deepEqual(fieldsOf(sheet), ['accountCode', 'accountName', 'category']);
  assert.equal(sideOf('Debit'), 'debit');
  assert.equal(sideOf('HARTA'), undefined);
});

test('a trial balance with unmerged halves reads its closing debit and credit', () => {
  const sheet = sheetOf([
    ['NERACA SALDO PER 31 DESEMBER 2022'],
    ['No. Perk', 'Nama Perkiraan', 'Saldo Awal', null, 'Mutasi', null, 'Saldo Akhir', null],
    [null, null, 'Debet', 'Kredit', 'Debet', 'Kredit', 'Debet', 'Kredit'],
    ['101', 'Kas', 100, 0, 50, 20, 130, 0],
  ]);
  const recognition = recogniseSheet(sheet);
  assert.equal(recognition.kind, 'chart');
  assert.equal(recognition.mapping.asOf, '2022-12-31');
  const heading = (field: string) => recognition.columns.find((column) => column.field === field)?.heading;
  assert.deepEqual([heading('debit'), heading('credit')], ['Saldo Akhir / Debet', 'Saldo Akhir / Kredit']);
});

test('a list of goods or categories by code and name is no chart of accounts', () => {
  const rows = [
    ['KODE', 'NAMA'],
    ['K1', 'Sembako'],
    ['K2', 'Minuman'],
  ];
  assert.equal(recogniseSheet(sheetOf(rows)).kind, 'unknown');
  assert.equal(recogniseSheet(sheetOf([...rows, ['1', 'Kas'], ['5', 'Beban gaji']])).kind, 'chart');
});

test('a list without dates takes its day from the title, and its way from a word there', () => {
  const sheet = sheetOf([
    ['PENARIKAN TABUNGAN VIA BANK DESEMBER 2023'],
    ['No Anggota', 'Nama', 'Jumlah'],
    ['1', 'Siti', 500000],
  ]);
  const { kind, mapping } = recogniseSheet(sheet);
  assert.deepEqual([kind, mapping.asOf, mapping.direction], ['savings_mutations', '2023-12-31', 'withdrawal']);
});

test('headings are compared without case, punctuation, underscores and spread letters', () => {
  assert.equal(normalise('P I N J A M A N'), 'pinjaman');
  assert.equal(normalise('TGL_LAHIR'), 'tgl lahir');
  assert.equal(normalise('JenisPembayaran (wajib)'), 'jenis pembayaran');
  assert.equal(meaningsOf(['JENIS KLAMIN'])[0]?.field, 'gender');
});

test('totals and signatures are told by their first words', () => {
  assert.ok(isTotalWord('J   U   M   L   A   H') && isTotalWord('Sub Total') && !isTotalWord('Siti Jumlahwati'));
  assert.ok(
    isSignatureWord('Bandung, 10 Januari 2023') && isSignatureWord('Pembuat Daftar') && !isSignatureWord('Siti'),
  );
});

test('words and account prefixes name a kind of savings', () => {
  assert.equal(savingsKindOf('Simpanan Wajib'), 'mandatory');
  assert.equal(savingsKindOf('SP.0001'), 'principal');
  assert.equal(savingsKindOf('POT SUKARELA JULI 23'), 'voluntary');
  assert.equal(savingsKindOf('simpanan wajib + pokok'), undefined);
});
