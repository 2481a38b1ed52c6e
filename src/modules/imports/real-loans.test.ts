import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { formatDecimal } from '#kernel/money';
import { checkBooks } from '#ledger';
import { read, testWorld } from '../../../test/support/world.ts';
import { testProduct } from '../loans/loans.fixture.ts';
import { agreeAndRun, balances, savingsCooperative, upload } from './imports.fixture.ts';

/** Running loans of real cooperatives, brought in whole: what the files say must stand in the books to the sen. */
const FOLDER = new URL('../../../../shared/data/real/', import.meta.url);
const skip = existsSync(FOLDER) ? false : 'skipped: ../shared/data/real is absent';
const world = await testWorld();

function real(path: string, sha256?: string): { fileName: string; bytes: Buffer } {
  const bytes = readFileSync(new URL(path, FOLDER));
  if (sha256) assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256, 'the figures are of this file');
  return { fileName: path.split('/').at(-1) ?? path, bytes };
}

async function lendingCooperative(): Promise<{ context: Context; productId: string }> {
  const context = await savingsCooperative(world);
  return { context, productId: await testProduct(context, 'PU') };
}

/** What stands in the books of the loans module, proven by the ledger: contracts, their balances, and rows that sum to them. */
async function contracts(context: Context) {
  const figures = await read(context, (scope) =>
    scope.tx.one<{ loans: bigint; owed: bigint; scheduled: bigint; rows: bigint; off: bigint; interest: bigint }>(sql`
      with l as (
        select l.id, a.balance_sen as owed, sum(i.principal_sen) as scheduled, sum(i.interest_sen) as interest, count(*) as rows
          from loans.loan l
          join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
          join loans.instalment i on i.cooperative_id = l.cooperative_id and i.loan_id = l.id and i.version = l.version
         where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active' group by l.id, a.balance_sen)
      select count(*) as loans, sum(owed)::bigint as owed, sum(scheduled)::bigint as scheduled, sum(rows)::bigint as rows,
             count(*) filter (where owed <> scheduled) as off, sum(interest)::bigint as interest from l`),
  );
  const books = await read(context, (scope) => checkBooks(scope));
  assert.deepEqual([books.unbalanced, books.guardedMismatch, books.controlMismatch, books.negative], [0, 0, 0, 0]);
  assert.equal(figures.off, 0n, 'every schedule sums to what its loan owes');
  return { ...figures, owed: formatDecimal(figures.owed), interest: formatDecimal(figures.interest) };
}

test('628 members of an employees’ cooperative: their loans run on, the overpaid stand apart, the published total agrees', {
  skip,
}, async () => {
  const { context } = await lendingCooperative();
  const preview = await upload(
    context,
    real(
      'spreadsheets/giat-rekap-simpan-pinjam-jan2023.xlsx',
      'a5adf63f8650022cccbdf4fd223fed559fb0e9fdc0d0d0f0d24b1c214d7fd90d',
    ),
  );
  const { loans } = preview.plan;
  const published = JSON.parse(real('reports/koperasi-giat-telkom-university-jan2023.json').bytes.toString());
  const total = published.accounts.find((line: { name: string }) => /pinjaman/i.test(line.name)).amount;
  assert.equal(Math.round(total * 100), Number(loans?.inFile.sum));
  assert.equal(loans?.difference, 0n);
  assert.deepEqual([loans?.inFile.count, loans?.running.count, loans?.apart.count], [168, 122, 46]);
  const overpaid = preview.plan.rows.filter((row) => row.issues.some(({ reason }) => reason === 'loan_overpaid'));
  const remnants = preview.plan.rows.filter((row) => row.issues.some(({ reason }) => reason === 'loan_remnant'));
  assert.deepEqual([overpaid.length, remnants.length], [26, 20]);
  // The columns for instalments are empty in the file: the last payment of principal says how many are left, where there was one.
  const assumed = Object.fromEntries((loans?.assumed ?? []).map(({ what, count }) => [what, count]));
  assert.deepEqual([assumed['remaining_from_payment'], assumed['remaining_usual']], [112, 10]);
  const done = await agreeAndRun(context, preview);
  assert.deepEqual(done.report?.loans, {
    inFile: { count: 168, amount: '2091697264.73' },
    known: { count: 0, amount: '0.00' },
    running: { count: 122, amount: '2096428214.11' },
    apart: { count: 46, amount: '-4730949.38' },
    lines: [{ code: '1.1.20', balance: '2091697264.73' }],
    difference: '0.00',
  });
  const made = await contracts(context);
  assert.deepEqual([made.loans, made.owed, made.rows], [122n, '2096428214.11', 1589n]);
  const books = await balances(context);
  assert.equal(books['1.1.20'], '2091697264.73');
  assert.deepEqual(
    [books['3.1.01'], books['3.1.02'], books['2.1.01']],
    ['94500000.00', '2662605000.00', '2602645896.46'],
  );
  const again = await upload(context, real('spreadsheets/giat-rekap-simpan-pinjam-jan2023.xls'));
  assert.deepEqual(
    [again.plan.counts.willBeWritten, again.plan.loans?.known.count, again.plan.loans?.difference],
    [0, 168, 0n],
  );
});

const BERGEMA = { mapping: { asOf: '2024-05-31', loanDueDay: 5 } };

