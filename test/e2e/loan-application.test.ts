import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { addPersonWithPassword } from '#identity';
import type { Context } from '#kernel/context';
import { applicationList, readLoanProducts } from '#loans';
import { memberDetail } from '#members';
import { deposit } from '#savings';
import { saver } from '../../src/modules/savings/savings.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, lendingCooperative, TEST_PASSWORD } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { read, testWorld } from '../support/world.ts';

const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };

const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#c9b48a' } })
  .jpeg()
  .toBuffer();

/** A member since January with savings, who may sign in, and the number others know them by. */
async function person(context: Context, n: number, amount: string) {
  const { memberId, SW } = await saver(context, n);
  await deposit(context, { accountId: SW, amount });
  const { number, fullName } = await memberDetail(context, { memberId });
  const username = `anggota-${memberId.slice(-6)}`;
  await addPersonWithPassword(context, { fullName, username, roles: ['anggota'], memberId }, TEST_PASSWORD);
  return { memberId, username, number: number ?? '' };
}

/** A cooperative that lends, with capital enough, a member who asks and one who guarantees. */
async function office() {
  const context = await lendingCooperative(world);
  await person(context, 1, '300000000.00');
  const guarantor = await person(context, 2, '2000000.00');
  const borrower = await person(context, 3, '2500000.00');
  const products = await read(context, (scope) => readLoanProducts(scope, scope.today));
  const product = products.find(({ terms }) => terms.documents.length > 0 && terms.security.guarantors > 0);
  assert.ok(product, 'a usual product asks for papers and a guarantor');
  return { context, guarantor, borrower, product };
}

const signIn = (username: string, slug: string, viewport: typeof PHONE, options = {}) =>
  signedIn(browser, app, { username, slug }, { viewport, ...options });

const text = (page: Page) => page.locator('main').innerText();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

/** Fits its width; passes axe where script runs; keeps a picture when SOKOGURU_PICTURES names a folder. */
async function look(page: Page, name: string): Promise<void> {
  assert.ok(
    Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth').catch(() => 0)) <= 0,
    `${name} is too wide`,
  );
  const folder = process.env['SOKOGURU_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [page.url(), id, nodes[0]?.target]),
    [],
  );
}

/** Uploads a photo for each paper that has none yet. */
async function photograph(page: Page): Promise<void> {
  while (await page.locator('input[type=file]').count()) {
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: photo });
    await press(page, /^Simpan foto/);
  }
}

describe('a member applies on a phone, without script', () => {
  test('six small steps with the instalment first; stopped and gone on; sent once; each stage seen', async () => {
    const { context, guarantor, borrower, product } = await office();
    const page = await signIn(borrower.username, context.cooperative.slug, PHONE, { javaScriptEnabled: false });
    await page.goto('/me/loans/apply');
    await look(page, 'apply-start-phone');
    await press(page, new RegExp(`Hitung angsuran ${product.name}`));
    // 1. The amount, and what it costs, before anything else is asked.
    await page.getByLabel('Jumlah pinjaman').fill('1');
    await page.getByLabel('Berapa kali angsuran').fill('0');
    await press(page, 'Hitung');
    assert.match(await text(page), /paling sedikit|Paling sedikit/);
    await page.getByLabel('Jumlah pinjaman').fill('12jt');
    await page.getByLabel('Berapa kali angsuran').fill('12');
    await press(page, 'Hitung');
    assert.match(await text(page), /Angsuran sebulan sekali\s+Rp [\d.]+/);
    assert.match(await text(page), /Setara [\d,]+% setahun \(efektif\)/);
    await look(page, 'apply-amount-phone');
    await press(page, 'Simpan dan lanjut');
    // 2. The purpose.
    await page.getByText('Modal usaha').click();
    await page.getByLabel('Ceritakan singkat').fill('Menambah barang warung');
    await look(page, 'apply-purpose-phone');
    await press(page, 'Simpan dan lanjut');
    // The phone rings. Coming back opens the step where one stopped.
    await page.goto('/me/loans/apply');
    await press(page, new RegExp(`Lanjutkan ${product.name}`));
    assert.match(await text(page), /Penghasilan sebulan/);
    // 3. Income.
    await page.getByLabel('Penghasilan keluarga sebulan').fill('6jt');
    await page.getByLabel('Cicilan lain sebulan').fill('0');
    await page.getByLabel('Berapa orang yang Anda tanggung?').fill('2');
    await look(page, 'apply-income-phone');
    await press(page, 'Simpan dan lanjut');
    // 4. Security: a wrong number is told at its field and stays.
    await page.getByLabel('Nomor anggota penjamin 1').fill('TIDAK-ADA');
    await page.getByLabel('Jenis agunan').selectOption('bpkb');
    await page.getByLabel('Keterangan agunan').fill('Motor Honda Beat 2021');
    await page.getByLabel('Kira-kira nilainya').fill('20jt');
    await press(page, 'Simpan dan lanjut');
    assert.match(await text(page), /Tidak ada anggota bernomor TIDAK-ADA/);
    assert.equal(await page.getByLabel('Keterangan agunan').inputValue(), 'Motor Honda Beat 2021');
    await page.getByLabel('Nomor anggota penjamin 1').fill(guarantor.number);
    await look(page, 'apply-security-phone');
    await press(page, 'Simpan dan lanjut');
    // 5. Photographs.
    await photograph(page);
    await look(page, 'apply-documents-phone');
    await press(page, 'Simpan dan lanjut');
    // 6. Look over, agree, send.
    await press(page, 'Kirim permohonan');
    assert.match(await text(page), /Centang persetujuan dulu/);
    await page.getByRole('checkbox').check();
    await look(page, 'apply-review-phone');
    await press(page, 'Kirim permohonan');
    assert.match(await page.locator('body').innerText(), /Terkirim\. Nomor permohonan PP-000001/);
    assert.match(await text(page), /Petugas koperasi akan memeriksa/);
    await look(page, 'apply-status-phone');
    const { items } = await applicationList(context, {});
    assert.deepEqual(
      items.map(({ number, status, amount, tenor }) => [number, status, amount, tenor]),
      [['PP-000001', 'submitted', '12000000.00', 12]],
    );
    // A step of what is sent leads to where it stands.
    await page.goto(`/me/loans/apply/${items[0]?.id}/amount`);
    assert.match(page.url(), new RegExp(`/me/loans/apply/${items[0]?.id}$`));
    await page.getByText('Batalkan permohonan').first().click();
    await page.getByLabel('Alasan').fill('Sudah dapat dari arisan');
    await page.locator('form[action="?/withdraw"] button').click();
    assert.match(await text(page), /Dibatalkan/);
    await page.context().close();
  });
});

