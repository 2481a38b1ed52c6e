import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { signInStaff, surroundingsOf } from '#identity';
import { clockFromEnvironment } from '#kernel/clock';
import { postEntry } from '#ledger';
import { readLoanProducts } from '#loans';
import { recomputedSen } from '../../src/modules/documents/formula.fixture.ts';
import { pdfText } from '../../src/modules/documents/pdf-text.fixture.ts';
import { runningLoan } from '../../src/modules/loans/loans.fixture.ts';
import { saverWith } from '../../src/modules/savings/savings.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, lendingCooperative, TEST_PASSWORD } from '../support/people.ts';
import { asStaff, step, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const context = await lendingCooperative(world);
const borrower = await saverWith(context, '2500000.00', 1);
const [product] = await step(context, (scope) => readLoanProducts(scope, scope.today));
await runningLoan(context, { productId: product?.id ?? '', rupiah: 1_000_000, tenor: 10, saver: borrower });
await postEntry(asStaff(context), {
  description: 'Jasa pinjaman',
  happenedOn: '2026-11-19',
  lines: [
    { account: '1.1.01', debit: '300000.00' },
    { account: '4.1.01', credit: '300000.00' },
  ],
});
const browser = await openBrowser();
after(() => browser.close());

const SIZES = { phone: { width: 360, height: 640 }, desk: { width: 1280, height: 800 } };
/** Where pictures of the pages go, for who wants to look at them. */
const PICTURES = process.env['SOKOGURU_PICTURES'];

async function pageOf(roles: string[], size: keyof typeof SIZES): Promise<Page> {
  const username = await addStaff(context, roles);
  const visitor = { address: '127.0.0.1', deviceTokens: [], deviceLabel: 'Uji', remember: false };
  const asked = { cooperative: context.cooperative.slug, username, password: TEST_PASSWORD };
  const surroundings = surroundingsOf(world.database, clockFromEnvironment(process.env));
  const { token } = await signInStaff(surroundings, asked, visitor);
  const tab = await browser.newContext({
    viewport: SIZES[size],
    baseURL: app.url,
    javaScriptEnabled: PICTURES !== undefined || size === 'desk',
  });
  await tab.addCookies([{ name: 'sokoguru', value: token, url: app.url }]);
  return tab.newPage();
}

const PAGES = {
  list: '/staff/reports',
  notes: '/staff/reports/notes',
  write: '/staff/reports/notes/policy_tax?year=2026',
  lpea: '/staff/reports/lpea',
  ratios: '/staff/reports/ratios',
  jkuk: '/staff/reports/forms',
  kkpkk: '/staff/reports/forms?form=kkpkk',
  year: '/staff/reports/year',
};

test('pages of papers fit a phone and a desk, and can be read by whoever cannot see', async () => {
  for (const size of ['phone', 'desk'] as const) {
    const page = await pageOf(['bendahara'], size);
    for (const [name, path] of Object.entries(PAGES)) {
      const answer = await page.goto(path);
      assert.equal(answer?.status(), 200, path);
      if (size === 'desk' || PICTURES) {
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(wide <= 0, `${path} at ${size}: ${wide} px too wide`);
      }
      if (size === 'desk')
        assert.deepEqual(
          (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id),
          [],
          path,
        );
      if (PICTURES) {
        await mkdir(PICTURES, { recursive: true });
        await page.screenshot({ path: join(PICTURES, `${name}-${size}.png`), fullPage: true });
      }
    }
    await page.context().close();
  }
});

test('a section of the notes is written without script, refused with its reason, and stands in the PDF', async () => {
  const page = await pageOf(['akuntan'], 'phone');
  await page.goto('/staff/reports/notes');
  await page.locator('#policy_tax').getByRole('link', { name: 'Tulis' }).click();
  await page.locator('textarea[name=words]').fill('Pajak tahun {tahun} dihitung {ketua}.');
  await page.getByRole('button', { name: 'Simpan' }).click();
  assert.match((await page.getByRole('alert').textContent()) ?? '', /kurung/);
  await page.locator('textarea[name=words]').fill('Pajak tahun {tahun} bersifat final.');
  await page.getByRole('button', { name: 'Simpan' }).click();
  assert.match(page.url(), /\/staff\/reports\/notes\?year=2026#policy_tax$/);
  assert.match(
    (await page.locator('#policy_tax').textContent()) ?? '',
    /Pajak tahun 2026 bersifat final.*Versi 1, ditulis/s,
  );
  const file = await page.request.get('/staff/reports/papers/notes?format=pdf');
  assert.match(pdfText(await file.body()).join(' '), /Pajak tahun 2026 bersifat final/);
  await page.context().close();
});

test('a page, its PDF and the formulas of its workbook say the same', async () => {
  const page = await pageOf(['pengawas'], 'desk');
  await page.goto('/staff/reports/balance-sheet');
  const rows = await page
    .locator('table.statement tbody tr')
    .evaluateAll((found) =>
      found.map((row) => [...row.querySelectorAll('td')].map((cell) => (cell.textContent ?? '').trim())),
    );
  const base = '/staff/reports/balance-sheet/file';
  const text = pdfText(await (await page.request.get(`${base}?format=pdf`)).body()).join('\n');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await (await page.request.get(`${base}?format=xlsx`)).body()) as unknown as ArrayBuffer);
  const [sheet] = workbook.worksheets;
  assert.ok(sheet);
  const head = sheet.getColumn(2).values.indexOf('Uraian');
  let compared = 0;
  for (const [place, cells] of rows.entries()) {
    for (const [column, shown] of cells.entries()) {
      if (shown === '') continue;
      const sen = recomputedSen(sheet, sheet.getCell(head + 1 + place, column + 3).address);
      assert.equal(sen, BigInt(shown.replaceAll('.', '')) * 100n, `row ${place}`);
      assert.ok(text.includes(shown), shown);
      compared += 1;
    }
  }
  assert.ok(compared > 10);
  await page.context().close();
});

test('the year report leaves as one PDF with room for all pengurus, and one workbook', async () => {
  const page = await pageOf(['ketua'], 'desk');
  await page.goto('/staff/reports/year');
  const [pdf, xlsx] = await Promise.all(
    ['PDF', 'XLSX'].map(async (name) => page.getByRole('link', { name, exact: true }).getAttribute('href')),
  );
  const text = pdfText(await (await page.request.get(pdf ?? '')).body()).join(' ');
  for (const said of ['Neraca', 'Laporan arus kas', '1. Umum', 'Rasio keuangan', 'Ketua', 'Sekretaris', 'Bendahara']) {
    assert.ok(text.includes(said), said);
  }
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await (await page.request.get(xlsx ?? '')).body()) as unknown as ArrayBuffer);
  assert.ok(workbook.getWorksheet('Catatan') && workbook.worksheets.length >= 8);
  assert.equal((await page.request.get('/staff/reports/year/file?format=doc')).status(), 404);
  assert.equal((await page.request.get('/staff/reports/papers/x?format=pdf')).status(), 404);
  await page.context().close();
});
