import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { writeWorkbook } from '#documents';
import { projectFolder } from '../../src/server/environment.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { testWorld } from '../support/world.ts';

// The first day of a cooperative, from the wizard to the closed till, as its people live it.
const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
const folder = await mkdtemp(join(tmpdir(), 'sokoguru-first-day-'));
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

const PASSWORD = 'padi-menguning-di-sawah';
const REAL = join(
  projectFolder,
  '..',
  'shared',
  'data',
  'real',
  'spreadsheets',
  'giat-rekap-simpan-pinjam-jan2023.xlsx',
);
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 360, height: 640 } };

type Way = { readonly script: boolean; readonly name: string; readonly shortCode: string; readonly slug: string };

async function open(size: keyof typeof SIZES, { script }: Way): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], baseURL: app.url, javaScriptEnabled: script });
  return context.newPage();
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const main = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');

/** The wizard: a KSP in Kudus with a chair, a treasurer and a teller. Answers each one's one-time code. */
async function makeCooperative(page: Page, way: Way): Promise<string[]> {
  await page.goto('/setup');
  await press(page, 'Mulai');
  await page.getByLabel('Simpan pinjam (KSP)').check();
  await press(page, 'Lanjut');
  await page.getByLabel('Nama koperasi').fill(way.name);
  await page.getByLabel('Kode singkat').fill(way.shortCode);
  await press(page, 'Lanjut');
  await press(page, 'Lanjut');
  for (const [level, code] of [
    ['province', '33'],
    ['regency', '33.19'],
    ['district', '33.19.01'],
    ['village', '33.19.01.2001'],
  ] as const) {
    await page.locator(`#${level}`).selectOption(code);
    await press(page, 'Lanjut');
  }
  for (const _step of ['books', 'chart', 'savings', 'rules']) await press(page, 'Lanjut');
  for (const [office, fullName] of [
    ['ketua', 'Sutrisno Hadi'],
    ['bendahara', 'Sri Wahyuni'],
    ['teller', 'Dewi Lestari'],
  ] as const) {
    await page.locator(`#name_${office}`).fill(fullName);
    await page.locator(`#username_${office}`).fill(`${office}${way.shortCode.toLowerCase()}`);
  }
  await press(page, 'Lanjut');
  await press(page, 'Buat koperasi');
  return (await page.locator('.amount-xl').allTextContents()).map((code) => code.trim());
}

async function activate(page: Page, code: string): Promise<void> {
  await page.goto('/sign-in/activate');
  await page.locator('#officeCode').fill(code);
  for (const field of ['password', 'passwordAgain']) await page.locator(`#${field}`).fill(PASSWORD);
  await press(page, 'Simpan kata sandi');
}

async function signIn(page: Page, office: string, way: Way): Promise<void> {
  await page.goto('/sign-in');
  const cooperative = page.locator('select[name=cooperative]');
  if (await cooperative.count()) await cooperative.selectOption({ label: way.name });
  await page.locator('#username').fill(`${office}${way.shortCode.toLowerCase()}`);
  await page.locator('#password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.waitForURL(/\/staff/);
}

/** A real recapitulation (628 members, four kinds of balance), or where it is absent a small one of our own. */
async function memberFile(): Promise<{ path: string; members: number }> {
  if (existsSync(REAL)) return { path: REAL, members: 628 };
  const path = join(folder, 'rekap.xlsx');
  const sheet: Parameters<typeof writeWorkbook>[0][number] = {
    name: 'Rekap',
    letterhead: { cooperative: 'Koperasi Lama', lines: [] },
    title: 'Rekap simpanan',
    subtitle: [],
    columns: [
      { heading: 'No Anggota', kind: 'text' },
      { heading: 'Nama', kind: 'text' },
      { heading: 'Simpanan Pokok', kind: 'money' },
      { heading: 'Simpanan Wajib', kind: 'money' },
      { heading: 'Simpanan Manasuka', kind: 'money' },
    ],
    rows: ['Siti Aminah', 'Budi Santoso', 'Ratna Dewi'].map((name, at) => [
      `000${at + 1}`,
      name,
      10_000_000n,
      5_000_000n,
      25_000_000n,
    ]),
  };
  await writeFile(path, await writeWorkbook([sheet], new Date('2026-11-20T02:00:00Z')));
  return { path, members: 3 };
}

async function importFile(page: Page, path: string): Promise<string> {
  await page.goto('/staff/import');
  await page.locator('input[type=file]').setInputFiles(path);
  await press(page, 'Baca berkas');
  await press(page, 'Lanjut: periksa baris');
  await page.getByRole('link', { name: 'Lanjut: setujui' }).click();
  const opening = page.locator('#openingDate');
  if (await opening.count()) await opening.fill('20/11/2026');
  // A file that also holds loans asks which product they become, and whether its own sums may differ.
  for (const product of await page.locator('select[name^=loanProduct]').all()) await product.selectOption({ index: 1 });
  const difference = page.locator('#loanDifference');
  if (await difference.count()) await difference.check();
  await press(page, 'Setujui dan tulis ke pembukuan');
  await page.waitForURL(/\/result/);
  // Long work goes on by itself; without the queue's worker the page's own button does the next part.
  for (
    let turn = 0;
    turn < 60 && (await page.getByRole('button', { name: 'Lanjutkan penulisan' }).count()) > 0;
    turn += 1
  ) {
    await press(page, 'Lanjutkan penulisan');
    await page.waitForLoadState();
  }
  return main(page);
}

/** Finds the first member of the register and gives them a telephone; answers the member's address and number. */
async function memberWithPhone(page: Page): Promise<{ href: string; number: string }> {
  await page.goto('/staff/members');
  const row = page.locator('tbody tr').first();
  const number = ((await row.locator('td, th').first().textContent()) ?? '').trim();
  const href = (await row.locator('a[href^="/staff/members/"]').first().getAttribute('href')) ?? '';
  await page.goto(`${href}/edit`);
  await page.locator('input[name=phone]').fill('081234567890');
  await page.locator('main form button.button-primary, main form button[type=submit], main form button').last().click();
  await page.waitForURL((url) => url.pathname === href);
  return { href, number };
}

async function openTill(page: Page): Promise<void> {
  await page.goto('/staff/till');
  await page.getByRole('link', { name: 'Buka kas' }).first().click();
  await press(page, 'Buka kas');
  await page.waitForURL((url) => url.pathname === '/staff/till');
}

/** Takes Rp 150.000 in cash for the member; answers the receipt's text. */
async function takeDeposit(page: Page, memberPath: string): Promise<string> {
  await page.goto(`/staff/till/serve/${memberPath.split('/').at(-1)}`);
  await page.locator('#amount').fill('150.000');
  await page.getByLabel(/Setor ke .*[Ss]ukarela/).check();
  await press(page, /Lanjut/);
  assert.match(await main(page), /seratus lima puluh ribu rupiah/i);
  await press(page, /Terima Rp/);
  return main(page);
}

async function enrol(office: Page, phone: Page, memberPath: string, way: Way): Promise<void> {
  await office.goto(`/staff/people/enrol?member=${memberPath.split('/').at(-1)}`);
  await office.locator('input[name=checked]').check();
  await press(office, 'Buat kode');
  const code = ((await office.locator('[data-code]').textContent()) ?? '').trim();
  await phone.goto('/sign-in/enrol');
  const cooperative = phone.locator('select[name=cooperative]');
  if (await cooperative.count()) await cooperative.selectOption({ label: way.name });
  await phone.locator('#officeCode').fill(code);
  await phone.locator('#phone').fill('081234567890');
  for (const field of ['pin', 'pinAgain']) await phone.locator(`#${field}`).fill('274951');
  await phone.locator('main form button').last().click();
  await phone.waitForURL(/\/me/);
}

async function requireAccessible(page: Page, script: boolean): Promise<void> {
  assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')) <= 0, page.url());
  if (!script) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [page.url(), id, nodes[0]?.target]),
    [],
  );
}

