import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import {
  budgetDetail,
  budgetTable,
  budgetVersions,
  importBudget,
  setBudgetLines,
  setBudgetMonths,
  startBudget,
  wrongTotals,
} from '#books';
import type { Context } from '#kernel/context';
import type { BusinessDate } from '#kernel/dates';
import { generalAccountIds, postEntry, post as postStep, YEAR_CLOSE_SOURCE } from '#ledger';
import { asStaff, step, testWorld } from '../../../test/support/world.ts';
import { approveBudget, recordResolution, resolutions, withdrawResolution } from './index.ts';

const world = await testWorld();

async function cooperative(): Promise<Context> {
  return asStaff(await world.cooperative({ openFrom: '2025-01-01' }));
}

const resolution = (number: string, bookYear = 2026, kind = 'budget') => ({
  ...{ number, kind, bookYear, meeting: 'rat', decidedOn: '2026-02-14', place: 'Balai desa', attended: 40 },
  ...{ decision: 'RAPB disahkan', chair: 'Ketua', minutesTaker: 'Sekretaris' },
});

async function begun(context: Context, more: object = {}): Promise<string> {
  const { result } = await startBudget(context, { year: 2026, note: 'Rancangan pertama', from: 'empty', ...more });
  return String(result['versionId']);
}

function post(context: Context, happenedOn: string, debit: string, credit: string, amount: string) {
  const lines = [
    { account: debit, debit: amount },
    { account: credit, credit: amount },
  ];
  return postEntry(context, { happenedOn, description: 'Uji', lines });
}

const INCOME = '4.1.01';
const COST = '5.2.03';

test('a budget is drafted, approved by the members, and measured against what really came', async () => {
  const context = await cooperative();
  const versionId = await begun(context);
  const lines = [
    { code: INCOME, amount: '12000000.00' },
    { code: COST, amount: '6000000.00' },
  ];
  await setBudgetLines(context, { versionId, spread: 'even', lines });
  await recordResolution(context, resolution('05/RAT/2026'));
  await approveBudget(context, { versionId, resolutionNumber: '05/RAT/2026' });
  await post(context, '2026-01-15', '1.1.01', INCOME, '900000.00');
  await post(context, '2026-02-15', '1.1.01', INCOME, '1200000.00');
  await post(context, '2026-02-20', COST, '1.1.01', '1500000.00');
  await post(context, '2026-03-01', '1.1.01', INCOME, '7000000.00');
  const { table, achieved } = await budgetTable(context, { year: 2026, fromMonth: 1, toMonth: 2 });
  const row = (key: string) => table.rows.find((one) => one.key === key)?.values;
  assert.deepEqual(row(`line:${INCOME}`), [200_000_000n, 210_000_000n, 10_000_000n]);
  assert.deepEqual(row(`line:${COST}`), [100_000_000n, 150_000_000n, 50_000_000n]);
  assert.deepEqual(row('surplus'), [100_000_000n, 60_000_000n, -40_000_000n]);
  assert.equal(achieved[`line:${INCOME}`], '1050000');
  assert.equal(achieved[`line:${COST}`], '1500000');
  assert.equal(achieved['surplus'], '600000');
  assert.match(table.subtitle.join(), /versi 1, keputusan 05\/RAT\/2026/);
  assert.deepEqual(wrongTotals(table), []);
  const turned = await budgetTable(context, { year: 2026, fromMonth: 2, toMonth: 1 });
  assert.deepEqual(turned.table.rows, table.rows);
});

