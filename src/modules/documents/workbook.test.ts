import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { DomainError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import type { Row } from './table.ts';
import { type Sheet, streamWorkbook, writeWorkbook } from './workbook.ts';
import { quoteFormula } from './workbook-cells.ts';

const WRITTEN_AT = new Date('2026-11-21T03:00:00Z');
const HEAD_ROW = 5;

test('amounts in a workbook are numbers that are exactly the amounts of the books', async () => {
  const amounts = [1n, 99n, 100n, 15_000_000n, 125_000_050n, -5_000_000n, 0n, 987_654_321_012_345n];
  const sheet = await reopen(register(amounts.map((amount) => ['2026-11-21', 'Setoran', amount])));
  for (const [place, amount] of amounts.entries()) {
    const cell = sheet.getCell(HEAD_ROW + 1 + place, 3);
    assert.equal(cell.type, ExcelJS.ValueType.Number);
    assert.equal(Number(cell.value).toFixed(2), formatDecimal(amount));
    assert.match(cell.numFmt, /\[\$-421\]#,##0\.00/);
  }
});

test('any amount of up to thirteen digits of rupiah survives the workbook', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), { maxLength: 8 }),
      async (amounts) => {
        const sum = amounts.reduce((total, amount) => total + amount, 0n);
        fc.pre(sum < 10n ** 15n && sum > -(10n ** 15n));
        const sheet = await reopen(register(amounts.map((amount) => ['2026-11-21', 'x', amount])));
        const read = amounts.map((_, place) => Number(sheet.getCell(HEAD_ROW + 1 + place, 3).value).toFixed(2));
        assert.deepEqual(read, amounts.map(formatDecimal));
      },
    ),
    { numRuns: 15 },
  );
});

test('the total under a column is a live sum over exactly its rows, with the right first answer', async () => {
  const sheet = await reopen(
    register([
      ['2026-11-20', 'a', 10_000n],
      ['2026-11-21', 'b', 20_050n],
    ]),
  );
  const total = sheet.getCell(HEAD_ROW + 3, 3);
  assert.equal(total.formula, `SUM(C${HEAD_ROW + 1}:C${HEAD_ROW + 2})`);
  assert.equal(total.result, 300.5);
  assert.equal(sheet.getCell(HEAD_ROW + 3, 1).value, 'Jumlah');
});

test('a sheet without rows totals to zero', async () => {
  const sheet = await reopen(register([]));
  assert.equal(sheet.getCell(HEAD_ROW + 1, 3).value, 0);
});

test('an amount that a worksheet cannot hold exactly is refused, not rounded', async () => {
  await assert.rejects(
    writeWorkbook([register([['2026-11-21', 'besar', 1_000_000_000_000_001n]])], WRITTEN_AT),
    (error) => error instanceof DomainError && error.reason === 'amount_too_large_for_workbook',
  );
});

test('text that a spreadsheet would run as a formula is written as text', async () => {
  const hostile = ['=1+1', '+62811', '-2', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x","klik")'];
  const sheet = await reopen(register(hostile.map((text) => ['2026-11-21', text, 100n])));
  for (const [place, text] of hostile.entries()) {
    const cell = sheet.getCell(HEAD_ROW + 1 + place, 2);
    assert.equal(cell.type, ExcelJS.ValueType.String);
    assert.equal(String(cell.value).trim(), `'${text}`.trim());
  }
  assert.equal(quoteFormula('Siti - Kudus'), 'Siti - Kudus');
});

test('hostile text in letterhead, title and headings is quoted as well', async () => {
  const sheet = await reopen({ ...register([]), title: '=cmd()', subtitle: ['@x'] });
  assert.equal(sheet.getCell(3, 1).value, "'=cmd()");
  assert.equal(sheet.getCell(4, 1).value, "'@x");
});

test('dates are real dates, the head stays while scrolling, and the letterhead stands on top', async () => {
  const sheet = await reopen(register([['2026-02-28', 'a', 1n]]));
  assert.deepEqual(sheet.getCell(HEAD_ROW + 1, 1).value, new Date('2026-02-28T00:00:00Z'));
  assert.equal(sheet.getCell(1, 1).value, 'KSP Mekar Jaya');
  const view = sheet.views[0];
  assert.equal(view?.state === 'frozen' ? view.ySplit : undefined, HEAD_ROW);
});

test('sheets with forbidden, long or equal names still open', async () => {
  const name = 'Buku kas [teller]: "Kudus/Jati" dan seterusnya yang panjang';
  const file = await writeWorkbook(
    [register([]), register([])].map((sheet) => ({ ...sheet, name })),
    WRITTEN_AT,
  );
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(file).buffer);
  assert.equal(new Set(workbook.worksheets.map((sheet) => sheet.name)).size, 2);
});

test('twenty thousand rows stream through without being held at once', async () => {
  async function* many(): AsyncGenerator<Row> {
    for (let line = 1; line <= 20_000; line += 1) yield ['2026-11-21', `Anggota ${line}`, BigInt(line) * 100n];
  }
  const file = await buffer(streamWorkbook([{ ...register([]), rows: many() }], WRITTEN_AT));
  assert.ok(file.length > 100_000);
  const sheet = await open(file);
  assert.equal(sheet.getCell(HEAD_ROW + 20_001, 3).result, 200_010_000);
});

test('a row source that fails ends the stream with its error', async () => {
  async function* failing(): AsyncGenerator<Row> {
    yield ['2026-11-21', 'a', 1n];
    throw new Error('connection lost');
  }
  await assert.rejects(writeWorkbook([{ ...register([]), rows: failing() }], WRITTEN_AT), /connection lost/);
});

function register(rows: Row[]): Sheet {
  return {
    name: 'Mutasi',
    letterhead: { cooperative: 'KSP Mekar Jaya', lines: ['Jl. Pemuda 1, Kudus'] },
    title: 'Mutasi kas',
    subtitle: ['21 November 2026'],
    columns: [
      { heading: 'Tanggal', kind: 'date' },
      { heading: 'Uraian', kind: 'text' },
      { heading: 'Jumlah', kind: 'money', total: true },
    ],
    rows,
  };
}

async function reopen(sheet: Sheet): Promise<ExcelJS.Worksheet> {
  return open(await writeWorkbook([sheet], WRITTEN_AT));
}

async function open(file: Buffer): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(file).buffer);
  const [sheet] = workbook.worksheets;
  assert.ok(sheet);
  return sheet;
}
