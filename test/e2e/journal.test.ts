import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { signInStaff, surroundingsOf } from '#identity';
import { clockFromEnvironment } from '#kernel/clock';
import { setKnownParameter } from '#setup';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, savingsCooperative, TEST_PASSWORD } from '../support/people.ts';
import { testWorld, type World } from '../support/world.ts';

const world: World = await testWorld();
const app = await openApp(world);
const context = await savingsCooperative(world);
const browser = await openBrowser();
after(() => browser.close());

const PHONE = { width: 360, height: 640 };
const DESK = { width: 1280, height: 800 };
const WAYS = [
  { script: false, viewport: DESK },
  { script: true, viewport: DESK },
  { script: false, viewport: PHONE },
  { script: true, viewport: PHONE },
];
const PDF = { name: 'nota.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') };

/** Pages with script: only those can be examined, since the examination itself is a script. */
const scripted = new WeakSet<Page>();

async function pageOf(roles: string[], { script = false, viewport = DESK } = {}): Promise<Page> {
  const username = await addStaff(context, roles);
  const visitor = { address: '127.0.0.1', deviceTokens: [], deviceLabel: 'Uji', remember: false };
  const asked = { cooperative: context.cooperative.slug, username, password: TEST_PASSWORD };
  const surroundings = surroundingsOf(world.database, clockFromEnvironment(process.env));
  const { token } = await signInStaff(surroundings, asked, visitor);
  const tab = await browser.newContext({ viewport, baseURL: app.url, javaScriptEnabled: script });
  await tab.addCookies([{ name: 'sokoguru', value: token, url: app.url }]);
  tab.setDefaultTimeout(10_000);
  const page = await tab.newPage();
  if (script) scripted.add(page);
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const shown = async (page: Page) => ((await page.locator('body').textContent()) ?? '').replaceAll(/\s+/g, ' ');

/** The page comes to say this. */
const says = (page: Page, words: RegExp) => page.locator('body').filter({ hasText: words }).waitFor();

/** Nothing hides behind the right edge, and nothing is unreadable to a screen reader. Keeps a picture when a folder is named. */
async function look(page: Page, name: string): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(width <= 0, `${name} is ${width} pixels too wide`);
  if (scripted.has(page)) {
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      [],
      name,
    );
  }
  const folder = process.env['SOKOGURU_PICTURES'];
  const size = page.viewportSize()?.width === PHONE.width ? 'phone' : 'desk';
  if (folder) await page.screenshot({ path: `${folder}/${name}-${size}.png`, fullPage: true });
}

async function typeLines(page: Page, rows: [account: string, debit: string, credit: string][]): Promise<void> {
  for (const [row, [account, debit, credit]] of rows.entries()) {
    await page.locator(`#account_${row}`).fill(account);
    await page.locator(`#debit_${row}`).fill(debit);
    await page.locator(`#credit_${row}`).fill(credit);
  }
}

for (const { script, viewport } of WAYS) {
  const how = `${script ? 'with' : 'without'} script at ${viewport.width} pixels`;
  test(`an entry is typed, kept as a draft, posted with its paper, and the next one begun, ${how}`, async () => {
    const page = await pageOf(['akuntan'], { script, viewport });
    await page.goto('/staff/ledger/new');
    await page.locator('#description').fill(`Listrik ${how}`);
    await typeLines(page, [
      ['6.1.05', '250rb', ''],
      ['1.1.05', '', '200000'],
    ]);
    if (script) {
      assert.equal(await page.locator('[data-gap]').textContent(), 'Belum sama. Selisih Rp 50.000');
      await page.locator('#credit_1').fill('');
      await page.locator('#credit_1').pressSequentially('=');
      assert.equal(await page.locator('#credit_1').inputValue(), '250.000');
      assert.equal(await page.locator('[data-gap]').textContent(), 'Debit dan kredit sama');
      await page.locator('#credit_1').press('ArrowUp');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'credit_0');
      await page.locator('#credit_1').fill('200000');
    }
    await page.locator('#file').setInputFiles(PDF);
    await press(page, 'Tambah baris');
    assert.equal(await page.locator('#account_11').count(), 1);
    await says(page, /Sudah terunggah: nota\.pdf/);
    await press(page, 'Simpan konsep');
    await says(page, /Konsep tersimpan\. Belum tercatat di buku/);
    await page.getByRole('link', { name: `Listrik ${how}` }).click();
    assert.equal(await page.locator('#debit_0').inputValue(), '250rb');
    await page.locator('#credit_1').fill('250000');
    await look(page, `entry-${script ? 'script' : 'plain'}`);
    await press(page, 'Catat & jurnal berikutnya');
    await says(page, /Jurnal \d+ tercatat/);
    assert.equal(await page.locator('#description').inputValue(), '');
    await page.goto(`/staff/ledger?q=${encodeURIComponent(`Listrik ${how}`)}&attached=yes`);
    await page
      .getByRole('row', { name: /Listrik/ })
      .getByRole('link')
      .click();
    await says(page, /nota\.pdf/);
    await page.goto('/staff/ledger/drafts');
    assert.doesNotMatch(await shown(page), new RegExp(`Listrik ${how}`));
    await page.context().close();
  });
}

