import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { addPersonWithPassword } from '#identity';
import { deposit, memberSavings } from '#savings';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, admittedMember, savingsCooperative, TEST_PASSWORD } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };
const LONG_NAME = 'Raden Ajeng Siti Nurhaliza Kusumawardhani';

/** A cooperative with one active member, who can sign in, and a manager. */
async function office() {
  const context = await savingsCooperative(world);
  const memberId = await admittedMember(context, LONG_NAME);
  const savings = await memberSavings(context, { memberId });
  const idOf = (code: string) => savings.find(({ productCode }) => productCode === code)?.id ?? '';
  await deposit(context, { accountId: idOf('SP'), amount: '100000.00' });
  await deposit(context, { accountId: idOf('SS'), amount: '1250000.00', note: 'Panen padi' });
  const manager = await addStaff(context, ['manajer']);
  const username = `anggota-${memberId.slice(-6)}`;
  const person = { fullName: LONG_NAME, username, roles: ['anggota'], memberId };
  await addPersonWithPassword(context, person, TEST_PASSWORD);
  return { context, memberId, idOf, manager, member: username };
}

const signIn = (username: string, slug: string, viewport: typeof PHONE, options = {}) =>
  signedIn(browser, app, { username, slug }, { viewport, ...options });

const text = (page: Page) => page.locator('main').innerText();

