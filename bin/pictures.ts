/**
 * `node bin/pictures.ts [URL [PART]]`: takes the pictures of README and guides of the demo into docs/pictures, each page at phone and desk
 * size unless only one of them is used. PART: only those whose name holds it, such as `loan`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { startProgram } from '../bench/program.ts';
import { projectFolder } from '../src/server/environment.ts';
import { openBrowser } from '../test/support/browser.ts';
import { booksShots } from './pictures-books.ts';
import { loanShots, type Shot } from './pictures-loans.ts';

const SIZES = { phone: { width: 360, height: 640 }, desk: { width: 1280, height: 800 } } as const;
type Size = keyof typeof SIZES;
const folder = join(projectFolder, 'docs', 'pictures');

const SHOTS: Shot[] = [
  ['front', null, '/'],
  ['sign-in', null, '/sign-in?cooperative=mekar-jaya'],
  ['member-home', 'anggota', '/me'],
  ['member-statement', 'anggota', firstOf('/me/savings', 'a[href^="/me/savings/"]')],
  ['receipt-check', 'anggota', receiptCheck],
  ['staff-home', 'bendahara', '/staff'],
  ['till', 'teller', '/staff/till'],
  ['members', 'manajer', '/staff/members'],
  ['balance-sheet', 'bendahara', '/staff/reports/balance-sheet'],
  ['journal', 'bendahara', '/staff/ledger'],
  ['approvals', 'ketua', '/staff/approvals'],
  ['audit', 'pengawas', '/staff/audit'],
  ['import', 'manajer', '/staff/import'],
  ['setup', null, '/setup'],
  ...loanShots(),
  ...booksShots(),
];

function firstOf(path: string, selector: string) {
  return async (page: Page) => {
    await page.goto(path);
    const href = await page.locator(selector).first().getAttribute('href');
    if (href) await page.goto(href);
  };
}

async function receiptCheck(page: Page): Promise<void> {
  await page.goto('/me');
  const receipt = await page.locator('a[href^="/me/receipts/"]').first().getAttribute('href');
  if (receipt) await page.goto(receipt);
  const check = await page.locator('a[href*="/check/"]').first().getAttribute('href', { timeout: 2000 });
  if (check) await page.goto(check);
}

async function shoot(browser: Browser, { url, part, size }: { url: string; part: string; size: Size }): Promise<void> {
  for (const [name, username, way, only] of SHOTS) {
    if (!name.includes(part) || (only && only !== size)) continue;
    const context = await browser.newContext({ viewport: SIZES[size], baseURL: url, locale: 'id-ID' });
    const page = await context.newPage();
    if (username) await signIn(page, username);
    if (typeof way === 'string') await page.goto(way);
    else await way(page);
    const picture = await page.screenshot();
    await sharp(picture)
      .png({ palette: true, effort: 10 })
      .toFile(join(folder, `${name}-${size}.png`));
    console.log(`${name}-${size}`);
    await context.close();
  }
}

async function signIn(page: Page, username: string): Promise<void> {
  await page.goto('/sign-in?cooperative=mekar-jaya');
  const cooperative = page.locator('select[name=cooperative]');
  if (await cooperative.count()) await cooperative.selectOption('mekar-jaya');
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill('sokoguru-demo');
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.waitForURL(/\/(me|staff)/);
}

await mkdir(folder, { recursive: true });
const [given, part = ''] = process.argv.slice(2);
const program = given ? undefined : await startProgram({ demo: true });
const browser = await openBrowser();
try {
  for (const size of ['phone', 'desk'] as const) await shoot(browser, { url: given ?? program?.url ?? '', part, size });
} finally {
  await browser.close();
  await program?.stop();
}
