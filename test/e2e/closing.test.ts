import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { discardDraft, saveDraft } from '#books';
import { installRoles, signInStaff, surroundingsOf } from '#identity';
import { clockFromEnvironment } from '#kernel/clock';
import { enter } from '../../src/modules/books/closing/closing.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, TEST_PASSWORD } from '../support/people.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const SIZES = { phone: { width: 360, height: 640 }, desk: { width: 1280, height: 800 } };

// Its books begin in December 2025: a book year of one month, which is soon closed.
const context = await world.cooperative({ openFrom: '2025-12-01' });
await step(context, (scope) => installRoles(scope));
await enter(context, [
  { on: '2025-12-10', debit: '1.1.05', credit: '4.1.01', amountSen: 90_000_000n },
  { on: '2025-12-20', debit: '6.1.10', credit: '1.1.05', amountSen: 25_000_000n },
  { on: '2025-12-21', debit: '1.1.05', credit: '2.1.07', amountSen: 15_000_000n },
]);
const draft = await saveDraft(context, { happenedOn: '2025-12-30', description: 'Nota bensin', lines: [] });

async function pageOf(roles: string[], size: keyof typeof SIZES, script = false): Promise<Page> {
  const username = await addStaff(context, roles);
  const visitor = { address: '127.0.0.1', deviceTokens: [], deviceLabel: 'Uji', remember: false };
  const asked = { cooperative: context.cooperative.slug, username, password: TEST_PASSWORD };
  const signedIn = await signInStaff(surroundingsOf(world.database, clockFromEnvironment(process.env)), asked, visitor);
  const tab = await browser.newContext({ viewport: SIZES[size], baseURL: app.url, javaScriptEnabled: script });
  await tab.addCookies([{ name: 'sokoguru', value: signedIn.token, url: app.url }]);
  return tab.newPage();
}

const shown = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');

async function fits(page: Page, name: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0, `nothing sticks out sideways: ${name}`);
  const folder = process.env['SOKOGURU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/closing-${name}.png`, fullPage: true });
}

/** Both widths of the page that is shown. */
async function fitsBoth(page: Page, name: string): Promise<void> {
  for (const size of ['phone', 'desk'] as const) {
    await page.setViewportSize(SIZES[size]);
    await fits(page, `${name}-${size}`);
  }
}

test('a month with a draft is not closed; mended, and with a reason for the warning that is left, it is', async () => {
  const page = await pageOf(['bendahara'], 'desk');
  await page.goto('/staff/closing');
  await fitsBoth(page, 'years');
  await page.getByRole('link', { name: 'Berikutnya: tutup Desember 2025' }).click();
  assert.match(await shown(page), /1 rancangan jurnal belum dicatat/);
  assert.equal(await page.getByRole('button', { name: 'Tutup Desember 2025' }).count(), 0);
  await fitsBoth(page, 'stopped');
  await discardDraft(context, { draftId: draft.result.id });
  await page.reload();
  await page.getByRole('button', { name: 'Tutup Desember 2025' }).click();
  assert.match(await shown(page), /Centang dan tulis alasannya/);
  await fitsBoth(page, 'warned');
  await page.getByRole('checkbox').check();
  await page.getByLabel('Alasan', { exact: false }).first().fill('pengirim sedang dihubungi');
  await page.getByRole('button', { name: 'Tutup Desember 2025' }).click();
  assert.match((await page.locator('body').textContent()) ?? '', /Desember 2025 ditutup/);
  assert.match(await shown(page), /pengirim sedang dihubungi/);
  await fitsBoth(page, 'closed');
});

test('a closed month is asked to be opened again with a reason, and a second person agrees', async () => {
  const page = await pageOf(['akuntan'], 'desk');
  await page.goto('/staff/closing/2025-12');
  await page.getByLabel('Alasan').fill('nota bensin tertinggal');
  await page.getByRole('button', { name: 'Minta buka kembali' }).click();
  assert.match((await page.locator('body').textContent()) ?? '', /menunggu persetujuan orang kedua/);
  const chair = await pageOf(['ketua'], 'desk');
  await chair.goto('/staff/approvals');
  await chair.getByRole('link', { name: /Desember 2025/ }).click();
  assert.match(await shown(chair), /nota bensin tertinggal/);
  await chair.getByRole('button', { name: 'Setuju' }).click();
  await page.reload();
  assert.match(await shown(page), /dibuka kembali.*nota bensin tertinggal/);
  await page.goto('/staff/closing/2025-12');
  assert.match(await shown(page), /Terbuka/);
});

test('the year is closed from what its entries will be, and its surplus shows', async () => {
  const page = await pageOf(['bendahara'], 'desk', true);
  await page.goto('/staff/closing/year/2025');
  assert.match(await shown(page), /Pendapatan\s*Rp 900\.000/);
  assert.match(await shown(page), /SHU\s*Rp 650\.000/);
  await page.getByText('Lihat 4 jurnal').click();
  await fitsBoth(page, 'year');
  assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, []);
  await page.getByRole('checkbox').check();
  await page.getByLabel('Alasan', { exact: false }).first().fill('pengirim sedang dihubungi');
  await page.getByRole('button', { name: 'Tutup tahun buku 2025' }).click();
  await page.getByText('Jurnal penutup yang dicatat').waitFor();
  assert.match(await shown(page), /Rp 650\.000/);
  await fitsBoth(page, 'year-closed');
});

test('days of the running month are closed from its page, with a script as without', async () => {
  for (const [script, day] of [
    [false, '10/11/2026'],
    [true, '12/11/2026'],
  ] as const) {
    const page = await pageOf(['manajer'], 'phone', script);
    await page.goto('/staff/closing/2026-11');
    await page.getByLabel('Tutup sampai hari').fill(day);
    await page.getByRole('button', { name: 'Tutup hari', exact: true }).click();
    await page
      .getByText(`Hari ditutup sampai ${Number(day.slice(0, 2))} Nov 2026`)
      .first()
      .waitFor();
    await fits(page, `days-${script}`);
    if (script) assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, []);
    await page.context().close();
  }
});

test('who does not read the books is not shown them; who only reads sees no button', async () => {
  const teller = await pageOf(['teller'], 'desk');
  assert.equal((await teller.goto('/staff/closing'))?.status(), 403);
  const supervisor = await pageOf(['pengawas'], 'desk');
  await supervisor.goto('/staff/closing/2026-01');
  assert.equal(await supervisor.getByRole('button', { name: /^Tutup/ }).count(), 0);
  assert.equal((await supervisor.goto('/staff/closing/2026-99'))?.status(), 404);
  assert.equal((await supervisor.goto('/staff/closing/year/1999'))?.status(), 404);
});
