import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sql from 'sql-template-tag';
import {
  balanceSheetTable,
  cashFlowTable,
  equityTable,
  figureEntries,
  figureOf,
  incomeTable,
  type StatementTable,
  trialBalanceTable,
  wrongTotals,
  YEAR_OPEN_SOURCE,
} from '#books';
import { addBranch, organisation } from '#cooperatives';
import type { Context } from '#kernel/context';
import { addDays, type BusinessDate } from '#kernel/dates';
import { parseSignedDecimal } from '#kernel/money';
import {
  addChartLines,
  type ChartLine,
  foldTotals,
  generalAccountIds,
  post,
  readChart,
  YEAR_CLOSE_SOURCE,
} from '#ledger';
import { read, step, testWorld } from '../../../../test/support/world.ts';
import { brokenChecks, figure } from './statements.fixture.ts';

const world = await testWorld();
const first = '2025-01-01' as BusinessDate;
const YEAR_END = '2025-12-31' as BusinessDate;

/** Lines as an imported chart has them: no tag, no heading that says anything. */
const UNTAGGED: ChartLine[] = (
  [
    ['X1', 'Titipan pihak ketiga', 'liability'],
    ['X2', 'Aset aneka', 'asset'],
    ['X3', 'Dana aneka', 'equity'],
    ['X4', 'Hasil aneka', 'revenue'],
    ['X5', 'Ongkos aneka', 'expense'],
  ] as const
).map(([code, name, kind]) => ({
  code,
  name,
  kind,
  normal: kind === 'asset' || kind === 'expense' ? 'debit' : 'credit',
  postable: true,
  parentCode: null,
  ownCapital: false,
  party: null,
  cashFlow: null,
  regulatory: {},
  note: '',
  active: true,
}));

type Move = {
  readonly day: number;
  readonly source: string;
  readonly branch: 0 | 1;
  readonly turned: boolean;
  readonly parts: readonly { readonly line: number; readonly amount: bigint }[];
};

