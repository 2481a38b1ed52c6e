import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setParameter } from '#cooperatives';
import { fixedClock } from '#kernel/clock';
import type { Context } from '#kernel/context';
import { type BusinessDate, parseDate } from '#kernel/dates';
import type { Held } from '#kernel/held';
import { chartBalances, checkBooks, setPeriodStatus } from '#ledger';
import { read, step, testWorld } from '../../../../test/support/world.ts';
import { setAssetCategory } from './categories.ts';
import { cancelAsset } from './commands/cancel.ts';
import { addAssetPhoto, countAsset } from './commands/count.ts';
import { disposeAsset } from './commands/dispose.ts';
import { registerAsset } from './commands/register.ts';
import { depreciate, depreciationPlan } from './depreciation.ts';
import { assetDetail, assetRegister } from './queries/assets.ts';
import { assetBlockers, assetRollForward, foreclosedAssets, inventory } from './queries/inventory.ts';

const world = await testWorld();
const NOVEMBER = { startsOn: parseDate('2026-11-01'), endsBefore: parseDate('2026-12-01') };

const computer = {
  code: 'INV-001',
  name: 'Komputer teller',
  categoryCode: 'equipment',
  acquiredOn: '2026-09-10',
  cost: '4800000.00',
  location: 'Kantor pusat',
  paidFrom: '1.1.05',
};

async function bought(change: Partial<Record<string, unknown>> = {}, template: 'ksp' | 'konsumen' = 'ksp') {
  const context = await world.cooperative({ template });
  const { result } = await registerAsset(context, { ...computer, ...change });
  return { context, id: result.id };
}

async function balance(context: Context, code: string): Promise<bigint> {
  const lines = await read(context, (scope) => chartBalances(scope, { before: parseDate('2099-01-01') }));
  return lines.find((line) => line.code === code)?.amountSen ?? 0n;
}

const refused = (work: Promise<unknown>, reason: string) => assert.rejects(work, { reason });

async function depreciateThrough(context: Context, months: readonly string[]) {
  for (const month of months) await depreciate(context, { month });
}

describe('buying an asset', () => {
  test('books it against what paid, and the first month is that of the purchase', async () => {
    const { context, id } = await bought();
    assert.equal(await balance(context, '1.3.06'), 480_000_000n);
    assert.equal(await balance(context, '1.1.05'), -480_000_000n);
    const detail = await assetDetail(context, { id });
    assert.deepEqual(
      [detail.depreciatesFrom, detail.months.length, detail.months[0]?.amount, detail.months.at(-1)?.bookValue],
      ['2026-09-01', 48, '100000.00', '0.00'],
    );
  });

  test('by the by-law of the next month it is depreciated from the month after', async () => {
    const context = await world.cooperative();
    const rule = { name: 'assets.first_month', effectiveFrom: '2026-01-01', value: 'next', legalBasis: 'AD Ps 30' };
    await setParameter(context, rule);
    const { result } = await registerAsset(context, computer);
    assert.equal((await assetDetail(context, { id: result.id })).depreciatesFrom, '2026-10-01');
  });

  test('with a residual above its cost, an unknown category, a used code or a later date is refused at the field', async () => {
    const { context } = await bought();
    const other = { ...computer, code: 'INV-002' };
    await refused(registerAsset(context, { ...other, residual: '5000000.00' }), 'residual_over_cost');
    await refused(registerAsset(context, { ...other, categoryCode: 'ship' }), 'category_unknown');
    await refused(registerAsset(context, computer), 'asset_code_taken');
    await refused(registerAsset(context, { ...other, acquiredOn: '2026-11-21' }), 'acquired_in_future');
    await refused(registerAsset(context, { ...other, openingAccumulated: '1.00' }), 'opening_of_purchase');
    await refused(registerAsset(context, { ...other, paidFrom: '9.9.99' }), 'chart_code_unknown');
    await refused(registerAsset(context, { ...other, paidFrom: '6.1.05' }), 'line_kind_wrong');
    await refused(
      registerAsset(context, { ...other, branchId: '0199f0e0-0000-7000-8000-000000000000' }),
      'branch_unknown',
    );
    const land = { ...other, categoryCode: 'land', method: 'straight_line', lifeMonths: 12 };
    await refused(registerAsset(context, land), 'method_needs_lines');
    assert.equal((await assetRegister(context, {})).assets.length, 1);
  });

  test('in a closed month is refused by the ledger and leaves nothing in the register', async () => {
    const context = await world.cooperative();
    await step(context, (scope) => setPeriodStatus(scope, { startsOn: parseDate('2026-09-01'), status: 'closed' }));
    await refused(registerAsset(context, computer), 'depreciation_month_closed');
    const land = { ...computer, categoryCode: 'land' };
    await refused(registerAsset(context, land), 'period_closed');
    assert.deepEqual((await assetRegister(context, {})).assets, []);
  });
});

