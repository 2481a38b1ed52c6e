import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Context } from '#kernel/context';
import { parseDate } from '#kernel/dates';
import { chartBalances, setPeriodStatus } from '#ledger';
import { read, step, testWorld } from '../../../../test/support/world.ts';
import { addDeferral, endDeferral } from './commands.ts';
import { deferralBlockers, deferralDetail, deferralForm, deferrals, runDeferrals } from './run.ts';

const world = await testWorld();
const OCTOBER = { startsOn: parseDate('2026-10-01'), endsBefore: parseDate('2026-11-01') };

const insurance = {
  kind: 'prepaid',
  name: 'Asuransi kantor 2026/2027',
  amount: '1000000.00',
  balanceCode: '1.1.50',
  resultCode: '6.1.05',
  firstMonth: '2026-10-01',
  months: 3,
  cashCode: '1.1.05',
  happenedOn: '2026-10-01',
};

async function started(change: Partial<Record<string, unknown>> = {}) {
  const context = await world.cooperative();
  const { result } = await addDeferral(context, { ...insurance, ...change });
  return { context, id: result.id };
}

async function balance(context: Context, code: string): Promise<bigint> {
  const lines = await read(context, (scope) => chartBalances(scope, { before: parseDate('2099-01-01') }));
  return lines.find((line) => line.code === code)?.amountSen ?? 0n;
}

const refused = (work: Promise<unknown>, reason: string) => assert.rejects(work, { reason });

describe('an amount paid ahead', () => {
  test('is an asset at first and an expense month by month, to the sen', async () => {
    const { context, id } = await started();
    assert.equal(await balance(context, '1.1.50'), 100_000_000n);
    await runDeferrals(context, { month: '2026-10-01' });
    await runDeferrals(context, { month: '2026-11-01' });
    assert.equal(await balance(context, '6.1.05'), 66_666_667n);
    assert.equal(await balance(context, '1.1.50'), 33_333_333n);
    const detail = await deferralDetail(context, { id });
    assert.deepEqual(
      detail.shares.map(({ amount, booked }) => [amount, booked]),
      [
        ['333333.33', true],
        ['333333.34', true],
        ['333333.33', false],
      ],
    );
  });

  test('run again for the same month books nothing', async () => {
    const { context } = await started();
    const first = await runDeferrals(context, { month: '2026-10-01' });
    assert.deepEqual([first.result.schedules, first.result.amount], [1, '333333.33']);
    const again = await runDeferrals(context, { month: '2026-10-31' });
    assert.deepEqual([again.result.schedules, again.result.amount], [0, '0.00']);
    await Promise.all([runDeferrals(context, { month: '2026-11-01' }), runDeferrals(context, { month: '2026-11-01' })]);
    assert.equal(await balance(context, '6.1.05'), 66_666_667n);
  });

  test('ended early goes to expense, or back to the bank that gets it', async () => {
    const one = await started();
    await runDeferrals(one.context, { month: '2026-10-01' });
    const end = { endedOn: '2026-11-10', reason: 'Polis dibatalkan' };
    const { result } = await endDeferral(one.context, { ...end, id: one.id, restTo: '1.1.05' });
    assert.equal(result.rest, '666666.67');
    assert.equal(await balance(one.context, '1.1.05'), -33_333_333n);
    assert.equal(await balance(one.context, '1.1.50'), 0n);
    await refused(endDeferral(one.context, { ...end, id: one.id }), 'deferral_ended');
    assert.equal((await runDeferrals(one.context, { month: '2026-11-01' })).result.schedules, 0);
    const other = await started();
    await endDeferral(other.context, { ...end, id: other.id });
    assert.equal(await balance(other.context, '6.1.05'), 100_000_000n);
  });

  test('with all its months booked has nothing to end', async () => {
    const { context, id } = await started({ months: 1 });
    await runDeferrals(context, { month: '2026-10-01' });
    await refused(endDeferral(context, { id, endedOn: '2026-11-10', reason: 'Selesai' }), 'deferral_finished');
    const unknown = '0199f0e0-0000-7000-8000-000000000000';
    await refused(endDeferral(context, { id: unknown, endedOn: '2026-11-10', reason: 'Selesai' }), 'deferral_unknown');
  });
});

describe('other amounts over months', () => {
  test('received ahead become revenue', async () => {
    const { context } = await started({
      kind: 'unearned',
      name: 'Sewa ruko diterima',
      balanceCode: '2.1.22',
      resultCode: '7.1.01',
    });
    assert.equal(await balance(context, '2.1.22'), -100_000_000n);
    await runDeferrals(context, { month: '2026-10-01' });
    assert.deepEqual(
      [await balance(context, '2.1.22'), await balance(context, '7.1.01')],
      [-66_666_667n, -33_333_333n],
    );
  });

  test('owed little by little grow as a debt, without money at the beginning, and stop growing when ended', async () => {
    const accrued = { kind: 'accrued', name: 'Tunjangan hari raya', balanceCode: '2.1.21', resultCode: '6.1.01' };
    const { context, id } = await started({ ...accrued, cashCode: undefined });
    await runDeferrals(context, { month: '2026-10-01' });
    assert.deepEqual([await balance(context, '2.1.21'), await balance(context, '6.1.01')], [-33_333_333n, 33_333_333n]);
    await endDeferral(context, { id, endedOn: '2026-11-10', reason: 'Karyawan keluar' });
    assert.equal(await balance(context, '2.1.21'), -33_333_333n);
    await refused(started(accrued), 'accrued_without_cash');
  });
});

describe('a schedule', () => {
  test('of the wrong lines, in a closed month, of no branch or out of order is refused', async () => {
    await refused(started({ balanceCode: '2.1.21' }), 'line_kind_wrong');
    await refused(started({ resultCode: '6.1' }), 'chart_code_unknown');
    await refused(started({ branchId: '0199f0e0-0000-7000-8000-000000000000' }), 'branch_unknown');
    const { context } = await started();
    await refused(runDeferrals(context, { month: '2026-11-01' }), 'deferral_order');
    await refused(runDeferrals(context, { month: '2026-12-01' }), 'deferral_month_future');
    await step(context, (scope) => setPeriodStatus(scope, { startsOn: OCTOBER.startsOn, status: 'closed' }));
    await refused(runDeferrals(context, { month: '2026-10-01' }), 'period_closed');
    await refused(addDeferral(context, { ...insurance, cashCode: undefined }), 'first_month_closed');
  });

  test('keeps a month from closing until it is booked, and lists are whole', async () => {
    const { context } = await started();
    const blockers = () => read(context, (scope) => deferralBlockers(scope, OCTOBER));
    assert.deepEqual(
      (await blockers()).map(({ code }) => code),
      ['deferrals_not_run'],
    );
    assert.equal((await deferrals(context, { month: '2026-10-01' })).dueAmount, '333333.33');
    await runDeferrals(context, { month: '2026-10-01' });
    assert.deepEqual(await blockers(), []);
    assert.ok((await deferralForm(context, {})).lines.some(({ code }) => code === '1.1.50'));
  });
});
