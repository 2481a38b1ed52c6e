import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { readBranches } from '#cooperatives';
import { addPersonWithPassword } from '#identity';
import type { BusinessDate } from '#kernel/dates';
import { applicationList, closeDays, loanProductList } from '#loans';
import { memberDetail } from '#members';
import { installTill } from '#payments';
import { deposit } from '#savings';
import { saver } from '../../src/modules/savings/savings.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { onDay } from '../support/lending.ts';
import { addStaff, lendingCooperative, TEST_PASSWORD } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { step, testWorld } from '../support/world.ts';

// A loan from the phone of its borrower to the last rupiah, as everybody who has part in it sees it; the member without script.
const world = await testWorld();
const app = await openApp(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };
const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#c9b48a' } })
  .jpeg()
  .toBuffer();

const context = await lendingCooperative(world);
const { slug } = context.cooperative;

/** A member with savings who may sign in. */
async function person(n: number, saved: string) {
  const { memberId, SW, SS } = await saver(context, n);
  await deposit(context, { accountId: SW, amount: saved });
  const { number, fullName } = await memberDetail(context, { memberId });
  const username = `anggota-${memberId.slice(-6)}`;
  await addPersonWithPassword(context, { fullName, username, roles: ['anggota'], memberId }, TEST_PASSWORD);
  return { memberId, username, fullName, number: number ?? '', SS };
}

const signIn = (username: string, viewport: typeof PHONE, javaScriptEnabled = true) =>
  signedIn(browser, app, { username, slug }, { viewport, javaScriptEnabled });

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const text = async (page: Page) => ((await page.locator('main').innerText()) ?? '').replaceAll(/\s+/g, ' ');

/** Lets days pass until the morning of `on`: every night the day's work is done. */
async function wakeOn(on: string): Promise<void> {
  process.env['SOKOGURU_TODAY'] = on;
  await closeDays(onDay(context, on as BusinessDate));
}

