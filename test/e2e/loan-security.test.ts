import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { readLoanProducts } from '#loans';
import { membersById } from '#members';
import { runningLoan } from '../../src/modules/loans/loans.fixture.ts';
import { saver, savers } from '../../src/modules/savings/savings.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, lendingCooperative, TEST_PASSWORD } from '../support/people.ts';
import { read, testWorld } from '../support/world.ts';

const world = await testWorld();
const context = await lendingCooperative(world);
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };

async function signedIn(viewport: typeof PHONE, javaScriptEnabled = true): Promise<Page> {
  const username = await addStaff(context, ['manajer', 'teller']);
  const browsing = await browser.newContext({ viewport, baseURL: app.url, javaScriptEnabled });
  const page = await browsing.newPage();
  await page.goto(`/sign-in?cooperative=${context.cooperative.slug}`);
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(TEST_PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.waitForURL(/\/staff/);
  return page;
}

/** What is wrong with a page: it scrolls sideways, or the accessibility rules find something. */
async function faults(page: Page): Promise<string[]> {
  const wide = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
  const { violations } = await new AxeBuilder({ page }).analyze();
  return [...(wide ? [`${page.url()} scrolls sideways`] : []), ...violations.map(({ id, help }) => `${id}: ${help}`)];
}

async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['SOKOGURU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

const alarm = async (page: Page) => (await page.getByRole('alert').first().textContent()) ?? '';
const main = async (page: Page) => (await page.locator('main').textContent()) ?? '';

test('a manager copies a product, is told what is wrong beside the field, and changes its terms, without script', async () => {
  const page = await signedIn(DESK, false);
  await page.goto('/staff/loans/products');
  assert.match(await main(page), /Pinjaman Umum/);
  await page.goto('/staff/loans/products/new?from=PU');
  await page.locator('#name').fill('Pinjaman Pendidikan');
  await page.locator('#code').fill('PN');
  await page.locator('[name="legalBasis"]').fill('Keputusan pengurus 12/2026');
  await page.locator('[name="terms.calculation.rate"]').fill('3');
  await page.getByRole('button', { name: 'Produk baru' }).click();
  assert.match(await alarm(page), /paling tinggi 24 %/);
  await page.locator('[name="terms.calculation.rate"]').fill('1,25');
  await page.getByRole('button', { name: 'Produk baru' }).click();
  await page.getByRole('link', { name: 'Pinjaman Pendidikan' }).click();
  assert.match(await main(page), /Jasa setahun\s*15,00 %/);
  await page.locator('summary', { hasText: 'Tetapkan ketentuan baru' }).click();
  await page.locator('[name="effectiveFrom"]').fill('01/12/2026');
  await page.locator('[name="legalBasis"]').fill('Keputusan pengurus 14/2026');
  await page.locator('[name="terms.amount.max"]').fill('20jt');
  await page.getByRole('button', { name: 'Tetapkan ketentuan baru' }).click();
  assert.match(await main(page), /Mulai 1 Des 2026/);
  await page.context().close();
});

test('collateral is registered, kept, pledged, and not given back while the loan runs', async () => {
  const owner = await saver(context, 71);
  const number =
    (await read(context, (scope) => membersById(scope, [owner.memberId]))).get(owner.memberId)?.number ?? '';
  const [product] = await read(context, (scope) => readLoanProducts(scope, scope.today));
  const loan = await runningLoan(context, { productId: product?.id ?? '', rupiah: 6_000_000, tenor: 12, saver: owner });
  const page = await signedIn(DESK);
  await page.goto(`/staff/loans/collateral/new?q=${number}`);
  await page.locator('main a[href*="?member="]').first().click();
  await page.locator('#kind').selectOption('bpkb');
  await page.locator('#description').fill('Honda Beat 2022, K 1234 AB');
  await page.locator('#value').fill('10.000.000');
  await page.getByRole('button', { name: 'Catat agunan' }).click();
  assert.match(await alarm(page), /nomor yang tercetak/);
  await page.locator('#paperNumber').fill('K-01234567');
  await page.getByRole('button', { name: 'Catat agunan' }).click();
  await page.locator('#place').fill('Brankas 2, map 14');
  await page.getByRole('button', { name: 'Terima surat' }).click();
  await page.locator('#loanId').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Jaminkan' }).click();
  const text = await main(page);
  assert.match(text, /•••• 4567/);
  assert.match(text, /baru bisa dilepas setelah pinjamannya lunas/);
  assert.equal(await page.getByRole('button', { name: 'Kembalikan surat' }).count(), 0);
  await look(page, 'collateral-desk');
  await page.goto(`/staff/loans/${loan.id}/security`);
  await page.locator('[name="person.fullName"]').fill('Raden Ajeng Siti Nurhaliza');
  await page.locator('[name="person.nik"]').fill('331901');
  await page.locator('#amount').fill('3jt');
  await page.getByRole('button', { name: 'Catat penjamin' }).click();
  assert.match(await alarm(page), /16 angka/);
  await page.locator('[name="person.nik"]').fill('3319011705900001');
  await page.getByRole('button', { name: 'Catat penjamin' }).click();
  assert.match(await main(page), /Raden Ajeng Siti Nurhaliza[\s\S]*•0001/);
  await look(page, 'security-desk');
  await page.setViewportSize(PHONE);
  assert.deepEqual(await faults(page), []);
  await look(page, 'security-phone');
  await page.context().close();
});

test('a group is formed by member numbers, and a related party noted', async () => {
  const people = await savers(context, 4, 81);
  const ids = people.map(({ memberId }) => memberId);
  const found = await read(context, (scope) => membersById(scope, ids));
  const numbers = ids.map((id) => found.get(id)?.number ?? '');
  const page = await signedIn(PHONE);
  await page.goto('/staff/loans/groups/new');
  await page.locator('#name').fill('Kelompok Melati');
  await page.locator('#memberIds').fill(numbers.slice(0, 2).join('\n'));
  await page.locator('#chairId').fill(numbers[0] ?? '');
  await page.getByRole('button', { name: 'Bentuk kelompok' }).click();
  assert.match(await alarm(page), /paling sedikit 3 orang/);
  await page.locator('#memberIds').fill(numbers.slice(0, 3).join('\n'));
  await page.getByRole('button', { name: 'Bentuk kelompok' }).click();
  await page.locator('#memberId').fill(numbers[3] ?? '');
  await page.getByRole('button', { name: 'Masukkan anggota' }).click();
  assert.equal(await page.getByRole('button', { name: 'Keluarkan' }).count(), 3);
  await look(page, 'group-phone');
  await page.goto('/staff/loans/related');
  await page.locator('#memberId').fill(numbers[0] ?? '');
  await page.locator('#role').selectOption('family');
  await page.locator('#relation').fill('Istri ketua');
  await page.getByRole('button', { name: 'Catat pihak terkait' }).click();
  assert.match(await main(page), /Istri ketua/);
  await page.context().close();
});

test('each page fits a phone and a desk, and passes the accessibility rules', async () => {
  const found: string[] = [];
  for (const [size, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
    const page = await signedIn(viewport);
    for (const [name, path] of Object.entries({
      products: '/staff/loans/products',
      'product-new': '/staff/loans/products/new',
      product: '/staff/loans/products/PU',
      collateral: '/staff/loans/collateral',
      'collateral-new': '/staff/loans/collateral/new',
      groups: '/staff/loans/groups',
      'group-new': '/staff/loans/groups/new',
      related: '/staff/loans/related',
      parameter: '/staff/settings/parameters/loans.provision_rates',
      parameters: '/staff/settings/parameters',
    })) {
      const answer = await page.goto(path);
      if (answer?.status() !== 200) found.push(`${path} answers ${answer?.status()}`);
      found.push(...(await faults(page)));
      await look(page, `${name}-${size}`);
    }
    await page.context().close();
  }
  assert.deepEqual(found, []);
});
