import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import ExcelJS from 'exceljs';
import { setParameter } from '#cooperatives';
import { type PaperTable, type ReportPart, statementPdf, statementWorkbook } from '#documents';
import { installRoles } from '#identity';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { amountText } from '#kernel/money';
import { editChartLine, postEntry } from '#ledger';
import { noteRelatedParty } from '#loans';
import { addStaff } from '../../../../test/support/people.ts';
import { asStaff, read, step, testWorld } from '../../../../test/support/world.ts';
import { recomputedSen } from '../../documents/formula.fixture.ts';
import { pdfText } from '../../documents/pdf-text.fixture.ts';
import { loanWorld, runningLoan } from '../../loans/loans.fixture.ts';
import { saverWith } from '../../savings/savings.fixture.ts';
import {
  formReport,
  lpeaTable,
  noteForm,
  notes,
  printedPaper,
  ratioReport,
  type StatementTable,
  signatoriesOf,
  statementPaper,
  writeNote,
  wrongTotals,
  yearCover,
  yearReport,
} from '../index.ts';

const world = await testWorld();

/** A cooperative in its first months: a member with 2 million saved, 1 million lent, interest earned, office expense, and a board. */
async function lender(): Promise<Context> {
  const { context, productId } = await loanWorld(world);
  await step(context, installRoles);
  const staff = asStaff(context);
  const borrower = await saverWith(context, '2000000.00', 1);
  await runningLoan(context, { productId, rupiah: 1_000_000, tenor: 10, saver: borrower });
  const entry = (description: string, debit: string, credit: string, amount: string) =>
    postEntry(staff, {
      description,
      happenedOn: '2026-11-19',
      lines: [
        { account: debit, debit: amount },
        { account: credit, credit: amount },
      ],
    });
  await entry('Jasa pinjaman', '1.1.01', '4.1.01', '300000.50');
  await entry('Alat tulis', '6.1.05', '1.1.01', '120000.00');
  await entry('Meja', '1.3.06', '1.1.01', '500000.00');
  return staff;
}

const figureAt = (table: StatementTable, key: string, column = 0) =>
  table.rows.find((row) => row.key === key)?.values[column];

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'nothing';
  } catch (error) {
    if (error instanceof DomainError) return error.reason;
    throw error;
  }
};

describe('papers of a year', () => {
  test('every figure of the whole report stands in its PDF, and its workbook computes every one of them again', async () => {
    const report = await yearReport(await lender(), {});
    const statements = report.parts.flatMap((part) => (part.kind === 'statement' ? [part.table] : []));
    assert.ok(statements.length >= 8);
    for (const table of statements)
      assert.deepEqual(wrongTotals({ key: '', ...table } as StatementTable), [], table.title);
    const text = pdfText(await statementPdf(report.parts, report.paper)).join('\n');
    for (const table of statements) for (const amount of amountsOf(table)) assert.ok(text.includes(amount), amount);
    for (const title of ['Neraca', 'Perhitungan hasil usaha', '1. Umum', 'Rasio keuangan'])
      assert.ok(text.includes(title));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await statementWorkbook(report.parts, report.paper)) as unknown as ArrayBuffer);
    const sheets = workbook.worksheets.filter(({ name }) => name !== 'Catatan');
    const printed = report.parts.filter(({ kind }) => kind !== 'text');
    assert.equal(sheets.length, printed.length);
    for (const [place, part] of printed.entries()) compareSheet(sheets[place], part);
  });

  test('say at their foot from which point of the books they were made, and who signs: all pengurus', async () => {
    const { context: office } = await loanWorld(world);
    await step(office, installRoles);
    for (const roles of [['ketua'], ['bendahara'], ['bendahara', 'sekretaris'], ['teller']])
      await addStaff(office, roles);
    const context = asStaff(office);
    const signed = await read(context, signatoriesOf);
    assert.deepEqual(
      signed.map(({ office, name }) => [office, name !== undefined]),
      [
        ['Ketua', true],
        ['Sekretaris', true],
        ['Bendahara', true],
      ],
    );
    const paper = await statementPaper(context, {});
    assert.match(paper.source, /belum ditutup, jurnal sampai nomor \d+/);
    assert.equal(paper.placeAndDate, 'Kudus, 20 November 2026');
    const cover = await yearCover(context, {});
    assert.deepEqual([cover.year, cover.state, cover.years.includes(2026)], [2026, 'open', true]);
  });

  test('of one kind each leave as a file of their own', async () => {
    const context = await lender();
    for (const paper of ['notes', 'lpea', 'ratios', 'jkuk', 'kkpkk'] as const) {
      const report = await printedPaper(context, { paper });
      assert.ok((await statementPdf(report.parts, report.paper)).length > 2_000, paper);
      assert.match(report.name, /2026-11-20$/);
    }
  });

  test('are for who may read the books', async () => {
    const clerk = asStaff(await world.cooperative(), ['members.read']);
    for (const asked of [
      yearReport(clerk, {}),
      notes(clerk, {}),
      lpeaTable(clerk, {}),
      ratioReport(clerk, {}),
      formReport(clerk, { form: 'jkuk' }),
    ]) {
      await assert.rejects(asked, { code: 'forbidden' });
    }
  });
});

