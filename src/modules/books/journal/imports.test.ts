import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readWorkbook, textOf, writeWorkbook } from '#documents';
import type { Context } from '#kernel/context';
import { parseDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { formatDecimal, parseDecimal, sumSen } from '#kernel/money';
import { addChartLine, addChartLines, type ChartLine, journal, setPeriodStatus, trialBalance } from '#ledger';
import { asStaff, step, testWorld } from '../../../../test/support/world.ts';
import { journalImport, journalImports, openJournalFile, writeJournalImport } from './index.ts';
import { approve, heldBy, setLimit } from './journal.fixture.ts';

const world = await testWorld();
const GOOD = [
  'Tanggal;No. Bukti;Keterangan;Akun;Debet;Kredit',
  '31/10/2026;BKK-1;Bayar listrik;6.1.05;250.000;',
  ';;;1.1.05 Bank;;250.000',
  '01/11/2026;BKK-2;Sewa;6.1.10;1.000.000;',
  ';;;1.1.05;;1.000.000',
];
const csv = (rows: string[]) => new TextEncoder().encode(rows.join('\n'));
const open = async (context: Context, rows: string[]) =>
  (await openJournalFile(context, { fileName: 'jurnal.csv', bytes: csv(rows) })).id;
const count = async (context: Context) => (await journal(context, {})).items.length;

describe('journals from a workbook', () => {
  test('are shown first, then written all at once, and the file never again', async () => {
    const context = await world.cooperative();
    const importId = await open(context, GOOD);
    const preview = await journalImport(context, { importId });
    assert.deepEqual([preview.faults, preview.voucherCount, preview.total], [[], 2, '1250000.00']);
    assert.equal(await count(context), 0);
    const { result } = await writeJournalImport(context, { importId });
    assert.deepEqual(result, { entries: 2, firstNumber: '1', lastNumber: '2' });
    const { items } = await journal(context, {});
    assert.deepEqual(
      items.map(({ description, source }) => [description, source]),
      [
        ['Sewa (BKK-2)', 'books.journal_import'],
        ['Bayar listrik (BKK-1)', 'books.journal_import'],
      ],
    );
    await assert.rejects(writeJournalImport(context, { importId }), { reason: 'journal_file_written' });
    await assert.rejects(open(context, GOOD), {
      reason: 'journal_file_written',
      pesan: 'Berkas ini sudah diimpor pada 20 November 2026 sebagai jurnal 1 sampai 2. Tidak ada yang ditulis lagi',
    });
    assert.deepEqual(
      (await journalImports(context, {})).map(({ lastNumber }) => lastNumber),
      ['2'],
    );
    assert.equal(await count(context), 2);
  });

  test('read twice and written at the same moment are written once', async () => {
    const context = await world.cooperative();
    const ids = [await open(context, GOOD), await open(context, GOOD)];
    const both = await Promise.allSettled(ids.map((importId) => writeJournalImport(context, { importId })));
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal(await count(context), 2);
  });

  test('with any fault write nothing; the fault is told by row, and mended in the chart it is gone', async () => {
    const context = await world.cooperative();
    await step(context, (scope) => setPeriodStatus(scope, { startsOn: parseDate('2026-03-01'), status: 'closed' }));
    const importId = await open(context, [
      ...GOOD,
      '15/03/2026;X-1;Bulan tertutup;6.1.05;5;',
      ';;;1.1.05;;5',
      '15/12/2026;X-2;Besok;6.1.05;5;',
      ';;;1.1.05;;5',
      '15/10/2026;X-3;Timpang;6.1.05;5;',
      ';;;1.1.05;;4',
      '15/10/2026;X-4;Tak dikenal;6.1.77;5;',
      ';;;1.1.05;;5',
      '15/10/2026;X-5;Rekening anggota;2.1.01;5;',
      ';;;6.1;;5',
    ]);
    const { faults } = await journalImport(context, { importId });
    assert.deepEqual(
      faults.map(({ row, code }) => [row, code]),
      [
        [6, 'period_closed'],
        [8, 'date_in_future'],
        [10, 'entry_unbalanced'],
        [12, 'account_unknown'],
        [15, 'account_unknown'],
      ],
    );
    await assert.rejects(writeJournalImport(context, { importId }), { reason: 'journal_import_faults' });
    assert.equal(await count(context), 0);
    await addChartLine(context, {
      code: '6.1.77',
      name: 'Beban Parkir',
      kind: 'expense',
      normal: 'debit',
      postable: true,
      parentCode: '6.1',
    });
    assert.equal((await journalImport(context, { importId })).faultCount, 4);
  });

  test('above the limit wait as a whole for a second person', async () => {
    const context = await world.cooperative();
    await setLimit(context, '500000.00');
    const maker = asStaff(context, undefined, 'Akuntan');
    const importId = await open(maker, GOOD);
    const held = await heldBy(writeJournalImport(maker, { importId }));
    assert.equal(await count(context), 0);
    await approve(context, held);
    assert.equal(await count(context), 2);
  });

  test('come from a workbook of Excel too, with real date cells', async () => {
    const context = await world.cooperative();
    const bytes = await writeWorkbook(
      [
        {
          name: 'Jurnal',
          letterhead: { cooperative: 'Koperasi Uji', lines: ['Jalan Uji 1'] },
          title: 'Jurnal Oktober',
          subtitle: [],
          columns: [
            { heading: 'Tanggal', kind: 'date' },
            { heading: 'Uraian', kind: 'text' },
            { heading: 'Akun', kind: 'text' },
            { heading: 'Debit', kind: 'money' },
            { heading: 'Kredit', kind: 'money' },
          ],
          rows: [
            [parseDate('2026-10-31'), 'Listrik', '6.1.05', 25_000_050n, null],
            [parseDate('2026-10-31'), 'Listrik', '1.1.05', null, 25_000_050n],
          ],
        },
      ],
      world.clock.now(),
    );
    const { id } = await openJournalFile(context, { fileName: 'C:\\jurnal.xlsx', bytes });
    const preview = await journalImport(context, { importId: id });
    assert.deepEqual([preview.fileName, preview.faults, preview.total], ['jurnal.xlsx', [], '250000.50']);
  });

  test('of nobody, of another cooperative, or without the right are refused', async () => {
    const [context, other] = [await world.cooperative(), await world.cooperative()];
    const importId = await open(context, GOOD);
    await assert.rejects(journalImport(other, { importId }), { reason: 'journal_import_unknown' });
    await assert.rejects(writeJournalImport(context, { importId: newId() }), { reason: 'journal_import_unknown' });
    await assert.rejects(open(asStaff(context, ['ledger.read']), GOOD), { reason: 'permission_missing' });
    await assert.rejects(open(context, ['']), (error: { reason: string }) => error.reason.length > 0);
  });
});

/** Files of real cooperatives, kept beside the project and never in it; frozen by hash. */
const FOLDER = new URL('../../../../../shared/data/real/', import.meta.url);

function real(path: string, sha256: string): Buffer | undefined {
  const file = new URL(path, FOLDER);
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  assert.equal(
    createHash('sha256').update(bytes).digest('hex'),
    sha256,
    `${path} is not the file these figures come from`,
  );
  return bytes;
}

const impossible = real(
  'spreadsheets/sikopdit-template-jurnal-tanggal-mustahil.xlsx',
  '6871941b6c9890ebdf34fcb138d8d139c0089b3d22acf445336a6726b7b8e8ce',
);
test('a real cash book dated 31 February in every row is refused in every row, and nothing is written', {
  skip: impossible ? false : 'the real files are not beside the project',
}, async () => {
  assert.ok(impossible);
  const context = await world.cooperative({ openFrom: '2025-01-01' });
  const file = { fileName: 'template.xlsx', bytes: new Uint8Array(impossible) };
  await assert.rejects(openJournalFile(context, file), { reason: 'cash_account_missing' });
  const { id } = await openJournalFile(context, { ...file, cashAccount: '1.1.01' });
  const preview = await journalImport(context, { importId: id });
  assert.equal(preview.faultCount, preview.rowCount);
  assert.equal(preview.rowCount, 153);
  assert.deepEqual([...new Set(preview.faults.map(({ code }) => code))], ['date_impossible']);
  assert.equal(preview.faults[0]?.text, 'Tanggal 02/31/2025 tidak ada di kalender. Perbaiki tanggalnya');
  await assert.rejects(writeJournalImport(context, { importId: id }), { reason: 'journal_import_faults' });
  assert.equal(await count(context), 0);
});

const cashBook = real(
  'reports/kopdit-sido-manunggal-jurnal-kas-2025-01.csv',
  '632acdab59b484662495c15f71aaac08cf74b3b4dab124c604fc79eaa1bd8156',
);
test('the cash journal that a credit union published is imported to its published total once its accounts are there', {
  skip: cashBook ? false : 'the real files are not beside the project',
}, async () => {
  assert.ok(cashBook);
  const context = await world.cooperative({ openFrom: '2025-01-01' });
  const file = { fileName: 'kas.csv', bytes: new Uint8Array(cashBook), cashAccount: '1.1.01' };
  const rows = (await readWorkbook(file.bytes)).sheets[0]?.rows.slice(1) ?? [];
  const accounts = [...new Set(rows.map((row) => textOf(row[1])))];
  const { id } = await openJournalFile(context, file);
  assert.ok((await journalImport(context, { importId: id })).faults.every(({ code }) => code === 'account_unknown'));
  await step(context, (scope) => addChartLines(scope, accounts.map(lineOf)));
  const preview = await journalImport(context, { importId: id });
  assert.deepEqual(preview.faults, []);
  assert.equal(preview.total, '1137959201.00');
  await writeJournalImport(context, { importId: id });
  const balance = await trialBalance(context, { on: '2025-01-31' });
  const sumOf = (side: string) =>
    sumSen(rows.filter((row) => textOf(row[2]) === side).map((row) => parseDecimal(textOf(row[3]))));
  const cash = balance.lines.find(({ code }) => code === '1.1.01');
  const expected = sumOf('DUM') - sumOf('DUK');
  assert.equal(expected >= 0n ? cash?.debit : cash?.credit, formatDecimal(expected < 0n ? -expected : expected));
});

function lineOf(name: string, index: number): ChartLine {
  return {
    code: `9.9.${String(index + 1).padStart(3, '0')}`,
    name,
    kind: 'asset',
    normal: 'debit',
    postable: true,
    parentCode: null,
    ownCapital: false,
    party: null,
    cashFlow: null,
    regulatory: {},
    note: '',
    active: true,
  };
}
