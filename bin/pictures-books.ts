import type { Page } from 'playwright-core';
import type { Shot } from './pictures-loans.ts';

/** The pictures of the guides to the books: closing, journal, statements, bank, assets, surplus, registers and supervision. */
export function booksShots(lastYear = new Date().getFullYear() - 1): Shot[] {
  return [
    ['closing', 'bendahara', '/staff/closing', 'desk'],
    ['closing-month', 'bendahara', opened('/staff/closing', 'main a[href^="/staff/closing/20"]'), 'desk'],
    ['closing-year', 'bendahara', `/staff/closing/year/${lastYear}`, 'desk'],
    ['journal-new', 'bendahara', '/staff/ledger/new', 'desk'],
    ['income', 'bendahara', '/staff/reports/income-statement', 'desk'],
    ['cash-flow', 'bendahara', '/staff/reports/cash-flow', 'desk'],
    ['notes', 'bendahara', '/staff/reports/notes', 'desk'],
    ['ratios', 'bendahara', '/staff/reports/ratios', 'desk'],
    ['bank', 'bendahara', opened('/staff/bank', 'main table a[href^="/staff/bank/"]'), 'desk'],
    ['assets', 'bendahara', '/staff/assets', 'desk'],
    ['tax', 'bendahara', '/staff/tax', 'desk'],
    ['shu-year', 'bendahara', `/staff/shu/${lastYear}`, 'desk'],
    ['shu-letter', 'anggota', '/me/shu', 'phone'],
    ['registers', 'ketua', '/staff/registers', 'desk'],
    ['budget', 'bendahara', `/staff/budget/actual?year=${lastYear + 1}`, 'desk'],
    ['overview', 'ketua', '/staff/overview', 'desk'],
    ['exceptions', 'pengawas', '/staff/supervision', 'desk'],
    ['member-money', 'anggota', '/me/cooperative', 'phone'],
  ];
}

/** Follows the first such link of a page. */
function opened(path: string, selector: string) {
  return async (page: Page) => {
    await page.goto(path);
    const href = await page.locator(selector).first().getAttribute('href');
    if (href) await page.goto(href);
  };
}
