import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { installRoles } from '#identity';
import { bankMatches } from '#payments';
import { bcaCsv, bookMovements, type Movement } from '../../src/modules/payments/bank/bank.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const context = await world.cooperative();
await step(context, (scope) => installRoles(scope));
const username = await addStaff(context, ['bendahara']);
const browser = await openBrowser();
after(() => browser.close());

const OCTOBER: Movement[] = [
  { on: '2026-10-05', amount: 50_000_000n, text: 'SETORAN WAJIB ANI WIJAYA 100001' },
  { on: '2026-10-12', amount: -3_000_000n, text: 'BIAYA ADM OKTOBER' },
  { on: '2026-10-20', amount: 75_000_000n, text: 'SETORAN WAJIB BUDI SANTOSO 100002' },
  { on: '2026-10-20', amount: 75_000_000n, text: 'SETORAN WAJIB BUDI SANTOSO 100002' },
  { on: '2026-10-31', amount: 12_500_000n, text: 'PENJUALAN TOKO 100003' },
];
// The books have no fee, the second of two equal deposits is the bank's mistake, and two digits of the sale changed places.
await bookMovements(context, [
  ...[0, 2].flatMap((at) => OCTOBER[at] ?? []),
  { on: '2026-10-31', amount: 15_200_000n, text: 'Penjualan toko 100003' },
]);

async function open(size: 'phone' | 'desk', script: boolean): Promise<Page> {
  const viewport = size === 'phone' ? { width: 360, height: 640 } : { width: 1280, height: 800 };
  const who = { username, slug: context.cooperative.slug };
  return signedIn(browser, app, who, { viewport, javaScriptEnabled: script });
}

const shown = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');

async function fits(page: Page, name: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0, `${name}: nothing sticks out sideways`);
  const folder = process.env['SOKOGURU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/bank-${name}.png`, fullPage: true });
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  );
}

async function handIn(page: Page, text: string): Promise<void> {
  await page.setInputFiles('input[name=file]', {
    name: 'mutasi-oktober.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await page.getByRole('button', { name: 'Baca berkas' }).click();
}

test('the treasurer adds an account, hands a statement in, matches, books and closes the month, without script', async () => {
  const page = await open('phone', false);
  await page.goto('/staff/bank');
  await fits(page, 'empty-phone');
  await page.getByRole('link', { name: 'Tambah rekening' }).first().click();
  await page.getByLabel('Nama bank').fill('BCA');
  await page.getByLabel('Nomor rekening').fill('035-000-0001');
  await page.getByLabel('Nama rekening').fill('Giro operasional');
  await page.getByLabel('Akun buku').selectOption('1.1.05');
  await page.getByLabel('Dicocokkan mulai tanggal').fill('01/10/2026');
  await fits(page, 'new-phone');
  await page.locator('main').getByRole('button', { name: 'Tambah rekening' }).click();

  await handIn(page, 'Nomor,Nama\n1,Ani');
  assert.match(await shown(page), /tidak dikenali sebagai rekening koran/);
  await handIn(page, bcaCsv(OCTOBER));
  const preview = await shown(page);
  assert.match(preview, /Tidak ada peringatan: saldo berjalan cocok/);
  await fits(page, 'preview-phone');
  await page.goto(page.url().replace(/\/upload\/.*/, '/upload'));
  const broken = bcaCsv(OCTOBER).replace('"Saldo Akhir : 2,095,000.00"', '"Saldo Akhir : 2,195,000.00"');
  await handIn(page, broken);
  assert.match(
    await shown(page),
    /Saldo akhir menurut bank Rp 2.195.000, menurut hitungan Rp 2.095.000, selisih Rp 100.000/,
  );
  await page.getByRole('button', { name: 'Simpan 5 baris baru' }).click();
  assert.match(await shown(page), /Baca dulu, lalu centang/);
  await page.goto(page.url().replace(/\/upload\/.*/, '/upload'));
  await handIn(page, bcaCsv(OCTOBER));
  await page.getByRole('button', { name: 'Simpan 5 baris baru' }).click();

  assert.match(await shown(page), /5 baris baru disimpan|Baris bank \(5\)/);
  await fits(page, 'bench-phone');
  await page.getByRole('button', { name: 'Terima 2 yang pasti' }).click();
  const left = await shown(page);
  assert.match(left, /mungkin dua kali di rekening koran/);
  assert.match(
    left,
    /Jumlahnya berbeda: bank Rp 125.000, buku Rp 152.000, selisih -Rp 27.000, mungkin angkanya tertukar/,
  );
  await fits(page, 'left-phone');

  const fee = page.locator('li', { hasText: 'BIAYA ADM OKTOBER' });
  await fee.locator('summary').click();
  await fee.locator('select').selectOption('6.1.05');
  await fee.locator('input[name=description]').fill('Biaya administrasi bank');
  await fee.getByRole('button', { name: /^Bukukan/ }).click();
  assert.match(await shown(page), /Baris bank \(2\)/);
  await page.getByRole('link', { name: 'Rekonsiliasi', exact: true }).click();
  await page.getByRole('button', { name: 'Tutup rekonsiliasi bulan ini' }).click();
  assert.match(await shown(page), /Masih ada 2 baris bank yang belum cocok/);
  await fits(page, 'reconciliation-phone');
  await page.context().close();
});

test('at the desk the pages fit, are accessible, and the paper opens as PDF', async () => {
  const page = await open('desk', true);
  await page.goto('/staff/bank');
  await accessible(page);
  await fits(page, 'accounts-desk');
  await page.getByRole('link', { name: 'BCA •••• 0001' }).click();
  const account = page.url();
  await accessible(page);
  await fits(page, 'bench-desk');
  for (const [part, name] of [
    ['/upload', 'upload'],
    ['/match', 'match'],
    ['/matches', 'matches'],
    ['/reconciliation', 'reconciliation'],
  ] as const) {
    await page.goto(account + part);
    await accessible(page);
    await fits(page, `${name}-desk`);
  }
  const answer = await page.request.get(`${account}/reconciliation/file?month=2026-10&format=pdf`);
  assert.equal(answer.headers()['content-type'], 'application/pdf');
  for (const name of ['rules', 'ageing']) {
    await page.goto(`/staff/bank/${name}`);
    await accessible(page);
    await fits(page, `${name}-desk`);
    await page.setViewportSize({ width: 360, height: 640 });
    await fits(page, `${name}-phone`);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  const id = account.split('/').at(-1);
  assert.equal((await bankMatches(context, { accountId: id })).length, 3);
  await page.context().close();
});
