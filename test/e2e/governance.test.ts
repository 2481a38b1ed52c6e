import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { addPersonWithPassword } from '#identity';
import { postEntry } from '#ledger';
import { deposit } from '#savings';
import { pdfText } from '../../src/modules/documents/pdf-text.fixture.ts';
import { saver } from '../../src/modules/savings/savings.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, admittedMember, savingsCooperative, TEST_PASSWORD } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { asStaff, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const context = await savingsCooperative(world);
const LONG_NAME = 'Raden Ajeng Siti Nurhaliza Kusumawardhani';
const memberId = await admittedMember(context, LONG_NAME);
const one = await saver(context, 77);
await deposit(context, { accountId: one.SS, amount: '1250000.00' });
await postEntry(asStaff(context), {
  happenedOn: '2026-03-10',
  description: 'Jasa pinjaman',
  lines: [
    { account: '1.1.01', debit: '900000.00' },
    { account: '4.1.01', credit: '900000.00' },
  ],
});
const browser = await openBrowser();
after(() => browser.close());

const SIZES = { phone: { width: 360, height: 640 }, desk: { width: 1280, height: 800 } };

const open = (username: string, script = false): Promise<Page> =>
  signedIn(
    browser,
    app,
    { username, slug: context.cooperative.slug },
    { viewport: SIZES.desk, javaScriptEnabled: script },
  );

const pageOf = async (roles: string[], script = false): Promise<Page> => open(await addStaff(context, roles), script);

/** A file of the program; a busy machine takes its time to draw a PDF. */
const file = (page: Page, path: string) => page.request.get(path, { timeout: 120_000 });

const shown = async (page: Page) => ((await page.locator('body').textContent()) ?? '').replaceAll(/\s+/g, ' ');

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const control = page.locator(`main [name="${name}"]`);
    if ((await control.evaluate((node) => node.nodeName)) === 'SELECT') await control.selectOption(value);
    else await control.fill(value);
  }
}

/** The page at both sizes: nothing sticks out sideways; a picture where one is wanted. */
async function fits(page: Page, name: string): Promise<void> {
  const folder = process.env['SOKOGURU_PICTURES'];
  for (const size of ['phone', 'desk'] as const) {
    await page.setViewportSize(SIZES[size]);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(over, 0, `${name} fits a ${size}`);
    if (folder) await page.screenshot({ path: `${folder}/governance-${name}-${size}.png`, fullPage: true });
  }
}

test('a guest is written without script, signed by the chair, corrected, and printed', async () => {
  const page = await pageOf(['teller']);
  await page.goto('/staff/registers');
  assert.match(await shown(page), /1\. Buku Daftar Anggota.*Terisi dari data.*16\. Buku Agenda dan Ekspedisi/);
  await fits(page, 'books');
  await page.goto('/staff/registers/tamu/new');
  await page.getByRole('button', { name: 'Simpan' }).click();
  assert.match(await shown(page), /Wajib diisi/);
  await fits(page, 'row-refused');
  await fill(page, { name: 'Sri Wahyni', from: 'Dinas Koperasi', meets: 'Ketua', purpose: 'Pembinaan' });
  await page.getByRole('button', { name: 'Simpan' }).click();
  assert.match(await shown(page), /Tersimpan sebagai nomor 1\/2026/);
  const chair = await pageOf(['ketua']);
  await chair.goto(page.url());
  await chair.getByRole('button', { name: 'Tanda tangani' }).click();
  assert.match(await shown(chair), /Tanda tangan tersimpan.*Orang 2/);
  await fits(chair, 'row');
  await page.getByRole('link', { name: 'Betulkan' }).click();
  await fill(page, { name: 'Sri Wahyuni', _reason: 'Salah ketik' });
  await page.getByRole('button', { name: 'Simpan' }).click();
  await page.goto('/staff/registers/tamu');
  assert.match(await shown(page), /Mengganti no\. 1\/2026.*Diganti no\. 2\/2026.*2026: 2 baris, semua bukti cocok/);
  await fits(page, 'book');
  const pdf = await file(page, '/staff/registers/tamu/file?format=pdf&year=2026');
  assert.match(pdfText(await pdf.body()).join(' '), /Buku Tamu.*Sri Wahyuni.*Ketua/s);
  const workbook = await file(page, '/staff/registers/tamu/file?format=xlsx');
  assert.equal(workbook.status(), 200);
});

test('an office is recorded for who holds the role; savings are filled from the data', async () => {
  const page = await pageOf(['sekretaris']);
  await page.goto('/staff/registers/pengurus');
  assert.match(await shown(page), /Belum tercatat/);
  await fits(page, 'proposals');
  await page.goto('/staff/registers/pengurus/new?office=ketua');
  await fill(page, { memberNumber: 'A00077', entryOn: '14/02/2024' });
  await page.getByRole('button', { name: 'Simpan' }).click();
  assert.match(await shown(page), /Anggota Nomor Tujuh Tujuh/);
  await page.goto('/staff/registers/simpanan?from=01/11/2026&to=30/11/2026');
  assert.match(await shown(page), /A00077.*1\.250\.000/);
  await fits(page, 'savings');
  const pdf = await file(page, '/staff/registers/simpanan/file?format=pdf&from=2026-11-01&to=2026-11-30');
  assert.match(pdfText(await pdf.body()).join(' '), /Buku Simpanan Anggota.*1\.250\.000.*Anggota Nomor Tujuh Tujuh/s);
});