/** The journal of the loan's latest event, as the ledger's page shows it. */
async function latestEntry(treasurer: Page, loanId: string): Promise<string> {
  await treasurer.goto(`/staff/loans/${loanId}`);
  await treasurer.locator('ol.timeline').getByRole('link', { name: 'Jurnal' }).first().click();
  await treasurer.waitForURL(/\/staff\/ledger\//);
  return text(treasurer);
}

function shows(journal: string, lines: Readonly<Record<string, string>>): void {
  for (const [code, amount] of Object.entries(lines)) {
    assert.ok(journal.includes(code) && journal.includes(amount), `${code} ${amount} is not in: ${journal}`);
  }
}

describe('the life of a loan', () => {
  test('applied for on a phone, decided by two, paid out, paid late, in part and early, settled', async () => {
    const [manager, chair, treasurerName, teller] = await Promise.all(
      [['manajer'], ['ketua'], ['bendahara'], ['teller']].map((roles) => addStaff(context, roles)),
    );
    const tillId = await step(context, async (scope) => {
      const [branch] = await readBranches(scope);
      return (await installTill(scope, { code: 'KDS1', name: 'Kas 1', kind: 'drawer', branchId: branch?.id ?? '' })).id;
    });
    await person(1, '300000000.00');
    const guarantor = await person(2, '2000000.00');
    const borrower = await person(3, '2500000.00');
    const product = (await loanProductList(context, {})).find(({ code }) => code === 'PU');
    assert.ok(product);
    const member = await signIn(borrower.username, PHONE, false);
    const officer = await signIn(manager ?? '', DESK);
    const treasurer = await signIn(treasurerName ?? '', DESK);
    await wakeOn('2026-11-20');

    // The member asks for six million, and sees the instalment first.
    await member.goto('/me/loans/apply');
    await press(member, new RegExp(`Hitung angsuran ${product.name}`));
    await member.getByLabel('Jumlah pinjaman').fill('6jt');
    await member.getByLabel('Berapa kali angsuran').fill('6');
    await press(member, 'Hitung');
    assert.match(await text(member), /Rp 1\.090\.000/);
    await press(member, 'Simpan dan lanjut');
    await member.getByText('Modal usaha').click();
    await press(member, 'Simpan dan lanjut');
    await member.getByLabel('Penghasilan keluarga sebulan').fill('6jt');
    await member.getByLabel('Cicilan lain sebulan').fill('0');
    await member.getByLabel('Berapa orang yang Anda tanggung?').fill('2');
    await press(member, 'Simpan dan lanjut');
    await member.getByLabel('Nomor anggota penjamin 1').fill(guarantor.number);
    await press(member, 'Simpan dan lanjut');
    while (await member.locator('input[type=file]').count()) {
      const file = { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: photo };
      await member.locator('input[type=file]').first().setInputFiles(file);
      await press(member, /^Simpan foto/);
    }
    await press(member, 'Simpan dan lanjut');
    await member.getByRole('checkbox').check();
    await press(member, 'Kirim permohonan');
    assert.match(await text(member), /Petugas koperasi akan memeriksa/);
    const [application] = (await applicationList(context, {})).items;
    assert.ok(application);
    const applicationPage = `/staff/loans/applications/${application.id}`;
    const memberPage = `/me/loans/apply/${application.id}`;

    // The officer surveys; the committee needs two, neither of them the officer.
    await officer.goto(`${applicationPage}/review`);
    await officer.getByLabel('Hasil survei').fill('Warung ramai, rumah sendiri');
    await press(officer, 'Kirim ke komite');
    assert.match(await text(officer), /Di komite/);
    await member.goto(memberPage);
    assert.match(await text(member), /komite/i);
    const chairPage = await signIn(chair ?? '', DESK);
    for (const voter of [chairPage, treasurer]) {
      await voter.goto(applicationPage);
      await voter.locator('#reason').fill('Layak');
      await press(voter, 'Setujui');
    }
    assert.match(await text(treasurer), /Disetujui/);
    await member.goto(memberPage);
    assert.match(await text(member), /Disetujui Rp 6\.000\.000/);

    // The contract, signed on paper by both, and the money out of the teller's drawer.
    await officer.goto(`/staff/loans/draw/${application.id}`);
    await press(officer, 'Buat perjanjian');
    await officer.waitForURL(/\/staff\/loans\/[0-9a-f-]{36}/);
    const loanId = /loans\/([0-9a-f-]{36})/.exec(officer.url())?.[1] ?? '';
    for (let signer = 0; signer < 2; signer += 1) {
      await officer.goto(`/staff/loans/${loanId}/sign`);
      await press(officer, 'Catat tanda tangan');
    }
    const counter = await signIn(teller ?? '', DESK);
    await counter.goto(`/staff/till/open/${tillId}`);
    await counter.locator('#d100000').fill('100');
    await counter.locator('#note').fill('Modal awal');
    await press(counter, 'Buka kas');
    await counter.goto(`/staff/loans/${loanId}/disburse`);
    await press(counter, 'Periksa');
    await press(counter, /Cairkan/);
    assert.match(await text(counter), /Rp 5\.887\.000|Berjalan/);
    shows(await latestEntry(treasurer, loanId), { '1.1.20': '6.000.000', '4.1.03': '60.000', '2.1.23': '18.000' });
    await member.goto(`/me/loans/${loanId}`);
    assert.match(await text(member), /Angsuran berikutnya Rp 1\.090\.000 paling lambat 20 Desember 2026/);

    // A part of the first instalment on its day, at the office.
    await wakeOn('2026-12-20');
    await treasurer.goto(`/staff/loans/${loanId}/pay`);
    await treasurer.locator('#amount').fill('500rb');
    await treasurer.getByText('Tunai, Kas kantor').click();
    await press(treasurer, 'Terima pembayaran');
    shows(await latestEntry(treasurer, loanId), {
      '1.1.01': '500.000',
      '1.1.20': '410.000',
      '1.1.30': '30.000',
      '4.1.01': '60.000',
    });
    await member.goto(`/me/loans/${loanId}`);
    assert.match(await text(member), /Harus dibayar sekarang Rp 590\.000 sejak 20 Desember 2026/);

    // The rest comes three weeks late, with its charge: 590,000 at 0.1 % a day from the fourth day.
    await wakeOn('2027-01-10');
    await member.goto(`/me/loans/${loanId}`);
    assert.match(await text(member), /Termasuk denda Rp 10\.620/);
    await treasurer.goto(`/staff/loans/${loanId}/pay`);
    await treasurer.locator('#amount').fill('600620');
    await treasurer.getByText('Tunai, Kas kantor').click();
    await press(treasurer, 'Terima pembayaran');
    shows(await latestEntry(treasurer, loanId), { '4.1.05': '10.620', '1.1.20': '590.000' });

    // The second instalment five days early, by the member, out of the own saving.
    await wakeOn('2027-01-15');
    await deposit(onDay(context, '2027-01-15' as BusinessDate), { accountId: borrower.SS, amount: '1500000.00' });
    await member.goto(`/me/loans/${loanId}/pay`);
    await member.locator('#amount').fill('1.090.000');
    await press(member, 'Periksa');
    await press(member, 'Bayar Rp 1.090.000');
    assert.match(await text(member), /Pokok Rp 1\.000\.000 Jasa Rp 90\.000 Sisa pokok Rp 4\.000\.000/);
    await member.goto(`/me/loans/${loanId}`);
    assert.match(await text(member), /Pokok terbayar Rp 2\.000\.000 dari Rp 6\.000\.000/);
    shows(await latestEntry(treasurer, loanId), { '2.1.01': '1.090.000', '1.1.20': '1.000.000' });

    // The third on its day; then all the rest at once, at the quoted figure.
    await wakeOn('2027-02-20');
    await treasurer.goto(`/staff/loans/${loanId}/pay`);
    await treasurer.getByText('Tunai, Kas kantor').click();
    await press(treasurer, 'Terima pembayaran');
    shows(await latestEntry(treasurer, loanId), { '1.1.01': '1.090.000', '1.1.20': '1.000.000' });
    await wakeOn('2027-03-01');
    await member.goto(`/me/loans/${loanId}`);
    assert.match(await text(member), /Jumlah pelunasan Rp 3\.180\.000/);
    await treasurer.goto(`/staff/loans/${loanId}/settle`);
    await treasurer.getByText('Tunai, Kas kantor').click();
    await press(treasurer, 'Lunasi Rp 3.180.000');
    shows(await latestEntry(treasurer, loanId), { '1.1.01': '3.180.000', '1.1.20': '3.000.000' });
    await member.goto(`/me/loans/${loanId}`);
    assert.match(await text(member), /Pinjaman ini sudah lunas/);
  });
});
