import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { testWorld } from '../../../test/support/world.ts';
import { loanWorld, runningLoan } from '../../modules/loans/loans.fixture.ts';
import { closeAll } from './close-day.ts';
import { verifyAll } from './verify-books.ts';

const world = await testWorld();
const { context, productId } = await loanWorld(world);
await runningLoan(context, { productId, rupiah: 1_200_000, tenor: 12, on: parseDate('2026-11-17'), n: 1 });
const lines: string[] = [];
const close = (options: Record<string, string>) =>
  closeAll({ database: world.database, clock: world.clock }, { options, progress: (line) => lines.push(line) });
const { slug } = context.cooperative;

test('every day that is over is closed, and told', async () => {
  const outcome = await close({ cooperative: slug });
  assert.equal(outcome.ok, true);
  assert.deepEqual(outcome.lines, [`${slug}: 3 hari ditutup, sampai 2026-11-19`]);
  const { cooperatives } = outcome.json as { cooperatives: { slug: string; days: { on: string }[]; stopped: null }[] };
  assert.deepEqual(
    cooperatives.map((one) => ({ ...one, days: one.days.map(({ on }) => on) })),
    [{ slug, days: ['2026-11-17', '2026-11-18', '2026-11-19'], stopped: null }],
  );
  assert.equal((await verifyAll(world.database, world.clock, () => undefined)).ok, true);
});

test('closed again it finds nothing to do, in all cooperatives too', async () => {
  const outcome = await close({});
  assert.equal(outcome.ok, true);
  assert.deepEqual(outcome.lines, [`${slug}: tidak ada hari yang menunggu`]);
});

test('a day that has not come is the answer no; what is not known throws one line', async () => {
  const outcome = await close({ cooperative: slug, date: '2026-11-21' });
  assert.equal(outcome.ok, false);
  assert.match(outcome.lines[0] ?? '', /BERHENTI: Hari ini belum tiba/);
  await assert.rejects(close({ cooperative: 'tidak-ada' }), /tidak ada koperasi/);
  await assert.rejects(close({ date: 'kemarin' }), /bukan tanggal/);
});
