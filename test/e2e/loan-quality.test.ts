import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import sql from 'sql-template-tag';
import { installRoles } from '#identity';
import { parseDate } from '#kernel/dates';
import { assignOfficer, provision, queueReminders } from '#loans';
import { loanWorld } from '../../src/modules/loans/loans.fixture.ts';
import { lateLoan, refresh } from '../../src/modules/loans/quality.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { read, step, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };

const { context, productId } = await loanWorld(world);
await step(context, installRoles);
const manager = await addStaff(context, ['manajer']);
const collector = await addStaff(context, ['kolektor']);
const bad = await lateLoan(context, productId, parseDate('2026-01-05'), 1);
const late = await lateLoan(context, productId, parseDate('2026-08-05'), 2);
await lateLoan(context, productId, parseDate('2026-10-20'), 3);
await lateLoan(context, productId, parseDate('2026-11-01'), 4);
await step(context, (scope) =>
  scope.tx.run(sql`update members.member set region_name = 'Demaan, Kota Kudus, Kabupaten Kudus'
                    where cooperative_id = ${scope.cooperativeId} and id = ${late.borrower.memberId}`),
);
const { id: collectorId } = await read(context, (scope) =>
  scope.tx.one<{ id: string }>(sql`
    select a.person_id as id from identity.access a where a.cooperative_id = ${scope.cooperativeId} and a.username = ${collector}`),
);
await assignOfficer(context, { loanIds: [bad.id, late.id], officerId: collectorId });
await step(context, queueReminders);
await provision(context, {});
await refresh(context, bad.id);

async function signIn(username: string, viewport: typeof PHONE, options = {}): Promise<Page> {
  const page = await signedIn(browser, app, { username, slug: context.cooperative.slug }, { viewport, ...options });
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

test('a collector without script goes round by village, and notes a promise at the door', async () => {
  const page = await signIn(collector, PHONE, { javaScriptEnabled: false });
  await page.goto('/staff/loans/route?officerId=me');
  assert.deepEqual(await page.locator('main h2').allTextContents(), [
    'Demaan, Kota Kudus, Kabupaten Kudus',
    'Desa belum dicatat',
  ]);
  await page.getByRole('link', { name: 'Terima bayaran' }).first().click();
  assert.ok(await page.locator('input[name=channel][value=collector]').isChecked());
  await page.goBack();
  await page.getByRole('link', { name: 'Catat' }).first().click();
  await page.locator('select[name=result]').selectOption('promised');
  await page.locator('textarea[name=note]').fill('Anaknya sakit, bayar setelah panen');
  await page.locator('input[name=promiseOn]').fill('25/11/2026');
  await page.getByRole('button', { name: 'Simpan catatan' }).click();
  assert.match(await page.locator('body').innerText(), /Tulis jumlah yang dijanjikan/);
  await page.locator('input[name=promiseAmount]').fill('100.000');
  await page.getByRole('button', { name: 'Simpan catatan' }).click();
  assert.match(await page.locator('body').innerText(), /Catatan tersimpan[\s\S]*janji bayar 25 Nov 2026/);
  await page.context().close();
});

test('every page of the quality of loans is sound on a phone and on a desk', async () => {
  for (const [size, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
    const page = await signIn(manager, viewport);
    for (const path of ['', '/route', '/reminders', '/portfolio', `/${bad.id}/quality`, `/${late.id}/quality`]) {
      await page.goto(`/staff/loans${path}`);
      const name = path.replace(bad.id, 'bad').replace(late.id, 'late').replaceAll('/', '-');
      await sound(page, `loans${name}-${size}`);
    }
    await page.context().close();
  }
});

test('a manager lowers a class with a reason, and the page says so', async () => {
  const page = await signIn(manager, DESK);
  await page.goto('/staff/loans?state=overdue');
  await page.locator(`a[href="/staff/loans/${late.id}/quality"]`).click();
  await page.locator('summary', { hasText: 'Turunkan kolektibilitas' }).click();
  const form = page.locator('form[action="?/override"]');
  await form.locator('select[name=class]').selectOption('loss');
  await form.locator('input[name=reason]').fill('Usaha tutup, peminjam pergi');
  await form.getByRole('button', { name: 'Turunkan' }).click();
  await page.waitForURL(/quality$/);
  assert.match(await page.locator('main').innerText(), /Kolektibilitas\s+Macet[\s\S]*Diturunkan ke Macet/);
  await page.context().close();
});

test('each figure of the portfolio opens to its loans, and all of it leaves as a workbook', async () => {
  const page = await signIn(manager, DESK);
  await page.goto('/staff/loans/portfolio');
  await page.getByRole('link', { name: 'Menunggak di atas 90 hari' }).click();
  assert.equal(await page.locator('tbody tr').count(), 1);
  const file = await page.request.get(`${app.url}/staff/loans/portfolio/file`);
  assert.equal(file.status(), 200);
  assert.match(file.headers()['content-disposition'] ?? '', /portofolio-pinjaman-2026-11-20\.xlsx/);
  await page.context().close();
});
