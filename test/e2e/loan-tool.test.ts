import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { testWorld } from '../support/world.ts';

const app = await openApp(await testWorld());
const browser = await openBrowser();
after(() => browser.close());

async function visitor(viewport: { width: number; height: number }, script: boolean): Promise<Page> {
  const tab = await browser.newContext({ viewport, baseURL: app.url, javaScriptEnabled: script });
  return tab.newPage();
}

const shown = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');

test('anyone computes an instalment without script or session, from the front page on', async () => {
  const page = await visitor({ width: 360, height: 640 }, false);
  await page.goto('/');
  await page.getByRole('link', { name: 'Hitung angsuran' }).click();
  await page.locator('#amount').fill('12jt');
  await page.locator('#months').fill('12');
  await page.locator('#rate').fill('12');
  await page.getByRole('button', { name: 'Hitung' }).click();
  assert.equal(await page.locator('.amount-xl').textContent(), 'Rp 1.120.000');
  assert.match(await shown(page), /Biaya nyata setahun ?23,7%/);
  assert.equal((await page.locator('tbody tr').count()) >= 12, true);
  await page.getByText('Menurun').click();
  await page.getByRole('button', { name: 'Hitung' }).click();
  assert.match(await shown(page), /Turun tiap bulan, sampai Rp 1\.010\.000/);
});

test('what cannot be computed is told beside each field', async () => {
  const page = await visitor({ width: 1280, height: 800 }, false);
  await page.goto('/tools/loan?amount=&months=0&rate=x&per=year&method=flat');
  for (const field of ['amount', 'months', 'rate']) {
    assert.equal(await page.locator(`#${field}`).getAttribute('aria-invalid'), 'true');
  }
});

for (const viewport of [
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
]) {
  test(`the page fits ${viewport.width} pixels and keeps the rules of access`, async () => {
    const page = await visitor(viewport, true);
    await page.goto('/tools/loan?amount=12.000.000&months=24&rate=1,5&per=month&method=annuity');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    assert.equal(overflow, 0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    );
  });
}
