import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadSheet as Sheet } from '#documents';
import { parseDate } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import type { Mapping } from '../layout/mapping.ts';
import { recogniseSheet } from '../layout/recognise.ts';
import { RECAPITULATION, sheetOf } from '../sheet.fixture.ts';
import { planImport } from './plan.ts';
import type { Plan, PlanOptions } from './types.ts';

const OPTIONS: PlanOptions = { today: parseDate('2026-11-21'), imported: new Map(), take: new Set(), leave: new Set() };

function planOf(sheet: Sheet, changes: Partial<Mapping> = {}, options: Partial<PlanOptions> = {}): Plan {
  const { mapping } = recogniseSheet(sheet);
  return planImport(sheet, { ...mapping, ...changes }, { ...OPTIONS, ...options });
}

const reasonsOf = (plan: Plan) => plan.rows.map((row) => row.issues.map((issue) => issue.reason).join(' '));
const statuses = (plan: Plan) => plan.rows.map((row) => row.status);
const amountsOf = (plan: Plan) =>
  plan.rows.flatMap((row) => row.items.map(({ item }) => `${item.part} ${formatDecimal(item.amount)}`));

test('a recapitulation gives members, savings and loans, and its printed totals agree to the sen', () => {
  const plan = planOf(RECAPITULATION);
  assert.equal(plan.rows.length, 3);
  assert.deepEqual(plan.arithmetic, []);
  const loans = plan.controls.find((control) => control.field === 'loanBalance');
  assert.equal(formatDecimal(loans?.taken ?? 0n), '3799999.67');
  assert.equal(loans?.printed, loans?.taken);
  assert.deepEqual(
    plan.rows[0]?.items.map(({ item }) => formatDecimal(item.amount)),
    ['100000.00', '1200000.00', '50000.50', '3999999.67'],
  );
  assert.equal(plan.rows[2]?.group, 'PEG. KANTOR');
  assert.deepEqual(
    plan.rows[2]?.issues.map((issue) => issue.reason),
    ['loan_overpaid'],
  );
});

test('a printed total that is not the sum of its rows is told with both figures', () => {
  const plan = planOf(
    sheetOf([
      ['NO', 'NAMA', 'WAJIB', 'SUKARELA'],
      [1, 'Siti', 50000, 10000],
      [2, 'Budi', 50000, 20000],
      ['JUMLAH', null, 100000, 20000],
    ]),
  );
  assert.deepEqual(
    plan.arithmetic.map((error) => [
      error.line,
      error.what,
      error.heading,
      formatDecimal(error.printed),
      formatDecimal(error.computed),
    ]),
    [[4, 'grand_total', 'SUKARELA', '20000.00', '30000.00']],
  );
});

test('subtotals are compared with their own group and the grand total with all', () => {
  const plan = planOf(
    sheetOf([
      ['NO', 'NAMA', 'POKOK', 'WAJIB'],
      [1, 'Siti', '100.000', '1.250.000'],
      ['JUMLAH', null, '100.000', '1.250.000'],
      [1, 'Budi', '100.000', '750.000'],
      ['JUMLAH', null, '100.000', '700.000'],
      ['TOTAL', null, '200.000', '2.000.000'],
    ]),
  );
  assert.deepEqual(
    plan.arithmetic.map((error) => [error.line, error.what]),
    [[5, 'subtotal']],
  );
  assert.equal(formatDecimal(plan.controls[1]?.printed ?? 0n), '2000000.00');
});

test('a row whose own sum is wrong is doubtful when the others show that the sum is meant', () => {
  const plan = planOf(
    sheetOf([
      ['NAMA', 'POKOK', 'WAJIB', 'JUMLAH SIMPANAN'],
      ['Siti', 100, 200, 300],
      ['Budi', 100, 200, 300],
      ['Dewi', 100, 250, 300],
      ['Rina', 100, 300, 400],
    ]),
  );
  assert.deepEqual(
    plan.arithmetic.map((error) => [error.line, error.what]),
    [[4, 'row_sum']],
  );
  assert.deepEqual(statuses(plan), ['taken', 'taken', 'doubtful', 'taken']);
});

test('bare numbers that are no total are refused and not guessed at', () => {
  const plan = planOf(
    sheetOf([
      ['NAMA', 'POKOK', 'WAJIB'],
      ['Siti', 100, 200],
      [null, 77, 99],
    ]),
  );
  assert.deepEqual(reasonsOf(plan), ['', 'loose_amounts']);
});

