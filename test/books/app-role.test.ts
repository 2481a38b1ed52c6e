import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import pg from 'pg';
import { newId } from '#kernel/ids';
import { generalAccountId, post } from '#ledger';
import { step, testWorld } from '../support/world.ts';

// What someone can do who types SQL as the application's own role.
const world = await testWorld();
const mine = await world.cooperative();
const other = await world.cooperative();
const { entryId, cashId, grantId } = await step(mine, async (scope) => {
  const [cashId, grantId] = [await generalAccountId(scope, '1.1.01'), await generalAccountId(scope, '3.1.06')];
  const lines = [
    { accountId: cashId, amountSen: 500_00n },
    { accountId: grantId, amountSen: -500_00n },
  ];
  const [posted] = await post(scope, [
    { description: 'Hibah', businessDate: scope.today, source: 'ledger.entry', lines },
  ]);
  return { entryId: posted?.id ?? '', cashId, grantId };
});
const otherCash = await step(other, (scope) => generalAccountId(scope, '1.1.01'));

const client = new pg.Client({ connectionString: world.urls.appUrl });
client.on('error', () => {});
await client.connect();
after(() => client.end());

async function attempt(
  statements: string,
  tenant: string | null = mine.cooperative.id,
): Promise<pg.QueryResult | pg.DatabaseError> {
  await client.query('begin');
  try {
    if (tenant) await client.query(`set local app.cooperative_id = '${tenant}'`);
    const result = await client.query(statements);
    return Array.isArray(result) ? result.at(-1) : result;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error;
    throw error;
  } finally {
    await client.query('rollback');
  }
}

function newEntry(lines: [string, number][], options: { lineCount?: number; date?: string } = {}): string {
  const id = newId();
  const date = options.date ?? '2026-11-20';
  const count = options.lineCount ?? lines.length;
  const cooperative = mine.cooperative.id;
  return `insert into ledger.entry (cooperative_id, id, number, business_date, happened_at, written_at, description, source, line_count, command_id)
    values ('${cooperative}', '${id}', 99, '${date}', now(), now(), 'x', 'test.sql', ${count}, '${newId()}');
    insert into ledger.line (cooperative_id, entry_id, position, line_count, account_id, amount_sen, business_date) values
    ${lines.map(([account, amount], index) => `('${cooperative}', '${id}', ${index + 1}, ${count}, '${account}', ${amount}, '${date}')`).join(', ')}`;
}

const state = (outcome: pg.QueryResult | pg.DatabaseError) =>
  outcome instanceof pg.DatabaseError ? outcome.code : 'done';

describe('as the application’s database role', () => {
  const where = `cooperative_id = '${mine.cooperative.id}'`;
  const refused: [string, () => string, string][] = [
    [
      'an unbalanced entry',
      () =>
        newEntry([
          [cashId, 100],
          [grantId, -99],
        ]),
      '23514',
    ],
    [
      'an entry with a line missing',
      () =>
        newEntry(
          [
            [cashId, 100],
            [grantId, -100],
          ],
          { lineCount: 3 },
        ),
      '23514',
    ],
    [
      'a line of zero',
      () =>
        newEntry([
          [cashId, 0],
          [grantId, 0],
        ]),
      '23514',
    ],
    [
      'an entry before the books opened',
      () =>
        newEntry(
          [
            [cashId, 100],
            [grantId, -100],
          ],
          { date: '2020-01-01' },
        ),
      '23514',
    ],
    [
      'balanced lines added to an old entry',
      () =>
        `insert into ledger.line select cooperative_id, entry_id, position + 2, 2, account_id, amount_sen, business_date from ledger.line where entry_id = '${entryId}'`,
      '23514',
    ],
    [
      'balanced lines added with a larger count',
      () =>
        `insert into ledger.line (cooperative_id, entry_id, position, line_count, account_id, amount_sen, business_date) select cooperative_id, entry_id, position + 2, 4, account_id, amount_sen, business_date from ledger.line where entry_id = '${entryId}'`,
      '23514',
    ],
    ['an edit of an entry', () => `update ledger.entry set description = 'lain' where ${where}`, '42501'],
    ['an edit of a line', () => `update ledger.line set amount_sen = 1 where ${where}`, '42501'],
    ['a delete of a line', () => `delete from ledger.line where ${where}`, '42501'],
    ['a delete of an entry', () => `delete from ledger.entry where ${where}`, '42501'],
    ['emptying the books', () => 'truncate ledger.line', '42501'],
    ['an edit of the command log', () => `update kernel.command_log set answer = '{}' where ${where}`, '42501'],
    ['a delete of the command log', () => `delete from kernel.command_log where ${where}`, '42501'],
    [
      'a row written into another cooperative',
      () =>
        `insert into ledger.period (cooperative_id, starts_on, ends_before) values ('${other.cooperative.id}', '2000-01-01', '2000-02-01')`,
      '42501',
    ],
    [
      'an entry on another cooperative’s account',
      () =>
        newEntry([
          [cashId, 100],
          [otherCash, -100],
        ]),
      '23503',
    ],
    ['switching row security off', () => 'set local row_security = off; select * from ledger.line', '42501'],
    ['switching triggers off', () => `set local session_replication_role = replica`, '42501'],
    ['becoming the owner', () => `set role postgres`, '42501'],
    ['a table of its own', () => 'create table ledger.mine (id int)', '42501'],
    ['reading the job queue', () => 'select * from graphile_worker._private_jobs', '42501'],
  ];
  for (const [name, statements, code] of refused) {
    test(`${name} is refused`, async () => assert.equal(state(await attempt(statements())), code));
  }

  test('a balanced, whole entry is accepted: the guards above refuse for their own reason', async () => {
    assert.equal(
      state(
        await attempt(
          newEntry([
            [cashId, 100],
            [grantId, -100],
          ]),
        ),
      ),
      'done',
    );
  });

  test('another cooperative’s rows are not there', async () => {
    const seen = await attempt(`select count(*)::int as n from ledger.line`, other.cooperative.id);
    assert.ok(!(seen instanceof pg.DatabaseError));
    assert.equal(seen.rows[0].n, 0);
    const changed = await attempt(
      `update ledger.account set name = 'x' where cooperative_id = '${mine.cooperative.id}'`,
      other.cooperative.id,
    );
    assert.ok(!(changed instanceof pg.DatabaseError) && changed.rowCount === 0);
  });

  test('a missing tenant raises; it never reads an empty book', async () => {
    assert.equal(state(await attempt('select * from ledger.line', null)), '22P02');
    const fresh = new pg.Client({ connectionString: world.urls.appUrl });
    await fresh.connect();
    await assert.rejects(
      fresh.query('select * from ledger.line'),
      (error) => error instanceof pg.DatabaseError && error.code === '42704',
    );
    await fresh.end();
  });

  test('the tenant of one transaction is gone in the next', async () => {
    await attempt('select 1');
    assert.equal(state(await attempt('select * from ledger.entry', null)), '22P02');
  });
});
