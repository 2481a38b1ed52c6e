import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { HttpServer } from '../../src/server/http.ts';
import { TEST_PASSWORD } from './people.ts';

/** Who signs in where: their username and their cooperative's slug. */
export type Who = { readonly username: string; readonly slug: string };

/** A window of its own in which somebody with the test's password has just sent the sign-in form, as a person fills it in. */
export async function signedIn(
  browser: Browser,
  app: Pick<HttpServer, 'url'>,
  { username, slug }: Who,
  options: BrowserContextOptions,
): Promise<Page> {
  const window = await browser.newContext({ baseURL: app.url, ...options });
  const page = await window.newPage();
  await page.goto('/sign-in');
  const cooperative = page.locator('select[name=cooperative]');
  if (await cooperative.count()) await cooperative.selectOption(slug);
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(TEST_PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  return page;
}