describe('an asset in the books already', () => {
  const van = {
    code: 'KDR-01',
    name: 'Mobil operasional',
    categoryCode: 'vehicle',
    acquiredOn: '2023-01-05',
    cost: '96000000.00',
    openingAccumulated: '46000000.00',
    depreciatesFrom: '2026-11-01',
    location: 'Garasi',
  };

  test('is noted without a posting, and what is left is spread over the months that are left', async () => {
    const context = await world.cooperative();
    const { result } = await registerAsset(context, van);
    assert.equal(result.entryId, null);
    assert.equal(await balance(context, '1.3.04'), 0n);
    const detail = await assetDetail(context, { id: result.id });
    // 96 months of life, 46 gone: 50,000,000 over 50 months.
    assert.deepEqual([detail.months.length, detail.months[0]?.amount], [50, '1000000.00']);
    await depreciate(context, { month: '2026-11-01' });
    assert.equal(await balance(context, '1.3.05'), -100_000_000n);
  });

  test('whose life has run out gives its last rest in one month', async () => {
    const context = await world.cooperative();
    const { result } = await registerAsset(context, {
      ...van,
      acquiredOn: '2010-01-05',
      openingAccumulated: '95000000.00',
    });
    const { months } = await assetDetail(context, { id: result.id });
    assert.deepEqual(
      months.map(({ amount }) => amount),
      ['1000000.00'],
    );
  });

  test('cannot begin before its purchase, in a closed month, or with more than its cost', async () => {
    const context = await world.cooperative();
    await refused(registerAsset(context, { ...van, depreciatesFrom: '2022-01-01' }), 'depreciation_before_purchase');
    await refused(registerAsset(context, { ...van, depreciatesFrom: '2025-12-01' }), 'depreciation_month_closed');
    await refused(registerAsset(context, { ...van, openingAccumulated: '96000000.01' }), 'opening_over_cost');
  });
});

describe('the run of a month', () => {
  test('books one entry for each category and branch, and run again books nothing', async () => {
    const { context } = await bought();
    await registerAsset(context, { ...computer, code: 'INV-002', cost: '2400000.00' });
    await registerAsset(context, { ...computer, code: 'KDR-01', categoryCode: 'vehicle', cost: '96000000.00' });
    const first = await depreciate(context, { month: '2026-09-15' });
    assert.deepEqual([first.result.assets, first.result.amount, first.result.entries.length], [3, '1150000.00', 2]);
    const again = await depreciate(context, { month: '2026-09-15' });
    assert.deepEqual([again.result.assets, again.result.amount, again.result.entries], [0, '0.00', []]);
    assert.equal(await balance(context, '6.1.12'), 115_000_000n);
    const books = await read(context, (scope) => checkBooks(scope));
    assert.equal(books.firstBad, null);
  });

  test('twice at once books the month once', async () => {
    const { context } = await bought();
    await Promise.all([depreciate(context, { month: '2026-09-01' }), depreciate(context, { month: '2026-09-01' })]);
    assert.equal(await balance(context, '6.1.12'), 10_000_000n);
  });

  test('takes months in their order, not before they begin, and never in a closed one', async () => {
    const { context } = await bought();
    await refused(depreciate(context, { month: '2026-10-01' }), 'depreciation_order');
    await refused(depreciate(context, { month: '2026-12-01' }), 'depreciation_month_future');
    await step(context, (scope) => setPeriodStatus(scope, { startsOn: parseDate('2026-09-01'), status: 'closed' }));
    await refused(depreciate(context, { month: '2026-09-01' }), 'period_closed');
    assert.equal((await depreciationPlan(context, { month: '2026-09-01' })).due.length, 1);
  });

  test('keeps a month from closing until it is booked', async () => {
    const { context } = await bought();
    const blockers = () => read(context, (scope) => assetBlockers(scope, NOVEMBER));
    assert.deepEqual(
      (await blockers()).map(({ code, href }) => [code, href]),
      [['depreciation_not_run', '/staff/assets/depreciation?month=2026-09']],
    );
    await depreciateThrough(context, ['2026-09-01', '2026-10-01', '2026-11-01']);
    assert.deepEqual(await blockers(), []);
  });

  test('of a consumer cooperative goes to its own expense line', async () => {
    const { context } = await bought({}, 'konsumen');
    await depreciate(context, { month: '2026-09-01' });
    assert.equal(await balance(context, '6.1.07'), 10_000_000n);
    assert.equal(await balance(context, '1.3.07'), -10_000_000n);
  });
});