test('a template with percentages is made, asks for its total, and fills the form in', async () => {
  const page = await pageOf(['bendahara'], { script: true, viewport: PHONE });
  await page.goto('/staff/ledger/templates/new');
  await page.locator('#name').fill('Bagi listrik');
  await page.locator('#description').fill('Listrik dibagi dua unit');
  await typeLines(page, [
    ['6.1.05', '60%', ''],
    ['6.1.10', 'empat puluh', ''],
    ['1.1.05', '', '100%'],
  ]);
  await press(page, 'Simpan');
  await says(page, /Tulis jumlah, persen seperti 60%, atau \?/);
  await page.locator('#debit_1').fill('40%');
  await look(page, 'template');
  await press(page, 'Simpan');
  await says(page, /Templat tersimpan/);
  await look(page, 'templates');
  await page.getByRole('link', { name: 'Pakai' }).click();
  await page.locator('#total').fill('1.000.000');
  await press(page, 'Pakai');
  assert.equal(await page.locator('#debit_0').inputValue(), '600000.00');
  await press(page, 'Catat jurnal');
  await says(page, /Listrik dibagi dua unit/);
  await page.goto('/staff/ledger/templates');
  await page.getByRole('link', { name: 'Bagi listrik' }).click();
  await press(page, 'Hapus templat');
  await says(page, /Belum ada templat/);
  await page.context().close();
});

test('a recurring entry falls due, is posted by hand, and is stopped with its reason', async () => {
  for (const viewport of [PHONE, DESK]) {
    const page = await pageOf(['akuntan'], { script: true, viewport });
    await page.goto('/staff/ledger/recurring/new');
    await page.locator('#description').fill('Sewa kantor');
    await page.locator('#startsOn').fill('30/09/2026');
    await page.locator('#dayOfMonth').fill('32');
    await typeLines(page, [
      ['6.1.10', '1,5jt', ''],
      ['1.1.05', '', '1,5jt'],
    ]);
    await press(page, 'Simpan jurnal berulang');
    await says(page, /Tulis angka 1 sampai 31/);
    await page.locator('#dayOfMonth').fill('31');
    await press(page, 'Simpan jurnal berulang');
    await says(page, /Jurnal berulang tersimpan/);
    await look(page, 'recurring');
    await press(page, 'Catat yang jatuh tempo');
    await says(page, /2 jurnal tercatat, 0 jurnal dibalik/);
    await page.getByRole('link', { name: 'Sewa kantor' }).first().click();
    await look(page, 'recurring-one');
    await press(page, 'Hentikan');
    await says(page, /Wajib diisi/);
    await page.locator('#reason').fill('Pindah kantor');
    await press(page, 'Hentikan');
    await says(page, /Jurnal berulang dihentikan/);
    await page.context().close();
  }
});

