import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Context } from '#kernel/context';
import { asStaff, testWorld } from '../../../../test/support/world.ts';
import { bcaCsv, bookMovements, camt, entryCount, type Movement, mt940, newAccount, takeIn } from './bank.fixture.ts';
import { closeBankMonth } from './commands/closing.ts';
import { acceptCertain } from './commands/matching.ts';
import { bankReconciliation } from './queries/agreement.ts';
import { bankWorkbench } from './queries/workbench.ts';

const world = await testWorld();

const NAMES = [
  'ANI WIJAYA',
  'BUDI SANTOSO',
  'CITRA LESTARI',
  'DEWI ANGGRAINI',
  'EKO PRASETYO',
  'FITRI HANDAYANI',
  'GILANG RAMADHAN',
];
const PURPOSES = [
  'SIMPANAN WAJIB',
  'ANGSURAN PINJAMAN',
  'SETORAN POKOK',
  'BELANJA TOKO',
  'BIAYA LISTRIK',
  'GAJI PETUGAS',
];

/** A generator of numbers below a limit, the same for the same seed (Lehmer). */
function numbers(seed: number): (limit: number) => number {
  let state = (seed * 2_654_435_761) % 2_147_483_647 || 1;
  return (limit) => {
    state = Number((BigInt(state) * 48_271n) % 2_147_483_647n);
    return state % limit;
  };
}

/** October's movements; members often pay the same amount on the same day. Every one carries the number of its proof. */
function month(count: number, next: (limit: number) => number): Movement[] {
  return Array.from({ length: count }, (_, at) => {
    const purpose = PURPOSES[next(PURPOSES.length)] ?? '';
    const out = next(4) === 0;
    const common = next(3) === 0;
    const amount = common
      ? BigInt(50_000 * (1 + next(4))) * 100n
      : BigInt(10_000 + next(5_000_000)) * 100n + BigInt(next(100));
    const day = String(1 + Math.floor((at * 31) / count)).padStart(2, '0');
    const text = `${purpose} ${NAMES[next(NAMES.length)]} ${100_000 + at * 7}`;
    return { on: `2026-10-${day}`, amount: out ? -amount : amount, text };
  });
}

type Broken = {
  readonly statement: Movement[];
  readonly missing: number[];
  readonly doubled: number[];
  readonly altered: number[];
};

/** The bank's statement of the month with 2 % of its lines missing, 1 % doubled and 1 % of another amount. */
function breakIt(movements: readonly Movement[], next: (limit: number) => number): Broken {
  const places = movements.map((_, at) => at);
  const draw = (percent: number) =>
    Array.from(
      { length: Math.round((movements.length * percent) / 100) },
      () => places.splice(next(places.length), 1)[0] ?? 0,
    );
  const [missing, doubled, altered] = [draw(2), draw(1), draw(1)];
  const statement = movements.flatMap((movement, at) => {
    if (missing.includes(at)) return [];
    if (doubled.includes(at)) return [movement, movement];
    return altered.includes(at)
      ? [{ ...movement, amount: movement.amount + (movement.amount > 0n ? 1n : -1n) * 90_000n }]
      : [movement];
  });
  return { statement, missing, doubled, altered };
}

const FORMATS = { csv: bcaCsv, mt940, camt } as const;

for (const [format, write] of Object.entries(FORMATS)) {
  for (const seed of [1, 2026]) {
    test(`of a month of 400 entries with a broken ${format} statement every break is found and nothing is posted (seed ${seed})`, async () => {
      const context = asStaff(await world.cooperative());
      const next = numbers(seed);
      const movements = month(400, next);
      const broken = breakIt(movements, next);
      const entries = await bookMovements(context, movements);
      const accountId = await newAccount(context);
      await takeIn(context, accountId, write(broken.statement));
      const posted = await entryCount(context);

      const { result } = await acceptCertain(context, { accountId });
      const bench = await bankWorkbench(context, { accountId, limit: 1000 });

      const entryOf = (at: number) => entries[at] ?? '';
      const textOf = (at: number) => movements[at]?.text ?? '';
      const sorted = (texts: readonly string[]) => [...texts].sort();
      const bankBreaks = bench.lines.map(({ line, finding }) => `${finding?.kind} ${line.description}`);
      const bookBreaks = bench.entries.map(({ entry, finding }) => `${finding?.kind} ${entry.entryId}`);
      assert.deepEqual(
        sorted(bankBreaks),
        sorted([
          ...broken.doubled.map((at) => `double ${textOf(at)}`),
          ...broken.altered.map((at) => `altered ${textOf(at)}`),
        ]),
      );
      assert.deepEqual(
        sorted(bookBreaks),
        sorted([
          ...broken.missing.map((at) => `alone ${entryOf(at)}`),
          ...broken.altered.map((at) => `altered ${entryOf(at)}`),
        ]),
      );
      assert.deepEqual(
        bench.lines
          .flatMap(({ finding }) => (finding?.differenceSen == null ? [] : [finding.differenceSen]))
          .map((by) => (by < 0n ? -by : by)),
        broken.altered.map(() => 90_000n),
      );
      assert.equal(result.matched, movements.length - broken.missing.length - broken.altered.length);
      assert.equal(await entryCount(context), posted, 'matching posts nothing');
      await assert.rejects(closeBankMonth(context, { accountId, month: '2026-10-01' }), {
        reason: 'bank_lines_unmatched',
      });
    });
  }
}

let clean: Context;
before(async () => {
  clean = asStaff(await world.cooperative());
});

test('a whole month reconciles in three formats, one after another, and closes with a difference of nought', async () => {
  const movements = month(120, numbers(7));
  const thirds = [movements.slice(0, 40), movements.slice(40, 80), movements.slice(80)];
  await bookMovements(clean, movements);
  const accountId = await newAccount(clean);
  let openingSen = 0n;
  for (const [at, write] of [bcaCsv, mt940, camt].entries()) {
    await takeIn(clean, accountId, write(thirds[at] ?? [], openingSen));
    openingSen += (thirds[at] ?? []).reduce((sum, { amount }) => sum + amount, 0n);
  }
  await acceptCertain(clean, { accountId });
  const paper = await bankReconciliation(clean, { accountId, month: '2026-10-01' });
  assert.equal(paper.differenceSen, 0n);
  assert.equal(paper.bankSen, openingSen);
  assert.equal(paper.bookSen, openingSen);
  assert.deepEqual(paper.items, []);
  await closeBankMonth(clean, { accountId, month: '2026-10-31' });
  assert.equal((await bankReconciliation(clean, { accountId, month: '2026-10-01' })).closed?.bankSen, openingSen);
});
