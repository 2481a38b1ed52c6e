import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { dismiss, issueEnrolmentCode } from '#identity';
import { systemClock } from '#kernel/clock';
import { command } from '#kernel/command';
import { Held } from '#kernel/held';
import { identityWorld, PASSWORD } from '../../src/modules/identity/identity.fixture.ts';
import { active } from '../../src/modules/members/members.fixture.ts';
import { withClient } from '../../src/server/roles.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';

const home = await identityWorld();
const office = await home.office();
await home.person(office, 'ketua', ['ketua']);
await home.person(office, 'teller', ['teller']);
await home.person(office, 'sekretaris', ['sekretaris']);
const app = await openApp(home.world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };

async function open(options: { viewport?: typeof PHONE; script?: boolean } = {}): Promise<Page> {
  const { viewport = PHONE, script = false } = options;
  const context = await browser.newContext({ viewport, baseURL: app.url, javaScriptEnabled: script });
  return context.newPage();
}

const press = (page: Page) => page.locator('main form button.primary').first().click();
const main = (page: Page) => page.locator('main').innerText();
const pathOf = (page: Page) => new URL(page.url()).pathname;

async function signIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  if (!page.url().includes('/sign-in?') && !page.url().endsWith('/sign-in')) await page.goto('/sign-in');
  const list = page.locator('select[name=cooperative]');
  if ((await list.count()) > 0) await list.selectOption(office.cooperative.slug);
  await page.locator('[name=username]').fill(username);
  await page.locator('[name=password]').fill(password);
  await press(page);
}

async function sessionOf(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find((cookie) => cookie.name === 'sokoguru')?.value;
}

test('staff sign in without script; a mistake keeps the name and never the password', async () => {
  const page = await open();
  await page.goto('/staff/people');
  assert.equal(pathOf(page), '/sign-in');
  await signIn(page, 'ketua', 'salah sekali itu');
  assert.match(await main(page), /tidak cocok/);
  assert.equal(await page.locator('[name=username]').inputValue(), 'ketua');
  assert.equal(await page.locator('[name=password]').inputValue(), '');
  await signIn(page, 'ketua');
  assert.equal(pathOf(page), '/staff/people');
  const [cookie] = (await page.context().cookies()).filter((one) => one.name === 'sokoguru');
  assert.ok(cookie?.httpOnly && cookie.sameSite === 'Lax');
});

