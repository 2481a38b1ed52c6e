import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { memberCounts } from '#members';
import { deposit, memberSavings } from '#savings';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, admittedMember, savingsCooperative, TEST_PASSWORD } from '../support/people.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };
const NIK = '3319024101800077';

async function open(viewport: typeof PHONE, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ viewport, baseURL: app.url, javaScriptEnabled });
  return context.newPage();
}

async function office(javaScriptEnabled: boolean) {
  const context = await savingsCooperative(world);
  const username = await addStaff(context, ['ketua', 'manajer']);
  const page = await open(DESK, javaScriptEnabled);
  await page.goto('/sign-in');
  const cooperative = page.locator('select[name=cooperative]');
  if (await cooperative.count()) await cooperative.selectOption(context.cooperative.slug);
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(TEST_PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  return { context, page };
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`),
    [],
  );
}

const text = (page: Page) => page.locator('main').innerText();
const send = (page: Page) => page.locator('main form[method=post] button.primary').first().click();

async function fillIdentity(page: Page): Promise<void> {
  await page.locator('#fullName').fill('Nur Laila');
  await page.locator('#nik').fill(NIK);
  await page.locator('#birthPlace').fill('Kudus');
  await page.locator('#birthDate').fill('1/1/1980');
  await page.locator('input[name=sex][value=female]').check();
}

for (const script of [false, true]) {
  test(`staff register an applicant and the board decides, ${script ? 'with' : 'without'} script`, async () => {
    const { page } = await office(script);
    await page.goto('/staff/members/new');
    await send(page);
    for (const told of ['Tulis nama lengkap', 'Tulis NIK', 'Pilih laki-laki atau perempuan']) {
      assert.match(await text(page), new RegExp(told));
    }
    if (script) await accessible(page);
    await fillIdentity(page);
    await page.locator('#phone').fill('0812-3456-7890');
    await page.locator('#street').fill('Jl. Melati 3');
    await page.locator('#village').fill('sukamaju');
    await send(page);
    assert.match(await text(page), /Ada beberapa desa dengan nama ini/);
    await page.locator('input[name=villageChoice]').nth(1).check();
    await send(page);
    assert.match(await text(page), /33\*{10}0077/);
    assert.doesNotMatch(await page.content(), new RegExp(`${NIK}|Melati`));
    if (script) await accessible(page);
    await page.getByRole('link', { name: 'Putuskan' }).click();
    await page.locator('input[value=accepted]').check();
    await send(page);
    assert.match(await text(page), /Cocokkan KTP asli dulu/);
    await page.locator('#identityChecked').check();
    await send(page);
    assert.match(await text(page), /Nur Laila diterima/);
    assert.match(await text(page), /Tidak ada permohonan yang menunggu/);
    await page.context().close();
  });
}

test('a value behind the mask is asked for with a reason in a dialog, and stands in the list of looks', async () => {
  const { context, page } = await office(true);
  const memberId = await admittedMember(context, 'Raden Ajeng Siti Nurhaliza Kusumawardhani');
  await page.goto(`/staff/members/${memberId}`);
  await page.getByRole('button', { name: 'Lihat: NIK' }).click();
  await page.locator('dialog[open] input[name=reason]').fill('Mencocokkan KTP untuk pinjaman');
  await page.locator('dialog[open] button.primary').click();
  await page.waitForURL(/unmask/);
  assert.match(await text(page), /33190117059000\d\d/);
  await page.goto(`/staff/members/${memberId}`);
  assert.match(await text(page), /Mencocokkan KTP untuk pinjaman/);
  await page.context().close();
});

test('typing finds a member, and the register, queue and list are complete for a screen reader', async () => {
  const { context, page } = await office(true);
  await admittedMember(context, 'Kusumawardhani');
  await page.goto('/staff/members');
  await page.keyboard.press('/');
  await page.keyboard.type('kusuma');
  await page.locator('main [data-results] a', { hasText: 'Kusumawardhani' }).waitFor();
  for (const path of ['', '?q=kusuma', '/admissions', '/register']) {
    await page.goto(`/staff/members${path}`);
    await accessible(page);
  }
  await page.context().close();
});

test('a member leaves: the cause is told, the savings are seen and settled, the board records it', async () => {
  const { context, page } = await office(false);
  const memberId = await admittedMember(context, 'Slamet Santoso');
  const [principal] = (await memberSavings(context, { memberId })).filter(({ productCode }) => productCode === 'SP');
  await deposit(context, { accountId: principal?.id ?? '', amount: '100000.00' });
  await page.goto(`/staff/members/${memberId}`);
  await page.getByRole('link', { name: 'Permintaan keluar' }).click();
  await send(page);
  assert.match(await text(page), /Pilih sebab keluar/);
  await page.locator('input[value=moved]').check();
  await page.locator('#reason').fill('Pindah ke Demak');
  await send(page);
  assert.match(await text(page), /Keluar baru bisa dicatat setelah itu/);
  await page.getByRole('link', { name: 'Selesaikan simpanan' }).click();
  assert.match(await text(page), /100\.000/);
  await send(page);
  await page.getByRole('link', { name: 'Catat keluar' }).click();
  await send(page);
  assert.match(await text(page), /Sudah keluar/);
  await page.goto('/staff/members/register');
  assert.match(await text(page), /Slamet Santoso.*Pindah/s);
  await page.context().close();
});

test('the register leaves as PDF and as workbook', async () => {
  const { page } = await office(false);
  await page.goto('/staff/members/register');
  for (const [format, magic] of [
    ['pdf', '%PDF'],
    ['xlsx', 'PK'],
  ] as const) {
    const file = await page.request.get(`/staff/members/register/file?format=${format}`);
    assert.equal(file.status(), 200);
    assert.equal((await file.body()).subarray(0, magic.length).toString(), magic);
  }
  assert.equal((await page.request.get('/staff/members/register/file?format=exe')).status(), 404);
  await page.context().close();
});

test('a visitor applies on a phone without script, a few questions at a time, and may go back', async () => {
  const context = await savingsCooperative(world);
  const page = await open(PHONE, false);
  await page.goto(`/apply/${context.cooperative.slug}`);
  await fillIdentity(page);
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.locator('#phone').fill('08');
  await page.locator('#street').fill('Dusun Krajan');
  await page.getByRole('button', { name: 'Lanjut' }).click();
  assert.match(await text(page), /Tulis nomor telepon seperti/);
  await page.locator('#phone').fill('081277778888');
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByRole('button', { name: 'Kembali' }).click();
  assert.equal(await page.locator('#street').inputValue(), 'Dusun Krajan');
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByRole('button', { name: 'Kirim permohonan' }).click();
  assert.match(await text(page), /Beri tanda setuju/);
  await page.locator('#consent').check();
  await page.getByRole('button', { name: 'Kirim permohonan' }).click();
  assert.match(await text(page), /Kode permohonan: [0-9A-F]{8}/);
  assert.equal((await memberCounts(context, {})).applied, 1);
  await page.context().close();
});

test('the public form is in order for a screen reader, and a cooperative that does not exist has none', async () => {
  const context = await savingsCooperative(world);
  const page = await open(PHONE, true);
  await page.goto(`/apply/${context.cooperative.slug}`);
  await accessible(page);
  const missing = await page.goto('/apply/tidak-ada');
  assert.equal(missing?.status(), 404);
  await page.context().close();
});
