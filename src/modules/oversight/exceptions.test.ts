import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock } from '#kernel/clock';
import type { Context } from '#kernel/context';
import { postEntry, reversePostedEntry } from '#ledger';
import { deposit, withdraw } from '#savings';
import { asStaff, testWorld } from '../../../test/support/world.ts';
import { saver, savingsWorld } from '../savings/savings.fixture.ts';
import type { FindingRule } from './findings/finding.ts';
import { exceptions } from './queries/exceptions.ts';
import { reviewFinding } from './review.ts';

const world = await testWorld();

async function found(context: Context, rule: FindingRule, asked: object = {}) {
  const { groups } = await exceptions(context, { ...asked, rule });
  return groups[0]?.findings ?? [];
}
const entry = (context: Context, amount: string, happenedOn = '2026-11-20', description = 'Belanja') =>
  postEntry(context, {
    happenedOn,
    description,
    lines: [
      { account: '6.1.05', debit: amount },
      { account: '1.1.05', credit: amount },
    ],
  });

test('a journal of a round amount by hand is shown; an odd one and a small one are not', async () => {
  const context = asStaff(await world.cooperative(), undefined, 'Bu Sri');
  await entry(context, '7000000.00');
  await entry(context, '7123500.00');
  await entry(context, '1000000.00');
  const rows = await found(context, 'round_amount');
  assert.deepEqual(
    rows.map(({ amountSen, person }) => [amountSen, person]),
    [[700_000_000n, 'Bu Sri']],
  );
});

test('what is written at night by the clock of the cooperative’s own zone is shown, and a day later it is back-dated', async () => {
  const context = asStaff(await world.cooperative());
  // 16.30 UTC is 23.30 WIB of the same day, and 22.30 UTC the day before is 05.30.
  const at = (instant: string): Context => ({
    ...context,
    clock: { ...fixedClock('2026-11-20'), now: () => new Date(instant) },
  });
  await entry(at('2026-11-20T16:30:00Z'), '150000.00');
  await entry(at('2026-11-19T22:30:00Z'), '160000.00', '2026-11-19');
  assert.deepEqual(
    (await found(context, 'late_night')).map(({ amountSen, measure }) => [amountSen, measure]),
    [[15_000_000n, 23]],
  );
  await entry(at('2026-11-20T05:00:00Z'), '170000.00', '2026-11-16');
  assert.deepEqual(
    (await found(context, 'backdated')).map(({ measure }) => measure),
    [4],
  );
});

test('a reversal is shown with the days between, and who explained it stays beside it', async () => {
  const context = asStaff(await world.cooperative(), undefined, 'Pak Pengawas');
  const { result } = await entry(context, '80000.00', '2026-11-10');
  await reversePostedEntry(context, { entryId: result.id, reason: 'Salah akun', happenedOn: '2026-11-15' });
  const [reversal] = await found(context, 'reversal');
  assert.equal(reversal?.measure, 5);
  const about = { rule: 'reversal', key: reversal?.key };
  await reviewFinding(context, { ...about, verdict: 'follow_up', note: 'Minta bukti aslinya' });
  await reviewFinding(context, { ...about, verdict: 'explained', note: 'Bukti sudah dilihat' });
  const [again] = await found(context, 'reversal');
  assert.deepEqual([again?.review?.verdict, again?.review?.person], ['explained', 'Pak Pengawas']);
  await assert.rejects(reviewFinding(context, { ...about, verdict: 'explained', note: 'ok' }), { code: 'invalid' });
  await assert.rejects(
    reviewFinding(asStaff(context, ['oversight.read']), { ...about, verdict: 'explained', note: 'Sudah dilihat' }),
    {
      reason: 'permission_missing',
    },
  );
});

test('a withdrawal from a sleeping saving, and several below the limit that are above it together, are shown', async () => {
  const context = asStaff((await savingsWorld(world)).context);
  const on = (day: string): Context => ({ ...context, clock: fixedClock(day) });
  const { SS: accountId } = await saver(on('2026-02-01'));
  await deposit(on('2026-02-01'), { accountId, amount: '60000000.00' });
  await withdraw(on('2026-11-02'), { accountId, amount: '100000.00' });
  const [slept] = await found(context, 'dormant_withdrawal');
  assert.equal(slept?.measure, 274);
  for (const amount of ['15000000.00', '15000000.00']) await withdraw(on('2026-11-03'), { accountId, amount });
  const [split] = await found(context, 'split_withdrawal');
  assert.deepEqual([split?.measure, split?.amountSen], [2, 3_000_000_000n]);
});

test('dates the wrong way round and more than a year are refused', async () => {
  const context = await world.cooperative();
  await assert.rejects(exceptions(context, { from: '2026-11-02', to: '2026-11-01' }), { reason: 'dates_reversed' });
  await assert.rejects(exceptions(context, { from: '2025-11-01', to: '2026-11-20' }), { reason: 'range_too_long' });
  assert.equal((await exceptions(context, {})).digits.unusual, null);
});
