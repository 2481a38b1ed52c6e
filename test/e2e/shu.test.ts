import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { addPersonWithPassword, installRoles } from '#identity';
import { close2026, resolve, SHU_DAY, yearOfSavings } from '../../src/modules/shu/shu.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, TEST_PASSWORD } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld({ today: '2026-01-05' });
const app = await openApp(world, SHU_DAY);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };
const text = (page: Page) => page.locator('main').innerText();

/** Passes axe and fits both widths; keeps pictures when SOKOGURU_PICTURES names a folder. */
async function look(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? DESK;
  for (const [size, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
    await page.setViewportSize(viewport);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => [page.url(), id, nodes[0]?.target]),
      [],
    );
    const over = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
    assert.ok(over <= 0, `${name} is too wide on a ${size}`);
    const folder = process.env['SOKOGURU_PICTURES'];
    if (folder) await page.screenshot({ path: `${folder}/shu-${name}-${size}.png`, fullPage: true });
  }
  await page.setViewportSize(before);
}

test('by-laws, simulation, calculation, approval by another, distribution, and the letter on a phone', async () => {
  const made = await yearOfSavings(world, [100_000, 300_000]);
  await close2026(made.context);
  await step(made.context, installRoles);
  await resolve(made.context, '1/RAT/2027');
  const { slug } = made.context.cooperative;
  const memberId = made.members[0]?.memberId ?? '';
  const person = { fullName: 'Anggota Nomor Satu', username: 'anggota-satu', roles: ['anggota'], memberId };
  await addPersonWithPassword(made.context, person, TEST_PASSWORD);
  const plain = { viewport: DESK };
  const page = await signedIn(browser, app, { username: await addStaff(made.context, ['bendahara']), slug }, plain);

  await page.goto('/staff/shu');
  assert.match(await text(page), /2026\s+Siap dihitung\s+1\.000\.000/);
  await look(page, 'years');
  await page.getByRole('link', { name: 'Aturan SHU' }).click();
  await page.locator('#whenZero3').selectOption('equal');
  await page.locator('#percent4').fill('10');
  await page.getByLabel('Berlaku mulai').fill('01/01/2026');
  await page.getByLabel('Dasar (pasal AD atau keputusan)').fill('AD pasal 40');
  await page.getByRole('button', { name: 'Simpan aturan baru' }).click();
  assert.match(await text(page), /Persen pembagian SHU berjumlah 105\. Harus tepat 100/);
  await page.locator('#percent4').fill('5');
  await page.getByRole('button', { name: 'Simpan aturan baru' }).click();
  assert.match(await page.locator('body').innerText(), /Aturan SHU tersimpan/);
  await look(page, 'rules');

  await page.goto('/staff/shu/2026/simulate');
  await page.getByLabel('Perkiraan SHU').fill('2jt');
  await page.getByLabel('Nomor anggota').fill('A00001');
  await page.getByRole('button', { name: 'Hitung simulasi' }).click();
  assert.match(await text(page), /Untuk anggota A00001/);
  await look(page, 'simulation');

  await page.goto('/staff/shu/2026');
  await page.getByRole('button', { name: 'Hitung SHU' }).click();
  assert.match(await text(page), /Hitungan ke-1/);
  await page.getByLabel('Nomor keputusan rapat').fill('1/RAT/2027');
  await page.getByRole('button', { name: 'Setujui' }).click();
  assert.match(await text(page), /tidak boleh menyetujuinya/);
  await look(page, 'calculated');
  await page.goto('/staff/shu/2026/rights');
  await look(page, 'rights');

  const chair = await signedIn(browser, app, { username: await addStaff(made.context, ['ketua']), slug }, plain);
  await chair.goto('/staff/shu/2026');
  await chair.getByLabel('Nomor keputusan rapat').fill('1/RAT/2027');
  await chair.getByRole('button', { name: 'Setujui' }).click();
  assert.match(await text(chair), /dengan keputusan 1\/RAT\/2027/);

  await page.goto('/staff/shu/2026/members');
  await page.getByRole('link', { name: 'Anggota Nomor Satu' }).click();
  await look(page, 'member');
  await page.getByRole('button', { name: 'Kreditkan ke simpanan' }).click();
  assert.match(await text(page), /simpanan, Rp 150\.000/);
  await page.goto('/staff/shu/2026');
  await page.getByRole('button', { name: 'Kreditkan semua ke simpanan sukarela' }).click();
  await page.getByRole('button', { name: 'Lanjutkan' }).click();
  assert.match(await text(page), /belum Rp 0/);
  await look(page, 'distributed');
  await page.goto('/staff/shu/2026/members');
  await look(page, 'members');
  for (const [path, type] of [
    ['list?as=xlsx', 'spreadsheetml'],
    ['list?cash=yes', 'pdf'],
    ['letters.pdf', 'pdf'],
  ]) {
    const answer = await page.request.get(`/staff/shu/2026/${path}`);
    assert.equal(answer.status(), 200, path);
    assert.match(answer.headers()['content-type'] ?? '', new RegExp(type ?? ''));
  }

  const me = await signedIn(browser, app, { username: 'anggota-satu', slug }, { viewport: PHONE });
  await me.goto('/me/shu');
  assert.match(await text(me), /Rp 150\.000/);
  assert.match(await text(me), /Rp 200\.000 × Rp 98\.904,10 ÷ Rp 395\.616,43 = Rp 50\.000/);
  await look(me, 'letter');
  const letter = await me.request.get('/me/shu/2026/letter.pdf');
  assert.match((await letter.body()).subarray(0, 5).toString(), /%PDF-/);
});
