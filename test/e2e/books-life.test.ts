import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import exceljs from 'exceljs';
import type { Page } from 'playwright-core';
import { saveDraft } from '#books';
import { addPersonWithPassword, installRoles } from '#identity';
import { closeMonths } from '../../src/modules/books/closing/closing.fixture.ts';
import { recomputedSen } from '../../src/modules/documents/formula.fixture.ts';
import { pdfText } from '../../src/modules/documents/pdf-text.fixture.ts';
import { SHU_DAY, setRules, WITHOUT_LOANS, yearOfSavings } from '../../src/modules/shu/shu.fixture.ts';
import { openApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { addStaff, TEST_PASSWORD } from '../support/people.ts';
import { signedIn } from '../support/sign-in.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld({ today: '2026-01-05' });
const app = await openApp(world, SHU_DAY);
const browser = await openBrowser();
after(() => browser.close());

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 640 };
const text = async (page: Page) => (await page.locator('body').innerText()).replaceAll('\u00a0', ' ');
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

/** Opens a page and takes on what is only a warning, with a reason, before its button is pressed. */
async function pressWithReasons(page: Page, name: string): Promise<void> {
  const boxes = page.getByRole('checkbox');
  for (let index = 0; index < (await boxes.count()); index += 1) {
    await boxes.nth(index).check();
    await page.getByLabel('Alasan', { exact: false }).nth(index).fill('sudah diperiksa');
  }
  await press(page, name);
}

/** The page, the paper and the workbook of a statement: every cell of the page stands on paper, and is what the workbook's formulas compute. */
async function leavesAsShown(page: Page, report: string, query: string): Promise<void> {
  await page.goto(`/staff/reports/${report}?${query}`);
  const rows = await page
    .locator('table.statement tbody tr')
    .evaluateAll((found) =>
      found.map((row) => [...row.querySelectorAll('td')].map((cell) => (cell.textContent ?? '').trim())),
    );
  const file = async (format: string) =>
    (await page.request.get(`/staff/reports/${report}/file?format=${format}&${query}`)).body();
  const paper = pdfText(await file('pdf')).join('\n');
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load((await file('xlsx')) as unknown as ArrayBuffer);
  const [sheet] = workbook.worksheets;
  assert.ok(sheet);
  const head = sheet.getColumn(2).values.indexOf('Uraian');
  let compared = 0;
  for (const [place, cells] of rows.entries()) {
    for (const [column, shown] of cells.entries()) {
      if (shown === '') continue;
      const sen = recomputedSen(sheet, sheet.getCell(head + 1 + place, column + 3).address);
      assert.equal(sen, BigInt(shown.replaceAll('.', '')) * 100n, `${report}: row ${place}`);
      assert.ok(paper.includes(shown), `${report}: ${shown} on paper`);
      compared += 1;
    }
  }
  assert.ok(compared > 6, `${compared} cells of ${report}`);
}

test('a blocked month is mended and closed, reports leave as PDF and workbook, the year ends, and a member reads the letter', async () => {
  const made = await yearOfSavings(world, [100_000, 300_000]);
  const { context, members } = made;
  await step(context, installRoles);
  await setRules(context, WITHOUT_LOANS);
  const { slug } = context.cooperative;
  await addPersonWithPassword(
    context,
    {
      fullName: 'Anggota Nomor Satu',
      username: 'anggota-satu',
      roles: ['anggota'],
      memberId: members[0]?.memberId ?? '',
    },
    TEST_PASSWORD,
  );
  await closeMonths(context, '2026-01-01', 11);
  await saveDraft(context, { happenedOn: '2026-12-30', description: 'Nota bensin', lines: [] });
  const treasurer = await signedIn(
    browser,
    app,
    { username: await addStaff(context, ['bendahara']), slug },
    { viewport: DESK },
  );
  const chair = await signedIn(
    browser,
    app,
    { username: await addStaff(context, ['ketua']), slug },
    { viewport: DESK },
  );

  // December cannot be closed while a draft waits; the blocker leads to it.
  await treasurer.goto('/staff/closing/2026-12');
  assert.match(await text(treasurer), /1 rancangan jurnal belum dicatat/);
  assert.equal(await treasurer.getByRole('button', { name: 'Tutup Desember 2026' }).count(), 0);
  await treasurer.locator('a[href^="/staff/ledger/drafts"]').first().click();
  await press(treasurer, 'Buang');
  await treasurer.goto('/staff/closing/2026-12');
  await pressWithReasons(treasurer, 'Tutup Desember 2026');
  assert.match(await text(treasurer), /Desember 2026 ditutup/);

  // The balance sheet on the page, on paper and in the workbook says the same.
  await leavesAsShown(treasurer, 'balance-sheet', 'on=31/12/2026');
  await leavesAsShown(treasurer, 'income-statement', 'from=01/01/2026&to=31/12/2026');

  // The year ends; the meeting decides; the surplus is counted by one and approved by another.
  await treasurer.goto('/staff/closing/year/2026');
  await pressWithReasons(treasurer, 'Tutup tahun buku 2026');
  await treasurer.getByText('Jurnal penutup yang dicatat').waitFor();
  await chair.goto('/staff/resolutions/new');
  for (const [name, value] of Object.entries({
    number: '01/RAT/2027',
    kind: 'shu',
    bookYear: '2026',
    decidedOn: '18/01/2027',
    place: 'Balai desa',
    attended: '41',
    decision: 'SHU tahun buku 2026 dibagi menurut Anggaran Dasar',
    chair: 'Siti',
    minutesTaker: 'Budi',
  })) {
    const field = chair.locator(`[name=${name}]`).first();
    if ((await field.evaluate((one) => one.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await press(chair, 'Simpan keputusan');
  assert.match(await text(chair), /Keputusan 01\/RAT\/2027 tersimpan/);
  await treasurer.goto('/staff/shu/2026');
  await press(treasurer, 'Hitung SHU');
  await chair.goto('/staff/shu/2026');
  await chair.getByLabel('Nomor keputusan rapat').fill('01/RAT/2027');
  await press(chair, 'Setujui');
  assert.match(await text(chair), /dengan keputusan 01\/RAT\/2027/);
  await treasurer.goto('/staff/shu/2026');
  await press(treasurer, 'Kreditkan semua ke simpanan sukarela');
  await press(treasurer, 'Lanjutkan');
  assert.match(await text(treasurer), /belum Rp 0/);

  // On a phone without script the member reads how much it is and how it came about.
  const member = await signedIn(
    browser,
    app,
    { username: 'anggota-satu', slug },
    { viewport: PHONE, javaScriptEnabled: false },
  );
  await member.goto('/me/shu');
  const letter = await text(member);
  assert.match(letter, /Rp 187\.500/);
  assert.match(letter, /÷/);
  const paper = await (await member.request.get('/me/shu/2026/letter.pdf')).body();
  assert.match(pdfText(paper).join(' '), /187\.500/);
  await member.goto('/me/cooperative');
  assert.match(await text(member), /Ke mana uang kita/);
});
