import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import {
  balanceSheetTable,
  cashFlowTable,
  closeMonth,
  closeYear,
  depreciate,
  monthClosing,
  registerAsset,
  type StatementTable,
  wrongTotals,
} from '#books';
import { recordResolution } from '#governance';
import type { Context } from '#kernel/context';
import { addDays, addMonths, type BusinessDate, fromParts, parseDate } from '#kernel/dates';
import { formatDecimal, parseDecimal, parseSignedDecimal, sumSen } from '#kernel/money';
import { booksCheck, chartOfAccounts, exportHledger, hledgerAccount, postEntries, trialBalance } from '#ledger';
import { loansCheck } from '#loans';
import { deposit, installSavings } from '#savings';
import { approveShu, calculateShu, finishBatch, setByLaws, startBatch } from '#shu';
import { enter, newBooks } from '../../src/modules/books/closing/closing.fixture.ts';
import { loanWorld } from '../../src/modules/loans/loans.fixture.ts';
import { savers } from '../../src/modules/savings/savings.fixture.ts';
import { BY_LAWS } from '../../src/modules/shu/shu.fixture.ts';
import { dice, liveThrough, onDay, payments, planLending } from '../support/lending.ts';
import { asStaff, step, testWorld } from '../support/world.ts';

// Two cooperatives live through a year with dice: one lends to its members, one keeps a shop. Each month is closed as its treasurer would.
const LOANS = Number(process.env['LENDING_LOANS'] ?? 16);
const roll = dice(Number(process.env['LENDING_SEED'] ?? 2026));
const [START, END] = [parseDate('2026-01-05'), parseDate('2026-12-31')];
const hledgerInstalled = spawnSync('hledger', ['--version']).status === 0;
const folder = await mkdtemp(join(tmpdir(), 'sokoguru-book-year-'));
after(() => rm(folder, { recursive: true, force: true }));

const world = await testWorld({ today: '2026-01-05' });

/** Closes the month as a treasurer does: what stands in the way must be nothing, what is only a warning is taken on with a reason. */
async function closed(context: Context, startsOn: BusinessDate): Promise<void> {
  const { blockers } = await monthClosing(context, { startsOn });
  assert.deepEqual(
    blockers.filter(({ severity }) => severity === 'stop'),
    [],
    startsOn,
  );
  const accepted = blockers.map(({ code }) => ({ code, reason: 'Sudah dilihat' }));
  await closeMonth(context, { startsOn, accepted });
}

/** Rows of a table by key, of its first column. */
const values = (table: StatementTable) =>
  Object.fromEntries(table.rows.map(({ key, values }) => [key, values[0] ?? null]));

/** Both cash flow methods of a month: the same classes, the same net, and the cash that is there. */
async function cashFlowsAgree(context: Context, month: BusinessDate): Promise<void> {
  const range = { from: month, to: addDays(addMonths(month, 1), -1) };
  const [direct, indirect] = await Promise.all([
    cashFlowTable(context, { ...range, method: 'direct' }),
    cashFlowTable(context, { ...range, method: 'indirect' }),
  ]);
  assert.deepEqual([...wrongTotals(direct), ...wrongTotals(indirect)], [], month);
  const [a, b] = [values(direct), values(indirect)];
  for (const key of ['operating', 'investing', 'financing', 'net', 'cash_opening', 'cash_closing']) {
    assert.equal(typeof a[key], 'bigint', key);
    assert.equal(a[key], b[key], `${key} of ${month}`);
  }
  const { lines } = await trialBalance(context, { on: range.to });
  const cash = new Set(
    (await chartOfAccounts(context, {})).filter(({ cashFlow }) => cashFlow === 'cash').map(({ code }) => code),
  );
  const held = sumSen(
    lines.filter(({ code }) => cash.has(code)).map(({ debit, credit }) => parseDecimal(debit) - parseDecimal(credit)),
  );
  assert.equal(a['cash_closing'], held, month);
}

/** Balances of every line by chart code, decimal text with its sign. */
async function balancesOn(context: Context, on: BusinessDate): Promise<Map<string, string>> {
  const { lines } = await trialBalance(context, { on });
  return new Map(lines.map(({ code, debit, credit }) => [code, debit === '0.00' ? `-${credit}` : debit]));
}

