import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import JSZip from 'jszip';
import sql from 'sql-template-tag';
import { attachToEntry, postEntry, reversePostedEntry } from '#ledger';
import { asStaff, read, testWorld } from '../../../../test/support/world.ts';
import { csvLine } from './csv.ts';
import { auditPack } from './pack.ts';

const world = await testWorld();
const folder = await mkdtemp(join(tmpdir(), 'sokoguru-pack-'));
after(() => rm(folder, { recursive: true, force: true }));

async function taken(context: Parameters<typeof auditPack>[0], year: number) {
  const { fileName, stream } = await auditPack(context, { year });
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  const zip = await JSZip.loadAsync(Buffer.concat(pieces));
  const files = new Map<string, Buffer>();
  for (const [path, file] of Object.entries(zip.files)) files.set(path, await file.async('nodebuffer'));
  return { fileName, files, text: (path: string) => files.get(path)?.toString('utf8') ?? '' };
}

const rows = (text: string): Record<string, string>[] => parse(text, { columns: true });
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

async function lived() {
  const context = asStaff(await world.cooperative({ openFrom: '2025-01-01' }), undefined, 'Bendahara Uji');
  const entry = (happenedOn: string, description: string, debit: string, credit: string, amount: string) =>
    postEntry(context, {
      happenedOn,
      description,
      lines: [
        { account: debit, debit: amount },
        { account: credit, credit: amount },
      ],
    });
  await entry('2025-06-01', 'Hibah', '1.1.05', '3.1.06', '5000000.00');
  const rent = await entry('2026-03-04', 'Sewa "toko", blok 5', '6.1.10', '1.1.05', '250000.00');
  const wrong = await entry('2026-04-01', '=HYPERLINK("http://x")', '6.1.03', '1.1.05', '99000.50');
  await reversePostedEntry(context, { entryId: wrong.result.id, reason: 'Salah catat', happenedOn: '2026-04-02' });
  await attachToEntry(context, { entryId: rent.result.id, name: 'kuitansi sewa', content: PDF.toString('base64') });
  return context;
}

test('an auditor takes a year home: every file is summed, the books balance, and nothing of another year is in the journal', async () => {
  const context = await lived();
  const { fileName, files, text } = await taken(context, 2026);
  assert.equal(fileName, `audit-${context.cooperative.slug}-2026.zip`);
  const sums = new Map(
    text('SHA256SUMS')
      .trim()
      .split('\n')
      .map((line) => line.split('  ').toReversed() as [string, string]),
  );
  for (const [path, bytes] of files) {
    if (path === 'SHA256SUMS') continue;
    assert.equal(sums.get(path), createHash('sha256').update(bytes).digest('hex'), path);
  }
  assert.equal(sums.size, files.size - 1);
  const journal = rows(text('jurnal.csv'));
  assert.deepEqual([...new Set(journal.map((row) => row['nomor']))], ['2', '3', '4']);
  assert.equal(journal[0]?.['uraian'], 'Sewa "toko", blok 5');
  assert.equal(journal.at(-1)?.['membatalkan_nomor'], '3');
  const sum = (side: string) => journal.reduce((total, row) => total + BigInt((row[side] ?? '').replace('.', '')), 0n);
  assert.equal(sum('debit'), sum('kredit'));
  const bank = rows(text('neraca-saldo.csv')).find((row) => row['kode_akun'] === '1.1.05');
  assert.deepEqual([bank?.['saldo_awal'], bank?.['saldo_akhir']], ['5000000.00', '4750000.00']);
  const ledger = rows(text('buku-besar.csv')).filter((row) => row['kode_akun'] === '1.1.05');
  assert.equal(ledger[0]?.['saldo'], '5000000.00');
  assert.equal(ledger.at(-1)?.['saldo'], '4750000.00');
  assert.match(text('BACA-DULU.txt'), /BELUM DITUTUP/);
  assert.match(text('laporan/laporan-tahunan.pdf').slice(0, 8), /^%PDF-1/);
  assert.match(text('laporan/laporan-tahunan.xlsx').slice(0, 2), /^PK/);
  assert.deepEqual(files.get(`bukti/${rows(text('bukti/daftar.csv'))[0]?.['berkas']}`), PDF);
  assert.ok(
    rows(text('jejak-audit.csv')).some(
      (row) => row['perintah'] === 'ledger.reverseEntry' && row['pelaku'] === 'Bendahara Uji',
    ),
  );
});

test('text that a spreadsheet would run is quoted, and amounts below zero stay numbers', () => {
  assert.equal(csvLine(['=1+1', '-5.00', 'a,b', 'kata "ini"', null, true]), `'=1+1,-5.00,"a,b","kata ""ini""",,ya\r\n`);
});

test('hledger reads the journal in the pack and finds the balances of the trial balance', {
  skip: spawnSync('hledger', ['--version']).status === 0 ? false : 'hledger is not installed on this machine',
}, async () => {
  const { text } = await taken(await lived(), 2026);
  const file = join(folder, 'pembukuan.journal');
  await writeFile(file, text('hledger/pembukuan.journal'));
  const env = { ...process.env, LANG: 'C.UTF-8' };
  const run = spawnSync('hledger', ['bal', '-f', file, '--flat', '-N', '-e', '2027-01-01', '-O', 'csv'], {
    encoding: 'utf8',
    env,
  });
  assert.equal(run.status, 0, run.stderr);
  const theirs = (parse(run.stdout, { from_line: 2 }) as string[][]).map(([, amount]) => amount?.replace(' IDR', ''));
  const ours = rows(text('neraca-saldo.csv'))
    .map((row) => row['saldo_akhir'])
    .filter((amount) => amount !== '0.00');
  assert.deepEqual(theirs.toSorted(), ours.toSorted());
});

test('taking a pack stands in the audit trail; a year before the books or not begun yet is refused, and so is who may not', async () => {
  const context = await lived();
  await taken(context, 2025);
  const logged = await read(context, (scope) =>
    scope.tx.rows(
      sql`select 1 from kernel.command_log c where c.cooperative_id = ${scope.cooperativeId} and c.name = 'oversight.takeAuditPack'`,
    ),
  );
  assert.equal(logged.length, 1);
  await assert.rejects(auditPack(context, { year: 2024 }), { reason: 'year_before_books' });
  await assert.rejects(auditPack(context, { year: 2027 }), { reason: 'year_not_begun' });
  await assert.rejects(auditPack(asStaff(context, ['audit.read']), { year: 2026 }), { reason: 'permission_missing' });
});