test('an approved budget does not change; a change is the next version, and a resolution that carries a budget stays', async () => {
  const context = await cooperative();
  const versionId = await begun(context);
  await assert.rejects(begun(context), { reason: 'budget_draft_exists' });
  await recordResolution(context, resolution('1'));
  await assert.rejects(approveBudget(context, { versionId, resolutionNumber: '1' }), { reason: 'budget_empty' });
  const lines = [{ code: INCOME, amount: '1200000.00' }];
  await setBudgetLines(context, { versionId, spread: 'even', lines });
  await approveBudget(context, { versionId, resolutionNumber: '1' });
  for (const change of [
    setBudgetLines(context, { versionId, spread: 'even', lines: [] }),
    setBudgetMonths(context, { versionId, code: INCOME, months: Array.from({ length: 12 }, () => '0') }),
    approveBudget(context, { versionId, resolutionNumber: '1' }),
  ]) {
    await assert.rejects(change, { reason: 'budget_approved' });
  }
  const say = (statement: ReturnType<typeof sql>) =>
    world.database.tenant(context.cooperative.id, (tx) => tx.run(statement));
  await assert.rejects(say(sql`update books.budget_line set amount_sen = 1`), /approved budget does not change/);
  await assert.rejects(say(sql`delete from books.budget_line`), /approved budget does not change/);
  await assert.rejects(say(sql`delete from books.budget_approval`), /permission denied/);
  const [carrying] = (await resolutions(context, {})).items;
  await assert.rejects(withdrawResolution(context, { id: carrying?.id, reason: 'x' }), { reason: 'resolution_used' });
  const second = await begun(context, { from: 'version', note: 'Perubahan' });
  await setBudgetLines(context, { versionId: second, spread: 'even', lines: [{ code: INCOME, amount: '2400000.00' }] });
  const inForce = async () => (await budgetTable(context, { year: 2026 })).version?.version;
  assert.equal(await inForce(), 1);
  await recordResolution(context, resolution('2'));
  await approveBudget(context, { versionId: second, resolutionNumber: '2' });
  assert.equal(await inForce(), 2);
  assert.deepEqual(
    (await budgetVersions(context, {})).map(({ version, state }) => [version, state]),
    [
      [2, 'approved'],
      [1, 'replaced'],
    ],
  );
});

test('a budget is approved by a resolution on the budget of its own year alone', async () => {
  const context = await cooperative();
  const versionId = await begun(context);
  await setBudgetLines(context, { versionId, spread: 'even', lines: [{ code: INCOME, amount: '12.00' }] });
  await recordResolution(context, resolution('1', 2025));
  await recordResolution(context, resolution('2', 2026, 'shu'));
  for (const resolutionNumber of ['1', '2', '3']) {
    await assert.rejects(approveBudget(context, { versionId, resolutionNumber }), { reason: 'resolution_unknown' });
  }
  const planner = { ...context, actor: { ...context.actor, permissions: new Set(['books.plan'] as const) } };
  await assert.rejects(approveBudget(planner, { versionId, resolutionNumber: '1' }), { code: 'forbidden' });
  const nowhere = context.cooperative.id;
  await assert.rejects(approveBudget(context, { versionId: nowhere, resolutionNumber: '1' }), {
    reason: 'budget_unknown',
  });
  await assert.rejects(budgetDetail(context, { id: nowhere }), { reason: 'budget_unknown' });
});

test("last year's figures, grown by a percent, begin a draft month by month", async () => {
  const context = await cooperative();
  await assert.rejects(begun(context, { from: 'actual' }), { reason: 'budget_nothing_to_copy' });
  await assert.rejects(begun(context, { from: 'version' }), { reason: 'budget_nothing_to_copy' });
  await assert.rejects(begun(context, { from: 'actual', percent: 'sepuluh' }), { reason: 'input_invalid' });
  await post(context, '2025-03-10', '1.1.01', INCOME, '1000000.00');
  await post(context, '2025-12-31', '1.1.01', INCOME, '500000.00');
  const versionId = await begun(context, { from: 'actual', percent: '7,5' });
  const line = (await budgetDetail(context, { id: versionId })).lines.find(({ code }) => code === INCOME);
  assert.equal(line?.amount, '1612500.00');
  assert.equal(line.lastYear, '1500000.00');
  assert.equal(line.months[2], '1075000.00');
  assert.equal(line.months[11], '537500.00');
  await setBudgetLines(context, { versionId, spread: 'shape', lines: [{ code: INCOME, amount: '3000000.00' }] });
  const again = (await budgetDetail(context, { id: versionId })).lines.find(({ code }) => code === INCOME);
  assert.deepEqual([again?.months[2], again?.months[11]], ['2000000.00', '1000000.00']);
});

