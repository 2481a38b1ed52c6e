import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { disburseLoan, loanDetail } from '#loans';
import { approvedApplicationOf } from '../../src/modules/loans/application.fixture.ts';
import { type Lending, lending, signed } from '../../src/modules/loans/contract.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };
const FEES = [
  {
    code: 'provisi',
    name: 'Provisi',
    kind: 'percent' as const,
    percent: '1',
    chartCode: '4.1.02',
    taken: 'deducted' as const,
  },
];

const signIn = (of: Lending, username: string, viewport: typeof PHONE, options = {}) =>
  signedIn(browser, app, { username, slug: of.context.cooperative.slug }, { viewport, ...options });

const text = (page: Page) => page.locator('main').innerText();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

/** Fits its width at both sizes, passes axe, and keeps a picture when SOKOGURU_PICTURES names a folder. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['SOKOGURU_PICTURES'];
  for (const [size, viewport] of [
    ['phone', PHONE],
    ['desk', DESK],
  ] as const) {
    await page.setViewportSize(viewport);
    if (folder) await page.screenshot({ path: `${folder}/${name}-${size}.png`, fullPage: true });
    const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    assert.ok(Number(over) <= 0, `${name} is ${over} too wide at ${size}`);
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [name, id, nodes[0]?.target]),
    [],
  );
}

/** A drawing of three strokes in the box. */
async function drawSignature(page: Page): Promise<void> {
  await page.locator('canvas').scrollIntoViewIfNeeded();
  const box = await page.locator('canvas').boundingBox();
  assert.ok(box, 'the box shows');
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 20);
  await page.mouse.move(box.x + 200, box.y + box.height - 20);
  await page.mouse.up();
}

test('a contract is drawn up, signed on the screen, paid out to the saving, and its tenor changed by two people', async () => {
  const of = await lending(world, { fees: FEES });
  const applicationId = await approvedApplicationOf(of.office, {
    memberId: of.borrower.memberId,
    productId: of.productId,
  });
  const manager = await signIn(of, await addStaff(of.context, ['manajer']), DESK);
  await manager.goto(`/staff/loans/draw/${applicationId}`);
  await look(manager, 'loan-draw');
  await press(manager, 'Buat perjanjian');
  await manager.waitForURL(/\/staff\/loans\/[0-9a-f-]{36}$/);
  const id = manager.url().split('/').at(-1) ?? '';
  assert.match(await text(manager), /Menunggu tanda tangan/);

  await manager.goto(`/staff/loans/${id}/sign`);
  await manager.getByText('Di layar').first().click();
  await drawSignature(manager);
  await look(manager, 'loan-sign');
  await manager.setViewportSize(DESK);
  await press(manager, 'Catat tanda tangan');
  await manager.waitForURL(/sign$/);
  assert.match(await text(manager), /Semua sudah menandatangani/);

  await manager.goto(`/staff/loans/${id}/disburse`);
  await look(manager, 'loan-disburse');
  await manager.getByText('Ke simpanan').first().click();
  await press(manager, 'Periksa');
  assert.match(await text(manager), /Rp 1\.980\.000/);
  await look(manager, 'loan-disburse-check');
  await press(manager, /^Cairkan Rp/);
  await manager.waitForURL(/receipts/);
  assert.match(await text(manager), /Bukti pencairan pinjaman/i);

  await manager.goto(`/staff/loans/${id}`);
  assert.match(await text(manager), /Rp 2\.000\.000/);
  await look(manager, 'loan-contract');
  const pdf = await manager.request.get(`/staff/loans/${id}/agreement.pdf`);
  assert.deepEqual([pdf.status(), pdf.headers()['content-type']], [200, 'application/pdf']);

  await manager.goto(`/staff/loans/${id}/restructure`);
  await manager.getByText('Tenor, suku, tenggang').click();
  await manager.locator('input[name=instalments]').fill('15');
  await manager.locator('details[open] input[name=reason]').fill('Panen mundur');
  await look(manager, 'loan-restructure');
  await manager.locator('details[open] button').last().click();
  await manager.getByText('Menunggu persetujuan orang kedua', { exact: true }).waitFor();
  const chair = await signIn(of, await addStaff(of.context, ['ketua']), DESK);
  await chair.goto('/staff/approvals');
  await chair
    .getByText(/Restrukturisasi pinjaman/)
    .first()
    .click();
  await press(chair, /Setuju/);
  await manager.goto(`/staff/loans/${id}`);
  assert.match(await text(manager), /Direstrukturisasi/);
  await manager.goto(`/staff/loans/${id}/versions/1`);
  await look(manager, 'loan-version');
  assert.match(await text(manager), /tidak berlaku lagi/);
});

test('without script a signature is recorded on paper, and the loan paid out in two parts', async () => {
  const of = await lending(world);
  const loan = await signed(of, { amount: '2000000.00', tenor: 10 });
  const page = await signIn(of, await addStaff(of.context, ['manajer']), PHONE, {
    javaScriptEnabled: false,
  });
  await page.goto(`/staff/loans/${loan.id}/sign`);
  await page.locator('select[name=role]').selectOption('witness');
  await page.locator('input[name=name]').fill('Pak Saksi');
  await press(page, 'Catat tanda tangan');
  assert.match(await text(page), /Pak Saksi/);
  await page.goto(`/staff/loans/${loan.id}/disburse`);
  await page.locator('input[name=amount]').fill('1.500.000');
  await page.locator('input[name=channel][value=savings]').check();
  await press(page, 'Periksa');
  await press(page, /^Cairkan Rp/);
  await disburseLoan(of.payer, { loanId: loan.id, channel: 'savings' });
  const { loan: now } = await loanDetail(of.clerk, { loanId: loan.id });
  assert.deepEqual([now.outstanding, now.undisbursed], ['2000000.00', '0.00']);
});
