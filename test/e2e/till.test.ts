import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { readBranches } from '#cooperatives';
import { installTill, memberAtCounter } from '#payments';
import { deposit, memberSavings } from '#savings';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, admittedMember, savingsCooperative } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const LONG_NAME = 'Raden Ajeng Siti Nurhaliza Kusumawardhani';
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 640 };

/** A cooperative with one till, two tellers and a member who has paid the principal and saved something. */
async function office() {
  const context = await savingsCooperative(world);
  const tillId = await step(context, async (scope) => {
    const [branch] = await readBranches(scope);
    return (await installTill(scope, { code: 'KDS1', name: 'Kas 1', kind: 'drawer', branchId: branch?.id ?? '' })).id;
  });
  const memberId = await admittedMember(context, LONG_NAME);
  const savings = await memberSavings(context, { memberId });
  for (const [code, amount] of [
    ['SP', '100000.00'],
    ['SS', '500000.00'],
  ] as const) {
    const accountId = savings.find(({ productCode }) => productCode === code)?.id;
    await deposit(context, { accountId, amount });
  }
  const { member } = await memberAtCounter(context, { memberId });
  assert.ok(member.number);
  return {
    context,
    tillId,
    memberId,
    number: member.number,
    tellers: [await addStaff(context, ['teller']), await addStaff(context, ['teller'])],
  };
}

const signIn = (username: string | undefined, slug: string, javaScriptEnabled: boolean) =>
  signedIn(browser, app, { username: username ?? '', slug }, { viewport: DESK, javaScriptEnabled });

async function openTill(page: Page, tillId: string, hundreds = ''): Promise<void> {
  await page.goto(`/staff/till/open/${tillId}`);
  await page.locator('#d100000').fill(hundreds);
  if (hundreds !== '') await page.locator('#note').fill('Modal awal');
  await page.getByRole('button', { name: 'Buka kas' }).click();
}

const text = async (page: Page) => (await page.locator('main').textContent()) ?? '';

/** Passes axe and fits its width. */
async function look(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [page.url(), id, nodes[0]?.target]),
    [],
  );
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0, page.url());
}

describe('the counter', () => {
  test('a known member is served by keyboard alone, with fewer than five keys beyond number and amount', async () => {
    const { context, tillId, number, tellers } = await office();
    const page = await signIn(tellers[0], context.cooperative.slug, true);
    await openTill(page, tillId);
    await look(page);
    let keys = 0;
    const press = async (key: string, arrives: RegExp) => {
      keys += 1;
      await page.keyboard.press(key);
      await page.waitForURL(arrives);
    };
    await page.keyboard.type(number);
    await press('Enter', /serve\/[0-9a-f-]{36}$/);
    await look(page);
    await page.keyboard.type('150000');
    await press('Enter', /confirm/);
    assert.match(await text(page), /Rp 150\.000[\s\S]*Saldo sesudahnya\s*Rp 650\.000/);
    await look(page);
    await press('Enter', /receipts/);
    assert.ok(keys < 5, `${keys} keys`);
    assert.match(await text(page), /KDS1-000001-\d/);
    await look(page);
  });

  test('a whole day without script: open, deposit, expense, count, close, report', async () => {
    const { context, tillId, memberId, tellers } = await office();
    const page = await signIn(tellers[0], context.cooperative.slug, false);
    await openTill(page, tillId, '2');
    await page.goto(`/staff/till/serve/${memberId}`);
    await page.locator('#amount').fill('50rb');
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await page.getByRole('button', { name: 'Terima Rp 50.000' }).click();
    assert.match(await text(page), /Bukti setoran/);
    await page.goto('/staff/till/cash/out');
    await page.locator('#amount').fill('75000');
    await page.locator('#reason').fill('Kertas dan tinta');
    await page.locator('#chartCode').selectOption('6.1.05');
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByRole('button', { name: 'Bayar Rp 75.000 dari kas' }).click();
    assert.match(await text(page), /Kertas dan tinta/);
    await page.goto('/staff/till/close');
    await page.locator('#d100000').fill('1');
    await page.locator('#d50000').fill('1');
    await page.locator('#d20000').fill('1');
    await page.getByRole('button', { name: 'Jumlahkan' }).click();
    await page.getByRole('button', { name: 'Tutup kas dengan uang Rp 170.000' }).click();
    assert.match(await text(page), /Uang kurang Rp 5\.000/);
    assert.equal(await page.locator('#d50000').inputValue(), '1');
    await page.locator('#note').fill('Salah kembalian');
    await page.getByRole('button', { name: 'Tutup kas' }).click();
    assert.match(await text(page), /Saldo menurut buku\s*Rp 170\.000/);
    const file = await page.request.get(`${new URL(page.url()).pathname}/file?format=pdf`);
    assert.deepEqual([file.status(), file.headers()['content-type']], [200, 'application/pdf']);
  });

  test('the same form sent twice at once ends at the same receipt', async () => {
    const { context, tillId, memberId, tellers } = await office();
    const page = await signIn(tellers[0], context.cooperative.slug, false);
    await openTill(page, tillId);
    await page.goto(`/staff/till/serve/${memberId}`);
    await page.locator('#amount').fill('25000');
    await page.getByRole('button', { name: 'Lanjut' }).click();
    const form = { _key: await page.locator('input[name=_key]').inputValue(), note: '' };
    const send = () =>
      page.request.post(page.url(), { form, headers: { origin: app.url, accept: 'text/html' }, maxRedirects: 0 });
    const answers = await Promise.all([send(), send(), send()]);
    assert.deepEqual(
      answers.map((answer) => answer.status()),
      [303, 303, 303],
    );
    assert.equal(new Set(answers.map((answer) => answer.headers()['location'])).size, 1);
    const { savings } = await memberAtCounter(context, { memberId });
    assert.ok(savings.some(({ balance }) => balance === '525000.00'));
  });

  test('a till in use cannot be opened by a second teller, and its page says who has it', async () => {
    const { context, tillId, tellers } = await office();
    const first = await signIn(tellers[0], context.cooperative.slug, false);
    const second = await signIn(tellers[1], context.cooperative.slug, false);
    await second.goto(`/staff/till/open/${tillId}`);
    await openTill(first, tillId);
    await second.getByRole('button', { name: 'Buka kas' }).click();
    assert.match(await text(second), /Kas 1 sedang dipakai Orang \d+/);
  });
});

describe('the check page', () => {
  test('anyone with the code sees the receipt on a phone, and nobody sees a name', async () => {
    const { context, tillId, memberId, tellers } = await office();
    const page = await signIn(tellers[0], context.cooperative.slug, false);
    await openTill(page, tillId);
    await page.goto(`/staff/till/serve/${memberId}`);
    await page.locator('#amount').fill('150000');
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await page.getByRole('button', { name: 'Terima' }).click();
    const address = (await page.locator('img.till-qr').getAttribute('alt')) ?? '';
    const visitor = await (await browser.newContext({ viewport: PHONE, baseURL: app.url })).newPage();
    await visitor.goto(new URL(address).pathname);
    const shown = await text(visitor);
    assert.match(shown, /Bukti ini benar dan berlaku[\s\S]*Rp 150\.000[\s\S]*KDS1-000001-\d/);
    assert.ok(!shown.includes('Siti') && !shown.includes('Orang'));
    await look(visitor);
    await visitor.goto('/check/MJ-00000000000000000000000000');
    assert.match(await text(visitor), /tidak ada/);
    await look(visitor);
  });
});