async function hledgerAgrees(context: Context, months: readonly BusinessDate[]): Promise<void> {
  if (!hledgerInstalled) return;
  const file = join(folder, `${context.cooperative.slug}.journal`);
  await writeFile(file, await exportHledger(context, {}));
  const names = new Map((await chartOfAccounts(context, {})).map((line) => [hledgerAccount(line), line.code]));
  for (const month of months) {
    const before = addMonths(month, 1);
    const args = ['balance', '--flat', '-N', '-O', 'csv', '-e', before, '-f', file];
    const run = spawnSync('hledger', args, { encoding: 'utf8', env: { ...process.env, LANG: 'C.UTF-8' } });
    assert.equal(run.status, 0, run.stderr);
    const rows: string[][] = parse(run.stdout, { from_line: 2 });
    const theirs = new Map(
      rows.map(([name, amount]) => [names.get(name ?? '') ?? '', amount?.replace(' IDR', '') ?? '']),
    );
    assert.deepEqual(await balancesOn(context, addDays(before, -1)), theirs, month);
  }
}

const MONTHS = Array.from({ length: 12 }, (_, index) => fromParts(2026, index + 1, 1));
const JANUARY = parseDate('2027-01-08');

/** The year is closed, its surplus decided on and shared out; the next year's books open with what this one left. */
async function yearEnd(context: Context, { expectsLoans }: { expectsLoans: boolean }): Promise<void> {
  const office = onDay(context, JANUARY);
  await closed(office, parseDate('2026-12-01'));
  const before = await balancesOn(office, END);
  const { result } = await closeYear(office, { year: 2026 });
  const surplusSen = -sumSen(
    [...before].filter(([code]) => /^[4-9]/.test(code)).map(([, amount]) => parseSignedDecimal(amount)),
  );
  assert.equal(parseSignedDecimal(String(result.surplus)), surplusSen);
  await assert.rejects(closeYear(office, { year: 2026 }), { reason: 'year_already_closed' });
  const opened = await balancesOn(office, parseDate('2027-01-01'));
  for (const [code, amount] of opened) {
    if (/^[4-9]/.test(code)) assert.fail(`${code} opens with ${amount}`);
    if (code !== '3.3.01' && code !== '3.3.02') assert.equal(amount, before.get(code), code);
  }
  assert.equal(opened.get('3.3.01'), `-${formatDecimal(surplusSen)}`);
  const sheet = values(await balanceSheetTable(office, { on: '2027-01-01' }));
  assert.equal(sheet['assets'], sheet['liabilities_equity']);
  await share(office, surplusSen, expectsLoans);
}

async function share(office: Context, surplusSen: bigint, expectsLoans: boolean): Promise<void> {
  const [maker, checker] = [asStaff(office, undefined, 'Akuntan'), asStaff(office, undefined, 'Ketua')];
  // Where nobody borrows, that part is divided equally; the lender's members save in their voluntary savings.
  const pools = BY_LAWS.pools.map((pool) => {
    if (pool.code === 'jasa_usaha' && !expectsLoans) return { ...pool, whenZero: 'equal' as const };
    if (pool.code !== 'jasa_modal' || !expectsLoans) return pool;
    return {
      ...pool,
      basis: { kind: 'savings' as const, measure: 'year_end' as const, kinds: ['voluntary' as const] },
    };
  });
  await setByLaws(maker, { effectiveFrom: '2026-01-01', legalBasis: 'AD pasal 40', rules: { ...BY_LAWS, pools } });
  const { result } = await calculateShu(maker, { year: 2026 });
  const number = '01/RAT/2027';
  const meeting = { meeting: 'rat', place: 'Balai Desa', attended: 40, chair: 'Siti', minutesTaker: 'Budi' };
  await recordResolution(maker, {
    ...meeting,
    number,
    kind: 'shu',
    bookYear: 2026,
    decidedOn: '2027-01-07',
    decision: 'SHU tahun buku 2026 dibagi menurut AD',
  });
  await approveShu(checker, { calculationId: result.id, resolutionNumber: number });
  const approved = await balancesOn(office, JANUARY);
  assert.equal(approved.has('3.3.01'), false, 'the whole surplus has found its pools');
  const batch = await startBatch(maker, { year: 2026 });
  await finishBatch(maker, String(batch.result.id));
  const paid = await balancesOn(office, JANUARY);
  assert.equal(paid.has('2.1.10'), false, 'members have their shares to the rupiah');
  const half = (surplusSen * 50n) / 100n;
  const credited = parseSignedDecimal(approved.get('2.1.10') ?? '0.00');
  assert.ok(-credited >= half - 100n && -credited <= half + 100n, `${credited} of ${half}`);
  const books = await booksCheck(office, {});
  assert.deepEqual(books.firstBad, null);
}

