import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '#imports';
import { DomainError } from '#kernel/errors';
import { savingsCooperative } from '../../../test/support/people.ts';
import { testWorld } from '../../../test/support/world.ts';
import { testProduct } from '../../modules/loans/loans.fixture.ts';
import { importFile, refusalOf } from './import.ts';

const world = await testWorld();
const BALANCES = 'NO ANGGOTA;NAMA;WAJIB;LAINNYA\nA-1;Siti;50.000;25.000\nA-2;Budi;75.000;-\nJUMLAH;;125.000;20.000\n';
const file = { fileName: 'saldo.csv', bytes: Buffer.from(BALANCES) };

test('without --agree the plan is told and nothing is written', async () => {
  const context = await savingsCooperative(world);
  const { ok, json, lines } = await importFile(context, file, { options: {} });
  const plan = json as {
    kind: string;
    counts: { willBeWritten: number };
    arithmetic: { printed: string; computed: string }[];
  };
  assert.ok(ok);
  assert.deepEqual([plan.kind, plan.counts.willBeWritten], ['savings_balances', 2]);
  assert.deepEqual([plan.arithmetic[0]?.printed, plan.arithmetic[0]?.computed], ['20000.00', '25000.00']);
  assert.ok(lines.some((line) => line.includes('WAJIB: 125000.00, tercetak 125000.00')));
});

test('with --agree it is written, and the answer carries the report', async () => {
  const context = await savingsCooperative(world);
  const options = { agree: true, date: '2026-01-31', product: ['other=SS'] };
  const { json } = await importFile(context, file, { options });
  const { report } = json as { report: Report };
  assert.deepEqual([report.rows.written, report.entries, report.members.added], [2, 1, 2]);
  assert.deepEqual(
    report.posted.map((sum) => [sum.what, sum.amount]),
    [
      ['savings:mandatory', '125000.00'],
      ['savings:other', '25000.00'],
    ],
  );
});

test('the same file again is well and writes nothing', async () => {
  const context = await savingsCooperative(world);
  const options = { agree: true, date: '2026-01-31', product: ['other=SS'] };
  await importFile(context, file, { options });
  const { ok, json } = await importFile(context, file, { options });
  const again = json as { counts: { known: number; willBeWritten: number }; report: Report | null };
  assert.deepEqual([ok, again.counts.known, again.counts.willBeWritten, again.report], [true, 2, 0, null]);
});

test('a refusal is the answer "no", with its reason and the field it is about', async () => {
  const context = await savingsCooperative(world);
  const refused = importFile(
    context,
    { fileName: 'foto.xlsx', bytes: Buffer.from('89504e470d0a1a0a', 'hex') },
    { options: {} },
  );
  await assert.rejects(refused, (error: unknown) => {
    assert.ok(error instanceof DomainError);
    assert.deepEqual(refusalOf(error).json, {
      ok: false,
      reason: 'file_is_picture',
      pesan: error.pesan,
      errors: [{ field: 'file', code: 'file_is_picture', pesan: error.pesan }],
    });
    return true;
  });
});

test('an unknown kind or product is told in one line', async () => {
  const context = await savingsCooperative(world);
  await assert.rejects(importFile(context, file, { options: { kind: 'resep' } }), /--kind/);
  await assert.rejects(
    importFile(context, file, { options: { agree: true, product: ['other=ZZ'] } }),
    /produk simpanan/,
  );
});

const LOANS = `No Anggota;Nama;Jenis Pinjaman;Plafon;Sisa Pinjaman;Sisa Angsuran
A-1;Siti;UANG;1.000.000;600.000;6
A-2;Budi;BARANG;500.000;250.000;5
JUMLAH;;;1.500.000;900.000;
`;

test('loans name their product by the kind in the file, and a difference is agreed to by its figure', async () => {
  const context = await savingsCooperative(world);
  await testProduct(context, 'PU');
  await testProduct(context, 'PB');
  const loans = { fileName: 'pinjaman.csv', bytes: Buffer.from(LOANS) };
  const told = await importFile(context, loans, { options: {} });
  assert.ok(told.lines.some((line) => line.includes('2 berjalan 850000.00') && line.includes('selisih 50000.00')));
  const options = { agree: true, date: '2026-01-31', 'loan-product': ['PU', 'BARANG=PB'] };
  await assert.rejects(importFile(context, loans, { options }), /loan_difference_open/);
  await assert.rejects(
    importFile(context, loans, { options: { ...options, 'loan-product': ['XX'] } }),
    /tidak dikenal/,
  );
  const { json } = await importFile(context, loans, { options: { ...options, 'loan-difference': '50000.00' } });
  const { report } = json as { report: Report };
  assert.deepEqual([report.loans?.running.amount, report.loans?.difference], ['850000.00', '50000.00']);
});