/** Passes axe and fits its width; keeps a picture when SOKOGURU_PICTURES names a folder. */
async function look(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [page.url(), id, nodes[0]?.target]),
    [],
  );
  assert.ok(
    Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0,
    `${name} is too wide`,
  );
  const folder = process.env['SOKOGURU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

describe('savings at the desk, without script', () => {
  test('a manager finds a member, deposits, sees the receipt and the statement', async () => {
    const { context, manager } = await office();
    const page = await signIn(manager, context.cooperative.slug, DESK, { javaScriptEnabled: false });
    await page.goto('/staff/savings');
    await page.locator('#finder-q').fill('siti');
    await page.locator('.finder').getByRole('button', { name: 'Cari', exact: true }).click();
    await page.getByRole('link', { name: new RegExp(LONG_NAME) }).click();
    assert.match(await text(page), /Simpanan Raden Ajeng/);
    await page
      .getByRole('row', { name: /SS-000001/ })
      .getByRole('link', { name: 'Setor' })
      .click();
    await page.getByLabel('Jumlah').fill('1,5jt');
    await page.getByRole('button', { name: 'Periksa' }).click();
    assert.match(await text(page), /Saldo sesudahnya\s+Rp 2\.750\.000/);
    await page.getByRole('button', { name: /Setor Rp 1\.500\.000 untuk/ }).click();
    assert.match(await text(page), /1\.500\.000/);
    await page.goto('/staff/savings?q=siti');
    await page.getByRole('link', { name: new RegExp(LONG_NAME) }).click();
    await page
      .getByRole('row', { name: /SS-000001/ })
      .getByRole('link', { name: 'Mutasi' })
      .click();
    assert.match(await text(page), /Saldo akhir\s+Rp 2\.750\.000/);
    await page.context().close();
  });

  test('what is wrong is said at the field, and what was typed stays', async () => {
    const { context, manager, idOf } = await office();
    const page = await signIn(manager, context.cooperative.slug, DESK, { javaScriptEnabled: false });
    await page.goto(`/staff/savings/${idOf('SS')}/withdraw`);
    await page.getByLabel('Jumlah').fill('banyak');
    await page.getByRole('button', { name: 'Periksa' }).click();
    assert.equal(await page.getByLabel('Jumlah').inputValue(), 'banyak');
    await page.getByLabel('Jumlah').fill('5000000');
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByRole('button', { name: /Ambil Rp 5\.000\.000/ }).click();
    assert.match(await text(page), /Saldo tidak cukup\. Saldo Rp 1\.250\.000, yang bisa diambil Rp 1\.240\.000/);
    await page.context().close();
  });

  test('a payroll file is taken in, line by line', async () => {
    const { context, manager, idOf } = await office();
    const page = await signIn(manager, context.cooperative.slug, DESK, { javaScriptEnabled: false });
    await page.goto('/staff/savings/collections');
    const csv = 'nomor,produk,jumlah\nSS-000001,,200000\nSS-999999,,50000\n';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'potong.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('button', { name: 'Proses berkas' }).click();
    assert.match(await text(page), /Dibukukan \(1\)\s+Rp 200\.000[\s\S]*Ditolak \(1\)\s+Rp 50\.000/);
    await page.goto(`/staff/savings/${idOf('SS')}`);
    assert.match(await text(page), /1\.450\.000/);
    await page.context().close();
  });
});

describe('statements as files', () => {
  test('staff take PDF and workbook, a member the PDF of their own, and nobody that of another', async () => {
    const { context, manager, member, idOf } = await office();
    const bytesOf = async (page: Page, path: string) => {
      const answer = await page.request.get(path);
      return { status: answer.status(), head: (await answer.body()).subarray(0, 4).toString('latin1') };
    };
    const desk = await signIn(manager, context.cooperative.slug, DESK);
    const file = `/staff/savings/${idOf('SS')}/statement/file`;
    assert.deepEqual(await bytesOf(desk, `${file}?as=pdf`), { status: 200, head: '%PDF' });
    assert.deepEqual(await bytesOf(desk, `${file}?as=xlsx`), { status: 200, head: 'PK\u0003\u0004' });
    const other = await admittedMember(context, 'Budi Santoso');
    const foreign = (await memberSavings(context, { memberId: other }))[0]?.id;
    const phone = await signIn(member, context.cooperative.slug, PHONE);
    assert.deepEqual(await bytesOf(phone, `/me/savings/${idOf('SS')}/file`), { status: 200, head: '%PDF' });
    assert.equal((await bytesOf(phone, `/me/savings/${foreign}/file`)).status, 404);
    assert.equal((await bytesOf(phone, `/me/savings/${foreign}`)).status, 404);
    await Promise.all([desk.context().close(), phone.context().close()]);
  });
});

describe('how the pages look', () => {
  test('the desk pages pass axe and fit', async () => {
    const { context, manager, memberId, idOf } = await office();
    const page = await signIn(manager, context.cooperative.slug, DESK);
    const saving = `/staff/savings/${idOf('SS')}`;
    const pages = {
      desk: '/staff/savings?q=siti',
      member: `/staff/savings/members/${memberId}`,
      saving,
      deposit: `${saving}/deposit`,
      transfer: `${saving}/transfer`,
      statement: `${saving}/statement`,
      state: `${saving}/state`,
      arrears: '/staff/savings/arrears',
      interest: '/staff/savings/interest',
      collections: '/staff/savings/collections',
      product: '/staff/savings/products/SS',
      'product-new': '/staff/savings/products/new',
    };
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await look(page, `desk-${name}`);
    }
    await page.context().close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`a member on a phone sees savings, statement and receipt (${colorScheme})`, async () => {
      const { context, member, idOf } = await office();
      const page = await signIn(member, context.cooperative.slug, PHONE, { javaScriptEnabled: true, colorScheme });
      await page.goto('/me');
      assert.match(await text(page), /Rp 1\.350\.000/);
      await look(page, `me-home-${colorScheme}`);
      await page.goto(`/me/savings/${idOf('SS')}`);
      const movement = await page.locator('main .list > li').first().innerText();
      for (const fact of ['Setoran', 'Panen padi', '+Rp 1.250.000']) assert.ok(movement.includes(fact), movement);
      await look(page, `me-saving-${colorScheme}`);
      await page.getByRole('link', { name: 'Setoran' }).first().click();
      await look(page, `me-receipt-${colorScheme}`);
      await page.getByRole('link', { name: 'Periksa keaslian bukti ini' }).click();
      assert.match(await text(page), /1\.250\.000/);
      await page.context().close();
    });
  }
});
