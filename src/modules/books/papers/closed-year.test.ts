import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '#kernel/context';
import type { BusinessDate } from '#kernel/dates';
import { generalAccountIds, post } from '#ledger';
import { asStaff, step, testWorld } from '../../../../test/support/world.ts';
import { closeMonths, enter, newBooks } from '../closing/closing.fixture.ts';
import {
  closeYear,
  formReport,
  lpeaTable,
  markYearApproved,
  notes,
  ratioReport,
  type StatementTable,
  writeNote,
  yearCover,
  yearReport,
} from '../index.ts';

const world = await testWorld();

/** A closed year with 900.00 of revenue and 250.00 of expense; the books go on in the next. */
async function closedYear(): Promise<Context> {
  const context = await newBooks(world, { openFrom: '2026-11-01' });
  await enter(context, [
    { on: '2026-11-10', debit: '1.1.05', credit: '4.1.01', amountSen: 90_000n },
    { on: '2026-12-31', debit: '6.1.10', credit: '1.1.05', amountSen: 25_000n },
  ]);
  await closeMonths(context, '2026-11-01', 1);
  await closeYear(context, { year: 2026 });
  return asStaff(context);
}

const figureAt = (table: StatementTable | undefined, key: string) =>
  table?.rows.find((row) => row.key === key)?.values[0];

test('papers of a closed year still show its revenue and expense, balance, and say that it is closed', async () => {
  const context = await closedYear();
  const { table } = await formReport(context, { form: 'jkuk', on: '2026-12-31' });
  assert.deepEqual(
    ['4100', '6100', '9000', '3180', '1000', '2300'].map((line) => figureAt(table, line)),
    [90_000n, 25_000n, 65_000n, 65_000n, 65_000n, 65_000n],
  );
  const { ratios } = await ratioReport(context, { on: '2026-12-31' });
  assert.equal(ratios.find(({ key }) => key === 'roe')?.value, 10_000n);
  const report = await yearReport(context, { year: 2026 });
  assert.match(report.paper.source, /sudah ditutup, jurnal sampai nomor \d+, sidik [0-9a-f]+/);
  assert.equal((await yearCover(context, { year: 2026 })).state, 'closed');
});

test('the share of the surplus stands in the promotion of members economy once its approval has booked it', async () => {
  const context = await closedYear();
  const asked = { on: '2026-12-31' };
  assert.equal(figureAt(await lpeaTable(context, asked), 'd'), null);
  await step(context, async (scope) => {
    const ids = await generalAccountIds(scope, ['3.3.01', '2.1.10']);
    const [surplus, members] = [ids.get('3.3.01') ?? '', ids.get('2.1.10') ?? ''];
    const lines = [
      { accountId: surplus, amountSen: 26_000n },
      { accountId: members, amountSen: -26_000n },
    ];
    await post(scope, [
      { description: 'SHU 2026', businessDate: '2027-01-02' as BusinessDate, source: 'shu.approve', lines },
    ]);
  });
  await enter(context, [{ on: '2027-01-02', debit: '1.1.05', credit: '2.1.10', amountSen: 1_000n }]);
  const told = await lpeaTable(context, asked);
  assert.equal(figureAt(told, 'd'), 26_000n);
  assert.equal(figureAt(await lpeaTable(context, { on: '2026-12-30' }), 'd'), null);
});

test('notes of a year that the meeting accepted do not change any more', async () => {
  const context = await closedYear();
  const write = (basedOn: number) =>
    writeNote(context, { year: 2026, section: 'subsequent', words: 'Tidak ada peristiwa sesudah {akhir}.', basedOn });
  await write(0);
  await step(context, (scope) => markYearApproved(scope, { year: 2026, resolution: 'RAT-1' }));
  await assert.rejects(write(1), { reason: 'note_year_approved' });
  const [last] = (await notes(context, { year: 2026 })).notes.slice(-1);
  assert.deepEqual(last?.paragraphs, ['Tidak ada peristiwa sesudah 31 Desember 2026.']);
});
