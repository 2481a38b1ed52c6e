import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { signInStaff, surroundingsOf } from '#identity';
import { clockFromEnvironment } from '#kernel/clock';
import type { Context } from '#kernel/context';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, savingsCooperative, TEST_PASSWORD } from '../support/people.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const context = await savingsCooperative(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };

/** A page on which someone with these roles is signed in. */
async function pageOf(roles: string[], options: { script?: boolean; viewport?: typeof DESK } = {}): Promise<Page> {
  const token = await signIn(context, roles);
  const { script = false, viewport = DESK } = options;
  const tab = await browser.newContext({ viewport, baseURL: app.url, javaScriptEnabled: script });
  await tab.addCookies([{ name: 'sokoguru', value: token, url: app.url }]);
  return tab.newPage();
}

async function signIn(where: Context, roles: string[]): Promise<string> {
  const username = await addStaff(where, roles);
  const visitor = { address: '127.0.0.1', deviceTokens: [], deviceLabel: 'Uji', remember: false };
  const asked = { cooperative: where.cooperative.slug, username, password: TEST_PASSWORD };
  return (await signInStaff(surroundingsOf(world.database, clockFromEnvironment(process.env)), asked, visitor)).token;
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const heading = async (page: Page) => (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
const shown = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');

async function typeEntry(page: Page, description: string, credit: string): Promise<void> {
  await page.goto('/staff/ledger/new');
  await page.locator('#description').fill(description);
  await page.locator('#account_0').fill('6.1.05');
  await page.locator('#debit_0').fill('1,5jt');
  await page.locator('#account_1').fill('kas');
  await page.locator('#credit_1').fill(credit);
}

for (const script of [false, true]) {
  const how = script ? 'with' : 'without';
  test(`an accountant posts, attaches, and reverses an entry, ${how} script`, async () => {
    const page = await pageOf(['bendahara'], { script });
    await typeEntry(page, 'Bayar listrik', '1.400.000');
    await page.locator('#credit_1').press('Enter');
    assert.match(await shown(page), /Belum sama\. Selisih Rp 100\.000/);
    await press(page, 'Tambah baris');
    assert.equal(await page.locator('#account_11').count(), 1);
    assert.equal(await page.locator('#description').inputValue(), 'Bayar listrik');
    await press(page, 'Catat jurnal');
    assert.match((await page.getByRole('alert').textContent()) ?? '', /Selisih Rp 100\.000/);
    await page.locator('#credit_1').fill('1500000');
    await press(page, 'Catat jurnal');
    assert.match(await heading(page), /^Jurnal \d+$/);
    const pdf = { name: 'nota.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') };
    await page.locator('#file').setInputFiles(pdf);
    await press(page, 'Lampirkan');
    const voucher = await page.getByRole('link', { name: 'nota.pdf' }).getAttribute('href');
    assert.deepEqual(await (await page.request.get(voucher ?? '')).body(), pdf.buffer);
    await page.getByRole('link', { name: 'Batalkan jurnal' }).click();
    await press(page, 'Batalkan jurnal');
    assert.match((await page.getByRole('alert').textContent()) ?? '', /Wajib diisi/);
    await page.locator('#reason').fill('Salah akun');
    await press(page, 'Batalkan jurnal');
    assert.match(await shown(page), /Jurnal ini membatalkan jurnal lain/);
    await page.context().close();
  });
}

test('a figure of the balance sheet opens down to its entry', async () => {
  const page = await pageOf(['akuntan']);
  await typeEntry(page, 'Beli kertas', '1.500.000');
  await press(page, 'Catat jurnal');
  const address = page.url();
  await page.goto('/staff/reports/balance-sheet');
  await page
    .getByRole('row', { name: /1\.1\.01/ })
    .getByRole('link')
    .click();
  assert.match(await heading(page), /1\.1\.01 Kas/);
  await page
    .getByRole('row', { name: /Beli kertas/ })
    .getByRole('link')
    .click();
  assert.equal(page.url(), address);
  await page.context().close();
});

test('a statement leaves as PDF and workbook, the journal as text for hledger', async () => {
  const page = await pageOf(['pengawas']);
  const files: [string, string, string][] = [
    ['/staff/reports/balance-sheet/file?format=pdf', 'application/pdf', '%PDF-'],
    ['/staff/reports/income-statement/file?format=xlsx', 'spreadsheetml', 'PK'],
    ['/staff/reports/trial-balance/file?format=xlsx&on=20/11/2026', 'spreadsheetml', 'PK'],
    ['/staff/ledger/export', 'text/plain', '; Sokoguru'],
  ];
  for (const [path, type, beginning] of files) {
    const answer = await page.request.get(path);
    assert.match(answer.headers()['content-type'] ?? '', new RegExp(type));
    assert.equal((await answer.body()).subarray(0, beginning.length).toString(), beginning);
  }
  for (const path of [
    '/staff/reports/x',
    '/staff/ledger/x',
    '/staff/ledger/history?code=99',
    '/staff/settings/parameters/x',
  ]) {
    assert.equal((await page.request.get(path)).status(), 404, path);
  }
  await page.context().close();
});

test('a chart line is added, renamed and retired', async () => {
  const page = await pageOf(['bendahara']);
  await page.goto('/staff/ledger/accounts/new');
  await page.locator('#parentCode').selectOption('6.1');
  await page.locator('#code').fill('6.1.77');
  await page.locator('#name').fill('Beban Parkir');
  await press(page, 'Simpan');
  await page.goto('/staff/ledger/accounts/6.1.77');
  await page.locator('#name').fill('Beban Parkir dan Tol');
  await page.getByLabel('Aktif', { exact: true }).uncheck();
  await press(page, 'Simpan');
  await page.goto('/staff/ledger/accounts?q=parkir');
  assert.match(await shown(page), /Beban Parkir dan Tol.*Nonaktif/);
  await page.context().close();
});

test('the chair finds the region by name, opens a branch, and sets a limit with its ground', async () => {
  const page = await pageOf(['ketua']);
  await page.goto('/staff/settings/profile');
  await page.locator('#regionQuery').fill('Demaan Kudus');
  await page.locator('#regionQuery').press('Enter');
  await page.getByLabel(/Demaan, Kota Kudus/).check();
  await press(page, 'Simpan');
  await page.goto('/staff/settings/profile');
  assert.match(await shown(page), /Demaan, Kota Kudus, Kabupaten Kudus/);
  await page.goto('/staff/settings/organisation');
  await page.getByText('Tambah cabang').first().click();
  await page.locator('#branch-code').fill('jpr');
  await page.locator('#branch-name').fill('Jepara');
  await page.locator('#branch-kind').selectOption('branch');
  await press(page, 'Tambah cabang');
  assert.match(await shown(page), /JPR.*Jepara.*Kantor cabang.*Aktif/);
  await page.goto('/staff/settings/parameters/till.cash_out_approval_above');
  await page.locator('#value').fill('2jt');
  await press(page, 'Simpan');
  assert.equal(await page.locator('#value').inputValue(), '2.000.000');
  await page.locator('#legalBasis').fill('ART pasal 12');
  await press(page, 'Simpan');
  assert.match(await shown(page), /ART pasal 12.*Rp 2\.000\.000/);
  await page.context().close();
});

test('who may only look sees no buttons that change, and is refused', async () => {
  const page = await pageOf(['pengawas']);
  await page.goto('/staff/ledger');
  assert.equal(await page.getByRole('link', { name: 'Jurnal baru' }).count(), 0);
  await page.goto('/staff/settings/organisation');
  assert.equal(await page.getByText('Tambah cabang').count(), 0);
  const answer = await page.goto('/staff/ledger/new');
  assert.equal(answer?.status(), 403);
  assert.match(await shown(page), /belum punya izin/i);
  await page.context().close();
});

for (const viewport of [PHONE, DESK]) {
  test(`the accountant's and the settings pages pass axe at ${viewport.width} px and fit`, async () => {
    const page = await pageOf(['ketua', 'bendahara'], { script: true, viewport });
    const paths = [
      '/staff/ledger',
      '/staff/ledger/new',
      '/staff/ledger/accounts/new',
      '/staff/ledger/history?code=1.1.01&from=2026-01-01',
      '/staff/reports/balance-sheet',
      '/staff/reports/income-statement',
      '/staff/settings/profile',
      '/staff/settings/organisation',
      '/staff/settings/parameters/till.cash_short_account',
    ];
    for (const path of paths) {
      await page.goto(path);
      assert.equal(new URL(page.url()).pathname, path.split('?')[0]);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => [path, id, nodes[0]?.target]),
        [],
      );
      const beyond = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
      assert.ok(beyond <= 0, `${path} is ${beyond} px too wide`);
    }
    await page.context().close();
  });
}