test('a line whose amount stays keeps its months; zero takes it out', async () => {
  const context = await cooperative();
  const versionId = await begun(context);
  const months = Array.from({ length: 12 }, (_, place) => (place === 5 ? '600000.00' : '0'));
  await setBudgetMonths(context, { versionId, code: INCOME, months });
  const set = (amount: string) =>
    setBudgetLines(context, { versionId, spread: 'even', lines: [{ code: INCOME, amount }] });
  assert.equal((await set('600000.00')).result['changed'], 0);
  const line = async () => (await budgetDetail(context, { id: versionId })).lines.find(({ code }) => code === INCOME);
  assert.equal((await line())?.months[5], '600000.00');
  await set('0');
  assert.deepEqual([(await line())?.amount, (await line())?.months], ['0.00', []]);
});

test('only lines of revenue and expense are planned, each once; nothing of a refused form is kept', async () => {
  const context = await cooperative();
  const versionId = await begun(context);
  const set = (...codes: string[]) =>
    setBudgetLines(context, { versionId, spread: 'even', lines: codes.map((code) => ({ code, amount: '12.00' })) });
  for (const codes of [['1.1.01'], [INCOME, '9.9.99'], [INCOME, INCOME], ['4']]) {
    await assert.rejects(set(...codes), { reason: 'budget_line_unknown' });
  }
  const found = await budgetDetail(context, { id: versionId });
  assert.ok(found.lines.every(({ amount }) => amount === '0.00'));
});

test('a workbook with codes and amounts becomes the lines of a draft', async () => {
  const context = await cooperative();
  const versionId = await begun(context);
  const take = (text: string) => importBudget(context, { versionId, bytes: Buffer.from(text) });
  const months = Array.from({ length: 12 }, (_, place) => `${place + 1}.000`).join(';');
  await take(
    `Kode;Nama;Jumlah\n4;PENDAPATAN;13.500.000\n${INCOME};Jasa pinjaman;12.000.000,50\n${COST};Gaji;${months};78.000\n`,
  );
  const { lines } = await budgetDetail(context, { id: versionId });
  const of = (code: string) => lines.find((line) => line.code === code);
  assert.equal(of(INCOME)?.amount, '12000000.50');
  assert.equal(of(COST)?.amount, '78000.00');
  assert.equal(of(COST)?.months[11], '12000.00');
  await assert.rejects(take('Nama;Jumlah\nGaji;1000\n'), { reason: 'budget_file_empty' });
  await assert.rejects(take(`Kode;Nama;Jumlah\n${INCOME};Jasa;seribu\n`), {
    reason: 'budget_file_faults',
    pesan: /Baris 2/,
  });
  await assert.rejects(take(`Kode;Jumlah\n${INCOME};-5.000\n`), {
    reason: 'budget_file_faults',
    pesan: /di bawah nol/,
  });
  await assert.rejects(take(`Kode;Jumlah\n${INCOME};5.000;6.000\n`), {
    reason: 'budget_file_faults',
    pesan: /dua belas bulan/,
  });
  await assert.rejects(take('Kode;Jumlah\n9.9.99;1.000\n'), { reason: 'budget_line_unknown' });
});

test('a closed year is still read: what closes it is no actual figure', async () => {
  const context = await cooperative();
  const versionId = await begun(context, { year: 2025 });
  await setBudgetLines(context, { versionId, spread: 'even', lines: [{ code: INCOME, amount: '1200000.00' }] });
  await post(context, '2025-03-10', '1.1.01', INCOME, '1000000.00');
  await step(context, async (scope) => {
    const ids = await generalAccountIds(scope, [INCOME, '3.3.02']);
    await postStep(scope, [
      {
        description: 'Tutup tahun',
        businessDate: '2025-12-31' as BusinessDate,
        source: YEAR_CLOSE_SOURCE,
        lines: [
          { accountId: ids.get(INCOME) ?? '', amountSen: 100_000_000n },
          { accountId: ids.get('3.3.02') ?? '', amountSen: -100_000_000n },
        ],
      },
    ]);
  });
  const { table } = await budgetTable(context, { year: 2025 });
  assert.deepEqual(table.rows.find(({ key }) => key === 'surplus')?.values, [120_000_000n, 100_000_000n, -20_000_000n]);
  const next = await begun(context, { year: 2026, from: 'actual' });
  const line = (await budgetDetail(context, { id: next })).lines.find(({ code }) => code === INCOME);
  assert.equal(line?.amount, '1000000.00');
});
