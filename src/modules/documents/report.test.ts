import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { amountText } from '#kernel/money';
import { recomputed, recomputedSen } from './formula.fixture.ts';
import { statementPdf } from './pdf-statement.ts';
import { pdfPageSizes, pdfText } from './pdf-text.fixture.ts';
import { samplePaper, smallBalanceSheet } from './report.fixture.ts';
import type { PaperRow, PaperTable, RatioPart, ReportPart } from './report.ts';
import { statementWorkbook } from './workbook-statement.ts';

const statement = (table: PaperTable) => ({ kind: 'statement' as const, table });
const PAPER = samplePaper();
/** Letterhead of three lines, title, one subtitle, the head: the first row of figures stands below. */
const FIRST_ROW = 7;

async function reopen(parts: readonly ReportPart[]): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await statementWorkbook(parts, PAPER)) as unknown as ArrayBuffer);
  return workbook;
}

async function sheetOf(table: PaperTable): Promise<ExcelJS.Worksheet> {
  const [sheet] = (await reopen([statement(table)])).worksheets;
  assert.ok(sheet);
  return sheet;
}

describe('a statement on paper', () => {
  test('says every label and amount of its rows, the remarks and of which point of the books it was made', async () => {
    const table = smallBalanceSheet();
    const text = pdfText(await statementPdf([statement(table)], PAPER)).join(' ');
    for (const row of table.rows) {
      assert.ok(text.includes(row.label), row.label);
      for (const value of row.values) if (value !== null) assert.ok(text.includes(amountText(value, true)), `${value}`);
    }
    for (const said of [
      'KSP Mekar Jaya',
      'Angka 2025 sudah diaudit.',
      'jurnal sampai nomor 1204',
      'Halaman 1 dari 1',
    ]) {
      assert.ok(text.includes(said), said);
    }
  });

  test('has room for all pengurus to sign, and a line for the reason of whoever does not', async () => {
    const text = pdfText(await statementPdf([statement(smallBalanceSheet())], PAPER)).join(' ');
    for (const { office, name } of PAPER.signatures)
      assert.ok(text.includes(office) && text.includes(name ?? ''), name);
    assert.ok(text.includes('UU 25/1992 pasal 36 ayat 2'));
  });

  test('stands upright with few columns and across the page with many; each statement begins a page', async () => {
    const narrow = smallBalanceSheet();
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const rows = narrow.rows.slice(1, 3).map((row) => ({ ...row, values: keys.map(() => 100n) }));
    const columns = keys.map((key) => ({ key, heading: key }));
    const wide = { ...narrow, columns, rows, checks: [] };
    assert.deepEqual(pdfPageSizes(await statementPdf([statement(narrow), statement(wide)], PAPER)), [
      '210x297',
      '297x210',
    ]);
  });

  test('without rows says so', async () => {
    const empty = { ...smallBalanceSheet(), rows: [], checks: [] };
    assert.ok(pdfText(await statementPdf([statement(empty)], PAPER)).includes('Tidak ada data'));
  });
});

