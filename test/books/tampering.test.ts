import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { checkBooks, generalAccountId, openAccount, post, postEntries } from '#ledger';
import { read, step, testWorld } from '../support/world.ts';

const world = await testWorld();

/** A cooperative with ten plain entries and one guarded account that moved three times. */
async function soundBooks(): Promise<{ context: Context; savingsId: string }> {
  const context = await world.cooperative();
  const savingsId = await step(context, async (scope) => {
    const id = await openAccount(scope, {
      chartCode: '2.1.01',
      name: 'Simpanan Siti',
      ownerKind: 'savings',
      ownerId: newId(),
      guarded: true,
    });
    const cash = await generalAccountId(scope, '1.1.01');
    for (const amountSen of [50_000_00n, 25_000_00n, -10_000_00n]) {
      const lines = [
        { accountId: cash, amountSen },
        { accountId: id, amountSen: -amountSen },
      ];
      await post(scope, [{ description: 'Simpanan', businessDate: scope.today, source: 'savings.test', lines }]);
    }
    return id;
  });
  await postEntries(context, {
    entries: Array.from({ length: 10 }, () => ({
      happenedOn: '2026-11-10',
      description: 'Pendapatan jasa',
      lines: [
        { account: '1.1.01', debit: '12500.00' },
        { account: '4.1.01', credit: '12500.00' },
      ],
    })),
  });
  return { context, savingsId };
}

async function asSuperuser(statement: string): Promise<void> {
  const url = new URL(world.urls.adminUrl);
  url.pathname = `/${world.urls.database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    // A superuser can switch triggers and foreign keys off: the proof must not rest on them.
    await client.query(`set session_replication_role = replica; ${statement}`);
  } finally {
    await client.end();
  }
}

type Found = keyof Pick<
  Awaited<ReturnType<typeof checkBooks>>,
  'unbalanced' | 'guardedMismatch' | 'controlMismatch' | 'negative'
>;

const entry = (context: Context, number: number) =>
  `cooperative_id = '${context.cooperative.id}' and entry_id = (select id from ledger.entry where cooperative_id = '${context.cooperative.id}' and number = ${number})`;
const ofEntry = (context: Context, number: number) =>
  `cooperative_id = '${context.cooperative.id}' and number = ${number}`;

const tamperings: [string, (context: Context, savingsId: string) => string, Found, string | null][] = [
  [
    'one leg of an entry made larger',
    (c) => `update ledger.line set amount_sen = amount_sen * 10 where ${entry(c, 5)} and position = 1`,
    'unbalanced',
    '5',
  ],
  ['a line deleted', (c) => `delete from ledger.line where ${entry(c, 6)} and position = 2`, 'unbalanced', '6'],
  ['all lines of an entry deleted', (c) => `delete from ledger.line where ${entry(c, 7)}`, 'unbalanced', '7'],
  [
    'a whole entry deleted with its lines',
    (c) => `delete from ledger.line where ${entry(c, 8)}; delete from ledger.entry where ${ofEntry(c, 8)}`,
    'unbalanced',
    '8',
  ],
  [
    'the last entry deleted with its lines',
    (c) => `delete from ledger.line where ${entry(c, 13)}; delete from ledger.entry where ${ofEntry(c, 13)}`,
    'unbalanced',
    '13',
  ],
  [
    'a balanced pair of lines added to an old entry',
    (c) =>
      `insert into ledger.line select cooperative_id, entry_id, position + 2, 4, account_id, amount_sen, business_date, note from ledger.line where ${entry(c, 9)}`,
    'unbalanced',
    '9',
  ],
  [
    'an entry moved to another day',
    (c) => `update ledger.entry set business_date = '2026-03-01' where ${ofEntry(c, 10)}`,
    'unbalanced',
    '10',
  ],
  [
    'an entry slipped in that no command made',
    (c) => `update ledger.entry set command_id = gen_random_uuid() where ${ofEntry(c, 11)}`,
    'unbalanced',
    '11',
  ],
  [
    'the command log row of an entry deleted',
    (c) => `delete from kernel.command_log where id = (select command_id from ledger.entry where ${ofEntry(c, 1)})`,
    'unbalanced',
    '1',
  ],
  [
    'a member balance made larger',
    (_c, id) => `update ledger.account set balance_sen = balance_sen + 100000000 where id = '${id}'`,
    'guardedMismatch',
    '3',
  ],
  [
    'a deposit moved to another account',
    (c, id) =>
      `update ledger.line set account_id = (select id from ledger.account where cooperative_id = '${c.cooperative.id}' and chart_code = '2.1.07') where account_id = '${id}' and ${entry(c, 2)}`,
    'guardedMismatch',
    '3',
  ],
  [
    'both legs of a deposit turned around, so that the member owes',
    (c) => `update ledger.line set amount_sen = amount_sen * -9 where ${entry(c, 2)}`,
    'negative',
    '3',
  ],
  [
    'members money booked on the control line beside their accounts',
    (c) =>
      `update ledger.line set account_id = (select id from ledger.account where cooperative_id = '${c.cooperative.id}' and chart_code = '2.1.01' and owner_kind = 'general') where ${entry(c, 12)} and position = 2`,
    'controlMismatch',
    '12',
  ],
  [
    'the counter of entry numbers set back',
    (c) => `update ledger.counter set next_number = 5 where cooperative_id = '${c.cooperative.id}'`,
    'unbalanced',
    '14',
  ],
];

describe('books that someone tampered with as superuser', () => {
  test('are sound before', async () => {
    const { context } = await soundBooks();
    const check = await read(context, checkBooks);
    assert.deepEqual(check, {
      entries: 13,
      unbalanced: 0,
      guardedMismatch: 0,
      controlMismatch: 0,
      negative: 0,
      totalsMismatch: 0,
      firstBad: null,
    });
  });

  for (const [name, statement, found, number] of tamperings) {
    test(`${name}: the proof turns red and names the first bad entry`, async () => {
      const { context, savingsId } = await soundBooks();
      await asSuperuser(statement(context, savingsId));
      const check = await read(context, checkBooks);
      assert.ok(check[found] > 0, JSON.stringify(check));
      assert.equal(check.firstBad?.number, number);
    });
  }
});
