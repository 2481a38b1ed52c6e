import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };

async function open(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, baseURL: app.url, javaScriptEnabled });
  return context.newPage();
}

const next = (page: Page) => page.getByRole('button', { name: 'Lanjut' }).click();
const heading = async (page: Page) => (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
const alarm = async (page: Page) => (await page.getByRole('alert').textContent()) ?? '';

/** Walks from the first page to the summary. */
async function fillIn(page: Page, own: { name: string; shortCode: string }): Promise<void> {
  await page.goto('/setup');
  await page.getByRole('button', { name: 'Mulai' }).click();
  await page.getByLabel('Simpan pinjam (KSP)').check();
  await next(page);
  await page.getByLabel('Nama koperasi').fill(own.name);
  await page.getByLabel('Kode singkat').fill(own.shortCode);
  await next(page);
  await next(page);
  for (const [level, code] of [
    ['province', '33'],
    ['regency', '33.19'],
    ['district', '33.19.01'],
    ['village', '33.19.01.2001'],
  ] as const) {
    await page.locator(`#${level}`).selectOption(code);
    await next(page);
  }
  for (const _step of ['books', 'chart', 'savings', 'rules']) await next(page);
  await page.locator('#name_ketua').fill('Siti Aminah');
  await page.locator('#username_ketua').fill('siti');
  await next(page);
}

for (const script of [false, true]) {
  test(`a visitor makes a cooperative and its chair signs in, ${script ? 'with' : 'without'} script`, async () => {
    const page = await open(script);
    const own = script ? { name: 'KSP Sumber Rejeki', shortCode: 'SR' } : { name: 'KSP Mekar Jaya', shortCode: 'MJ' };
    await fillIn(page, own);
    assert.match((await page.locator('main').textContent()) ?? '', /Simpanan pokok\s*Rp 100\.000/);
    await page.getByRole('button', { name: 'Buat koperasi' }).click();
    assert.match(await heading(page), new RegExp(`${own.name} sudah dibuat`));
    const code = (await page.locator('.amount-xl').textContent()) ?? '';
    await page.getByRole('button', { name: 'Sudah dicatat' }).click();
    await page.locator('#officeCode').fill(code);
    for (const field of ['password', 'passwordAgain']) await page.locator(`#${field}`).fill('padi-menguning-di-sawah');
    await page.getByRole('button', { name: 'Simpan kata sandi' }).click();
    if (new URL(page.url()).pathname.startsWith('/sign-in')) {
      const cooperative = page.locator('select[name=cooperative]');
      if (await cooperative.count()) await cooperative.selectOption({ label: own.name });
      await page.locator('#username').fill('siti');
      await page.locator('#password').fill('padi-menguning-di-sawah');
      await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    }
    await page.goto('/staff/settings/profile');
    assert.equal(await page.getByLabel('Nama koperasi').inputValue(), own.name);
    await page.context().close();
  });
}

test('a wizard that is left in the middle goes on where it was, and nobody skips a step', async () => {
  const page = await open(false);
  await page.goto('/setup/people');
  assert.equal(new URL(page.url()).pathname, '/setup');
  await page.getByRole('button', { name: 'Mulai' }).click();
  await page.getByLabel('Konsumen').check();
  await next(page);
  await page.goto('/setup/summary');
  assert.equal(new URL(page.url()).pathname, '/setup/name');
  await page.goto('/setup');
  await page.getByRole('link', { name: 'Lanjutkan isian tadi' }).click();
  assert.match(await heading(page), /Apa nama koperasi Anda/);
  await page.goto('/setup/kind');
  assert.equal(await page.getByLabel('Konsumen').isChecked(), true);
  await page.context().close();
});

test('what is wrong is said at the field, and what was typed stays', async () => {
  const page = await open(false);
  await page.goto('/setup');
  await page.getByRole('button', { name: 'Mulai' }).click();
  await next(page);
  assert.match(await alarm(page), /Pilih jenis koperasinya/);
  await page.getByLabel('Simpan pinjam (KSP)').check();
  await next(page);
  await page.getByLabel('Nama koperasi').fill('KSP Mekar Jaya');
  await next(page);
  assert.match(await alarm(page), /sudah dipakai koperasi lain/);
  assert.equal(await page.getByLabel('Nama koperasi').inputValue(), 'KSP Mekar Jaya');
  await page.context().close();
});

test('every step passes axe on a phone and fits its width', async () => {
  const page = await open(true);
  const check = async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => [page.url(), id, nodes[0]?.target]),
      [],
    );
    assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0, page.url());
  };
  await page.goto('/setup');
  await check();
  await fillIn(page, { name: 'KSP Raden Ajeng Siti Nurhaliza Kusumawardhani', shortCode: 'RA' });
  for (const step of [
    'kind',
    'name',
    'numbers',
    'address',
    'books',
    'chart',
    'savings',
    'rules',
    'people',
    'summary',
  ]) {
    await page.goto(`/setup/${step}`);
    await check();
  }
  await page.context().close();
});
