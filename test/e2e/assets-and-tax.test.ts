import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { addBranch } from '#cooperatives';
import { installRoles, signInStaff, surroundingsOf } from '#identity';
import { clockFromEnvironment } from '#kernel/clock';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, TEST_PASSWORD } from '../support/people.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const SIZES = { phone: { width: 360, height: 640 }, desk: { width: 1280, height: 800 } };
const context = await world.cooperative();
await step(context, (scope) => installRoles(scope));
await addBranch(context, { code: 'JWN', name: 'Cabang Juwana', kind: 'branch' });
const username = await addStaff(context, ['bendahara']);

async function open(script = false): Promise<Page> {
  const visitor = { address: '127.0.0.1', deviceTokens: [], deviceLabel: 'Uji', remember: false };
  const asked = { cooperative: context.cooperative.slug, username, password: TEST_PASSWORD };
  const signedIn = await signInStaff(surroundingsOf(world.database, clockFromEnvironment(process.env)), asked, visitor);
  const tab = await browser.newContext({ viewport: SIZES.desk, baseURL: app.url, javaScriptEnabled: script });
  await tab.addCookies([{ name: 'sokoguru', value: signedIn.token, url: app.url }]);
  return tab.newPage();
}

const shown = async (page: Page) => ((await page.locator('body').textContent()) ?? '').replaceAll(/\s+/g, ' ');

/** Both widths of the page that is shown: nothing sticks out, and a picture where a folder is named. */
async function fits(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const folder = process.env['SOKOGURU_PICTURES'];
    if (folder) await page.screenshot({ path: `${folder}/assets-${name}-${size}.png`, fullPage: true });
    assert.equal(over, 0, `nothing sticks out sideways: ${name}, ${size}`);
  }
  await page.setViewportSize(SIZES.desk);
}

test('an asset is bought, depreciated month by month, counted and sold, without a script', async () => {
  const page = await open();
  await page.goto('/staff/assets');
  assert.match(await shown(page), /Belum ada aset/);
  await fits(page, 'empty');
  await page.goto('/staff/assets/new');
  await page.getByRole('button', { name: 'Catat aset' }).click();
  assert.match(await shown(page), /Wajib diisi|Tulis|Pilih/);
  await fits(page, 'new-errors');
  await page.getByLabel('Kode').fill('INV-001');
  await page.getByLabel('Nama').fill('Komputer teller');
  await page.getByLabel('Golongan').selectOption('equipment');
  await page.getByLabel('Tanggal beli').fill('10/09/2026');
  await page.getByLabel('Harga perolehan').fill('4.800.000');
  await page.getByLabel('Dibayar dari').selectOption('1.1.05');
  await page.getByLabel('Lokasi').fill('Loket 1');
  await page.getByRole('button', { name: 'Catat aset' }).click();
  assert.match(await shown(page), /Aset tercatat/);
  await fits(page, 'asset');
  const address = page.url();
  for (const month of ['2026-09', '2026-10', '2026-11']) {
    await page.goto(`/staff/assets/depreciation?month=${month}`);
    if (month === '2026-09') await fits(page, 'run');
    await page.getByRole('button', { name: /Jalankan penyusutan/ }).click();
    assert.match(await shown(page), /Penyusutan tercatat: 1 aset, Rp 100\.000/);
  }
  await page.goto(address);
  await page.getByLabel('Jumlah yang ada').fill('0');
  await page.getByRole('button', { name: 'Simpan pemeriksaan' }).click();
  assert.match(await shown(page), /Jumlahnya berbeda dari daftar/);
  await fits(page, 'count-refused');
  await page.goto(address);
  await page.getByLabel('Cara').selectOption('sale');
  await page.getByLabel('Harga jual').fill('4.600.000');
  await page.getByLabel('Uang diterima di').selectOption('1.1.05');
  await page.getByLabel('Alasan').fill('Diganti yang baru');
  await page.getByRole('button', { name: 'Lepas aset' }).click();
  assert.match(await shown(page), /Laba \(rugi\) pelepasan\s*Rp 100\.000/);
  await fits(page, 'disposed');
  for (const [name, path] of [
    ['inventory', '/staff/assets/inventory?on=2026-10-31'],
    ['categories', '/staff/assets/categories'],
    ['foreclosed', '/staff/assets/foreclosed'],
    ['list', '/staff/assets?status=disposed'],
  ] as const) {
    await page.goto(path);
    await fits(page, name);
  }
});

