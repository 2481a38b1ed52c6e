import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { openShowcase } from './showcase.ts';

const { url: base, stop } = await openShowcase();
const browser = await openBrowser();
after(async () => {
  await browser.close();
  await stop();
});

const troubles: string[] = [];
afterEach(() =>
  assert.deepEqual(troubles.splice(0), [], 'a page broke its content policy, missed a file, or its script threw'),
);

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };
const PAGES = ['/design', '/design/member', '/design/staff'];

/** Opens a page and notes what its console complains of. */
async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, baseURL: base, ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on(
    'console',
    (message) => message.type() === 'error' && troubles.push(`${message.text()} ${message.location().url}`),
  );
  await page.goto(path);
  return page;
}

const LOOKS = [
  { viewport: PHONE, colorScheme: 'dark' },
  { viewport: DESK, colorScheme: 'light' },
] as const;
for (const look of LOOKS) {
  test(`every part passes axe at ${look.viewport.width} px, ${look.colorScheme}, and fits its screen`, async () => {
    for (const path of PAGES) {
      const page = await open(path, look);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => [path, id, nodes[0]?.target]),
        [],
      );
      const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.ok(Number(beyond) <= 0, `${path} is ${beyond} px too wide`);
      await page.context().close();
    }
  });
}

test('without script, language and theme are chosen by a form that comes back to its page', async () => {
  const page = await open('/design?x=1', { javaScriptEnabled: false });
  assert.equal(await page.locator('html').getAttribute('lang'), 'id');
  await page.getByRole('button', { name: 'Gelap' }).click();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  await page.getByRole('button', { name: 'English' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.equal(page.url(), `${base}/design?x=1`);
  assert.equal(await page.getByRole('button', { name: 'Dark' }).getAttribute('aria-pressed'), 'true');
});

test('with script, the theme changes at once and is kept', async () => {
  const page = await open('/design');
  await page.locator('#kosong').fill('5000');
  const kept = page.waitForResponse('**/preferences');
  await page.getByRole('button', { name: 'Gelap' }).click();
  await kept;
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  assert.equal(await page.locator('#kosong').inputValue(), '5.000');
  await page.reload();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
});

test('an amount is grouped and said while it is typed', async () => {
  const page = await open('/design');
  const field = page.locator('#kosong');
  await field.pressSequentially('1500000');
  assert.equal(await field.inputValue(), '1.500.000');
  assert.equal(await page.locator('#kosong-words').textContent(), 'satu juta lima ratus ribu rupiah');
  await field.press('Backspace');
  assert.equal(await field.inputValue(), '150.000');
  await field.fill('');
  await field.pressSequentially('1.5jt');
  assert.equal(await field.inputValue(), '1.5jt');
  assert.equal(await page.locator('#kosong-words').textContent(), 'satu juta lima ratus ribu rupiah');
  await field.press('Tab');
  assert.equal(await field.inputValue(), '1.500.000');
});

test('a slash goes to the search, answers come while typing, and the arrows walk them', async () => {
  const page = await open('/design');
  await page.locator('h1').click();
  await page.keyboard.press('/');
  await page.keyboard.type('raden');
  await page.locator('.finder-list a', { hasText: '00134' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.match(String(await page.evaluate('document.activeElement.textContent')), /Raden Ajeng/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.evaluate('document.activeElement.type'), 'search');
});

test('a double click sends a form once', async () => {
  const page = await open('/design');
  let sent = 0;
  await page.route('**/preferences', async (route) => {
    sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await page.getByRole('button', { name: 'English' }).dblclick();
  await page.locator('html[lang=en]').waitFor();
  assert.equal(sent, 1);
});

test('focus goes to the errors of a form, and a link leads to the field', async () => {
  const page = await open('/design');
  assert.match(String(await page.evaluate('document.activeElement.textContent')), /Belum tersimpan/);
  await page.getByRole('link', { name: /Tulis jumlah dalam angka/ }).click();
  assert.match(page.url(), /#salah$/);
});

test('a dialog opens from its button and closes by Escape', async () => {
  const page = await open('/design');
  await page.getByRole('button', { name: 'Buka dialog' }).click();
  assert.ok(await page.getByRole('dialog').isVisible());
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('dialog').isHidden());
});

test('on a phone the staff menu opens without script', async () => {
  const page = await open('/design/staff', { javaScriptEnabled: false });
  const item = page.getByRole('link', { name: 'Kas loket' });
  assert.ok(await item.isHidden());
  await page.getByRole('link', { name: 'Menu', exact: true }).click();
  assert.ok(await item.isVisible());
});

test('the policy lets nothing in from elsewhere, and no inline script or style', async () => {
  const policy = (await fetch(`${base}/design`)).headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self'(;|$)/);
  assert.match(policy, /style-src 'self'(;|$)/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.match(policy, /form-action 'self'/);
});

test("a member's first visit stays under 30 KB of compressed page and styles", async () => {
  const html = await (await fetch(`${base}/design/member`)).text();
  const sheets = [...html.matchAll(/href="([^"]+\.css)"/g)].map(
    (match) => new URL(match[1] ?? '', `${base}/design/member`),
  );
  assert.ok(sheets.length > 0);
  const styles = await Promise.all(sheets.map(async (sheet) => (await fetch(sheet)).text()));
  const bytes = [html, ...styles].reduce((sum, text) => sum + brotliCompressSync(text).length, 0);
  assert.ok(bytes < 15_000, `${bytes} bytes`);
});