describe('a disposal', () => {
  const sale = {
    kind: 'sale',
    disposedOn: '2026-11-10',
    proceeds: '4700000.00',
    receivedIn: '1.1.01',
    reason: 'Diganti yang baru',
  };

  test('in mid-life leaves no cost and no accumulated depreciation, and the rest is a gain', async () => {
    const { context, id } = await bought();
    await depreciateThrough(context, ['2026-09-01', '2026-10-01']);
    const { result } = await disposeAsset(context, { ...sale, assetId: id });
    assert.equal(result.result, '100000.00');
    assert.deepEqual(
      await Promise.all(['1.3.06', '1.3.07', '1.1.01', '7.1.02'].map((code) => balance(context, code))),
      [0n, 0n, 470_000_000n, -10_000_000n],
    );
    assert.equal((await depreciate(context, { month: '2026-11-01' })).result.assets, 0);
    await refused(disposeAsset(context, { ...sale, assetId: id }), 'asset_disposed');
    await refused(
      countAsset(context, { assetId: id, countedOn: '2026-11-19', condition: 'good', quantity: 1, location: 'Gudang' }),
      'asset_disposed',
    );
  });

  test('by theft is a loss of the book value; a consumer cooperative has its own line for it', async () => {
    const { context, id } = await bought({}, 'konsumen');
    await depreciateThrough(context, ['2026-09-01', '2026-10-01']);
    await disposeAsset(context, {
      assetId: id,
      kind: 'loss',
      disposedOn: '2026-11-02',
      reason: 'Dicuri, laporan polisi 12',
    });
    assert.equal(await balance(context, '8.1.02'), 460_000_000n);
  });

  test('waits for its depreciation, a price where it is sold, and a date that is not over', async () => {
    const { context, id } = await bought();
    const asked = { ...sale, assetId: id };
    await refused(disposeAsset(context, asked), 'depreciation_due');
    await refused(disposeAsset(context, { ...asked, proceeds: '0.00' }), 'sale_needs_price');
    await refused(disposeAsset(context, { ...asked, receivedIn: undefined }), 'sale_needs_account');
    await refused(disposeAsset(context, { ...asked, kind: 'scrap' }), 'price_without_sale');
    await refused(disposeAsset(context, { ...asked, disposedOn: '2026-08-31' }), 'disposal_before_purchase');
    await depreciateThrough(context, ['2026-09-01', '2026-10-01']);
    await refused(disposeAsset(context, { ...asked, disposedOn: '2026-09-20' }), 'disposal_before_depreciation');
    const unknown = '0199f0e0-0000-7000-8000-000000000000';
    await refused(disposeAsset(context, { ...asked, assetId: unknown }), 'asset_unknown');
  });

  test('over the limit of the by-laws waits for a second person', async () => {
    const { context, id } = await bought({ cost: '9600000.00' });
    await depreciateThrough(context, ['2026-09-01', '2026-10-01']);
    const held = await disposeAsset(context, {
      assetId: id,
      kind: 'scrap',
      disposedOn: '2026-11-10',
      reason: 'Rusak',
    }).catch((error: Held) => error);
    assert.equal((held as Held).reason, 'held_for_approval');
    assert.equal((await assetDetail(context, { id })).status, 'in_use');
  });
});

describe('an asset entered by mistake', () => {
  test('is taken back with its purchase, counts in no inventory, and cannot be taken back twice', async () => {
    const { context, id } = await bought();
    await cancelAsset(context, { assetId: id, reason: 'Tertukar kode' });
    assert.equal(await balance(context, '1.3.06'), 0n);
    assert.deepEqual((await inventory(context, { on: '2026-10-01' })).rows, []);
    const rows = await read(context, (scope) => assetRollForward(scope, NOVEMBER.startsOn, NOVEMBER.endsBefore));
    assert.ok(rows.every(({ costAfterSen, costDifferenceSen }) => costAfterSen === 0n && costDifferenceSen === 0n));
    assert.equal((await assetDetail(context, { id })).disposal?.kind, 'mistake');
    await refused(cancelAsset(context, { assetId: id, reason: 'Lagi' }), 'asset_disposed');
  });

  test('that is in the books already leaves the register without an entry', async () => {
    const context = await world.cooperative();
    const { result } = await registerAsset(context, { ...computer, paidFrom: undefined });
    assert.equal((await cancelAsset(context, { assetId: result.id, reason: 'Dobel' })).result.entryId, null);
  });

  test('is disposed of instead once a month of it is depreciated', async () => {
    const { context, id } = await bought();
    await depreciate(context, { month: '2026-09-01' });
    await refused(cancelAsset(context, { assetId: id, reason: 'Terlambat' }), 'asset_depreciated');
  });
});

