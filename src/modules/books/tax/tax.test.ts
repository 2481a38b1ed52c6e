import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setParameter } from '#cooperatives';
import { fixedClock } from '#kernel/clock';
import type { Context } from '#kernel/context';
import { parseDate } from '#kernel/dates';
import { chartBalances, postEntry, setPeriodStatus } from '#ledger';
import { asStaff, read, step, testWorld } from '../../../../test/support/world.ts';
import { pdfText } from '../../documents/pdf-text.fixture.ts';
import { bookCorporateTax, bookTurnoverTax, incomeTax } from './income.ts';
import { payTax, taxLines } from './payment.ts';
import { taxBlockers, taxRecap, taxRecapCsv, taxRecapWorkbook } from './recap.ts';
import { withholdingSlip, withholdingSlipPdf, withholdingSlips } from './slips.ts';
import { voidWithholding, withholdTax } from './withholding.ts';

const world = await testWorld();
const NOVEMBER = { startsOn: parseDate('2026-11-01'), endsBefore: parseDate('2026-12-01') };
const NTPN = 'A1B2C3D4E5F6G7H8';

const consultant = {
  object: 'services',
  paidOn: '2026-11-10',
  payeeName: 'PT Konsultan Jaya',
  payeeNumber: '01.234.567.8-901.000',
  gross: '10000000.00',
  expenseCode: '6.1.14',
  paidFrom: '1.1.05',
  description: 'Jasa konsultan',
};
const payment = {
  kind: 'pph23',
  month: '2026-11-01',
  amount: '200000.00',
  paidOn: '2026-11-20',
  ntpn: NTPN,
  paidFrom: '1.1.05',
};

async function balance(context: Context, code: string): Promise<bigint> {
  const lines = await read(context, (scope) => chartBalances(scope, { before: parseDate('2099-01-01') }));
  return lines.find((line) => line.code === code)?.amountSen ?? 0n;
}

const refused = (work: Promise<unknown>, reason: string) => assert.rejects(work, { reason });

async function rowOf(context: Context, kind: string, month = '2026-11-01') {
  const { rows } = await taxRecap(context, { month });
  const row = rows.find((one) => one.kind === kind);
  assert.ok(row);
  return row;
}

function parameter(context: Context, name: string, value: unknown) {
  return setParameter(context, { name, effectiveFrom: '2026-01-01', value, legalBasis: 'Keputusan pengurus 1/2026' });
}

async function earned(context: Context, amount: string, happenedOn: string) {
  const lines = [
    { account: '1.1.05', debit: amount },
    { account: '4.1.02', credit: amount },
  ];
  await postEntry(context, { happenedOn, description: 'Pendapatan', lines });
}