test('a member twice in a list of balances: the second is left unless the user takes it', () => {
  const sheet = sheetOf([
    ['NO ANGGOTA', 'NAMA', 'WAJIB'],
    ['A-1', 'Siti', 100],
    ['A-1', 'Siti', 100],
  ]);
  assert.deepEqual(
    planOf(sheet).rows.map((row) => row.take),
    [true, false],
  );
  assert.deepEqual(
    planOf(sheet, {}, { take: new Set([3]) }).rows.map((row) => row.take),
    [true, true],
  );
  assert.deepEqual(
    planOf(sheet, {}, { leave: new Set([2]) }).rows.map((row) => row.take),
    [false, false],
  );
});

test('mutations carry kind, way and day; a withdrawal by word turns the amount', () => {
  const plan = planOf(
    sheetOf([
      ['kode_anggota', 'tanggal', 'jenis', 'jumlah'],
      ['A-1', '19/01/2024', 'Simpanan Pokok', 200000],
      ['A-1', '20/01/2024', 'Ambil Simpanan', 40000],
      ['A-1', '31/02/2024', 'Simpanan Wajib', 20000],
      ['A-1', '01/03/2027', 'Simpanan Wajib', 20000],
      ['A-1', '01/03/2024', '', 20000],
      ['A-1', '01/03/2024', 'Simpanan Wajib', null],
      ['A-1', '01/03/2024', 'Simpanan Wajib', 'lunas'],
    ]),
  );
  assert.deepEqual(amountsOf(plan), ['mutation 200000.00', 'mutation -40000.00']);
  assert.deepEqual(reasonsOf(plan), [
    '',
    'withdrawal_by_word',
    'date_impossible date_not_usable',
    'date_in_future',
    'savings_kind_missing',
    'amount_missing',
    'amount_unreadable amount_missing',
  ]);
});

test('each kind of savings keeps its own total when fractions are rounded', () => {
  const third = 33.3333333333;
  const plan = planOf(
    sheetOf([
      ['kode_anggota', 'tanggal', 'jenis', 'jumlah'],
      ...['Wajib', 'Sukarela'].flatMap((kind) =>
        ['A-1', 'A-2', 'A-3'].map((member) => [member, '19/01/2024', kind, third]),
      ),
    ]),
  );
  const sum = (savings: string) =>
    plan.rows
      .flatMap((row) => row.items)
      .reduce((total, { item }) => ('savings' in item && item.savings === savings ? total + item.amount : total), 0n);
  assert.deepEqual([sum('mandatory'), sum('voluntary')], [10_000n, 10_000n]);
});

test('equal movements of one day are kept apart and pointed out', () => {
  const plan = planOf(
    sheetOf([
      ['kode_anggota', 'tanggal', 'jenis', 'jumlah'],
      ['A-1', '19/01/2024', 'Wajib', 20000],
      ['A-1', '19/01/2024', 'Wajib', 20000],
    ]),
  );
  const keys = plan.rows.flatMap((row) => row.items.map((item) => item.key));
  assert.equal(new Set(keys).size, 2);
  assert.deepEqual(reasonsOf(plan), ['', 'row_repeated']);
});

test('in a passbook kredit is money in and debet money out', () => {
  const plan = planOf(
    sheetOf([
      ['No Rekening', 'Nama', 'Tanggal', 'Debet', 'Kredit', 'Saldo'],
      ['1', 'Siti', '01/02/2025', null, 500000, 500000],
      ['1', 'Siti', '02/02/2025', 200000, null, 300000],
      ['1', 'Siti', '03/02/2025', null, 100000, 410000],
      ['1', 'Siti', '04/02/2025', 10000, null, 400000],
    ]),
    { savingsKind: 'voluntary' },
  );
  assert.deepEqual(amountsOf(plan), [
    'mutation 500000.00',
    'mutation -200000.00',
    'mutation 100000.00',
    'mutation -10000.00',
  ]);
  assert.deepEqual(
    plan.arithmetic.map((error) => [error.line, error.what, formatDecimal(error.computed)]),
    [[4, 'running_balance', '400000.00']],
  );
});

test('what an earlier import wrote is known; the same row with another amount is changed and not written', () => {
  const sheet = (amount: number) =>
    sheetOf([
      ['NO ANGGOTA', 'NAMA', 'WAJIB'],
      ['A-1', 'Siti', amount],
    ]);
  const first = planOf(sheet(100));
  const imported = new Map(first.rows.flatMap((row) => row.items.map((item) => [item.key, item.fingerprint] as const)));
  assert.deepEqual(statuses(planOf(sheet(100), {}, { imported })), ['known']);
  const changed = planOf(sheet(150), {}, { imported });
  assert.deepEqual(statuses(changed), ['changed']);
  assert.equal(changed.counts.willBeWritten, 0);
});

