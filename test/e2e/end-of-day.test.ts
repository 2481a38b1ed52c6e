import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import sql from 'sql-template-tag';
import { installRoles, signInStaff, surroundingsOf } from '#identity';
import { clockFromEnvironment } from '#kernel/clock';
import { parseDate } from '#kernel/dates';
import { closeDays } from '#loans';
import { loanWorld, runningLoan } from '../../src/modules/loans/loans.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, TEST_PASSWORD } from '../support/people.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const { context, productId } = await loanWorld(world);
await step(context, (scope) => installRoles(scope));
await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: parseDate('2026-10-10'), n: 1 });
// Its instalment of today earns interest today.
await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: parseDate('2026-10-20'), n: 2 });
const browser = await openBrowser();
after(() => browser.close());

const SIZES = { phone: { width: 360, height: 640 }, desk: { width: 1280, height: 800 } };

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
  assert.equal(over, 0, 'nothing sticks out sideways');
  const folder = process.env['SOKOGURU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/end-of-day-${name}.png`, fullPage: true });
}

test('who may close days asks for it, and sees what was done in every phase', async () => {
  for (const size of ['phone', 'desk'] as const) {
    const page = await pageOf(['bendahara'], size);
    await page.goto('/staff/end-of-day');
    if (size === 'phone') {
      assert.match(await shown(page), /Belum pernah/);
      await page.getByRole('button', { name: 'Mulai tutup hari' }).click();
      assert.match(await shown(page), /sudah diminta/);
      await fits(page, 'asked');
      // The job that was asked for.
      await closeDays(context);
      await page.goto('/staff/end-of-day');
    }
    const words = await shown(page);
    assert.match(words, /Ditutup sampai.*19 Nov/);
    assert.match(words, /Jasa yang menjadi hak/);
    await fits(page, `done-${size}`);
    await page.context().close();
  }
});

test('a day that is stopped tells why, in words', async () => {
  await step(context, (scope) =>
    scope.tx.run(
      sql`update ledger.period set status = 'closed' where cooperative_id = ${scope.cooperativeId} and starts_on = '2026-11-01'`,
    ),
  );
  await assert.rejects(closeDays(context, { through: parseDate('2026-11-20') }), { reason: 'period_closed' });
  for (const size of ['phone', 'desk'] as const) {
    const page = await pageOf(['manajer'], size);
    await page.goto('/staff/end-of-day');
    assert.match(await shown(page), /berhenti.*sudah ditutup atau belum dibuka/);
    await fits(page, `stopped-${size}`);
    await page.context().close();
  }
});

test('nothing on the page keeps anybody out', async () => {
  // The examination itself is a script.
  const page = await pageOf(['bendahara'], 'phone', true);
  await page.goto('/staff/end-of-day');
  assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, []);
});

test('a teller is not shown it', async () => {
  const page = await pageOf(['teller'], 'desk');
  const answer = await page.goto('/staff/end-of-day');
  assert.equal(answer?.status(), 403);
});
