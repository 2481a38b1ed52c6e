import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import { checkBooks } from '#ledger';
import { read, testWorld } from '../../../test/support/world.ts';
import { testProduct } from '../loans/loans.fixture.ts';
import { importLoanKinds } from './agreement.ts';
import { agreeAndRun, balances, countOf, savingsCooperative, upload } from './imports.fixture.ts';
import { OPENING_CODE } from './writing/accounts.ts';

const world = await testWorld();
const refusal = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;

/** As secondary cooperatives ask for it: the balance, what is left, the instalment, the kind of loan. */
const LIST = `No;Nomor Anggota;Nama;Jenis Pinjaman;No Pinjaman;Tanggal Pinjam;Nominal Pinjaman;Angsuran;Sisa Pinjaman;Sisa JKW;Tunggakan Pokok;Tunggakan Jasa
1;A-1;Siti Aminah;PINJAMAN UANG;PK-7/2026;05/03/2026;10.000.000;1.150.000;9.000.000;9;0;0
2;A-2;Budi Santoso;PINJAMAN UANG;PK-8/2026;10/01/2026;6.000.000;;4.000.000;4;1.500.000;180.000
3;A-3;Dewi Lestari;PINJAMAN BARANG;;;2.000.000;;2.000.000,50;;0;0
4;A-4;Eko Prasetyo;PINJAMAN UANG;;;3.000.000;;-250.000;;0;0
5;A-5;Fitri Handayani;PINJAMAN UANG;;;3.000.000;;0;0;0;0
JUMLAH;;;;;;24.000.000;;14.750.000,50;;1.500.000;180.000
`;

type LoanRow = {
  number: string;
  status: string;
  principal: bigint;
  owed: bigint;
  receivable: bigint;
  daysPastDue: number;
  since: string;
};

function loansOf(context: Context): Promise<LoanRow[]> {
  return read(context, (scope) =>
    scope.tx.rows<LoanRow>(sql`
      select l.number, l.status, l.principal_sen as principal, a.balance_sen as owed, i.balance_sen as receivable,
             l.days_past_due as "daysPastDue", l.disbursed_on as since
        from loans.loan l
        join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
        join ledger.account i on i.cooperative_id = l.cooperative_id and i.id = l.interest_account_id
       where l.cooperative_id = ${scope.cooperativeId} order by l.number`),
  );
}

function rowsOf(context: Context, number: string): Promise<string[]> {
  return read(context, async (scope) => {
    const rows = await scope.tx.rows<{ dueOn: string; principal: bigint; interest: bigint }>(sql`
      select i.due_on as "dueOn", i.principal_sen as principal, i.interest_sen as interest
        from loans.instalment i join loans.loan l on l.cooperative_id = i.cooperative_id and l.id = i.loan_id
       where l.cooperative_id = ${scope.cooperativeId} and l.number = ${number} order by i.no`);
    return rows.map((row) => `${row.dueOn} ${formatDecimal(row.principal)} ${formatDecimal(row.interest)}`);
  });
}

async function lendingCooperative(): Promise<{ context: Context; money: string; goods: string }> {
  const context = await savingsCooperative(world);
  const money = await testProduct(context, 'UANG');
  const goods = await testProduct(context, 'BARANG');
  return { context, money, goods };
}

const OCTOBER = { mapping: { asOf: '2026-10-31' } };

test('running loans become contracts with what is left of their schedules, and the totals agree to the sen', async () => {
  const { context } = await lendingCooperative();
  const preview = await upload(context, { fileName: 'pinjaman.csv', bytes: LIST }, OCTOBER);
  const { loans } = preview.plan;
  assert.deepEqual([loans?.inFile.count, loans?.running.count, loans?.apart.count, loans?.paidOff], [4, 3, 1, 1]);
  assert.equal(loans?.difference, 0n);
  assert.equal(formatDecimal(loans?.printed ?? 0n), '14750000.50');
  const done = await agreeAndRun(context, preview);
  const loanRows = await loansOf(context);
  assert.deepEqual(
    loanRows.map((loan) => [loan.number, loan.status, formatDecimal(loan.owed), formatDecimal(loan.receivable)]),
    [
      ['BARANG-000001', 'active', '2000000.50', '0.00'],
      ['PK-7/2026', 'active', '9000000.00', '0.00'],
      ['PK-8/2026', 'active', '4000000.00', '180000.00'],
    ],
  );
  assert.deepEqual(
    loanRows.map((loan) => loan.since),
    ['2026-10-31', '2026-03-05', '2026-01-10'],
  );
  const books = await balances(context);
  assert.deepEqual(
    [books['1.1.20'], books['1.1.30'], books[OPENING_CODE]],
    ['14750000.50', '180000.00', '14930000.50'],
  );
  assert.deepEqual(done.report?.loans, {
    inFile: { count: 4, amount: '14750000.50' },
    known: { count: 0, amount: '0.00' },
    running: { count: 3, amount: '15000000.50' },
    apart: { count: 1, amount: '-250000.00' },
    lines: [{ code: '1.1.20', balance: '14750000.50' }],
    difference: '0.00',
  });
  const check = await read(context, (scope) => checkBooks(scope));
  assert.deepEqual([check.unbalanced, check.guardedMismatch, check.controlMismatch, check.negative], [0, 0, 0, 0]);
});