const move: fc.Arbitrary<Move> = fc.record({
  day: fc.integer({ min: 0, max: 680 }),
  source: fc.constantFrom('ledger.entry', 'ledger.entry', 'ledger.entry', 'imports.opening', 'shu.approve'),
  branch: fc.constantFrom(0, 1),
  turned: fc.boolean(),
  parts: fc.array(
    fc.record({
      line: fc.nat(),
      amount: fc.bigInt({ min: -5_000_000n, max: 5_000_000n }).filter((amount) => amount !== 0n),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

/** A cooperative with such entries, one year closed by hand, some of it counted into the kept totals. */
async function booksOf(
  moves: readonly Move[],
  template: 'ksp' | 'konsumen',
): Promise<{ context: Context; branches: string[] }> {
  const context = await world.cooperative({ template, openFrom: first });
  await addBranch(context, { code: 'JPR', name: 'Jepara', kind: 'branch' });
  const branches = (await organisation(context, {})).branches.map(({ id }) => id);
  await step(context, async (scope) => {
    await addChartLines(scope, UNTAGGED);
    const codes = (await readChart(scope)).filter(({ postable }) => postable).map(({ code }) => code);
    const ids = await generalAccountIds(scope, codes);
    const id = (index: number) => ids.get(codes[index % codes.length] ?? '') ?? '';
    const entries = moves.map(({ day, source, branch, parts }) => {
      const rest = -parts.reduce((sum, { amount }) => sum + amount, 0n);
      const lines = parts.map(({ line, amount }) => ({ accountId: id(line), amountSen: amount }));
      const balanced = rest === 0n ? lines : [...lines, { accountId: id(day + parts.length), amountSen: rest }];
      const place = branches[branch];
      return {
        description: 'Uji',
        businessDate: addDays(first, day),
        source,
        lines: balanced,
        ...(place && { branchId: place }),
      };
    });
    const written = await post(scope, entries);
    await foldTotals(scope);
    const turned = written.flatMap((entry, index) => {
      const draft = entries[index];
      return draft && moves[index]?.turned && draft.source === 'ledger.entry'
        ? [
            {
              ...draft,
              lines: draft.lines.map((line) => ({ ...line, amountSen: -line.amountSen })),
              reversesId: entry.id,
              reason: 'Uji',
            },
          ]
        : [];
    });
    if (turned.length > 0) await post(scope, turned);
  });
  await closeByHand(context);
  return { context, branches };
}

async function closeByHand(context: Context): Promise<void> {
  await step(context, async (scope) => {
    const surplus = await scope.tx.rows<{ id: string; amount: bigint }>(sql`
      select l.account_id as id, sum(l.amount_sen)::bigint as amount from ledger.line l
        join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
        join ledger.chart_line c on c.cooperative_id = a.cooperative_id and c.code = a.chart_code
       where l.cooperative_id = ${scope.cooperativeId} and c.kind in ('revenue', 'expense') and l.business_date <= ${YEAR_END}::date
       group by 1 having sum(l.amount_sen) <> 0`);
    const total = surplus.reduce((sum, { amount }) => sum + amount, 0n);
    if (total === 0n) return;
    const ids = await generalAccountIds(scope, ['3.3.01', '3.3.02']);
    const running = ids.get('3.3.02') ?? '';
    await post(scope, [
      {
        description: 'Tutup tahun',
        businessDate: YEAR_END,
        source: YEAR_CLOSE_SOURCE,
        lines: [
          ...surplus.map(({ id, amount }) => ({ accountId: id, amountSen: -amount })),
          { accountId: running, amountSen: total },
        ],
      },
      {
        description: 'Buka tahun',
        businessDate: addDays(YEAR_END, 1),
        source: YEAR_OPEN_SOURCE,
        lines: [
          { accountId: running, amountSen: -total },
          { accountId: ids.get('3.3.01') ?? '', amountSen: total },
        ],
      },
    ]);
  });
}

/** Every figure of a statement is, but for its sign, the sum of the entries it opens to. */
async function requireOpens(context: Context, table: StatementTable): Promise<void> {
  for (const row of table.rows) {
    for (const [column, value] of row.values.entries()) {
      const behind = figureOf(table, row, column);
      if (value === null || !behind || table.key === 'trial-balance') continue;
      const { total } = await figureEntries(context, { ...behind, limit: 1 });
      const found = parseSignedDecimal(total);
      assert.ok(found === value || found === -value, `${table.key} ${row.key} ${column}: ${value} opens to ${found}`);
    }
  }
}

test('whatever is posted: sides are equal, totals add up, both cash flow methods agree, branches make the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(move, { minLength: 1, maxLength: 25 }),
      fc.constantFrom('ksp' as const, 'konsumen' as const),
      fc.integer({ min: 0, max: 680 }),
      fc.integer({ min: 0, max: 680 }),
      async (moves, template, start, length) => {
        const { context, branches } = await booksOf(moves, template);
        const from = addDays(first, start);
        const to = addDays(from, length);
        const period = { from, to };
        const eve = addDays(from, -1);
        const sheet = await balanceSheetTable(context, { on: to, compare: [eve, YEAR_END] });
        const income = await incomeTable(context, period);
        const parties = await incomeTable(context, { ...period, layout: 'parties' });
        const trial = await trialBalanceTable(context, period);
        const direct = await cashFlowTable(context, { ...period, method: 'direct' });
        const indirect = await cashFlowTable(context, { ...period, method: 'indirect' });
        const equity = await equityTable(context, period);
        for (const table of [sheet, income, parties, trial, direct, indirect, equity]) {
          assert.deepEqual(wrongTotals(table), [], table.key);
          assert.deepEqual(brokenChecks(table), [], table.key);
        }
        for (const pair of [0, 2, 4]) assert.equal(figure(trial, 'total', pair), figure(trial, 'total', pair + 1));
        for (const key of ['operating', 'investing', 'financing', 'net', 'cash_closing']) {
          assert.equal(figure(direct, key), figure(indirect, key), key);
        }
        assert.ok(
          direct.remarks.includes('Metode langsung dan tidak langsung memberi angka yang sama untuk ketiga aktivitas.'),
        );
        const last = equity.columns.length - 1;
        assert.equal(figure(equity, 'closing', last), figure(sheet, 'equity', 0));
        assert.equal(figure(equity, 'opening', last), figure(sheet, 'equity', 1));
        assert.equal(figure(equity, 'surplus', last), figure(income, 'surplus'));
        assert.equal(figure(parties, 'surplus', 3), figure(income, 'surplus'));
        const parts = await Promise.all(branches.map((branchId) => incomeTable(context, { ...period, branchId })));
        assert.equal(
          parts.reduce((sum, table) => sum + figure(table, 'surplus'), 0n),
          figure(income, 'surplus'),
        );
      },
    ),
    { numRuns: 25 },
  );
});

test('every figure of every statement opens to entries that make it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 6, maxLength: 12 }), async (moves) => {
      const { context } = await booksOf(moves, 'ksp');
      const period = { from: '2025-06-01', to: '2026-05-31' };
      await requireOpens(context, await balanceSheetTable(context, { on: '2026-05-31' }));
      await requireOpens(context, await incomeTable(context, period));
      await requireOpens(context, await equityTable(context, period));
      for (const method of ['direct', 'indirect'])
        await requireOpens(context, await cashFlowTable(context, { ...period, method }));
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

test('kept totals and lines give the same statements', async () => {
  const { context } = await booksOf(
    [{ day: 10, source: 'ledger.entry', branch: 0, turned: false, parts: [{ line: 0, amount: 100n }] }],
    'ksp',
  );
  const before = await balanceSheetTable(context, { on: '2026-05-31' });
  await step(context, foldTotals);
  assert.deepEqual(await balanceSheetTable(context, { on: '2026-05-31' }), before);
  assert.ok((await read(context, readChart)).length > 0);
});