for (const script of [false, true]) {
  test(`a session that ends in the middle of a form gives the form back after sign-in, ${script ? 'with' : 'without'} script`, async () => {
    const page = await open({ viewport: DESK, script });
    await signIn(page, 'ketua');
    await page.goto('/staff/people/new');
    await page.locator('[name=fullName]').fill('Raden Ajeng Siti Nurhaliza Kusumawardhani');
    await page.locator('[name=username]').fill(script ? 'raden2' : 'raden1');
    await page.locator('[name=roles][value=teller]').check();
    await withClient(home.world.urls.ownerUrl, (client) =>
      client.query(
        `update identity.session set last_seen_at = last_seen_at - interval '2 hours' where ended_at is null`,
      ),
    );
    await press(page);
    assert.equal(pathOf(page), '/sign-in');
    assert.match(await main(page), /isian Anda kami simpan/);
    await signIn(page, 'ketua');
    assert.equal(pathOf(page), '/staff/people/new');
    assert.equal(await page.locator('[name=fullName]').inputValue(), 'Raden Ajeng Siti Nurhaliza Kusumawardhani');
    assert.ok(await page.locator('[name=roles][value=teller]').isChecked());
    await press(page);
    assert.match(await page.locator('[data-code]').innerText(), /^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  });
}

test('a new colleague uses the code on the slip, sets a password and signs in', async () => {
  const desk = await open({ viewport: DESK });
  await signIn(desk, 'ketua');
  await desk.goto('/staff/people/new');
  await desk.locator('[name=fullName]').fill('Budi Santoso');
  await desk.locator('[name=username]').fill('budi');
  await desk.locator('[name=roles][value=akuntan]').check();
  await press(desk);
  const code = await desk.locator('[data-code]').innerText();

  const page = await open();
  await page.goto('/sign-in/activate');
  await page.locator('[name=officeCode]').fill(code.toLowerCase());
  await page.locator('[name=password]').fill('rahasia12345');
  await page.locator('[name=passwordAgain]').fill('rahasia12345');
  await press(page);
  assert.match(await main(page), /mudah ditebak/);
  await page.locator('[name=officeCode]').fill(code);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('[name=passwordAgain]').fill(PASSWORD);
  await press(page);
  assert.equal(pathOf(page), '/sign-in');
  await signIn(page, 'budi');
  assert.equal(pathOf(page), '/staff');
});

test('a member enrols a phone without script, sees who looked, and five wrong PINs lock that phone', async () => {
  const member = await active(office, 1, { phone: '081234567890' });
  // The app's clock is the real one, and a code is good for a day of it.
  const secretary = { ...(await home.as(office, 'sekretaris')), clock: systemClock };
  const asked = { memberId: member.id, fullName: 'Siti Aminah', phone: '081234567890' };
  const { code } = await issueEnrolmentCode(secretary, asked);
  const page = await open();
  await page.goto('/sign-in/enrol');
  await page.locator('[name=officeCode]').fill(code);
  await page.locator('[name=phone]').fill('0812 3456 7890');
  for (const field of ['pin', 'pinAgain']) await page.locator(`[name=${field}]`).fill('738105');
  await press(page);
  assert.equal(pathOf(page), '/me');
  await page.goto('/me/profile');
  assert.match(await main(page), /Siapa yang melihat data saya/);
  await page.locator('form[action="/sign-out"] button').click();
  assert.equal(pathOf(page), '/sign-in/member');
  const wrong = async (pin: string) => {
    await page.locator('[name=phone]').fill('081234567890');
    await page.locator('[name=pin]').fill(pin);
    await press(page);
    return main(page);
  };
  assert.match(await wrong('111222'), /masih bisa mencoba 4 kali/);
  for (let i = 0; i < 3; i += 1) await wrong('111222');
  assert.match(await wrong('111222'), /terkunci/);
  assert.match(await wrong('738105'), /terkunci/);
});

test('a dismissed teller is out at the next click', async () => {
  const personId = await home.person(office, 'lepas', ['teller']);
  const page = await open({ viewport: DESK });
  await signIn(page, 'lepas');
  assert.equal(pathOf(page), '/staff');
  await dismiss(await home.as(office, 'ketua'), { personId, reason: 'selesai kontrak' });
  await page.reload();
  assert.equal(pathOf(page), '/sign-in');
  await signIn(page, 'lepas');
  assert.match(await main(page), /tidak cocok/);
});

test('signing out ends the session in the database too', async () => {
  const page = await open({ viewport: DESK });
  await signIn(page, 'teller');
  const kept = await sessionOf(page.context());
  await page.locator('details.person summary').click();
  await page.locator('form[action="/sign-out"] button').click();
  assert.equal(await sessionOf(page.context()), undefined);
  assert.equal(await home.authenticate(kept ?? ''), null);
});

test('a passkey is made on the account page and opens the office without a password', async () => {
  const page = await open({ viewport: DESK, script: true });
  const local = app.url.replace('127.0.0.1', 'localhost');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${local}/sign-in`);
  await signIn(page, 'sekretaris');
  await page.goto(`${local}/staff/account`);
  await page.locator('[data-passkey-add] button').click();
  await page.locator('form[action="?/passkey"]').waitFor();
  await page.context().clearCookies({ name: 'sokoguru' });
  await page.goto(`${local}/sign-in`);
  await page.locator('[data-passkey-sign-in] button').click();
  await page.waitForURL(`${local}/staff`);
});

test('a second person sees what waits, its contents and its hash, and returns it with a reason', async () => {
  await home.person(office, 'bendahara', ['bendahara']);
  const maker = await home.as(office, 'teller');
  const pay = command({
    name: 'test.payOut',
    permission: 'savings.withdraw',
    input: z.strictObject({ note: z.string() }),
    approval: async () => ({
      rule: 'withdrawal_limit',
      summary: 'Ambil Rp 25.000.000 dari simpanan Siti',
      amountSen: 2_500_000_000n,
      permission: 'savings.withdraw',
    }),
    run: async () => ({}),
  });
  await assert.rejects(pay(maker, { note: 'untuk modal' }), Held);
  const page = await open({ viewport: DESK, script: true });
  await signIn(page, 'bendahara');
  await page.goto('/staff/approvals');
  await page.getByRole('link', { name: 'Ambil Rp 25.000.000 dari simpanan Siti' }).click();
  assert.match(await main(page), /Nama teller[\s\S]*untuk modal/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map((one) => one.id),
    [],
  );
  await page.getByRole('button', { name: 'Kembalikan' }).click();
  assert.match(await main(page), /Tulis alasannya/);
  await page.locator('[name=reason]').fill('slip belum ditandatangani');
  await page.getByRole('button', { name: 'Kembalikan' }).click();
  assert.equal(pathOf(page), '/staff/approvals');
  assert.match(await main(page), /Dikembalikan: Ambil[\s\S]*slip belum ditandatangani/);
});

test('every page of signing in, people and control passes axe on a phone and at a desk', async () => {
  for (const viewport of [PHONE, DESK]) {
    const page = await open({ viewport, script: true });
    const faults: string[] = [];
    const look = async (path: string) => {
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const one of violations) faults.push(`${path} ${viewport.width}: ${one.id} ${one.nodes[0]?.html ?? ''}`);
    };
    for (const path of ['/sign-in', '/sign-in/member', '/sign-in/enrol', '/sign-in/activate']) await look(path);
    await signIn(page, 'ketua');
    for (const path of [
      '/staff/people',
      '/staff/people/new',
      '/staff/audit',
      '/staff/audit/sign-ins',
      '/staff/approvals',
      '/staff/account',
    ]) {
      await look(path);
    }
    await page.goto('/staff/people');
    await look((await page.locator('main a[href^="/staff/people/0"]').first().getAttribute('href')) ?? '');
    await look('/sign-in/cooperative');
    assert.deepEqual(faults, []);
  }
});
