import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { balanceSheetTable, cashFlowTable, equityTable, incomeTable, type StatementTable, wrongTotals } from '#books';
import { DomainError } from '#kernel/errors';
import { formatDecimal, parseSignedDecimal } from '#kernel/money';
import { postEntries } from '#ledger';
import { testWorld } from '../../../test/support/world.ts';
import { enterReport, isResult, newBooks, type PublishedBooks } from './published-books.fixture.ts';
import { type Published, readPublished } from './published-reports.fixture.ts';
import { brokenChecks, figure } from './statements/statements.fixture.ts';

/** Reports that real cooperatives published, kept beside the project and never in it. */
const FOLDER = new URL('../../../../shared/data/real/reports/', import.meta.url);
const skip = existsSync(FOLDER) ? false : 'the published reports are not on this machine';

/** Frozen by hash, so that no expectation is "mended": what each file holds, and where its own figures do not agree. */
const FILES: readonly { path: string; sha256: string; faults: readonly string[] | 'no statement' }[] = [
  {
    path: 'aturan-pembagian-shu-nyata.json',
    sha256: '1ece7c77652dc6105871b9d6ea453677ed6a7b6a3f29f51bb106a900034187ec',
    faults: 'no statement',
  },
  {
    path: 'cu-kalimantan-anonim-2016-2018.json',
    sha256: 'e4da9eb1f9559b90f7661e32a10d6730e9237c5cab049390982a25b59c9e94f7',
    faults: 'no statement',
  },
  {
    path: 'koperasi-bergema-2024.json',
    sha256: '5f7ed26d9436cabe18749dac321a882fd72949487787cfdc2317405ba622e1c4',
    faults: 'no statement',
  },
  {
    path: 'koperasi-giat-telkom-university-jan2023.json',
    sha256: '38e922f0944c745628d6e8502f26a1c20825c4abcea8dde2a17b8068dcd9d93c',
    faults: 'no statement',
  },
  {
    path: 'koperasi-mubasyirin-rekonsiliasi-piutang-2017-2018.json',
    sha256: '101ff6ab612b36e5171d573ba37279de7c5193bbd6e4761d83ecc29119ee005d',
    faults: 'no statement',
  },
  {
    path: 'koperasi-security-bsp-2021-2022.json',
    sha256: '179c25bb10e940a910a8078fb6aa1382a027ea396d0ca34a5834c86d088a52e4',
    faults: 'no statement',
  },
  {
    path: 'shu-contoh-soal-buku-teks.json',
    sha256: 'ce514ddb89551374963ea8786b986df55f79782e406ceb2108ab9c2b56d0612a',
    faults: 'no statement',
  },
  {
    path: 'smadabaya90-2010-ringkasan.json',
    sha256: '656fccd494fbb1311c9dbac03cea78c85e64133b2c9016e9f4a85753ef9244cd',
    faults: 'no statement',
  },
  {
    path: 'kbsi/koperasi-baiturrahim-syariah-2022-lampiran.json',
    sha256: '12d7732d342def39ef62f94bf301c854ef15c16c7f190257358df16a57839b7e',
    faults: 'no statement',
  },
  {
    path: 'kk-warga-bahagia-sman19-bandung-2024.json',
    sha256: '75a1a1ccae8f3c877eb7ebf4c6f87be87c1a4f69ad0529cb0fac20954fd317f4',
    faults: [],
  },
  {
    path: 'kopkar-jim-2021-sebagian.json',
    sha256: '7a5ca05d332e3a166bf3f82425ef13153cad08d1d720c761bc6601c98548281d',
    faults: [],
  },
  {
    path: 'kopkar-jim-2022-sebagian.json',
    sha256: '693314bdff50f2dea080a29e3f1dd05d323b46591104e3aff7f3c5e4971afe24',
    faults: [],
  },
  {
    path: 'kopwali-2016-sebagian.json',
    sha256: '072b6dcfc840f4a4491bb3be0970e09eb2deb46cc1e0e7c4a8f706b8cf76038f',
    faults: [],
  },
  {
    path: 'kbsi/koperasi-baiturrahim-syariah-RAPB-2023.json',
    sha256: 'e054fcf8a981a33e1b7b807c8b0476f57f69086c05da74ee82a80f138ee48d03',
    faults: [],
  },
  {
    path: 'kbsi/koperasi-baiturrahim-syariah-2021-12-31.json',
    sha256: 'f3860f153abfedc3959e99075e6fee20c6ebb47f36aafc6fe25da823e786a9f1',
    faults: ['Kepala beban: tercetak 452186550.23, barisnya 461563457.64, selisih -9376907.41'],
  },
  {
    path: 'kbsi/koperasi-baiturrahim-syariah-2022-06-30.json',
    sha256: 'a919c7aadc5ba0aafb1b58d6aa001cb6f73f5c3854ca2c29bd69f1d4d7f5a2aa',
    faults: ['Beban Operasional: tercetak 194029034.69, barisnya 188769534.69, selisih 5259500.00'],
  },
  {
    path: 'kbsi/koperasi-baiturrahim-syariah-2022-12-31.json',
    sha256: '64c145a8678d611a78e4abbaf74700ba002283de9a99e70895ee9e569d95c4ad',
    faults: ['Cadangan: tercetak 86091036.78, barisnya 86091036.06, selisih 0.72'],
  },
  {
    path: 'kopdit-sido-manunggal-saldo-awal-2025.json',
    sha256: 'dff184a16f5f6bde0e91cee6842851c4fc0d35c70283a4890154c658fa2b9724',
    faults: ['Neraca: tercetak 7301085050.00, barisnya 4112964695.00, selisih 3188120355.00'],
  },
];

