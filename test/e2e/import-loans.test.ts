import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { agreeAndRun, upload as uploadTo } from '../../src/modules/imports/imports.fixture.ts';
import { testProduct } from '../../src/modules/loans/loans.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, savingsCooperative, TEST_PASSWORD } from '../support/people.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const LOANS = `No;Nomor Anggota;Nama;Jenis Pinjaman;No Pinjaman;Tanggal Pinjam;Nominal Pinjaman;Angsuran;Sisa Pinjaman;Sisa JKW;Tunggakan Pokok;Tunggakan Jasa
1;A-1;Raden Ajeng Siti Nurhaliza Kusumawardhani;PINJAMAN UANG;PK-7/2026;05/03/2026;10.000.000;1.150.000;9.000.000;9;0;0
2;A-2;Budi Santoso;PINJAMAN UANG;PK-8/2026;10/01/2026;6.000.000;;4.000.000;4;1.500.000;180.000
3;A-3;Dewi Lestari;PINJAMAN BARANG;;;2.000.000;;2.000.000;;0;0
4;A-4;Eko Prasetyo;PINJAMAN UANG;;;3.000.000;;-250.000;;0;0
JUMLAH;;;;;;21.000.000;;14.950.000;;1.500.000;180.000
`;

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };

async function office(javaScriptEnabled: boolean, signIn: { slug: string; username: string }): Promise<Page> {
  const context = await browser.newContext({ viewport: DESK, baseURL: app.url, javaScriptEnabled });
  const page = await context.newPage();
  await page.goto('/sign-in?next=/staff/import');
  const choice = page.locator('select[name=cooperative]');
  if (await choice.count()) await choice.selectOption(signIn.slug);
  await page.locator('#username').fill(signIn.username);
  await page.locator('#password').fill(TEST_PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.goto('/staff/import');
  return page;
}

const text = async (page: Page) => (await page.locator('main').textContent()) ?? '';

/** Passes axe and fits its width on a phone and on a desk. */
async function look(page: Page): Promise<void> {
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => [page.url(), id, nodes[0]?.target]),
      [],
    );
    assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0, page.url());
  }
}

describe('loans of an imported file', () => {
  for (const script of [true, false]) {
    test(`are checked, agreed to with their difference, and run on, ${script ? 'with' : 'without'} script`, async () => {
      const cooperative = await savingsCooperative(world);
      await testProduct(cooperative, 'UANG');
      await testProduct(cooperative, 'BARANG');
      const username = await addStaff(cooperative, ['bendahara']);
      const page = await office(script, { slug: cooperative.cooperative.slug, username });
      await page
        .locator('#file')
        .setInputFiles({ name: 'pinjaman per oktober.csv', mimeType: 'text/csv', buffer: Buffer.from(LOANS) });
      await page.getByRole('button', { name: 'Baca berkas' }).click();
      await page.locator('#loanRemaining').fill('24');
      await page.locator('#asOf').fill('31/10/2026');
      if (script) await look(page);
      await page.getByRole('button', { name: 'Lanjut: periksa baris' }).click();
      const check = await text(page);
      assert.match(check, /Selisih: Rp 200\.000/, 'the file prints 14.950.000 and its rows are 14.750.000');
      assert.match(check, /Sisa angsuran tidak ada di berkas/);
      if (script) await look(page);
      await page.getByRole('link', { name: 'Lanjut: setujui' }).click();
      await page.getByRole('button', { name: 'Setujui dan tulis ke pembukuan' }).click();
      assert.match(await text(page), /Jumlah pinjaman di berkas dan yang akan ditulis berbeda/);
      await page.locator('#loanDifference').check();
      if (script) await look(page);
      await page.getByRole('button', { name: 'Setujui dan tulis ke pembukuan' }).click();
      const result = await text(page);
      assert.match(result, /Impor selesai/);
      assert.match(result, /Saldo akun 1\.1\.20 di buku sekarang\s*14\.750\.000/);
      if (script) await look(page);
    });
  }

  test('kept as positions are taken over later, once there is a product for them', async () => {
    const cooperative = await savingsCooperative(world);
    const preview = await uploadTo(
      cooperative,
      { fileName: 'pinjaman.csv', bytes: LOANS.replace('14.950.000', '14.750.000') },
      { mapping: { asOf: '2026-01-31' } },
    );
    await agreeAndRun(cooperative, preview);
    await testProduct(cooperative, 'PU');
    const username = await addStaff(cooperative, ['manajer']);
    const page = await office(true, { slug: cooperative.cooperative.slug, username });
    await page.goto('/staff/loans/take-over');
    assert.match(await text(page), /Menunggu\s*3/);
    await look(page);
    const boxes = page.locator('input[name=take]');
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.locator('input[name^="remaining-"]').nth(0).fill('9');
    await page.getByRole('button', { name: 'Ambil alih yang dipilih' }).click();
    assert.match(await text(page), /Isi sisa angsuran/);
    await page.locator('input[name^="remaining-"]').nth(1).fill('4');
    await page.getByRole('button', { name: 'Ambil alih yang dipilih' }).click();
    assert.match((await page.locator('body').textContent()) ?? '', /2 pinjaman sudah diambil alih/);
    assert.match(await text(page), /Menunggu\s*1/);
  });
});
