import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCollectionFile } from './read-file.ts';

const csv = (text: string) => readCollectionFile(new TextEncoder().encode(text));

test('a payroll file is read under its headings, whatever stands above them, without its totals', async () => {
  const { rows } = await csv(
    'Potongan gaji November;;\n;;\nNo Anggota;Nama;Jumlah Potongan\nA00001;Siti;150.000\nA00002;Budi;Rp 75.500,50\n;JUMLAH;225.500,50\n',
  );
  assert.deepEqual(rows, [
    { line: 4, reference: 'A00001', amount: '150000.00' },
    { line: 5, reference: 'A00002', amount: '75500.50' },
  ]);
});

test('a column of products says where an amount goes', async () => {
  const { rows } = await csv('nomor,produk,jumlah\nA00001,SW,50000\nSS-000001,,20000\n');
  assert.deepEqual(
    rows.map(({ reference, product }) => [reference, product]),
    [
      ['A00001', 'SW'],
      ['SS-000001', undefined],
    ],
  );
});

test('an amount nobody can read is passed on, so that its line is refused and not lost', async () => {
  const { rows } = await csv('nomor,jumlah\nA00001,dua ribu\n');
  assert.equal(rows[0]?.amount, 'dua ribu');
});

test('a file without the two columns, or with headings only, says so', async () => {
  await assert.rejects(csv('nama,alamat\nSiti,Kudus\n'), { reason: 'columns_missing' });
  await assert.rejects(csv('nomor,jumlah\n'), { reason: 'file_empty' });
});
