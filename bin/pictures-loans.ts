import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** A picture's name, who looks, the way there, and its only size where one is enough. */
export type Shot = [
  name: string,
  username: string | null,
  path: string | ((page: Page) => Promise<void>),
  only?: 'phone' | 'desk',
];

/** The pictures of the guide to loans, in the order of a loan's life. Those of the application write one into the demo, and go on with it. */
export function loanShots(): Shot[] {
  return [
    ['loan-tool', null, simulate, 'phone'],
    ['loan-apply', 'anggota', apply, 'phone'],
    ['loan-status', 'anggota', send, 'phone'],
    ['loan-work', 'manajer', '/staff/loans', 'desk'],
    ['loan-products', 'manajer', '/staff/loans/products', 'desk'],
    ['loan-application', 'ketua', opened('/staff/loans/applications?stage=in_committee', 'applications/'), 'desk'],
    ['loan-disburse', 'teller', disburse, 'desk'],
    ['loan-contract', 'manajer', contract, 'desk'],
    ['loan-till', 'teller', takePayment, 'desk'],
    ['loan-member', 'anggota', opened('/me/loans', '/me/loans/'), 'phone'],
    ['loan-route', 'kolektor', route, 'phone'],
    ['loan-quality', 'manajer', quality, 'desk'],
    ['loan-portfolio', 'manajer', '/staff/loans/portfolio', 'desk'],
    ['loan-end-of-day', 'bendahara', '/staff/end-of-day', 'desk'],
  ];
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

/** Brings a heading under the bar that stays at the top. */
const toTop = (page: Page, name: string | RegExp) =>
  page
    .getByRole('heading', { name })
    .first()
    .evaluate((heading) => {
      heading.scrollIntoView();
      scrollBy(0, -130);
    });

/** Opens a record of a list, by what its address holds; `which` counts from the first, or below zero from the last. */
function opened(list: string, part: string, which = 0) {
  return async (page: Page) => {
    await page.goto(list);
    const hrefs = await page
      .locator(`main a[href*="${part}"]`)
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    const records = [...new Set(hrefs.filter((href) => /[0-9a-f]{8}-[0-9a-f-]{27}$/.test(href)))];
    await page.goto(records.at(which) ?? list);
  };
}

async function simulate(page: Page): Promise<void> {
  await page.goto('/tools/loan');
  await page.getByLabel('Jumlah pinjaman').fill('6.000.000');
  await page.getByLabel('Berapa kali angsuran').fill('12');
  await page.getByLabel('Jasa dalam persen').fill('1,5');
  await page.getByLabel('Persen itu untuk').selectOption('month');
  await press(page, 'Hitung');
  await page.locator('.amount-xl').first().scrollIntoViewIfNeeded();
}

async function apply(page: Page): Promise<void> {
  await page.goto('/me/loans/apply');
  await press(page, /Pinjaman Darurat/);
  // One that was begun goes on where it stopped.
  await page.goto(page.url().replace(/(apply\/[^/]+).*/, '$1/amount'));
  await page.getByLabel('Jumlah pinjaman').fill('1.500.000');
  await page.getByLabel('Berapa kali angsuran').fill('6');
  await press(page, 'Hitung');
}

async function send(page: Page): Promise<void> {
  await apply(page);
  await press(page, 'Simpan dan lanjut');
  await page.getByText('Berobat').click();
  await press(page, 'Simpan dan lanjut');
  await page.getByLabel('Penghasilan keluarga sebulan').fill('4.500.000');
  await page.getByLabel('Cicilan lain sebulan').fill('0');
  await page.getByLabel('Berapa orang yang Anda tanggung?').fill('2');
  await press(page, 'Simpan dan lanjut');
  const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#c9b48a' } })
    .jpeg()
    .toBuffer();
  while (await page.locator('input[type=file]').count()) {
    const file = { name: 'ktp.jpg', mimeType: 'image/jpeg', buffer: photo };
    await page.locator('input[type=file]').first().setInputFiles(file);
    await press(page, /^Simpan foto/);
  }
  await press(page, 'Simpan dan lanjut');
  await page.getByRole('checkbox').check();
  await press(page, 'Kirim permohonan');
}

async function disburse(page: Page): Promise<void> {
  await opened('/staff/loans?state=to_disburse', '/staff/loans/')(page);
  await page.goto(`${page.url()}/disburse`);
  await press(page, 'Periksa');
}

async function contract(page: Page): Promise<void> {
  await opened('/staff/loans', '/staff/loans/', -1)(page);
  await toTop(page, 'Jadwal angsuran');
}

async function takePayment(page: Page): Promise<void> {
  await opened('/staff/loans?state=overdue', '/staff/loans/', -1)(page);
  const member = await page.locator('main a[href^="/staff/members/"]').first().getAttribute('href');
  await page.goto(`/staff/till/serve/${member?.split('/').at(-1)}`);
  await page.getByRole('link', { name: /^Isi / }).first().click();
  await press(page, /Lanjut/);
}

async function route(page: Page): Promise<void> {
  await page.goto('/staff/loans/route');
  await toTop(page, /Desa/);
}

async function quality(page: Page): Promise<void> {
  await opened('/staff/loans?state=par90', '/staff/loans/')(page);
  await page.goto(`${page.url()}/quality`);
}