test('a chart that does not balance says by how much, and a repeated balance is left out of it', () => {
  const plan = planOf(
    sheetOf([
      ['kode_akun', 'nama_akun', 'jenis', 'saldo_awal'],
      ['1.1', 'Kas', 'Debit', 5000000],
      ['1.2', 'Piutang biasa', 'Debit', 3062648900],
      ['1.9', 'Pinjaman anggota', 'Debit', 3062648900],
      ['2.1', 'Simpanan', 'Kredit', 3000000000],
      ['2.1', 'Simpanan lagi', 'Kredit', 1],
      [null, 'Tanpa kode', 'Kredit', 1],
    ]),
  );
  assert.equal(formatDecimal(plan.difference), '67648900.00');
  assert.deepEqual(reasonsOf(plan).filter(Boolean), [
    'account_amount_repeated',
    'account_code_repeated',
    'account_code_missing',
  ]);
});

test('the side of an account without one follows its class, its name, then its first digit', () => {
  const plan = planOf(
    sheetOf([
      ['KODE', 'NAMA AKUN', 'KELOMPOK', 'SALDO AWAL'],
      ['1.1', 'Kas', 'Aset', 100],
      ['1.9', 'Akumulasi penyusutan', 'Aset', 40],
      ['X1', 'Modal', 'Ekuitas', 50],
      ['4.1', 'Jasa', '', 10],
    ]),
  );
  assert.equal(formatDecimal(plan.difference), '0.00');
  assert.deepEqual(
    plan.rows.map((row) => row.items[0]?.item.amount),
    [10_000n, -4_000n, -5_000n, -1_000n],
  );
});

test('NIK that lost digits, impossible birthdays and odd telephones are told and do not stop a member', () => {
  const plan = planOf(
    sheetOf([
      ['No Anggota', 'Nama', 'NIK', 'Tgl Lahir', 'No HP', 'Alamat'],
      ['A-1', 'Siti', 3319011234567890, '31/02/1980', 81234567890, 'Jl. Melati'],
      ['A-2', 'Budi', '3319011234567891', '01/02/1980', 'TLP', 'Jl. Mawar'],
      ['A-3', 'Dewi', '3319011234567891', '02/02/1980', '081234567899', 'Jl. Kenanga'],
    ]),
  );
  assert.deepEqual(statuses(plan), ['doubtful', 'taken', 'doubtful']);
  assert.deepEqual(reasonsOf(plan), [
    'date_impossible nik_digits_lost phone_zero_added',
    'phone_unreadable',
    'nik_repeated',
  ]);
  assert.equal(plan.counts.willBeWritten, 3);
});

test('remarks show a NIK by its ends only', () => {
  const plan = planOf(
    sheetOf([
      ['No Anggota', 'Nama', 'NIK', 'Alamat'],
      ['A-1', 'Siti', 3319011234567890, 'Jl. Melati'],
    ]),
  );
  assert.equal(plan.rows[0]?.issues[0]?.shown, '33\u2026890');
});

test('one balance column needs to be told which savings it is', () => {
  const sheet = sheetOf([
    ['No Anggota', 'Nama', 'Saldo Simpanan'],
    ['A-1', 'Siti', 500],
  ]);
  assert.deepEqual(planOf(sheet).remarks, ['no_savings_kind']);
  assert.deepEqual(amountsOf(planOf(sheet, { savingsKind: 'voluntary' })), ['savings 500.00']);
});

test('a deduction list is read and its totals are shown, and nothing of it is written here', () => {
  const plan = planOf(
    sheetOf([
      ['NIP', 'NAMA', 'POKOK', 'JASA', 'TOTAL POTONGAN'],
      ['77', 'Siti', 100, 10, 110],
    ]),
  );
  assert.equal(plan.kind, 'payroll_deduction');
  assert.ok(plan.remarks.includes('kind_not_importable'));
  assert.equal(plan.counts.willBeWritten, 0);
});

test('amounts beyond what the books hold are refused', () => {
  const plan = planOf(
    sheetOf([
      ['NO ANGGOTA', 'NAMA', 'WAJIB'],
      ['A-1', 'Siti', 95_000_000_000_000],
    ]),
  );
  assert.deepEqual(reasonsOf(plan), ['amount_over_limit']);
  assert.deepEqual(statuses(plan), ['refused']);
});
