import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { addDays, addMonths, type BusinessDate, parseDate } from '#kernel/dates';
import { Held } from '#kernel/held';
import { booksCheck, chartOfAccounts, exportHledger, hledgerAccount, trialBalance } from '#ledger';
import { checkInterest, loansCheck, proposeWriteOff, restructureLoan, voteWriteOff } from '#loans';
import { deposit } from '#savings';
import { officer } from '../../src/modules/loans/application.fixture.ts';
import { loanWorld } from '../../src/modules/loans/loans.fixture.ts';
import { approveHeld, refusal } from '../../src/modules/loans/repay.fixture.ts';
import { type Borrowed, dice, liveThrough, onDay, payments, planLending, type Tally } from '../support/lending.ts';
import { read, testWorld } from '../support/world.ts';

// A year of lending, day by day, with dice: by default so many loans as a quick run bears; 1000 of them with LENDING_LOANS=1000.
const LOANS = Number(process.env['LENDING_LOANS'] ?? 24);
const SEED = Number(process.env['LENDING_SEED'] ?? 2026);
const [START, END] = [parseDate('2026-01-05'), parseDate('2026-12-31')];
const hledgerInstalled = spawnSync('hledger', ['--version']).status === 0;

const world = await testWorld();
const lender = await loanWorld(world);
const { context } = lender;
const roll = dice(SEED);
const tally: Tally = new Map();
const { loans, lendOn } = await planLending(lender, { count: LOANS, from: START, days: 150, roll });
for (const { savingId } of loans.slice(0, LOANS / 2)) {
  await deposit(onDay(context, START), { accountId: savingId, amount: '1500000.00' });
}
const acts = payments(loans, END, roll);
const folder = await mkdtemp(join(tmpdir(), 'sokoguru-year-'));
after(() => rm(folder, { recursive: true, force: true }));

/** What every loan's accounts hold together, and what the books say of their control lines, both at the end of a day. */
function controlLines(on: BusinessDate): Promise<{ code: string; loans: bigint; line: bigint }[]> {
  return read(context, (scope) =>
    scope.tx.rows(sql`
      with owned as (
        select a.id, a.chart_code as code, a.owner_kind from ledger.account a
         where a.cooperative_id = ${scope.cooperativeId} and a.chart_code in ('1.1.20', '1.1.30')),
      moved as (
        select o.code, l.amount_sen, o.owner_kind, exists (
                 select 1 from loans.loan x where x.cooperative_id = ${scope.cooperativeId} and o.id in (x.id, x.interest_account_id)) as of_loan
          from owned o
          join ledger.line l on l.cooperative_id = ${scope.cooperativeId} and l.account_id = o.id
         where l.business_date <= ${on})
      select m.code, coalesce(sum(m.amount_sen) filter (where m.of_loan), 0)::bigint as loans, sum(m.amount_sen)::bigint as line
        from moved m group by m.code order by m.code`),
  );
}

const proposer = await officer(context, 'manajer', ['loans.read', 'loans.manage']);
const voters = [
  await officer(context, 'ketua', ['loans.read', 'loans.approve', 'loans.write_off']),
  await officer(context, 'bendahara', ['loans.read', 'loans.approve', 'loans.write_off']),
];

/** Once a month a loan is given new terms; what is a loss is written off by two votes. */
async function deeds(today: Context, on: BusinessDate): Promise<void> {
  const as = (who: Context | undefined) => ({ ...today, actor: (who ?? today).actor });
  if (on.endsWith('-15')) {
    for (let tries = 0; tries < Math.ceil(LOANS / 60); tries += 1) {
      const loan = loans[Math.floor(roll() * loans.length)];
      if (loan?.id) await restructure(as(proposer), as(voters[0]), loan, on);
    }
  }
  if (!on.endsWith('-20')) return;
  for (const loan of await losses()) {
    const words = { loanId: loan, reason: 'Peminjam pindah tanpa alamat', resolution: 'Rapat pengurus' };
    const { result } = await proposeWriteOff(as(proposer), words);
    for (const voter of voters) {
      await voteWriteOff(as(voter), { proposalId: result.id, decision: 'agreed' });
    }
    tally.set('written off', (tally.get('written off') ?? 0) + 1);
  }
}