describe('an application at the desk', () => {
  test('is entered, reviewed, voted on by the committee and ticked, each page readable by everybody', async () => {
    const { context, guarantor, borrower, product } = await office();
    const slug = context.cooperative.slug;
    const [clerk, reviewer, chair] = [
      await addStaff(context, ['teller']),
      await addStaff(context, ['manajer']),
      await addStaff(context, ['ketua']),
    ];
    let page = await signIn(clerk, slug, DESK, { javaScriptEnabled: false });
    await page.goto('/staff/loans/applications/new');
    await page.locator('#finder-q').fill('tiga');
    await page.locator('.finder').getByRole('button', { name: 'Cari', exact: true }).click();
    await page.getByRole('link', { name: /Anggota Nomor Tiga/ }).click();
    await page.getByRole('link', { name: new RegExp(product.name) }).click();
    await page.getByLabel('Jumlah pinjaman').fill('5jt');
    await page.getByLabel('Berapa kali angsuran').fill('12');
    await page.getByLabel('Tujuan').selectOption('business');
    await page.getByLabel('Penghasilan keluarga sebulan').fill('6jt');
    await page.getByLabel('Nomor anggota penjamin 1').fill(guarantor.number);
    for (const box of await page.locator('input[name=papersSeen]').all()) await box.check();
    await look(page, 'application-new-desk');
    await press(page, 'Kirim permohonan');
    assert.match(await text(page), /Terkirim/);
    await page.context().close();

    page = await signIn(reviewer, slug, DESK);
    await page.goto('/staff/loans/applications');
    await accessible(page);
    await look(page, 'applications-desk');
    await page.getByRole('link', { name: 'PP-000001' }).click();
    assert.match(await text(page), /Skor/);
    await accessible(page);
    await look(page, 'application-desk');
    await page.getByRole('link', { name: 'Periksa' }).click();
    await page.getByLabel('Hasil survei').fill('Warung ramai, rumah sendiri');
    await page.getByLabel('Syarat sebelum cair').fill('Serahkan fotokopi buku nikah');
    await accessible(page);
    await look(page, 'application-review-desk');
    await press(page, 'Kirim ke komite');
    assert.match(await text(page), /Di komite/);
    await page.setViewportSize(PHONE);
    await look(page, 'application-phone');
    const here = new URL(page.url()).pathname;
    const list = '/staff/loans/applications';
    for (const path of [list, `${list}/new`, `${list}/scorecard`, `${here}/review`]) {
      await page.goto(path);
      await look(page, `applications-${path.split('/').at(-1)}-phone`);
    }
    await page.goto('/staff/loans/applications/scorecard');
    await accessible(page);
    await page.setViewportSize(DESK);
    await look(page, 'scorecard-desk');
    await page.context().close();

    page = await signIn(chair, slug, DESK, { javaScriptEnabled: false });
    await page.goto('/staff/loans/applications?stage=in_committee');
    await page.getByRole('link', { name: 'PP-000001' }).click();
    // A rejection without a reason stays on the page and says so.
    await press(page, 'Tolak');
    assert.match(await text(page), /Tulis alasan penolakan/);
    await page.locator('#reason').fill('Layak, angsuran ringan');
    await press(page, 'Setujui');
    assert.match(await text(page), /Disetujui/);
    await press(page, 'Tandai terpenuhi');
    assert.match(await text(page), /terpenuhi/);
    await look(page, 'application-approved-desk');
    await page.context().close();

    page = await signIn(borrower.username, slug, PHONE);
    await page.goto('/me/loans/apply');
    await page.getByRole('link', { name: new RegExp(product.name) }).click();
    assert.match(await text(page), /Disetujui Rp 5\.000\.000, 12 kali angsuran/);
    await accessible(page);
    await look(page, 'apply-approved-phone');
    await page.context().close();
  });
});