describe('notes', () => {
  test('begin with words of ours filled from the data, and facts, members and tables beside them', async () => {
    const context = await lender();
    const found = await notes(context, {});
    const [general] = found.notes;
    assert.match(general?.paragraphs.join(' ') ?? '', /Koperasi Uji \d+ adalah koperasi.*tahun buku 2026.*1 anggota/s);
    assert.ok(general?.facts.some(({ label, value }) => label === 'Anggota' && value.startsWith('1:')));
    const savings = found.notes.find(({ key }) => key === 'savings');
    assert.equal(savings?.table && figureAt(savings.table, 'jumlah'), 200_000_000n);
    assert.deepEqual(savings?.table?.remarks, []);
    const year = await notes(context, { year: 2025 });
    assert.equal(year.notes.find(({ key }) => key === 'savings')?.table?.rows.length, 0);
    const details = found.notes.find(({ key }) => key === 'details')?.table;
    assert.equal(details && figureAt(details, '1.1.20'), 100_000_000n);
  });

  test('keep every version of a section, with who wrote it, and show the last', async () => {
    const context = await lender();
    const first = await writeNote(context, { year: 2026, section: 'tax_policy', words: 'x', basedOn: 0 }).catch(
      (error: DomainError) => error.reason,
    );
    assert.equal(first, 'note_section_unknown');
    await writeNote(context, { year: 2026, section: 'policy_tax', words: 'Pajak {tahun}.\r\n\r\nDua.', basedOn: 0 });
    await writeNote(context, { year: 2026, section: 'policy_tax', words: 'Pajak final {tahun}.', basedOn: 1 });
    const form = await noteForm(context, { year: 2026, section: 'policy_tax' });
    assert.deepEqual(
      form.versions.map(({ version, words, writtenByName }) => [version, words, writtenByName]),
      [
        [2, 'Pajak final {tahun}.', 'Teller Uji'],
        [1, 'Pajak {tahun}.\n\nDua.', 'Teller Uji'],
      ],
    );
    const shown = (await notes(context, {})).notes.find(({ key }) => key === 'policy_tax');
    assert.deepEqual([shown?.paragraphs, shown?.version], [['Pajak final 2026.'], 2]);
    assert.equal((await notes(context, { year: 2025 })).notes.find(({ key }) => key === 'policy_tax')?.version, 0);
  });

  test('refuse words over a version somebody else has replaced, and names that stand for nothing', async () => {
    const context = await lender();
    const write = (words: string, basedOn: number) =>
      writeNote(context, { year: 2026, section: 'basis', words, basedOn });
    await write('Satu', 0);
    assert.equal(await refusalOf(write('Dua', 0)), 'note_changed');
    assert.equal(await refusalOf(write('Oleh {ketua}', 1)), 'note_placeholder_unknown');
    assert.equal(await refusalOf(noteForm(context, { year: 2026, section: 'nothing' })), 'note_section_unknown');
    const both = await Promise.allSettled([write('Kiri', 1), write('Kanan', 1)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  test('name related parties with what they owe and the ceiling for each', async () => {
    const context = await lender();
    const { memberId } = await read(context, (scope) =>
      scope.tx.one<{ memberId: string }>({
        text: 'select member_id as "memberId" from loans.loan',
        values: [],
      } as never),
    );
    await noteRelatedParty(context, { memberId, role: 'board', relation: '', since: '2026-01-01' });
    const related = (await notes(context, {})).notes.find(({ key }) => key === 'related')?.table;
    assert.equal(related && figureAt(related, 'jumlah'), 100_000_000n);
    assert.ok(related?.remarks.some((line) => line.includes('melampaui batas')));
  });
});

describe('forms of authorities', () => {
  test('are filled from the tags of the chart, and balance as the books do', async () => {
    const context = await lender();
    for (const form of ['jkuk', 'kkpkk'] as const) {
      const { table } = await formReport(context, { form });
      const [check] = table.checks ?? [];
      assert.ok(check);
      const sum = check.parts.reduce((all, { row, sign }) => all + BigInt(sign) * (figureAt(table, row) ?? 0n), 0n);
      assert.equal(sum, 0n, form);
    }
    const { table, accounts } = await formReport(context, { form: 'jkuk' });
    assert.deepEqual(
      [figureAt(table, '1141'), figureAt(table, '4110'), figureAt(table, '6115')],
      [100_000_000n, 30_000_050n, 12_000_000n],
    );
    assert.equal(figureAt(table, '9000'), 18_000_050n);
    assert.ok(accounts.some(({ code, line, tagged }) => code === '1.1.20' && line === '1141' && tagged));
  });

  test('name an account without a line, and take it where she tags it', async () => {
    const context = await lender();
    const before = await formReport(context, { form: 'jkuk' });
    assert.deepEqual(
      before.untagged.map(({ code, line }) => [code, line]),
      [['1.3.06', '1-']],
    );
    assert.ok(before.table.remarks.some((line) => line.startsWith('1 akun belum diberi baris')));
    await editChartLine(context, {
      code: '1.3.06',
      name: 'Inventaris',
      regulatory: { jkuk: '1410' },
      note: '',
      active: true,
    });
    const after = await formReport(context, { form: 'jkuk' });
    assert.deepEqual([after.untagged, figureAt(after.table, '1410')], [[], 50_000_000n]);
  });

  test('a tag that no line of the form has counts as none', async () => {
    const context = await lender();
    await editChartLine(context, {
      code: '1.1.20',
      name: 'Pinjaman',
      regulatory: { jkuk: '9999' },
      note: '',
      active: true,
    });
    const { untagged } = await formReport(context, { form: 'jkuk' });
    assert.ok(untagged.some(({ code, line }) => code === '1.1.20' && line === '1-'));
  });

  test('work with the chart of a consumer cooperative, which carries no codes of the ministry', async () => {
    const context = asStaff(await world.cooperative({ template: 'konsumen' }));
    await postEntry(context, {
      description: 'Penjualan',
      happenedOn: '2026-11-19',
      lines: [
        { account: '1.1.01', debit: '900.00' },
        { account: '4.1.01', credit: '900.00' },
      ],
    });
    const { table } = await formReport(context, { form: 'kkpkk' });
    assert.deepEqual([figureAt(table, 'kas_bank'), figureAt(table, 'partisipasi_bruto')], [90_000n, 90_000n]);
  });
});

describe('LPEA and ratios from the books', () => {
  test('without a reference the report says what is missing; with one it measures loans and savings', async () => {
    const context = await lender();
    const bare = await lpeaTable(context, {});
    assert.equal(figureAt(bare, 'c1'), null);
    assert.ok(bare.remarks.some((line) => line.includes('Bunga pinjaman pembanding setahun (LPEA)')));
    for (const [name, value] of [
      ['lpea.market_loan_percent', '24'],
      ['lpea.market_savings_percent', '1.5'],
    ]) {
      await setParameter(context, { name, value, effectiveFrom: '2026-01-01', legalBasis: 'Survei pengurus 2026' });
    }
    const told = await lpeaTable(context, {});
    // One million at the end of the 20 days of November: half of it for 20 days of 365 at 24 %.
    assert.equal(figureAt(told, 'c1m'), 657_534n);
    assert.equal(figureAt(told, 'c1'), 657_534n - 30_000_050n);
    assert.ok(told.remarks.some((line) => line.includes('24%: Survei pengurus 2026')));
  });

  test('ratios are made of the chart, each with the accounts behind it', async () => {
    const { ratios, remarks } = await ratioReport(await lender(), {});
    const roa = ratios.find(({ key }) => key === 'roa');
    assert.deepEqual([roa?.numerator.sen, roa?.denominator.sen], [18_000_050n, 218_000_050n]);
    assert.equal(roa?.value, 826n);
    assert.deepEqual(roa?.numerator.codes, ['4.1.01', '6.1.05']);
    assert.equal(ratios.find(({ key }) => key === 'ldr')?.value, 5_000n);
    assert.match(ratios.find(({ key }) => key === 'rentabilitas')?.reason ?? '', /modal sendiri nol/);
    assert.equal(ratios.find(({ key }) => key === 'npl')?.value, null);
    assert.ok(remarks.some((line) => line.includes('baru sebagian tahun buku')));
  });
});

function amountsOf(table: PaperTable): string[] {
  const values = table.rows.flatMap((row) => row.values.flatMap((value) => value ?? []));
  const withSen = values.some((value) => value % 100n !== 0n);
  return values.map((value) => amountText(value, withSen));
}

/** Every amount of a statement computed again from the formulas of its sheet, cell by cell. */
function compareSheet(sheet: ExcelJS.Worksheet | undefined, part: ReportPart): void {
  assert.ok(sheet);
  if (part.kind !== 'statement') return;
  const { table } = part;
  const before = table.rows.some(({ code }) => code !== null) ? 2 : 1;
  const head = sheet.getColumn(before).values.indexOf('Uraian');
  for (const [place, row] of table.rows.entries()) {
    for (const [column, value] of row.values.entries()) {
      const { address }: { address: string } = sheet.getCell(head + 1 + place, before + column + 1);
      assert.equal(recomputedSen(sheet, address), value ?? 0n, `${table.title} ${address}`);
    }
  }
}
