import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { budgetDetail, budgetTable, importBudget, startBudget } from '#books';
import { parseDecimal } from '#kernel/money';
import { addChartLines, postEntry } from '#ledger';
import { asStaff, step, testWorld } from '../../../test/support/world.ts';

/** The published budget (RAPB) of a sharia cooperative for 2023 and its actual figures of 2022, kept beside the project and never in it. */
const FOLDER = new URL('../../../../shared/data/real/reports/kbsi/', import.meta.url);
const FILES = {
  budget: [
    'koperasi-baiturrahim-syariah-RAPB-2023.json',
    'e054fcf8a981a33e1b7b807c8b0476f57f69086c05da74ee82a80f138ee48d03',
  ],
  actual: [
    'koperasi-baiturrahim-syariah-2022-12-31.json',
    '64c145a8678d611a78e4abbaf74700ba002283de9a99e70895ee9e569d95c4ad',
  ],
} as const;

type Line = {
  readonly name: string;
  readonly side: 'credit' | 'debit' | null;
  readonly row: string;
  readonly raw: string;
};

/** Groups that are published without the lines under them, and the tax, are lines of their own. */
const WHOLE = ['Pendapatan Non Operasional', 'Beban Non Operasional', 'PAJAK'];

function linesOf([name, sha256]: readonly [string, string]): Line[] {
  const bytes = readFileSync(new URL(name, FOLDER));
  assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256, 'the file is the one that was looked at');
  const { income } = JSON.parse(bytes.toString('utf8')) as { income: Line[] };
  return income.filter(({ name: line, row }) => row === 'account' || WHOLE.includes(line));
}

const isThere = existsSync(new URL(FILES.budget[0], FOLDER));

test('a published budget is imported line by line and comes to its printed surplus, beside the year before', {
  skip: isThere ? false : 'the published reports are not on this machine',
}, async () => {
  const world = await testWorld();
  const context = asStaff(await world.cooperative({ openFrom: '2022-01-01' }));
  const [budget, actual] = [linesOf(FILES.budget), linesOf(FILES.actual)];
  const names = [...new Set([...budget, ...actual].map(({ name }) => name))];
  const kindOf = (name: string) =>
    [...budget, ...actual].find((line) => line.name === name)?.side === 'credit' ? 'revenue' : 'expense';
  const codes = new Map(names.map((name, place) => [name, `${kindOf(name) === 'revenue' ? 4 : 5}.8.${100 + place}`]));
  const code = (name: string) => codes.get(name) ?? '';
  await step(context, (scope) =>
    addChartLines(
      scope,
      names.map((name) => ({
        ...{ code: code(name), name, kind: kindOf(name), normal: kindOf(name) === 'revenue' ? 'credit' : 'debit' },
        ...{ postable: true, parentCode: kindOf(name) === 'revenue' ? '4' : '5', ownCapital: false, party: null },
        ...{ cashFlow: 'operating', regulatory: {}, note: '', active: true },
      })),
    ),
  );
  for (const { name, side, raw } of actual) {
    const amount = raw.replaceAll('.', '').replace(',', '.');
    const lines =
      side === 'credit'
        ? [
            { account: '1.1.01', debit: amount },
            { account: code(name), credit: amount },
          ]
        : [
            { account: code(name), debit: amount },
            { account: '1.1.01', credit: amount },
          ];
    await postEntry(context, { happenedOn: '2022-12-31', description: name, lines });
  }
  const { result } = await startBudget(context, { year: 2023, note: 'RAPB 2023', from: 'empty' });
  const versionId = String(result['versionId']);
  const csv = ['Kode;Uraian;Jumlah', ...budget.map(({ name, raw }) => `${code(name)};${name};${raw}`)].join('\n');
  await importBudget(context, { versionId, bytes: Buffer.from(csv) });

  const { table } = await budgetTable(context, { year: 2023 });
  const planned = (key: string) => table.rows.find((row) => row.key === key)?.values[0];
  assert.equal(planned('revenue'), parseDecimal('717822448.80'));
  assert.equal(planned('expense'), parseDecimal('549120012.51'), 'costs of 540.966.358,02 and tax of 8.153.654,49');
  assert.equal(planned('surplus'), parseDecimal('168702436.29'), 'SHU Setelah PAJAK, as printed');

  // No actual figures of 2023 are published; those of 2022 stand beside the plan, and reproduce that year's printed surplus.
  const before = (await budgetTable(context, { year: 2022 })).table.rows.find(({ key }) => key === 'surplus');
  assert.equal(before?.values[1], parseDecimal('112955325.69'));
  const { lines } = await budgetDetail(context, { id: versionId });
  const margin = lines.find(({ name }) => name === 'Pdptn. Marjin Murabahah');
  assert.deepEqual([margin?.amount, margin?.lastYear], ['430406409.60', '398737993.00']);
});
