import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { readBranches } from '#cooperatives';
import { addPersonWithPassword } from '#identity';
import type { BusinessDate } from '#kernel/dates';
import { memberDetail } from '#members';
import { installTill } from '#payments';
import { deposit } from '#savings';
import { runningLoan, testProduct } from '../../src/modules/loans/loans.fixture.ts';
import { saver } from '../../src/modules/savings/savings.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, savingsCooperative, TEST_PASSWORD } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };

/** A borrower whose second instalment is late and who has some savings, a teller with a till, and who may undo. */
async function office() {
  const context = await savingsCooperative(world);
  const tillId = await step(context, async (scope) => {
    const [branch] = await readBranches(scope);
    return (await installTill(scope, { code: 'KDS1', name: 'Kas 1', kind: 'drawer', branchId: branch?.id ?? '' })).id;
  });
  const borrower = await saver(context, 7);
  await deposit(context, { accountId: borrower.SS, amount: '400000.00' });
  const productId = await testProduct(context, 'UJI');
  const on = '2026-10-01' as BusinessDate;
  const loan = await runningLoan(context, { productId, rupiah: 1_200_000, tenor: 12, on, saver: borrower });
  const { fullName, number } = await memberDetail(context, { memberId: borrower.memberId });
  const member = `anggota-${borrower.memberId.slice(-6)}`;
  await addPersonWithPassword(
    context,
    { fullName, username: member, roles: ['anggota'], memberId: borrower.memberId },
    TEST_PASSWORD,
  );
  const teller = await addStaff(context, ['teller']);
  const bendahara = await addStaff(context, ['bendahara']);
  return { context, tillId, borrower, loan, member, number, teller, bendahara, slug: context.cooperative.slug };
}

const signIn = (
  username: string,
  slug: string,
  options: { viewport?: typeof DESK; javaScriptEnabled?: boolean } = {},
) => signedIn(browser, app, { username, slug }, { viewport: DESK, ...options });

const text = (page: Page) => page.locator('main').innerText();

/** Passes axe, and fits its width at both sizes. */
async function isSound(page: Page, name: string): Promise<void> {
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= viewport.width, `${name} is ${width} wide at ${viewport.width}`);
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
    [],
  );
}

describe('paying back', () => {
  test('a member without script sees what is due, pays from a saving, sees the receipt, and turns automatic payment on', async () => {
    const { loan, member, slug } = await office();
    const page = await signIn(member, slug, { viewport: PHONE, javaScriptEnabled: false });
    await page.goto('/me');
    assert.match(await text(page), /Harus dibayar sekarang\s+Rp 119\.888/);
    await page.goto('/me/loans');
    assert.match(await text(page), /Termasuk denda Rp 1\.888/);
    await page.goto(`/me/loans/${loan.id}`);
    assert.match(await text(page), /Jumlah pelunasan\s+Rp 1\.237\.888/);
    await page.getByRole('link', { name: 'Bayar dari simpanan' }).click();
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByRole('button', { name: 'Bayar Rp 119.888' }).click();
    assert.match(await text(page), /Angsuran pinjaman[\s\S]*Pokok\s+Rp 100\.000[\s\S]*Denda\s+Rp 1\.888/);
    await page.goto(`/me/loans/${loan.id}`);
    await page.getByRole('button', { name: 'Nyalakan bayar otomatis' }).click();
    assert.match(await text(page), /Nyala: angsuran diambil/);
    assert.doesNotMatch(await text(page), /Harus dibayar sekarang/);
  });

  test("the member's pages are sound at both sizes", async () => {
    const { loan, member, slug } = await office();
    const page = await signIn(member, slug);
    for (const [name, path] of [
      ['me', '/me'],
      ['me-loans', '/me/loans'],
      ['me-loan', `/me/loans/${loan.id}`],
      ['me-pay', `/me/loans/${loan.id}/pay`],
    ] as const) {
      await page.goto(path);
      await isSound(page, name);
    }
  });

  test('a teller takes what is due at the till with three keys, and the receipt tells what is left', async () => {
    const { tillId, borrower, teller, slug } = await office();
    const page = await signIn(teller, slug);
    await page.goto(`/staff/till/open/${tillId}`);
    await page.getByRole('button', { name: 'Buka kas' }).click();
    await page.goto(`/staff/till/serve/${borrower.memberId}`);
    await isSound(page, 'serve');
    await page.locator('#amount').press('Enter');
    await page.waitForURL(/confirm/);
    await isSound(page, 'serve-confirm');
    await page.keyboard.press('Enter');
    await page.waitForURL(/receipts/);
    assert.match(await text(page), /Bukti angsuran pinjaman[\s\S]*Sisa pokok\s+Rp 1\.100\.000/);
    await isSound(page, 'receipt');
  });

  test('the desk takes a payment, undoes it with a reason, and settles at the quote', async () => {
    const { loan, bendahara, slug } = await office();
    const page = await signIn(bendahara, slug);
    await page.goto(`/staff/loans/${loan.id}/pay`);
    await isSound(page, 'desk-pay');
    await page.getByRole('button', { name: 'Terima pembayaran' }).click();
    await page.waitForURL(/receipts/);
    await page.goto(`/staff/loans/${loan.id}/pay`);
    await page.getByRole('link', { name: 'Batalkan' }).click();
    await isSound(page, 'desk-undo');
    await page.locator('#reason').fill('Salah orang');
    await page.getByRole('button', { name: 'Batalkan pembayaran' }).click();
    await page.goto(`/staff/loans/${loan.id}/settle`);
    await isSound(page, 'desk-settle');
    await page.getByRole('button', { name: 'Lunasi Rp 1.237.888' }).click();
    await page.waitForURL(/receipts/);
    assert.match(await text(page), /Bukti pelunasan pinjaman/);
  });

  test('a payroll file is looked at before it is posted', async () => {
    const { number, bendahara, slug } = await office();
    const page = await signIn(bendahara, slug);
    await page.goto('/staff/loans/collect');
    await isSound(page, 'collect');
    const csv = `Nomor anggota,Jumlah\n${number},119888\nX-404,50000\n`;
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'gaji.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('button', { name: 'Lihat dulu' }).click();
    await page.getByText('Nomor anggota atau nomor pinjaman ini tidak ada').waitFor();
    await isSound(page, 'collect-preview');
    await page.getByRole('button', { name: 'Bukukan Rp 119.888' }).click();
    await page.waitForURL(/collect\/[0-9a-f-]+$/);
    assert.match(await text(page), /membayar UJI-000001/);
    await isSound(page, 'collect-file');
  });
});