test('a budget is drafted from a grid, approved by a recorded resolution, and measured', async () => {
  const page = await pageOf(['bendahara']);
  await page.goto('/staff/budget');
  await fill(page, { year: '2026', from: 'empty', note: 'Rancangan RAT' });
  await page.getByRole('button', { name: 'Buat rancangan' }).click();
  const draft = page.url();
  await fill(page, { 'amount:4.1.01': '12jt', 'amount:5.1.01': 'dua' });
  await page.getByRole('button', { name: 'Simpan anggaran' }).click();
  await fits(page, 'budget-refused');
  await fill(page, { 'amount:4.1.01': '12jt', 'amount:5.1.01': '6000000' });
  await page.getByRole('button', { name: 'Simpan anggaran' }).click();
  assert.match(await shown(page), /Tersimpan\. 2 baris berubah/);
  await fits(page, 'budget');
  await page.goto(`${draft}/4.1.01`);
  await fits(page, 'budget-months');
  const chair = await pageOf(['ketua']);
  await chair.goto('/staff/resolutions/new');
  await fill(chair, {
    number: '05/RAT/2026',
    kind: 'budget',
    decidedOn: '14/02/2026',
    place: 'Balai desa',
    attended: '180',
  });
  await fill(chair, { decision: 'RAPB 2026 disahkan', chair: 'Ketua', minutesTaker: 'Sekretaris' });
  await chair.getByRole('button', { name: 'Simpan keputusan' }).click();
  assert.match(await shown(chair), /Tulis tahun buku/);
  await fits(chair, 'resolution-refused');
  await fill(chair, { bookYear: '2026' });
  await chair.getByRole('button', { name: 'Simpan keputusan' }).click();
  assert.match(await shown(chair), /Keputusan 05\/RAT\/2026 tersimpan/);
  await fits(chair, 'resolution');
  await chair.goto(draft);
  await fill(chair, { resolutionNumber: '05/RAT/2026' });
  await chair.getByRole('button', { name: 'Sahkan anggaran' }).click();
  assert.match(await shown(chair), /Disahkan dengan keputusan 05\/RAT\/2026/);
  await chair.goto('/staff/resolutions');
  await fits(chair, 'resolutions');
  await page.goto('/staff/budget/actual?year=2026&from=1&to=3');
  assert.match(await shown(page), /Jasa Pinjaman Anggota ?3\.000\.000 ?900\.000 ?-2\.100\.000 ?30%/);
  await fits(page, 'actual');
  await page.goto('/staff/budget');
  await fits(page, 'budgets');
  const pdf = await file(page, '/staff/budget/actual/file?format=pdf&year=2026&from=1&to=3');
  assert.match(pdfText(await pdf.body()).join(' '), /Realisasi anggaran 2026.*900\.000/s);
  const workbook = await file(page, '/staff/budget/actual/file?format=xlsx&year=2026');
  assert.equal(workbook.status(), 200);
});

test('a member suggests from the phone, the board answers, and the member reads it', async () => {
  const person = { fullName: LONG_NAME, username: 'anggota-satu', roles: ['anggota'], memberId };
  await addPersonWithPassword(context, person, TEST_PASSWORD);
  const member = await open('anggota-satu');
  await member.goto('/me/profile');
  await member.getByRole('link', { name: 'Saran saya' }).click();
  await fill(member, { suggestion: 'Buka kas sampai jam empat' });
  await member.getByRole('button', { name: 'Kirim saran' }).click();
  assert.match(await shown(member), /Saran Anda sudah diterima.*Menunggu tanggapan/);
  const secretary = await pageOf(['sekretaris']);
  await secretary.goto('/staff/registers');
  assert.match(await shown(secretary), /1 belum ditanggapi/);
  await secretary.goto('/staff/registers/saran-anggota');
  await secretary.getByRole('link', { name: '1/2026' }).click();
  await fill(secretary, { answer: 'Mulai bulan depan' });
  await secretary.getByRole('button', { name: 'Simpan tanggapan' }).click();
  await fits(secretary, 'suggestion');
  await member.reload();
  assert.match(await shown(member), /Mulai bulan depan/);
  await fits(member, 'my-suggestions');
});

test('nothing on these pages keeps anybody out', async () => {
  // The examination itself is a script.
  const page = await pageOf(['ketua'], true);
  for (const path of [
    '/staff/registers',
    '/staff/registers/tamu',
    '/staff/registers/tamu/new',
    '/staff/resolutions',
    '/staff/resolutions/new',
    '/staff/budget',
    '/staff/budget/actual?year=2026',
  ]) {
    await page.goto(path);
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, [], path);
  }
});