test("the file's instalment, its day and its arrears are in the schedule", async () => {
  const { context } = await lendingCooperative();
  await agreeAndRun(context, await upload(context, { fileName: 'pinjaman.csv', bytes: LIST }, OCTOBER));
  const given = await rowsOf(context, 'PK-7/2026');
  assert.deepEqual(
    [given.length, given[0], given[8]],
    [9, '2026-11-05 1000000.00 150000.00', '2027-07-05 1000000.00 150000.00'],
  );
  const late = await rowsOf(context, 'PK-8/2026');
  assert.deepEqual(late.slice(0, 4), [
    '2026-08-10 250000.00 60000.00',
    '2026-09-10 625000.00 60000.00',
    '2026-10-10 625000.00 60000.00',
    '2026-11-10 625000.00 90000.00',
  ]);
  const loan = (await loansOf(context)).find(({ number }) => number === 'PK-8/2026');
  assert.equal(loan?.daysPastDue, 82);
});

test('what the file does not say is named as an assumption, loan by loan, before anybody agrees', async () => {
  const { context } = await lendingCooperative();
  const { plan } = await upload(context, { fileName: 'pinjaman.csv', bytes: LIST }, OCTOBER);
  assert.deepEqual(plan.loans?.assumed, [
    { what: 'remaining_usual', count: 1 },
    { what: 'due_day', count: 1 },
    { what: 'contract_date', count: 1 },
    { what: 'interest', count: 3 },
  ]);
  const changed = await upload(
    context,
    { fileName: 'pinjaman.csv', bytes: LIST },
    { mapping: { asOf: '2026-10-31', loanRemaining: 24, loanDueDay: 25 } },
  );
  await agreeAndRun(context, changed);
  const rows = await rowsOf(context, 'BARANG-000001');
  assert.deepEqual([rows.length, rows[0]?.slice(0, 10)], [24, '2026-11-25']);
});

test('doubts about loans are told: more owed than lent, overpaid, paid off, a member nobody knows', async () => {
  const { context } = await lendingCooperative();
  const { plan } = await upload(context, { fileName: 'pinjaman.csv', bytes: LIST }, OCTOBER);
  assert.deepEqual(
    plan.rows.map((row) => row.issues.map(({ reason }) => reason)),
    [
      ['member_unknown'],
      ['member_unknown'],
      ['loan_above_original', 'member_unknown'],
      ['loan_overpaid', 'member_unknown'],
      ['loan_paid_off'],
    ],
  );
});

test('each kind of loan of the file gets a product: proposed by its name, asked for where nothing fits', async () => {
  const { context, money, goods } = await lendingCooperative();
  const preview = await upload(context, { fileName: 'pinjaman.csv', bytes: LIST }, OCTOBER);
  assert.deepEqual(await importLoanKinds(context, { id: preview.record.id }), [
    { name: 'PINJAMAN UANG', count: 2, proposed: money },
    { name: 'PINJAMAN BARANG', count: 1, proposed: goods },
  ]);
  const nameless = await upload(context, { fileName: 'lain.csv', bytes: LIST.replaceAll('BARANG', 'KILAT') }, OCTOBER);
  await assert.rejects(agreeAndRun(context, nameless), refusal('loan_product_needed'));
  const loanProducts = [{ name: 'PINJAMAN KILAT', productId: goods }];
  await agreeAndRun(context, nameless, { loanProducts });
  assert.ok((await loansOf(context)).some(({ number }) => number === 'BARANG-000001'));
});

test('a rate in the file goes before the product, and a loan it cannot make a schedule of is refused by its line', async () => {
  const { context } = await lendingCooperative();
  const file = `No Anggota;Nama;No Pinjaman;Jenis Pinjaman;Plafon;Suku Bunga;Angsuran;Sisa Pokok;Sisa Angsuran
A-1;Siti;K1;UANG;1.000.000;2%;;1.000.000;10
A-2;Budi;K2;UANG;1.000.000;24;;1.000.000;10
A-3;Dewi;K3;UANG;1.000.000;banyak;10.000;1.000.000;10
`;
  const preview = await upload(context, { fileName: 'pinjaman.csv', bytes: file }, OCTOBER);
  assert.deepEqual(
    preview.plan.rows[2]?.issues.map(({ reason }) => reason),
    ['member_unknown', 'loan_rate_unreadable'].reverse(),
  );
  const done = await agreeAndRun(context, preview);
  assert.equal((await rowsOf(context, 'K1'))[0], '2026-11-30 100000.00 20000.00');
  assert.equal((await rowsOf(context, 'K2'))[0], '2026-11-30 100000.00 20000.00');
  assert.deepEqual(
    done.report?.refusals.map(({ line, reason }) => [line, reason]),
    [[4, 'take_over_instalment']],
  );
  assert.equal(done.report?.loans?.difference, '1000000.00');
  assert.equal((await balances(context))['1.1.20'], '2000000.00');
});