test('a plan of instalments: 26 loans of 33 still run, on their own unpaid rows', { skip }, async () => {
  const { context } = await lendingCooperative();
  const preview = await upload(context, real('reports/bergema/jadwal_angsuran.csv'), BERGEMA);
  assert.deepEqual([preview.plan.loans?.running.count, preview.plan.loans?.paidOff], [26, 7]);
  await agreeAndRun(context, preview);
  const made = await contracts(context);
  assert.deepEqual([made.loans, made.rows, made.owed, made.interest], [26n, 143n, '66224242.42', '11720000.00']);
  assert.equal((await balances(context))['1.1.20'], '66224242.42');
});

test('what the plan calls paid and what the list of payments says agree in sum and differ for one member’s two loans', {
  skip,
}, () => {
  const rowsOf = (path: string) => {
    const [head = '', ...lines] = real(path).bytes.toString().trim().split('\n');
    const names = head.split(',');
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell])));
  };
  const paid = (rows: Record<string, string>[]) =>
    new Map(
      [...Map.groupBy(rows, (row) => row['id_pinjaman'] ?? '')].map(([loan, own]) => [
        loan,
        Math.round(own.reduce((sum, row) => sum + Number(row['pokok']), 0)),
      ]),
    );
  const plan = rowsOf('reports/bergema/jadwal_angsuran.csv');
  const planned = paid(plan.filter((row) => row['tanggal'] !== 'NULL'));
  const received = paid(rowsOf('reports/bergema/bayar_angsuran.csv'));
  const loans = rowsOf('reports/bergema/pinjaman.csv').map((row) => row['id'] ?? '');
  const differing = loans.filter((loan) => (planned.get(loan) ?? 0) !== (received.get(loan) ?? 0));
  // An instalment of loan 27 (625,000) was received on loan 3 of the same member, which had been paid off already.
  assert.deepEqual(differing, ['3', '27']);
  assert.deepEqual(
    differing.map((loan) => [planned.get(loan) ?? 0, received.get(loan) ?? 0]),
    [
      [2_500_000, 3_125_000],
      [625_000, 0],
    ],
  );
});

test('a list of loans lent, with terms and interest altogether, gives 233 instalments with the interest as agreed', {
  skip,
}, async () => {
  const { context } = await lendingCooperative();
  const preview = await upload(context, real('reports/bergema/pinjaman.csv'), BERGEMA);
  assert.ok(preview.plan.remarks.includes('loan_balance_is_original_amount'));
  await agreeAndRun(context, preview);
  const made = await contracts(context);
  assert.deepEqual([made.loans, made.rows, made.owed, made.interest], [33n, 233n, '110500000.00', '17950000.00']);
});

test('fourteen member cards are summed up: their last balances, and the instalment of the loan that runs', {
  skip,
}, async () => {
  const { context } = await lendingCooperative();
  const preview = await upload(context, real('spreadsheets/giat-kartu-simpanan-pinjaman-2023.xlsx'));
  assert.deepEqual(
    [preview.plan.kind, preview.plan.rows.length, preview.record.mapping.sheet],
    ['savings_balances', 14, 'Ringkasan kartu'],
  );
  assert.ok(preview.plan.remarks.includes('cards_summed_up'));
  await agreeAndRun(context, preview);
  const made = await contracts(context);
  assert.deepEqual([made.loans, made.owed], [10n, '72248095.54']);
  // 67 sen are left on one card by rounding: kept apart, so that the control line is the sum of all fourteen.
  const books = await balances(context);
  assert.deepEqual([books['1.1.20'], books['3.1.01'], books['3.1.02']], ['72248096.21', '1750000.00', '33065000.00']);
});

test('forms of other programs are recognised: an example is left out, a row without a name is doubted', {
  skip,
}, async () => {
  const { context } = await lendingCooperative();
  const empty = await upload(context, real('spreadsheets/inkopkar-Template_Saldo_pinjaman.xlsx'));
  assert.deepEqual(
    [empty.plan.kind, empty.plan.counts.willBeWritten, empty.plan.rows[0]?.issues[0]?.reason],
    ['loan_balances', 0, 'example_row'],
  );
  const both = await upload(context, real('spreadsheets/inkopkar-Contoh_Format_Saldo.xlsx'));
  assert.deepEqual([both.plan.counts.willBeWritten, both.plan.rows[0]?.issues[0]?.reason], [0, 'example_row']);
  const lent = await upload(context, real('spreadsheets/template-pinjaman-kredit.xlsx'));
  assert.deepEqual(
    [lent.plan.kind, lent.plan.loans?.running.count, lent.plan.rows[0]?.status],
    ['loan_balances', 1, 'doubtful'],
  );
});

/** Files about loans that say what was or will be paid and not what is owed: they are read, and no loan is made of them. */
const WITHOUT_BALANCES = [
  'spreadsheets/nabasa-rencana-tagihan-jan2018.html.xls',
  'spreadsheets/giat-daftar-potongan-gaji-jan2023.xlsx',
  'reports/bergema/bayar_angsuran.csv',
  'reports/bergema/pinjaman_baris_bayar.csv',
];

for (const path of WITHOUT_BALANCES) {
  test(`${path} names instalments and no balances, so no loan is made of it`, { skip }, async () => {
    const { context } = await lendingCooperative();
    const { plan } = await upload(context, real(path));
    assert.deepEqual([plan.kind, plan.counts.willBeWritten, plan.loans], ['payroll_deduction', 0, null]);
    assert.ok(plan.remarks.includes('kind_not_importable'));
  });
}
