import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, savingsCooperative, TEST_PASSWORD } from '../support/people.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const BALANCES = `KOPERASI CONTOH;;;;;
NO;NO ANGGOTA;NAMA;POKOK;WAJIB;SUKARELA
1;A-001;Raden Ajeng Siti Nurhaliza Kusumawardhani;100.000;1.250.000;75.000
2;A-002;Budi Santoso;100.000;900.000;(25.000)
JUMLAH;;;200.000;2.150.000;90.000
`;

async function treasurer(javaScriptEnabled: boolean): Promise<Page> {
  const cooperative = await savingsCooperative(world);
  const username = await addStaff(cooperative, ['bendahara']);
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    baseURL: app.url,
    javaScriptEnabled,
  });
  const page = await context.newPage();
  await page.goto('/sign-in?next=/staff/import');
  const choice = page.locator('select[name=cooperative]');
  if (await choice.count()) await choice.selectOption(cooperative.cooperative.slug);
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(TEST_PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.goto('/staff/import');
  return page;
}

async function upload(page: Page, name: string, content: Buffer): Promise<void> {
  await page.locator('#file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: content });
  await page.getByRole('button', { name: 'Baca berkas' }).click();
  await page.waitForLoadState();
}

const text = async (page: Page) => (await page.locator('main').textContent()) ?? '';

/** Passes axe and fits its width. */
async function look(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [page.url(), id, nodes[0]?.target]),
    [],
  );
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0, page.url());
}

describe('the import wizard', () => {
  for (const script of [true, false]) {
    test(`brings a file of balances into the books, ${script ? 'with' : 'without'} script`, async () => {
      const page = await treasurer(script);
      await upload(page, 'saldo per desember.csv', Buffer.from(BALANCES));
      assert.match(await text(page), /Apa arti kolomnya/);
      if (script) await look(page);
      await page.getByRole('button', { name: 'Lanjut: periksa baris' }).click();
      const check = await text(page);
      assert.match(check, /Salah hitung di dalam berkas/, 'SUKARELA is printed as 90.000 and is 50.000');
      assert.match(check, /Simpanan minus/);
      if (script) await look(page);
      await page.getByRole('link', { name: 'Lanjut: setujui' }).click();
      await page.locator('#openingDate').fill('31/01/2026');
      if (script) await look(page);
      await page.getByRole('button', { name: 'Setujui dan tulis ke pembukuan' }).click();
      const result = await text(page);
      assert.match(result, /Impor selesai/);
      assert.match(result, /2 baru, 0 sudah ada/);
      assert.match(result, /2\.150\.000/);
      if (script) await look(page);
    });
  }

  test('a picture named .xlsx is told at the field, and nothing is kept', async () => {
    const page = await treasurer(false);
    await upload(page, 'foto.xlsx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    assert.match((await page.locator('#file-error').textContent()) ?? '', /sebuah gambar/);
    assert.match(await text(page), /Belum ada impor/);
  });

  test('a column that people correct is read as they say', async () => {
    const page = await treasurer(false);
    await upload(page, 'saldo.csv', Buffer.from('NO ANGGOTA;NAMA;TAB LEBARAN\nA-1;Siti;50.000\n'));
    await page.locator('select[name="column-2"]').selectOption('voluntarySavings');
    await page.locator('#kind').selectOption('savings_balances');
    await page.getByRole('button', { name: 'Lanjut: periksa baris' }).click();
    await page.goto(`${page.url()}?status=all`);
    assert.match(await text(page), /Sukarela Rp 50\.000/);
  });
});