describe('tax withheld from a payment', () => {
  test('is owed to the state, and the payee gets the rest and a slip', async () => {
    const context = await world.cooperative();
    const { result } = await withholdTax(context, consultant);
    assert.deepEqual([result.slip, result.tax, result.net], ['23-2026-000001', '200000.00', '9800000.00']);
    assert.deepEqual(await Promise.all(['6.1.14', '1.1.05', '2.1.31'].map((code) => balance(context, code))), [
      1_000_000_000n,
      -980_000_000n,
      -20_000_000n,
    ]);
    const shown = await withholdingSlip(context, { id: result.id });
    assert.deepEqual([shown.payeeNumber, shown.rateText], ['••••••••••••1000', '2% dari bruto']);
  });

  test('has slips numbered without a gap for each tax and year, refused payments or not', async () => {
    const context = await world.cooperative();
    const slipOf = async (change: object) => (await withholdTax(context, { ...consultant, ...change })).result.slip;
    assert.equal(await slipOf({}), '23-2026-000001');
    await refused(withholdTax(context, { ...consultant, paidOn: '2026-11-21' }), 'date_in_future');
    const many = await Promise.all([slipOf({}), slipOf({}), slipOf({ object: 'non_employee' })]);
    assert.deepEqual(many.sort(), ['21-2026-000001', '23-2026-000002', '23-2026-000003']);
  });

  test('is higher without a number, and follows a rate of the cooperative’s own from its day', async () => {
    const context = await world.cooperative();
    const taxOf = async (change: object) => (await withholdTax(context, { ...consultant, ...change })).result.tax;
    assert.equal(await taxOf({ payeeNumber: undefined }), '400000.00');
    await parameter(context, 'tax.rate.services', 40_000);
    assert.equal(await taxOf({}), '400000.00');
    assert.equal(await taxOf({ object: 'employee', ratePercent: '1,5' }), '150000.00');
    assert.equal(await taxOf({ object: 'employee', ratePercent: '0' }), '0.00');
  });

  test('of an unknown object, a wrong number, no rate, or to a wrong line is refused', async () => {
    const context = await world.cooperative();
    await refused(withholdTax(context, { ...consultant, object: 'gift' }), 'tax_object_unknown');
    await refused(withholdTax(context, { ...consultant, payeeNumber: '12345' }), 'tax_number_format');
    await refused(withholdTax(context, { ...consultant, object: 'employee' }), 'tax_rate_missing');
    await refused(withholdTax(context, { ...consultant, paidFrom: '6.1.05' }), 'line_kind_wrong');
    await step(context, (scope) => setPeriodStatus(scope, { startsOn: NOVEMBER.startsOn, status: 'closed' }));
    await refused(withholdTax(context, consultant), 'period_closed');
    assert.deepEqual((await withholdingSlips(context, {})).slips, []);
  });

  test('taken back leaves no debt, and its slip stays void in the list', async () => {
    const context = await world.cooperative();
    const { result } = await withholdTax(context, consultant);
    await voidWithholding(context, { id: result.id, reason: 'Salah nama' });
    assert.equal(await balance(context, '2.1.31'), 0n);
    assert.equal((await withholdingSlips(context, {})).slips[0]?.voidReason, 'Salah nama');
    assert.equal((await rowOf(context, 'pph23')).state, 'none');
    await refused(voidWithholding(context, { id: result.id, reason: 'Lagi' }), 'slip_void');
    const unknown = '0199f0e0-0000-7000-8000-000000000000';
    await refused(voidWithholding(context, { id: unknown, reason: 'Lagi' }), 'slip_unknown');
    await refused(withholdingSlip(context, { id: unknown }), 'slip_unknown');
  });

  test('has a slip on paper with the whole number, only for who does the taxes', async () => {
    const context = await world.cooperative();
    const { result } = await withholdTax(context, consultant);
    const { pdf } = await withholdingSlipPdf(context, { id: result.id });
    const text = pdfText(pdf).join('\n');
    for (const words of ['Bukti Potong PPh 23', '23-2026-000001', '012345678901000', 'Rp 200.000', 'November 2026']) {
      assert.ok(text.includes(words), words);
    }
    await refused(withholdingSlipPdf(asStaff(context, ['books.read']), { id: result.id }), 'permission_missing');
  });

  test('of a consumer cooperative stands on its one line of taxes', async () => {
    const context = await world.cooperative({ template: 'konsumen' });
    await withholdTax(context, { ...consultant, expenseCode: '6.1.10' });
    assert.equal(await balance(context, '2.1.30'), -20_000_000n);
  });
});

describe('paying a tax', () => {
  test('clears the debt, and the recap knows when and by which number', async () => {
    const context = await world.cooperative();
    await withholdTax(context, consultant);
    const open = await rowOf(context, 'pph23');
    assert.deepEqual(
      [open.base, open.tax, open.left, open.dueOn, open.state],
      ['10000000.00', '200000.00', '200000.00', '2026-12-15', 'open'],
    );
    await payTax(context, payment);
    assert.equal(await balance(context, '2.1.31'), 0n);
    const paid = await rowOf(context, 'pph23');
    assert.deepEqual(
      [paid.state, paid.left, paid.payments],
      ['paid', '0.00', [{ paidOn: '2026-11-20', ntpn: NTPN, amount: '200000.00' }]],
    );
  });

  test('of more than is owed, of nothing, or with a used or wrong number is refused', async () => {
    const context = await world.cooperative();
    await refused(payTax(context, payment), 'tax_nothing_owed');
    await withholdTax(context, consultant);
    await refused(payTax(context, { ...payment, amount: '200000.01' }), 'tax_overpaid');
    await refused(payTax(context, { ...payment, ntpn: '123' }), 'input_invalid');
    await payTax(context, { ...payment, amount: '50000.00' });
    await refused(payTax(context, { ...payment, amount: '50000.00' }), 'ntpn_taken');
    await refused(
      payTax(context, { ...payment, amount: '1.00', ntpn: 'ZZZZZZZZZZZZZZZ1', paidFrom: '2.1.41' }),
      'line_kind_wrong',
    );
    assert.equal((await rowOf(context, 'pph23')).left, '150000.00');
  });

  test('late is shown with its month, and warns at the close without stopping it', async () => {
    const context = await world.cooperative();
    await withholdTax(context, { ...consultant, paidOn: '2026-09-10' });
    assert.deepEqual(
      (await taxRecap(context, {})).unpaid.map(({ kind, month, state, dueOn }) => [kind, month, state, dueOn]),
      [['pph23', '2026-09-01', 'late', '2026-10-15']],
    );
    const [blocker] = await read(context, (scope) => taxBlockers(scope, NOVEMBER));
    assert.deepEqual([blocker?.severity, blocker?.href], ['warn', '/staff/tax?month=2026-09']);
    const quiet = await world.cooperative();
    assert.deepEqual(await read(quiet, (scope) => taxBlockers(scope, NOVEMBER)), []);
    await parameter(context, 'tax.due_day', 10);
    assert.equal((await rowOf(context, 'pph23', '2026-09-01')).dueOn, '2026-10-10');
  });

  test('can be taken along as CSV and as a workbook', async () => {
    const context = await world.cooperative();
    await withholdTax(context, consultant);
    const range = { from: '2026-01-01', before: '2027-01-01' };
    const csv = await taxRecapCsv(context, range);
    assert.ok(csv.includes('November 2026,PPh 23,10000000.00,200000.00,0.00,2026-12-15,,'), csv);
    const book = await taxRecapWorkbook(context, range);
    assert.equal(book.subarray(0, 2).toString(), 'PK');
    assert.ok((await taxLines(context, {})).payers.some(({ code }) => code === '1.1.05'));
  });
});