async function restructure(first: Context, second: Context, { id: loanId }: Borrowed, on: BusinessDate): Promise<void> {
  const arrears = ['keep', 'move', 'capitalise'][Math.floor(roll() * 3)];
  const changed = { instalments: 12, firstDueOn: addMonths(on, 1), arrears, reason: 'Panen gagal' };
  const refused = await refusal(restructureLoan(first, { loanId, ...changed }));
  const what = refused instanceof Held ? `restructured: ${arrears}` : `not restructured: ${refused.reason}`;
  tally.set(what, (tally.get(what) ?? 0) + 1);
  if (refused instanceof Held) await approveHeld(second, Promise.reject(refused));
}

async function losses(): Promise<string[]> {
  const rows = await read(context, (scope) =>
    scope.tx.rows<{ id: string }>(sql`
      select l.id from loans.loan l
       where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active' and l.collectability = 'loss' order by l.id`),
  );
  return rows.map(({ id }) => id);
}

test('through a year of payments, reversals, new terms and write-offs the loans are their control lines at every month end', async () => {
  const ends: BusinessDate[] = [];
  await liveThrough(context, {
    from: START,
    until: END,
    lendOn,
    acts,
    tally,
    deeds,
    monthEnd: async (on) => {
      ends.push(on);
      const lines = await controlLines(on);
      assert.ok(lines.length > 0);
      for (const { code, loans: owned, line } of lines) assert.equal(owned, line, `${code} on ${on}`);
      assert.deepEqual((await loansCheck(context, {})).firstBad, null, on);
    },
  });
  assert.equal(ends.length, 11);
  assert.equal((await booksCheck(context, {})).firstBad, null);
  assert.deepEqual((await loansCheck(context, {})).firstBad, null);
  for (const done of ['pay', 'settle', 'reversed', 'written off'])
    assert.ok(tally.get(done), `${done}: ${[...tally].join('; ')}`);
  assert.ok(
    [...tally.keys()].some((what) => what.startsWith('restructured')),
    [...tally].join('; '),
  );
  console.log(`# ${[...tally].map(([what, times]) => `${what} ${times}`).join(', ')}`);
});

test('interest computed again from agreements and history is what was booked, for every loan, on any date', async () => {
  for (const on of [
    addDays(START, 40),
    ...Array.from({ length: 12 }, () => addDays(START, Math.floor(roll() * 360))),
    END,
  ]) {
    const { faults, loans: looked, bookedSen } = await read(context, (scope) => checkInterest(scope, on));
    assert.deepEqual(faults, [], on);
    assert.ok(looked > 0 && bookedSen >= 0n);
  }
});

test('hledger agrees with every month-end balance', {
  skip: hledgerInstalled ? false : 'hledger is not installed on this machine',
}, async () => {
  const file = join(folder, 'year.journal');
  await writeFile(file, await exportHledger(context, {}));
  const names = new Map((await chartOfAccounts(context, {})).map((line) => [hledgerAccount(line), line.code]));
  for (let month = 1; month <= 12; month += 1) {
    const before = addMonths(parseDate('2026-01-01'), month);
    const args = ['balance', '--flat', '-N', '-O', 'csv', '-e', before, '-f', file];
    const run = spawnSync('hledger', args, { encoding: 'utf8', env: { ...process.env, LANG: 'C.UTF-8' } });
    assert.equal(run.status, 0, run.stderr);
    const rows: string[][] = parse(run.stdout, { from_line: 2 });
    const theirs = new Map(rows.map(([name, amount]) => [names.get(name ?? ''), amount?.replace(' IDR', '')]));
    const { lines } = await trialBalance(context, { on: addDays(before, -1) });
    const ours = lines.map((line) => [line.code, line.debit === '0.00' ? `-${line.credit}` : line.debit] as const);
    assert.ok(ours.length > 0);
    assert.deepEqual(new Map(ours), theirs, before);
  }
});