test('a file of journals tells its faults by row, is mended, written once, and never again', async () => {
  const page = await pageOf(['akuntan'], { script: true, viewport: PHONE });
  const file = (rows: string[]) => ({
    name: 'jurnal.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['Tanggal;No. Bukti;Keterangan;Akun;Debet;Kredit', ...rows].join('\n')),
  });
  await page.goto('/staff/ledger/import');
  await press(page, 'Periksa berkas');
  await says(page, /Pilih berkasnya dulu/);
  await page.locator('#file').setInputFiles(file(['02/31/2025;B-1;Salah tanggal;6.1.05;5;', ';;;1.1.05;;5']));
  await press(page, 'Periksa berkas');
  await says(page, /Tanggal 02\/31\/2025 tidak ada di kalender/);
  await look(page, 'import-faults');
  const good = file(['31/10/2026;B-1;Air kantor;6.1.05;75.000;', ';;;1.1.05;;75.000']);
  await page.goto('/staff/ledger/import');
  await page.locator('#file').setInputFiles(good);
  await press(page, 'Periksa berkas');
  await look(page, 'import-preview');
  await press(page, 'Tulis 1 jurnal');
  await says(page, /1 jurnal tertulis, nomor \d+ sampai \d+/);
  await page.goto('/staff/ledger/import');
  await page.locator('#file').setInputFiles(good);
  await press(page, 'Periksa berkas');
  await says(page, /Berkas ini sudah diimpor pada/);
  await look(page, 'import');
  await page.context().close();
});

test('an entry above the limit waits, and a second person puts it into the books', async () => {
  await setKnownParameter(context, {
    name: 'journal.approval_above',
    effectiveFrom: '2026-01-01',
    value: '10000000.00',
    legalBasis: 'Keputusan pengurus',
  });
  const page = await pageOf(['akuntan']);
  await page.goto('/staff/ledger/new');
  await page.locator('#description').fill('Renovasi kantor');
  await typeLines(page, [
    ['6.1.10', '25jt', ''],
    ['1.1.05', '', '25jt'],
  ]);
  await press(page, 'Catat jurnal');
  await says(page, /menunggu persetujuan orang kedua; belum tercatat di buku/);
  await page.goto('/staff/ledger?q=renovasi');
  await says(page, /Belum ada jurnal di sini/);
  const chair = await pageOf(['ketua']);
  await chair.goto('/staff/approvals');
  await chair
    .getByRole('link', { name: /Renovasi kantor/ })
    .first()
    .click();
  await chair.locator('[name=reason]').first().fill('Sesuai anggaran');
  await chair.locator('button[formaction="?/approve"], form[action="?/approve"] button').first().click();
  await page.reload();
  await says(page, /Renovasi kantor/);
  await Promise.all([page.context().close(), chair.context().close()]);
});

test('the full search finds by account, amount and person, keeps what was typed, and leaves as a workbook', async () => {
  for (const viewport of [PHONE, DESK]) {
    const page = await pageOf(['pengawas'], { script: true, viewport });
    await page.goto('/staff/ledger?account=6.1.05&amountFrom=600rb&amountTo=600rb');
    await says(page, /Listrik dibagi dua unit/);
    assert.doesNotMatch(await shown(page), /Sewa kantor/);
    assert.equal(await page.locator('#amountFrom').inputValue(), '600rb');
    await look(page, 'search');
    await page.goto('/staff/ledger?amountFrom=banyak&from=kemarin');
    await says(page, /Jumlah tidak terbaca/);
    const answer = await page.request.get('/staff/ledger/file?account=6.1.10');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await answer.body()) as unknown as ArrayBuffer);
    const texts = book.worksheets[0]?.getSheetValues().flat().map(String) ?? [];
    assert.ok(texts.includes('Sewa kantor') && texts.includes('6.1.10'));
    assert.equal((await page.request.get('/staff/ledger/new')).status(), 403);
    await page.context().close();
  }
});

test('an account that was never used is removed; one in use stays and says why', async () => {
  const page = await pageOf(['bendahara']);
  await page.goto('/staff/ledger/accounts/6.1.05');
  await press(page, 'Hapus akun');
  await says(page, /Akun 6\.1\.05 sudah dipakai, jadi tidak bisa dihapus/);
  await page.goto('/staff/ledger/accounts/new');
  await page.locator('#parentCode').selectOption('6.1');
  await page.locator('#code').fill('6.1.78');
  await page.locator('#name').fill('Beban Salah Ketik');
  await press(page, 'Simpan');
  await page.goto('/staff/ledger/accounts/6.1.78');
  await press(page, 'Hapus akun');
  await says(page, /Akun 6\.1\.78 dihapus/);
  await page.context().close();
});