const read = (path: string) => readFileSync(new URL(path, FOLDER));
const hashOf = (path: string) => createHash('sha256').update(read(path)).digest('hex');
const world = await testWorld();
const freshBooks = async () => newBooks(await world.cooperative({ openFrom: '2010-01-01' }));

for (const { path, sha256, faults } of FILES) {
  test(`${path}: its own disagreements are found, to the sen`, { skip }, () => {
    assert.equal(hashOf(path), sha256, 'the file is the one that was read when this was written');
    assert.deepEqual(readPublished(new URL(path, FOLDER))?.faults ?? 'no statement', faults);
  });
}

/** Every statement in the folder, those added later too, by cooperative and from the earliest; a budget or an income statement alone is a book of its own. */
function publishedBooks(): Map<string, Published[]> {
  const books = new Map<string, Published[]>();
  const paths = skip ? [] : globSync('**/*.json', { cwd: fileURLToPath(FOLDER) });
  for (const path of paths.toSorted()) {
    const report = readPublished(new URL(path, FOLDER));
    if (!report) continue;
    const key = report.lines.every(isResult) ? path : report.cooperative;
    books.set(
      key,
      [...(books.get(key) ?? []), report].toSorted((one, other) => (one.periodEnd < other.periodEnd ? -1 : 1)),
    );
  }
  return books;
}

function sumOfLines(
  books: PublishedBooks,
  table: StatementTable,
  sum: Published['sums'][number],
  column: number,
): bigint {
  const lines = sum.lines.reduce((total, key) => total + figure(table, `line:${books.codes.get(key)}`, column), 0n);
  return sum.surplus ? lines + figure(table, 'surplus_running', column) : lines;
}

/** Our statements of this date, beside those of all dates before, say what was printed. */
async function requireReproduced(books: PublishedBooks, reports: readonly Published[]): Promise<void> {
  const [report] = reports;
  if (!report) return;
  const sheet = await balanceSheetTable(books.context, {
    on: report.periodEnd,
    compare: reports.slice(1, 5).map(({ periodEnd }) => periodEnd),
  });
  const income = await incomeTable(books.context, { from: `${report.year}-01-01`, to: report.periodEnd });
  for (const table of [sheet, income]) assert.deepEqual([...wrongTotals(table), ...brokenChecks(table)], []);
  for (const [column, one] of reports.slice(0, 5).entries()) {
    const parked = one.outOfBalance < 0n ? -one.outOfBalance : 0n;
    if (one.assets !== null)
      assert.equal(figure(sheet, 'assets', column), one.assets + parked, `${one.periodEnd} aset`);
    if (one.passiva !== null)
      assert.equal(figure(sheet, 'liabilities_equity', column), one.passiva, `${one.periodEnd} passiva`);
    const sums = one.sums.filter(({ kind }) => kind !== 'revenue' && kind !== 'expense');
    const later = column > 0 && reports.some(({ year }) => year !== one.year);
    for (const sum of sums) {
      if (later && sum.surplus) continue;
      assert.equal(sumOfLines(books, sheet, sum, column), sum.amount, `${one.periodEnd} ${sum.name}`);
    }
  }
  for (const sum of report.sums.filter(({ kind }) => kind === 'revenue' || kind === 'expense')) {
    assert.equal(sumOfLines(books, income, sum, 0), sum.amount, `${report.periodEnd} ${sum.name}`);
  }
  if (report.surplus !== null) assert.equal(figure(income, 'surplus'), report.surplus);
  if (report.surplusBeforeTax !== null) assert.equal(figure(income, 'before_tax'), report.surplusBeforeTax);
}