test('an insurance paid for a year is spread over its months', async () => {
  const page = await open();
  await page.goto('/staff/deferrals/new');
  await fits(page, 'deferral-new');
  await page.getByLabel('Uraian').fill('Asuransi gedung');
  await page.getByLabel('Jumlah seluruhnya').fill('1.000.000');
  await page.getByLabel('Banyaknya bulan').fill('3');
  await page.getByLabel('Akun neraca').selectOption('1.1.50');
  await page.getByLabel('Akun beban atau pendapatan').selectOption('6.1.05');
  await page.getByLabel('Dibayar dari atau diterima di').selectOption('1.1.05');
  await page.getByRole('button', { name: 'Buat jadwal' }).click();
  assert.match(await shown(page), /Jadwal tersimpan/);
  await page.goto('/staff/deferrals');
  await page.getByRole('button', { name: /Catat bulan/ }).click();
  assert.match(await shown(page), /Tercatat: 1 jadwal, Rp 333\.333,33/);
  await fits(page, 'deferrals');
  await page.getByRole('link', { name: 'Asuransi gedung' }).click();
  await fits(page, 'deferral');
});

test('money that goes to a branch leaves the inter-branch account at nought', async () => {
  const page = await open();
  await page.goto('/staff/interbranch');
  await page.getByLabel('Dari cabang').selectOption({ label: 'Kantor pusat' });
  await page.getByLabel('Akun yang memberi').selectOption('1.1.05');
  await page.getByLabel('Ke cabang').selectOption({ label: 'Cabang Juwana' });
  await page.getByLabel('Akun yang menerima').selectOption('1.1.02');
  await page.getByLabel('Jumlah').fill('750.000');
  await page.getByLabel('Uraian').fill('Kas kecil cabang');
  await page.getByRole('button', { name: 'Pindahkan' }).click();
  assert.match(await shown(page), /Pemindahan tercatat di kedua cabang/);
  assert.match(await shown(page), /Rekening antar kantor nol/);
  await fits(page, 'interbranch');
});

test('a tax is withheld with a slip, paid, and stands in the recap', async () => {
  const page = await open(true);
  await page.goto('/staff/tax/withholding/new');
  await fits(page, 'slip-new');
  await page.getByLabel('Objek pajak').selectOption('services');
  await page.getByLabel('Penerima').fill('PT Konsultan Jaya');
  await page.getByLabel('NPWP atau NIK').fill('012345678901000');
  await page.getByLabel('Jumlah bruto').fill('10.000.000');
  await page.getByLabel('Untuk', { exact: true }).fill('Jasa konsultan');
  await page.getByLabel('Akun beban').selectOption('6.1.14');
  await page.getByLabel('Dibayar dari').selectOption('1.1.05');
  await page.getByRole('button', { name: 'Potong pajak' }).click();
  await page.getByText('Bukti potong 23-2026-000001 terbit').waitFor();
  await fits(page, 'slip');
  const pdf = await page.request.get(`${page.url()}/slip.pdf`);
  assert.equal(pdf.headers()['content-type'], 'application/pdf');
  await page.goto('/staff/tax');
  assert.match(await shown(page), /Belum disetor/);
  await fits(page, 'tax');
  assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, []);
  await page.getByLabel('NTPN').fill('A1B2C3D4E5F6G7H8');
  await page.getByLabel('Dibayar dari').selectOption('1.1.05');
  await page.getByRole('button', { name: 'Catat setoran' }).click();
  await page.getByText('Setoran pajak tercatat').waitFor();
  assert.match(await shown(page), /Lunas/);
  const csv = await page.request.get('/staff/tax/recap?format=csv&year=2026');
  assert.match(await csv.text(), /November 2026,PPh 23,10000000\.00,200000\.00,200000\.00/);
  await page.goto('/staff/tax/withholding');
  await fits(page, 'slips');
  await page.goto('/staff/tax/income');
  await fits(page, 'income');
});