describe('the inventory', () => {
  test('shows what was there on a day, with its value of that day', async () => {
    const { context, id } = await bought();
    await depreciateThrough(context, ['2026-09-01', '2026-10-01']);
    await disposeAsset(context, { assetId: id, kind: 'scrap', disposedOn: '2026-11-10', reason: 'Rusak' });
    const on = async (day: string) => (await inventory(context, { on: day })).rows.map(({ bookValue }) => bookValue);
    assert.deepEqual(
      [await on('2026-09-09'), await on('2026-09-30'), await on('2026-10-31'), await on('2026-11-10')],
      [[], ['4700000.00'], ['4600000.00'], []],
    );
  });

  test('takes place and condition from the last count, and a number that differs needs a reason', async () => {
    const { context, id } = await bought({ quantity: 4 });
    const found = {
      assetId: id,
      countedOn: '2026-11-19',
      condition: 'light_damage',
      quantity: 3,
      location: 'Cabang Juwana',
    };
    await refused(countAsset(context, found), 'count_needs_note');
    await refused(countAsset(context, { ...found, countedOn: '2026-11-21', quantity: 4 }), 'count_in_future');
    await countAsset(context, { ...found, note: 'Satu dipinjam', holder: 'Siti' });
    const detail = await assetDetail(context, { id });
    assert.deepEqual(
      [detail.condition, detail.location, detail.holder, detail.counts[0]?.quantity, detail.quantity],
      ['light_damage', 'Cabang Juwana', 'Siti', 3, 4],
    );
  });

  test('keeps photos, and refuses what is no picture', async () => {
    const { context, id } = await bought();
    const content = Buffer.from('bukan gambar').toString('base64');
    await assert.rejects(addAssetPhoto(context, { assetId: id, name: 'foto.jpg', content }));
  });

  test('has no foreclosed collateral where none was taken over', async () => {
    const { context } = await bought();
    assert.deepEqual(await foreclosedAssets(context, {}), { rows: [], value: '0.00', ledger: '0.00' });
  });
});

describe('the roll-forward', () => {
  test('explains each line from opening to closing, and agrees with the ledger', async () => {
    const { context, id } = await bought();
    await registerAsset(context, { ...computer, code: 'INV-002', acquiredOn: '2026-11-02', cost: '1200000.00' });
    await depreciateThrough(context, ['2026-09-01', '2026-10-01']);
    await disposeAsset(context, { assetId: id, kind: 'scrap', disposedOn: '2026-11-10', reason: 'Rusak' });
    await depreciate(context, { month: '2026-11-01' });
    const rows = await read(context, (scope) => assetRollForward(scope, NOVEMBER.startsOn, NOVEMBER.endsBefore));
    const row = rows.find(({ assetCode }) => assetCode === '1.3.06');
    assert.ok(row);
    assert.deepEqual(
      [row.costBeforeSen, row.boughtSen, row.costGoneSen, row.costAfterSen],
      [480_000_000n, 120_000_000n, 480_000_000n, 120_000_000n],
    );
    assert.deepEqual(
      [row.accumulatedBeforeSen, row.depreciatedSen, row.accumulatedGoneSen, row.accumulatedAfterSen],
      [20_000_000n, 2_500_000n, 20_000_000n, 2_500_000n],
    );
    assert.ok(rows.every((one) => one.costDifferenceSen === 0n && one.accumulatedDifferenceSen === 0n));
  });
});

describe('a category', () => {
  test('of one’s own stands over that of the template, and must be whole', async () => {
    const context = await world.cooperative();
    const own = { code: 'equipment', name: 'Peralatan kantor', assetCode: '1.3.06', method: 'straight_line' };
    await refused(setAssetCategory(context, own), 'category_incomplete');
    await refused(
      setAssetCategory(context, { ...own, accumulatedCode: '1.3.07', expenseCode: '2.1.30', lifeMonths: 60 }),
      'line_kind_wrong',
    );
    await setAssetCategory(context, { ...own, accumulatedCode: '1.3.07', expenseCode: '6.1.12', lifeMonths: 60 });
    const { result } = await registerAsset(context, computer);
    assert.equal((await assetDetail(context, { id: result.id })).months.length, 60);
  });

  test('books are kept in order when a clock stands at the month’s end', async () => {
    const { context } = await bought();
    const later = { ...context, clock: fixedClock('2026-12-15') };
    await depreciateThrough(later, ['2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01']);
    assert.equal(await balance(later, '1.3.07'), -40_000_000n);
    const blockers = await read(later, (scope) =>
      assetBlockers(scope, { startsOn: '2026-12-01' as BusinessDate, endsBefore: '2027-01-01' as BusinessDate }),
    );
    assert.deepEqual(blockers, []);
  });
});
