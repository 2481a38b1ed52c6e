import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { signInStaff, surroundingsOf } from '#identity';
import { clockFromEnvironment } from '#kernel/clock';
import { postEntries } from '#ledger';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, savingsCooperative, TEST_PASSWORD } from '../support/people.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const context = await savingsCooperative(world);
const browser = await openBrowser();
after(() => browser.close());

const entry = (happenedOn: string, debit: string, credit: string, amount: string) => ({
  happenedOn,
  description: `${debit} dari ${credit}`,
  lines: [
    { account: debit, debit: amount },
    { account: credit, credit: amount },
  ],
});
await postEntries(context, {
  entries: [
    entry('2026-01-05', '1.1.05', '3.1.06', '50000000.00'),
    entry('2026-02-05', '1.3.06', '1.1.05', '12000000.00'),
    entry('2026-03-31', '1.1.05', '4.1.02', '2500000.00'),
    entry('2026-04-30', '1.1.05', '4.2.04', '750000.00'),
    entry('2026-05-31', '6.1.05', '1.1.05', '1200000.00'),
    entry('2026-06-30', '6.1.12', '1.3.07', '1000000.00'),
    entry('2026-07-31', '6.2.03', '2.1.21', '600000.00'),
    entry('2026-08-31', '1.1.05', '2.2.02', '20000000.00'),
  ],
});

async function pageOf(viewport = { width: 1280, height: 800 }, script = false): Promise<Page> {
  const username = await addStaff(context, ['akuntan']);
  const visitor = { address: '127.0.0.1', deviceTokens: [], deviceLabel: 'Uji', remember: false };
  const asked = { cooperative: context.cooperative.slug, username, password: TEST_PASSWORD };
  const { token } = await signInStaff(
    surroundingsOf(world.database, clockFromEnvironment(process.env)),
    asked,
    visitor,
  );
  const tab = await browser.newContext({ viewport, baseURL: app.url, javaScriptEnabled: script });
  await tab.addCookies([{ name: 'sokoguru', value: token, url: app.url }]);
  return tab.newPage();
}

const PATHS = [
  '/staff/reports',
  '/staff/reports/balance-sheet?compare=both&other=30/06/2026',
  '/staff/reports/income-statement?layout=parties',
  '/staff/reports/equity-changes?compare=previous',
  '/staff/reports/cash-flow?method=indirect',
  '/staff/reports/trial-balance?from=01/03/2026',
  '/staff/reports/entries?codes=6.1,6.2.03&from=2026-01-01&to=2026-12-31',
];

const shown = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');
const cell = (page: Page, row: RegExp) => page.getByRole('row', { name: row }).getByRole('cell').first();

test('an accountant without script compares, changes the method, and opens a figure down to its entry', async () => {
  const page = await pageOf();
  await page.goto('/staff/reports/balance-sheet?on=31/08/2026');
  assert.match(await shown(page), /Dibuat dari pembukuan yang belum ditutup, jurnal sampai nomor 8/);
  assert.equal(
    await cell(page, /^Jumlah aset [\d.]+/).textContent(),
    await cell(page, /^Jumlah liabilitas dan ekuitas/).textContent(),
  );
  await page.getByLabel('Tanggal lain').fill('30/06/2026');
  await page.getByRole('button', { name: 'Tampilkan' }).click();
  assert.deepEqual((await page.locator('thead th').allTextContents()).slice(1), ['31 Agustus 2026', '30 Juni 2026']);

  await page.goto('/staff/reports/cash-flow');
  const direct = await cell(page, /Arus kas bersih dari aktivitas operasi/).textContent();
  await page.getByLabel('Metode', { exact: true }).selectOption('indirect');
  await page.getByRole('button', { name: 'Tampilkan' }).click();
  assert.equal(await cell(page, /Arus kas bersih dari aktivitas operasi/).textContent(), direct);
  assert.match(await shown(page), /memberi angka yang sama untuk ketiga aktivitas/);
  await page
    .getByRole('row', { name: /6\.1\.12/ })
    .getByRole('link')
    .click();
  assert.match(await shown(page), /Hanya jurnal tanpa kas/);
  await page
    .getByRole('row', { name: /6\.1\.12 dari/ })
    .getByRole('link')
    .click();
  assert.match(await shown(page), /Akumulasi Penyusutan/);
  await page.goto('/staff/reports/income-statement');
  await page
    .getByRole('row', { name: /^SHU setelah pajak/ })
    .getByRole('link')
    .click();
  assert.match(await shown(page), /Jurnal dari \d+ akun.*Debit dikurangi kredit/);
  await page.context().close();
});

test('an address that asks for what is not there says so', async () => {
  const page = await pageOf();
  assert.equal((await page.request.get('/staff/reports/entries?codes=')).status(), 404);
  assert.equal((await page.request.get('/staff/reports/profit')).status(), 404);
  await page.goto('/staff/reports/cash-flow?from=tidak');
  assert.match(await shown(page), /Tanggal tidak terbaca/);
  await page.context().close();
});

for (const viewport of [
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
]) {
  test(`statements pass axe at ${viewport.width} px and fit`, async () => {
    const page = await pageOf(viewport, true);
    for (const path of PATHS) {
      await page.goto(path);
      assert.equal(new URL(page.url()).pathname, path.split('?')[0]);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => [path, id, nodes[0]?.target]);
      assert.deepEqual(found, []);
      assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0, path);
    }
    await page.context().close();
  });
}
