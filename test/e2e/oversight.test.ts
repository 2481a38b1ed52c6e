import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import JSZip from 'jszip';
import type { Page } from 'playwright-core';
import { fixedClock } from '#kernel/clock';
import { postEntry, reversePostedEntry } from '#ledger';
import { deposit, withdraw } from '#savings';
import { saver } from '../../src/modules/savings/savings.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, savingsCooperative } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { asStaff, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };

const office = await savingsCooperative(world);
const supervisor = await addStaff(office, ['pengawas']);
const chair = await addStaff(office, ['ketua']);
const context = asStaff(office, undefined, 'Bu Bendahara');
const one = await saver(context);
await deposit(context, { accountId: one.SS, amount: '40000000.00' });
for (const amount of ['15000000.00', '15000000.00']) await withdraw(context, { accountId: one.SS, amount });
const { result } = await postEntry(context, {
  happenedOn: '2026-11-10',
  description: 'Renovasi kantor',
  lines: [
    { account: '6.1.11', debit: '7000000.00' },
    { account: '1.1.01', credit: '7000000.00' },
  ],
});
await reversePostedEntry(
  { ...context, clock: fixedClock('2026-11-20') },
  { entryId: result.id, reason: 'Belum dikerjakan' },
);

async function signIn(username: string, viewport: typeof PHONE, options = {}): Promise<Page> {
  const page = await signedIn(
    browser,
    app,
    { username, slug: context.cooperative.slug },
    { viewport, acceptDownloads: true, ...options },
  );
  await page.waitForURL(/\/staff/);
  return page;
}

async function sound(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
    [],
    name,
  );
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok((wide ?? 0) <= (window ?? 0), `${name} scrolls sideways: ${wide}`);
  const folder = process.env['SOKOGURU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

test('overview and exceptions are sound on a phone and on a desk', async () => {
  for (const [size, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
    const page = await signIn(supervisor, viewport);
    for (const path of ['overview', 'supervision']) {
      await page.goto(`/staff/${path}`);
      await sound(page, `${path}-${size}`);
    }
    await page.context().close();
  }
});

test('the chair reads what needs a decision and why, and opens it', async () => {
  const page = await signIn(chair, DESK);
  await page.getByRole('link', { name: 'Ringkasan pengurus' }).first().click();
  await page.waitForURL(/\/staff\/overview$/);
  assert.match(await page.locator('main').innerText(), /10 bulan belum ditutup, paling awal 1 Jan 2026/);
  assert.equal(await page.locator('main figure table').count(), 2);
  await page.context().close();
});

test('a supervisor without script looks at an exception, notes what it was, and takes the year home', async () => {
  const page = await signIn(supervisor, DESK, { javaScriptEnabled: false });
  await page.goto('/staff/supervision');
  const text = await page.locator('main').innerText();
  assert.match(text, /Jumlah bulat dicatat tangan \(1\)/);
  assert.match(text, /Pembatalan \(1\)/);
  assert.match(text, /Penarikan dipecah di bawah batas \(1\)[\s\S]*30\.000\.000[\s\S]*2 penarikan/);
  await page.locator('#round_amount tbody a[href*="rule=round_amount"]').click();
  const form = page.locator('#review');
  await form.locator('input[name=note]').fill('ok');
  await form.getByRole('button', { name: 'Simpan catatan' }).click();
  assert.match(await page.locator('main').innerText(), /Tulis penjelasannya, paling sedikit 5 huruf/);
  await page.locator('#review input[name=note]').fill('Kuitansi tukang sudah dilihat');
  await page.locator('#review').getByRole('button', { name: 'Simpan catatan' }).click();
  assert.match(await page.locator('#round_amount').innerText(), /Sudah jelas: Kuitansi tukang sudah dilihat/);
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Ambil paket' }).click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), `audit-${context.cooperative.slug}-2026.zip`);
  const zip = await JSZip.loadAsync(await readFile(await download.path()));
  assert.match((await zip.file('jurnal.csv')?.async('string')) ?? '', /Renovasi kantor/);
  await page.context().close();
});
