import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { addDays, fromParts } from '#kernel/dates';
import { chartOfAccounts, exportHledger, hledgerAccount, postEntries, trialBalance } from '#ledger';
import { testWorld } from '../support/world.ts';

// The real hledger is the judge: it reads our journal and works out every balance by itself.
const installed = spawnSync('hledger', ['--version']).status === 0;
const world = await testWorld();
const folder = await mkdtemp(join(tmpdir(), 'sokoguru-hledger-'));
after(() => rm(folder, { recursive: true, force: true }));

function hledger(file: string, ...args: string[]): string {
  const run = spawnSync('hledger', [...args, '-f', file], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C.UTF-8' },
  });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}

describe('the journal as hledger reads it', {
  skip: installed ? false : 'hledger is not installed on this machine',
}, () => {
  test('is accepted, and every balance on every month end equals ours', async () => {
    const context = await world.cooperative();
    const pairs = [
      ['1.1.01', '3.1.06'],
      ['1.1.05', '4.1.01'],
      ['6.1.01', '1.1.01'],
      ['1.3.06', '1.1.05'],
      ['6.1.12', '1.3.07'],
      ['1.1.01', '4.2.01'],
    ];
    const entries = Array.from({ length: 600 }, (_, index) => {
      const [debit, credit] = pairs[index % pairs.length] ?? [];
      const amount = `${(index * 7919) % 100_000}.${String((index * 37) % 100).padStart(2, '0')}`;
      const month = String((index % 10) + 1).padStart(2, '0');
      return {
        happenedOn: `2026-${month}-${String((index % 28) + 1).padStart(2, '0')}`,
        description: `Bukti ${index}; "toko" | kas: 5%`,
        lines: [
          { account: debit, debit: amount === '0.00' ? '1.00' : amount },
          { account: credit, credit: amount === '0.00' ? '1.00' : amount },
        ],
      };
    });
    await postEntries(context, { entries });
    const file = join(folder, 'books.journal');
    await writeFile(file, await exportHledger(context, {}));
    hledger(file, 'check', '--strict');
    const names = new Map((await chartOfAccounts(context, {})).map((line) => [hledgerAccount(line), line.code]));
    for (const month of [1, 3, 6, 10]) {
      const before = fromParts(2026, month + 1, 1);
      const rows: string[][] = parse(hledger(file, 'balance', '--flat', '-N', '-O', 'csv', '-e', before), {
        from_line: 2,
      });
      const theirs = new Map(rows.map(([name, amount]) => [names.get(name ?? ''), amount?.replace(' IDR', '')]));
      const ours = await trialBalance(context, { on: addDays(before, -1) });
      const signed = ours.lines.map(
        (line) => [line.code, line.debit === '0.00' ? `-${line.credit}` : line.debit] as const,
      );
      assert.ok(signed.length > 0);
      assert.deepEqual(new Map(signed), theirs);
    }
  });

  test('is refused by hledger when one amount is changed: the judge is awake', async () => {
    const context = await world.cooperative();
    await postEntries(context, {
      entries: [
        {
          happenedOn: '2026-11-01',
          description: 'Hibah',
          lines: [
            { account: '1.1.01', debit: '100.00' },
            { account: '3.1.06', credit: '100.00' },
          ],
        },
      ],
    });
    const file = join(folder, 'wrong.journal');
    await writeFile(file, (await exportHledger(context, {})).replace('-100.00 IDR', '-99.00 IDR'));
    assert.notEqual(spawnSync('hledger', ['check', '-f', file]).status, 0);
  });
});