for (const [name, reports] of publishedBooks()) {
  test(`our statements reproduce what ${name} published`, { skip }, async () => {
    const books = await freshBooks();
    for (const [index, report] of reports.entries()) {
      await enterReport(books, report);
      await requireReproduced(books, reports.slice(0, index + 1).reverse());
    }
    await requireFlows(books, reports);
  });
}

/** Of the years whose beginning is published too: equity moves from one printed total to the other, and both cash flow methods agree. */
async function requireFlows(books: PublishedBooks, reports: readonly Published[]): Promise<void> {
  for (const [index, report] of reports.entries()) {
    const before = reports.slice(0, index).findLast(({ year }) => year < report.year);
    if (!before) continue;
    const period = { from: `${report.year}-01-01`, to: report.periodEnd };
    const equity = await equityTable(books.context, period);
    const total = equity.columns.length - 1;
    const printed = ({ sums }: Published) => sums.find(({ kind, surplus }) => kind === 'equity' && surplus)?.amount;
    assert.deepEqual(
      [figure(equity, 'opening', total), figure(equity, 'closing', total)],
      [printed(before), printed(report)],
    );
    const direct = await cashFlowTable(books.context, { ...period, method: 'direct' });
    const indirect = await cashFlowTable(books.context, { ...period, method: 'indirect' });
    for (const key of ['operating', 'investing', 'financing', 'net'])
      assert.equal(figure(direct, key), figure(indirect, key), key);
    assert.deepEqual([...brokenChecks(direct), ...brokenChecks(indirect)], []);
  }
}

test('an opening balance that does not balance as published is refused, and accepted when its difference is parked', {
  skip,
}, async () => {
  const report = readPublished(new URL('kopdit-sido-manunggal-saldo-awal-2025.json', FOLDER));
  assert.ok(report);
  const books = await freshBooks();
  await enterReport(books, report);
  const lines = [...books.balances].filter(([key, amount]) => !key.startsWith('liability:difference') && amount !== 0n);
  const entry = (kept: typeof lines) => ({
    happenedOn: '2024-01-02',
    description: 'Saldo awal 2025',
    lines: kept.map(([key, amount]) => {
      const account = books.codes.get(key);
      return amount > 0n ? { account, debit: formatDecimal(amount) } : { account, credit: formatDecimal(-amount) };
    }),
  });
  const refused = (error: unknown) => error instanceof DomainError && error.reason === 'entry_unbalanced';
  await assert.rejects(postEntries(books.context, { entries: [entry(lines)] }), refused);
  const once = lines.filter(([key]) => key !== 'asset:pinjaman anggota');
  await assert.rejects(postEntries(books.context, { entries: [entry(once)] }), refused, 'the loans counted once');
  assert.equal(formatDecimal(once.reduce((sum, [, amount]) => sum + amount, 0n)), '125471455.00');
  const sheet = await balanceSheetTable(books.context, { on: report.periodEnd });
  assert.equal(
    figure(sheet, `line:${books.codes.get('liability:difference')}`),
    318_812_035_500n,
    'the difference is seen',
  );
});

/** Sums of lines less printed sums, as the file's own checks tell them; zero ones left out. */
function toldDifferences(path: string): string[] {
  const { checks = {} } = JSON.parse(read(path).toString('utf8')) as { checks?: Record<string, unknown> };
  type Told = { name: string; difference: string };
  const lists = Object.values(checks).flatMap((part) => {
    const { groups = [], subtotals = [] } = (part ?? {}) as { groups?: Told[]; subtotals?: Told[] };
    return [...groups, ...subtotals];
  });
  return lists.flatMap(({ name, difference }) => {
    const sen = parseSignedDecimal(difference);
    return sen === 0n ? [] : [`${name} ${formatDecimal(-sen)}`];
  });
}

test('every difference that a file tells of itself is found, and no other sum is called wrong', { skip }, () => {
  for (const path of skip ? [] : globSync('**/*.json', { cwd: fileURLToPath(FOLDER) })) {
    const report = readPublished(new URL(path, FOLDER));
    const told = report ? toldDifferences(path) : [];
    const named = new Set(report?.sums.map(({ name }) => name));
    const found = (report?.faults ?? []).flatMap((text) => {
      const [, name = '', difference = ''] = /^(.*): tercetak .* selisih (.*)$/.exec(text) ?? [];
      return named.has(name) ? [`${name} ${difference}`] : [];
    });
    assert.deepEqual(found.toSorted(), told.toSorted(), path);
  }
});