describe('a statement as a workbook', () => {
  test('holds the exact amounts, and every total is a formula over the rows it is made of', async () => {
    const table = smallBalanceSheet();
    const sheet = await sheetOf(table);
    for (const [place, row] of table.rows.entries()) {
      for (const [column, value] of row.values.entries()) {
        const address = `${'CD'[column]}${FIRST_ROW + place}`;
        if (value === null) assert.equal(sheet.getCell(address).value, null);
        else assert.equal(recomputedSen(sheet, address), value, address);
        assert.equal(Boolean(sheet.getCell(address).formula), row.parts !== undefined && value !== null);
      }
    }
    assert.equal(sheet.getCell('C11').formula, 'ROUND(C8+C9-C10,2)');
  });

  test('shows what must be zero as a live formula, which tells when somebody changes a figure', async () => {
    const sheet = await sheetOf(smallBalanceSheet());
    const check = `C${FIRST_ROW + smallBalanceSheet().rows.length}`;
    assert.match(String(sheet.getCell(check.replace('C', 'B')).value), /harus nol: aset dikurangi/);
    assert.equal(recomputedSen(sheet, check), 0n);
    sheet.getCell('C8').value = 1;
    assert.notEqual(recomputedSen(sheet, check), 0n);
  });

  test('has a frozen head, widths, A4 one page wide, and the source at the foot', async () => {
    const sheet = await sheetOf(smallBalanceSheet());
    assert.equal(sheet.views[0]?.state, 'frozen');
    assert.equal(sheet.pageSetup.paperSize, 9);
    assert.equal(sheet.pageSetup.fitToWidth, 1);
    assert.equal(sheet.pageSetup.printTitlesRow, `${FIRST_ROW - 1}:${FIRST_ROW - 1}`);
    assert.match(sheet.headerFooter.oddFooter ?? '', /jurnal sampai nomor 1204/);
    assert.ok((sheet.getColumn(2).width ?? 0) > 40);
  });

  test('a column made of others is a formula across the row', async () => {
    const line = (key: string, values: bigint[]): PaperRow => ({
      key,
      label: key,
      kind: 'line',
      level: 1,
      code: null,
      values,
    });
    const table: PaperTable = {
      ...smallBalanceSheet(),
      columns: [
        { key: 'a', heading: 'Pokok' },
        { key: 'b', heading: 'Wajib' },
        {
          key: 'sum',
          heading: 'Jumlah',
          parts: [
            { column: 'a', sign: 1 },
            { column: 'b', sign: 1 },
          ],
        },
      ],
      rows: [line('awal', [100n, 200n, 300n])],
      checks: [],
    };
    const sheet = await sheetOf(table);
    assert.equal(sheet.getCell(`D${FIRST_ROW}`).formula, `B${FIRST_ROW}+C${FIRST_ROW}`);
    await assert.rejects(sheetOf({ ...table, rows: [line('awal', [100n, 200n, 301n])] }), /sum of its parts/);
  });

  test('rules grand totals double: the last one and those that a check compares; sums on the way once', async () => {
    const table = smallBalanceSheet();
    const sheet = await sheetOf(table);
    const ruled = table.rows.flatMap(({ key }, place) => {
      const { border } = sheet.getCell(`C${FIRST_ROW + place}`);
      return border?.top ? [[key, border.bottom?.style]] : [];
    });
    assert.deepEqual(ruled, [
      ['aset.jumlah', 'double'],
      ['ekuitas.jumlah', undefined],
      ['kewajiban_ekuitas', 'double'],
    ]);
  });

  test('a total that is not the sum of its parts is never written', async () => {
    const table = smallBalanceSheet();
    const rows = table.rows.map((row) => (row.key === 'aset.jumlah' ? { ...row, values: [1n, 2n] } : row));
    await assert.rejects(sheetOf({ ...table, rows }), /the total aset.jumlah is the sum of its parts/);
  });

  test('whatever the statement, its formulas computed again give the values of the page', async () => {
    await fc.assert(
      fc.asyncProperty(statements(), async (table) => {
        const sheet = await sheetOf(table);
        for (const [place, row] of table.rows.entries()) {
          for (const [column, value] of row.values.entries()) {
            assert.equal(recomputedSen(sheet, `${'BCD'[column]}${FIRST_ROW + place}`), value ?? 0n);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('ratios', () => {
  const part: RatioPart = {
    kind: 'ratios',
    title: 'Rasio',
    subtitle: ['2026'],
    remarks: [],
    rows: [
      {
        label: 'ROA',
        formula: 'SHU dibagi aset',
        numeratorSen: 700n,
        denominatorSen: 9_000n,
        value: 778n,
        reason: null,
      },
      {
        label: 'ROE',
        formula: 'SHU dibagi ekuitas',
        numeratorSen: 700n,
        denominatorSen: 0n,
        value: null,
        reason: 'penyebutnya nol',
      },
    ],
  };

  test('in a workbook divide again, and one that cannot be told says so', async () => {
    const [sheet] = (await reopen([part])).worksheets;
    assert.ok(sheet);
    assert.equal(recomputed(sheet, `E${FIRST_ROW}`), 0.0778);
    assert.ok(Number.isNaN(recomputed(sheet, `E${FIRST_ROW + 1}`)));
    assert.equal(sheet.getCell(`E${FIRST_ROW + 1}`).result, 'tidak dapat dihitung');
  });

  test('on paper stand with formula, figures and the reason of what cannot be told', async () => {
    const text = pdfText(await statementPdf([part], PAPER)).join(' ');
    for (const said of ['7,78%', 'SHU dibagi ekuitas', 'tidak dapat dihitung: penyebutnya nol']) {
      assert.ok(text.replaceAll(/\s+/g, ' ').includes(said), said);
    }
  });
});

test('a small table of the notes runs on after its text; a statement begins a page', async () => {
  const text: ReportPart = { kind: 'text', title: '1. Umum', paragraphs: ['Satu.'] };
  const pages = async (inline: boolean) =>
    pdfPageSizes(await statementPdf([text, { ...statement(smallBalanceSheet()), inline }, text], PAPER)).length;
  assert.deepEqual([await pages(true), await pages(false)], [1, 3]);
});

test('text of the notes stands on paper and on a sheet of its own', async () => {
  const note: ReportPart = {
    kind: 'text',
    title: '1. Umum',
    paragraphs: ['=Koperasi ini didirikan tahun 1998.'],
    facts: [{ label: 'NIK', value: '3319000000001' }],
  };
  const parts = [statement(smallBalanceSheet()), note];
  assert.match(pdfText(await statementPdf(parts, PAPER)).join(' '), /1\. Umum.*3319000000001.*didirikan tahun 1998/);
  const sheet = (await reopen(parts)).getWorksheet('Catatan');
  const said = sheet?.getColumn(1).values.join('|') ?? '';
  assert.match(said, /'=Koperasi ini didirikan/);
});

/** Statements of up to three columns whose totals add and take away lines and totals above them. */
function statements(): fc.Arbitrary<PaperTable> {
  const value = fc.option(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { nil: null });
  const row = fc.oneof(
    { weight: 3, arbitrary: fc.array(value, { minLength: 3, maxLength: 3 }).map((values) => ({ values })) },
    { weight: 1, arbitrary: fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 6 }).map((picks) => ({ picks })) },
  );
  return fc.array(row, { minLength: 1, maxLength: 14 }).map((made) => {
    const rows: PaperRow[] = [];
    for (const [place, one] of made.entries()) {
      const base = { key: `r${place}`, label: `Baris ${place}`, level: place % 3, code: null };
      if ('values' in one) rows.push({ ...base, kind: 'line', values: one.values });
      else {
        const above =
          place === 0
            ? []
            : one.picks.map(([pick, minus]) => ({
                row: `r${pick % place}`,
                sign: minus ? (-1 as const) : (1 as const),
              }));
        const values = [0, 1, 2].map((column) =>
          above.reduce((sum, part) => {
            const from = rows.find(({ key }) => key === part.row);
            return sum + BigInt(part.sign) * (from?.values[column] ?? 0n);
          }, 0n),
        );
        rows.push({ ...base, kind: 'total', values, parts: above });
      }
    }
    const columns = ['a', 'b', 'c'].map((key) => ({ key, heading: key }));
    return { title: 'Acak', subtitle: ['2026'], columns, rows, remarks: [] };
  });
}