test('a cooperative that lends closes twelve months and the year, shares its surplus, and hledger finds every balance', async () => {
  const lender = await loanWorld(world);
  const context = asStaff(lender.context, undefined, 'Bendahara');
  const { loans, lendOn } = await planLending({ ...lender, context }, { count: LOANS, from: START, days: 120, roll });
  for (const { savingId } of loans) await deposit(onDay(context, START), { accountId: savingId, amount: '1500000.00' });
  await registerAsset(onDay(context, START), {
    code: 'LT-01',
    name: 'Lemari besi',
    categoryCode: 'equipment',
    acquiredOn: START,
    cost: '24000000.00',
    location: 'Kantor',
    lifeMonths: 48,
    paidFrom: '1.1.05',
  });
  await liveThrough(context, {
    from: START,
    until: END,
    lendOn,
    acts: payments(loans, END, roll),
    tally: new Map(),
    async deeds(today, on) {
      if (on.endsWith('-25')) await officeOf(today, on);
      if (on.endsWith('-05') && on > START) {
        const month = addMonths(parseDate(`${on.slice(0, 7)}-01`), -1);
        await depreciate(today, { month });
        await closed(today, month);
        await cashFlowsAgree(today, month);
      }
    },
  });
  await depreciate(onDay(context, JANUARY), { month: '2026-12-01' });
  await yearEnd(context, { expectsLoans: true });
  await cashFlowsAgree(onDay(context, JANUARY), parseDate('2026-12-01'));
  assert.deepEqual((await loansCheck(onDay(context, JANUARY), {})).firstBad, null);
  await hledgerAgrees(onDay(context, JANUARY), [...MONTHS, parseDate('2027-01-01')]);
});

/** What an office earns and spends in a month, through cash and bank. */
async function officeOf(context: Context, on: BusinessDate): Promise<void> {
  const amount = (most: number) => `${Math.floor(roll() * most) * 1000 + 1000}.00`;
  const entry = (debit: string, credit: string, sum: string) => ({
    happenedOn: on,
    description: 'Kegiatan kantor',
    lines: [
      { account: debit, debit: sum },
      { account: credit, credit: sum },
    ],
  });
  await postEntries(context, {
    entries: [
      entry('1.1.05', '4.2.04', amount(6000)),
      entry('6.1.01', '1.1.05', amount(900)),
      entry('6.1.03', '1.1.05', amount(200)),
      entry('1.1.05', '2.1.40', amount(3000)),
      entry('6.2.01', '2.1.21', amount(100)),
      entry('1.1.02', '1.1.05', amount(100)),
    ],
  });
}

test('a shop’s cooperative closes its year in another chart, and hledger finds every balance', async () => {
  const context = asStaff(await newBooks(world, { template: 'konsumen', today: '2026-01-05' }), undefined, 'Bendahara');
  await step(context, (scope) => installSavings(scope, { template: 'konsumen', openFrom: parseDate('2026-01-01') }));
  for (const one of await savers(onDay(context, START), 20)) {
    const amount = `${Math.floor(roll() * 90) * 1000 + 10_000}.00`;
    for (const accountId of [one.SW, one.SS]) await deposit(onDay(context, START), { accountId, amount });
  }
  const chart = (await chartOfAccounts(context, {})).filter(({ postable, active }) => postable && active);
  const codes = (kind: string, pick: (code: string) => boolean = () => true) =>
    chart.filter((line) => line.kind === kind && pick(line.code)).map(({ code }) => code);
  const from = (list: readonly string[]) => list[Math.floor(roll() * list.length)] ?? '';
  const cash = ['1.1.01', '1.1.05'];
  const revenue = codes('revenue');
  const [assets, liabilities, expense] = [
    codes('asset'),
    codes('liability', (code) => code > '2.1.2'),
    codes('expense', (code) => !code.startsWith('9')),
  ];
  for (const month of MONTHS) {
    const today = onDay(context, addDays(addMonths(month, 1), 4));
    const moves = Array.from({ length: 60 }, () => {
      const amountSen = BigInt(Math.floor(roll() * 2_000_000) + 100) * 100n;
      const on = addDays(month, Math.floor(roll() * 28));
      const way = roll();
      if (way < 0.45) return { on, debit: from(cash), credit: from(revenue), amountSen: amountSen * 3n };
      if (way < 0.75) return { on, debit: from(expense), credit: from(cash), amountSen };
      if (way < 0.9) return { on, debit: from(assets), credit: from(liabilities), amountSen };
      return { on, debit: from(expense), credit: from(assets), amountSen };
    });
    await enter(
      today,
      moves.filter(({ debit, credit }) => debit !== credit),
    );
    if (month !== '2026-12-01') await closed(today, month);
    await cashFlowsAgree(today, month);
  }
  await yearEnd(context, { expectsLoans: false });
  await hledgerAgrees(onDay(context, JANUARY), [...MONTHS, parseDate('2027-01-01')]);
});