test('the same loans again change nothing, and a changed balance is told', async () => {
  const { context } = await lendingCooperative();
  await agreeAndRun(context, await upload(context, { fileName: 'pinjaman.csv', bytes: LIST }, OCTOBER));
  const again = await upload(context, { fileName: 'lagi.csv', bytes: LIST }, OCTOBER);
  assert.equal(again.plan.rows.filter((row) => row.take && row.items.length > 0).length, 0);
  assert.deepEqual([again.plan.loans?.known.count, again.plan.loans?.difference], [4, 0n]);
  const changed = await upload(
    context,
    { fileName: 'baru.csv', bytes: LIST.replace('9.000.000', '8.000.000') },
    OCTOBER,
  );
  assert.equal(changed.plan.rows[0]?.status, 'changed');
  assert.notEqual(changed.plan.loans?.difference, 0n);
  assert.equal((await loansOf(context)).length, 3);
});

test('a total that the file prints wrongly blocks until somebody agrees to the difference', async () => {
  const { context } = await lendingCooperative();
  const file = LIST.replace('14.750.000,50', '14.950.000,50');
  const preview = await upload(context, { fileName: 'pinjaman.csv', bytes: file }, OCTOBER);
  assert.equal(formatDecimal(preview.plan.loans?.difference ?? 0n), '200000.00');
  await assert.rejects(agreeAndRun(context, preview), refusal('loan_difference_open'));
  const done = await agreeAndRun(context, preview, { loanDifference: '200000.00' });
  assert.equal(done.report?.loans?.difference, '200000.00');
});

const SCHEDULE = `id,id_pinjaman,kode_anggota,nama,tanggal,pokok,jasa,total
1,1,S-1,Siti,2026-08-12,500000,60000,560000
2,1,S-1,Siti,NULL,500000,60000,560000
3,1,S-1,Siti,NULL,500000,60000,560000
4,2,S-2,Budi,2026-08-20,333333.3333333333,20000,353333.3333333333
5,2,S-2,Budi,NULL,333333.3333333333,20000,353333.3333333333
6,2,S-2,Budi,NULL,333333.3333333334,20000,353333.3333333334
7,3,S-3,Dewi,2026-08-20,100000,5000,105000
`;

test('a plan of instalments gives the loans with its own unpaid rows; paid ones are history', async () => {
  const { context, money } = await lendingCooperative();
  const preview = await upload(
    context,
    { fileName: 'jadwal_angsuran.csv', bytes: SCHEDULE },
    { mapping: { asOf: '2026-10-31', loanDueDay: 12 } },
  );
  assert.equal(preview.plan.kind, 'loan_schedule');
  assert.ok(preview.plan.remarks.includes('schedule_by_paid_day'));
  assert.equal(preview.plan.loans?.paidOff, 1);
  await agreeAndRun(context, preview, { loanProducts: [{ name: '', productId: money }] });
  assert.deepEqual(await rowsOf(context, '1'), ['2026-11-12 500000.00 60000.00', '2026-12-12 500000.00 60000.00']);
  assert.deepEqual(await rowsOf(context, '2'), ['2026-11-12 333333.33 20000.00', '2026-12-12 333333.34 20000.00']);
  assert.equal((await balances(context))['1.1.20'], '1666666.67');
});

test('where every row has a day it is the due day: rows due by the day of the balances are paid unless their word says other', async () => {
  const { context, money } = await lendingCooperative();
  const file = `no pinjaman,no anggota,nama,tanggal jatuh tempo,pokok,jasa,status
9,S-1,Siti,2026-09-15,500000,60000,Lunas
9,S-1,Siti,2026-10-15,500000,60000,Belum
9,S-1,Siti,2026-11-15,500000,60000,Belum
`;
  const preview = await upload(context, { fileName: 'jadwal angsuran.csv', bytes: file }, OCTOBER);
  assert.ok(preview.plan.remarks.includes('schedule_by_due_day'));
  await agreeAndRun(context, preview, { loanProducts: [{ name: '', productId: money }] });
  assert.deepEqual(await rowsOf(context, '9'), ['2026-10-15 500000.00 60000.00', '2026-11-15 500000.00 60000.00']);
  assert.equal((await balances(context))['1.1.30'], '60000.00');
});

test('while a cooperative has no loan product its loans are kept as positions', async () => {
  const context = await savingsCooperative(world);
  await agreeAndRun(context, await upload(context, { fileName: 'pinjaman.csv', bytes: LIST }, OCTOBER));
  assert.equal(await countOf(context, 'imports.position'), 4);
  assert.equal((await balances(context))['1.1.20'], '14750000.50');
});