describe('final tax on turnover', () => {
  async function small() {
    const context = await world.cooperative();
    await parameter(context, 'tax.regime', 'umkm');
    return context;
  }

  test('is half a percent of a month, and booked again posts only the difference', async () => {
    const context = await small();
    await earned(context, '25000000.00', '2026-10-05');
    const first = await bookTurnoverTax(context, { month: '2026-10-01' });
    assert.equal(first.result.tax, '125000.00');
    assert.equal((await bookTurnoverTax(context, { month: '2026-10-01' })).result.entryId, null);
    await earned(context, '5000000.00', '2026-10-06');
    await bookTurnoverTax(context, { month: '2026-10-20' });
    assert.deepEqual([await balance(context, '9.1.01'), await balance(context, '2.1.33')], [15_000_000n, -15_000_000n]);
    const row = await rowOf(context, 'umkm', '2026-10-01');
    assert.deepEqual([row.base, row.tax, row.state], ['30000000.00', '150000.00', 'late']);
    const { months, overLimit } = await incomeTax(context, {});
    assert.deepEqual([months.at(-1)?.cumulative, overLimit], ['30000000.00', false]);
  });

  test('says when the year is above what it is for, and ends after four years', async () => {
    const context = await small();
    await earned(context, '4800000000.01', '2026-10-05');
    assert.equal((await incomeTax(context, { year: 2026 })).overLimit, true);
    await parameter(context, 'tax.umkm_first_year', 2022);
    await refused(bookTurnoverTax(context, { month: '2026-10-01' }), 'turnover_years_over');
  });

  test('waits for its month, and is refused where the general rate holds', async () => {
    const context = await small();
    await refused(bookTurnoverTax(context, { month: '2026-12-01' }), 'tax_month_future');
    const other = await world.cooperative();
    await refused(bookTurnoverTax(other, { month: '2026-10-01' }), 'tax_regime_differs');
    await refused(bookCorporateTax(context, { year: 2026 }), 'tax_regime_differs');
  });
});

describe('income tax by the general rate', () => {
  test('is half the rate for a small turnover, with the computation shown', async () => {
    const context = await world.cooperative();
    await earned(context, '100000000.00', '2026-10-05');
    const corrections = [{ note: 'Bunga bank, sudah final', amount: '-20000000.00' }];
    const plan = await incomeTax(context, { corrections });
    assert.deepEqual(
      [plan.corporate.surplus, plan.corporate.taxable, plan.corporate.tax],
      ['100000000.00', '80000000.00', '8800000.00'],
    );
    const later = { ...context, clock: fixedClock('2026-12-31') };
    await bookCorporateTax(later, { year: 2026, corrections });
    assert.equal(await balance(later, '9.1.01'), 880_000_000n);
    assert.equal((await bookCorporateTax(later, { year: 2026, corrections })).result.entryId, null);
    // The tax itself is no expense before tax: computed again it is the same.
    assert.equal((await incomeTax(later, { corrections })).corporate.tax, '8800000.00');
    const row = await rowOf(later, 'corporate', '2026-12-01');
    assert.deepEqual([row.tax, row.dueOn], ['8800000.00', '2027-04-30']);
    await bookCorporateTax(later, { year: 2026 });
    assert.equal(await balance(later, '2.1.33'), -1_100_000_000n);
  });

  test('of a year of loss is nothing, and a year to come is refused', async () => {
    const context = await world.cooperative();
    assert.equal((await bookCorporateTax(context, { year: 2026 })).result.entryId, null);
    await refused(bookCorporateTax(context, { year: 2027 }), 'tax_year_future');
    await refused(
      bookCorporateTax(context, { year: 2026, corrections: [{ note: 'x', amount: 'satu' }] }),
      'input_invalid',
    );
  });
});