const WAYS: Way[] = [
  { script: true, name: 'KSP Sumber Rejeki', shortCode: 'SR', slug: 'ksp-sumber-rejeki' },
  { script: false, name: 'KSP Mekar Sari', shortCode: 'MS', slug: 'ksp-mekar-sari' },
];

for (const way of WAYS) {
  describe(`the first day of a cooperative, ${way.script ? 'with' : 'without'} script`, () => {
    test('goes from the wizard over the import, the counter and the member’s phone to the closed till', async () => {
      const chair = await open('desk', way);
      const codes = await makeCooperative(chair, way);
      assert.equal(codes.length, 3, await main(chair));
      const [treasurer, teller, phone] = [await open('desk', way), await open('desk', way), await open('phone', way)];
      for (const [index, page] of [chair, treasurer, teller].entries()) await activate(page, codes[index] ?? '');
      await signIn(chair, 'ketua', way);
      await signIn(treasurer, 'bendahara', way);
      await signIn(teller, 'teller', way);

      const file = await memberFile();
      const result = await importFile(chair, file.path);
      assert.match(result, new RegExp(`${file.members}`), result.slice(0, 600));
      const member = await memberWithPhone(chair);

      await openTill(teller);
      const receipt = await takeDeposit(teller, member.href);
      const number = /[A-Z]{2}-KAS1-\d{6}-\d/.exec(receipt)?.[0];
      assert.ok(number, receipt);

      await enrol(chair, phone, member.href, way);
      await phone.goto('/me');
      assert.match(await main(phone), /Rp 150\.000/);
      await requireAccessible(phone, way.script);
      await phone.locator('a[href^="/me/receipts/"]').first().click();
      assert.match(await main(phone), new RegExp(number));
      await phone.locator('a[href*="/check/"]').first().click();
      const checked = await main(phone);
      assert.match(checked, /benar dan berlaku/);
      assert.match(checked, new RegExp(number));
      assert.doesNotMatch(checked, new RegExp(member.number), 'the check shows nothing of the person');

      await treasurer.goto('/staff/reports/balance-sheet');
      await requireAccessible(treasurer, way.script);
      const cash = treasurer.locator('a[href*="1.1.01"]').first();
      assert.match((await cash.textContent()) ?? '', /150\.000/);
      await cash.click();
      await treasurer.locator('tbody a[href^="/staff/ledger/"]').first().click();
      assert.match(await main(treasurer), /150\.000/);

      await teller.goto('/staff/till/close');
      await teller.getByLabel('Banyaknya Rp 50.000').fill('3');
      await press(teller, 'Jumlahkan');
      assert.match(await main(teller), /Pas, tidak ada selisih/);
      await press(teller, /Tutup kas dengan uang Rp 150\.000/);
      await teller.goto('/staff/till');
      assert.match(await main(teller), /Tutup/);
      for (const page of [chair, treasurer, teller, phone]) await page.context().close();
    });
  });
}
