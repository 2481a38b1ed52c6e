import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { closeMonth, closeYear } from '#books';
import type { Context } from '#kernel/context';
import { openDatabase } from '#kernel/database';
import { addDays, addMonths, type BusinessDate, dateAt, fromParts, parts } from '#kernel/dates';
import { generalAccountIds, post } from '#ledger';
import { calculateShu, setByLaws } from '#shu';
import { readSettings } from '../src/server/environment.ts';
import { openInstance } from '../src/server/instance.ts';
import { loadSecrets } from '../src/server/secrets.ts';
import { benchCooperative, inOneStep } from './cooperative.ts';
import { drawPattern, id, rowCopier } from './portfolio.ts';
import { type Figure, median } from './report.ts';

/** Fewer while one works on the bench itself. */
const MEMBERS = Number(process.env['BENCH_MEMBERS'] ?? 100_000);
/** Deposits of each member in the year. */
const DEPOSITS = 4;
const RUNS = 3;
const SURPLUS_SEN = 1_234_567_900_00n;

/**
 * The surplus of a closed year for 100,000 members, by the command of the program: bases (daily average of savings, loan interest paid), shares
 * by largest remainder, a stored row for each member. Beside it the bare SQL of the same shares with window functions, as the superuser and
 * without any of the program, into a temporary table. Both in turn on the same data; every share must be the same to the rupiah.
 */
export async function shu(progress: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sokoguru-bench-'));
  const settings = readSettings({ ...process.env, SOKOGURU_DATA: folder, SOKOGURU_ENV: 'test', LOG_LEVEL: 'error' });
  const instance = await openInstance(settings, { share: false, progress: () => undefined });
  const database = openDatabase(instance.appUrl, 2);
  const admin = await superuser(instance.appUrl, folder);
  try {
    const year = parts(dateAt(new Date(), 'WIB')).year - 1;
    const openFrom = fromParts(year, 1, 1);
    const { context, accountIds } = await benchCooperative(database, 1, { openFrom });
    progress('closing the year');
    await closedYear(context, year);
    progress(`making ${MEMBERS} members with ${DEPOSITS} deposits and a loan each`);
    await makeMembers(context, admin, { openFrom, savingId: accountIds[0] ?? '' });
    await admin.query('vacuum analyze');
    const seen = { ours: [] as number[], bare: [] as number[] };
    for (let run = 0; run < RUNS; run += 1) {
      seen.bare.push(await seconds(() => bareShares(admin, context, openFrom)));
      seen.ours.push(await seconds(() => calculateShu(context, { year })));
      progress(`run ${run + 1}: bare ${seen.bare.at(-1)?.toFixed(2)} s, ours ${seen.ours.at(-1)?.toFixed(2)} s`);
      await requireSame(admin, context);
    }
    const [value, peerValue] = [median(seen.ours), median(seen.bare)];
    const peer = 'bare window-function SQL of the same shares';
    return [
      {
        figure: `surplus of ${MEMBERS} members`,
        value,
        unit: 's',
        peer,
        peerValue,
        ratio: value / peerValue,
        aim: '<= 3',
      },
    ];
  } finally {
    await admin.end();
    await database.close();
    await instance.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function superuser(appUrl: string, folder: string): Promise<pg.Client> {
  const url = new URL(appUrl);
  url.username = 'postgres';
  url.password = (await loadSecrets(folder)).superuserPassword;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return client;
}

// The year is closed by the program itself, before the members are copied in behind its back: only the reading of bases is measured.
async function closedYear(context: Context, year: number): Promise<void> {
  await inOneStep(context, async (scope) => {
    const ids = await generalAccountIds(scope, ['1.1.05', '4.1.01']);
    const lines = [
      { accountId: ids.get('1.1.05') ?? '', amountSen: SURPLUS_SEN },
      { accountId: ids.get('4.1.01') ?? '', amountSen: -SURPLUS_SEN },
    ];
    const businessDate = fromParts(year, 6, 15);
    await post(scope, [{ description: 'Pendapatan', businessDate, source: 'bench.revenue', lines }]);
  });
  for (let month = 1; month < 12; month += 1) await closeMonth(context, { startsOn: fromParts(year, month, 1) });
  await closeYear(context, { year });
  const basis = { kind: 'savings' as const, measure: 'average' as const, kinds: ['voluntary' as const] };
  await setByLaws(context, {
    effectiveFrom: fromParts(year, 1, 1),
    legalBasis: 'AD pasal 40',
    rules: {
      pools: [
        { code: 'cadangan', name: 'Cadangan', percent: '55', credits: '3.2.01' },
        { code: 'jasa_modal', name: 'Jasa modal', percent: '20', basis },
        {
          code: 'jasa_usaha',
          name: 'Jasa usaha',
          percent: '25',
          basis: { kind: 'transactions', units: [{ unit: 'loan_interest', weightPercent: 100 }] },
        },
      ],
      nonMemberPools: [],
      eligibility: { joiners: 'pro_rata', leavers: 'none', minMonths: 0, arrears: 'hold', associates: true },
      rounding: { step: '1.00', method: 'largest_remainder' },
      tax: { percent: '0', legalBasis: 'UU PPh Ps 4(3)' },
      unclaimed: { years: 5, to: '3.2.01' },
    },
  });
}

// Amounts and days differ from member to member and look random; every tenth joined within the year, every fiftieth pays no interest.
async function makeMembers(
  context: Context,
  admin: pg.Client,
  { openFrom, savingId }: { openFrom: BusinessDate; savingId: string },
): Promise<void> {
  const found = await admin.query<{ memberId: string }>(
    'select member_id as "memberId" from savings.account where id = $1',
    [savingId],
  );
  const memberId = found.rows[0]?.memberId ?? '';
  const on = addMonths(openFrom, 24);
  const loanId = await drawPattern(context, { on, count: MEMBERS, memberId, savingId });
  await admin.query('set session_replication_role = replica');
  await admin.query(`
    create temp table seed as
    select n, (n::bigint * 7919 % 1000003) as salt,
           case when n % 10 = 0 then '${openFrom}'::date + n % 365 else '${openFrom}'::date end as joined
      from generate_series(1, ${MEMBERS}) n`);
  const copy = rowCopier(admin);
  const number = `'M' || s.n`;
  await copy('members.member', `p.id = '${memberId}'`, { id: id('member'), number });
  await copy('members.membership', `p.member_id = '${memberId}'`, {
    member_id: id('member'),
    applied_on: 's.joined',
    decided_on: 's.joined',
    activated_on: 's.joined',
  });
  const saving = { id: id('saving'), member_id: id('member'), number: `'SX-' || s.n` };
  await copy('savings.account', `p.id = '${savingId}'`, saving);
  await copy('ledger.account', `p.id = '${savingId}'`, { id: id('saving'), owner_id: id('member') });
  const loan = { id: id('loan'), member_id: id('member'), number: `'PX-' || s.n` };
  await copy('loans.loan', `p.id = '${loanId}'`, {
    ...loan,
    days_past_due: 'case when s.n % 20 = 0 then 40 else 0 end',
  });
  await copy('loans.event', `p.loan_id = '${loanId}' and p.kind = 'disbursed' and s.n % 50 <> 0`, {
    id: id('event'),
    loan_id: id('loan'),
    kind: `'repaid'`,
    interest_sen: '(s.salt % 5000 + 1) * 10000',
    happened_on: `'${addDays(openFrom, 200)}'::date`,
  });
  // Lines without their entries: bases read an account's lines by its index and nothing else.
  await admin.query(
    `insert into ledger.line (cooperative_id, entry_id, position, line_count, account_id, amount_sen, business_date)
     select $1, ${id('entry')}, d, ${DEPOSITS}, ${id('saving')}, -(s.salt * d % 90000 + 1) * 10000,
            greatest(s.joined, '${openFrom}'::date + (s.salt * d % 365)::int)
       from seed s cross join generate_series(1, ${DEPOSITS}) d`,
    [context.cooperative.id],
  );
  await admin.query('set session_replication_role = origin');
}

// The same two pools: weights, whole rupiah by floor, then one more for the largest remainders, ties by member number.
const bareSql = (cooperativeId: string, from: BusinessDate) => `
  create temp table bare as
  with saved as (
    select a.member_id, sum(-l.amount_sen * (date '${addMonths(from, 12)}' - l.business_date)) as weight
      from savings.account a join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
     where a.cooperative_id = '${cooperativeId}' and a.kind = 'voluntary' and l.business_date < '${addMonths(from, 12)}'
     group by 1),
  paid as (
    select l.member_id, sum(e.interest_sen) as weight
      from loans.event e join loans.loan l on l.cooperative_id = e.cooperative_id and l.id = e.loan_id
     where e.cooperative_id = '${cooperativeId}' and e.kind in ('repaid', 'settled') and e.happened_on >= '${from}'
       and e.happened_on < '${addMonths(from, 12)}'
       and not exists (select 1 from loans.event r where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id)
     group by 1),
  weights as (
    select m.id, m.number, p.pool, p.amount, case p.pool when 1 then coalesce(s.weight, 0) else coalesce(q.weight, 0) end::numeric as weight
      from members.member m
      left join saved s on s.member_id = m.id
      left join paid q on q.member_id = m.id
     cross join (values (1, ${SURPLUS_SEN / 500n}::numeric), (2, ${SURPLUS_SEN / 400n}::numeric)) as p (pool, amount)
     where m.cooperative_id = '${cooperativeId}'),
  cut as (
    select w.*, div(w.amount * w.weight, sum(w.weight) over (partition by w.pool)) as units,
           mod(w.amount * w.weight, sum(w.weight) over (partition by w.pool)) as remainder
      from weights w),
  ranked as (
    select c.*, row_number() over (partition by c.pool order by c.remainder desc, length(c.number), c.number collate "C") as rank,
           c.amount - sum(c.units) over (partition by c.pool) as left_over
      from cut c)
  select id, pool, ((units + case when rank <= left_over then 1 else 0 end) * 100)::bigint as share from ranked`;

async function bareShares(admin: pg.Client, { cooperative }: Context, from: BusinessDate): Promise<void> {
  await admin.query('drop table if exists bare');
  await admin.query(bareSql(cooperative.id, from));
}

async function requireSame(admin: pg.Client, { cooperative }: Context): Promise<void> {
  const { rows } = await admin.query<{ cells: bigint; wrong: bigint }>(
    `select count(*) as cells, count(*) filter (where coalesce(s.shares[b.pool], 0) <> b.share) as wrong
       from bare b
       left join shu.share s on s.cooperative_id = $1 and s.member_id = b.id and s.calculation_id =
            (select c.id from shu.calculation c where c.cooperative_id = $1 order by c.version desc limit 1)`,
    [cooperative.id],
  );
  const [found] = rows;
  if (Number(found?.wrong) === 0 && Number(found?.cells) >= MEMBERS * 2) return;
  throw new Error(`${found?.wrong} of ${found?.cells} shares differ from the bare SQL`);
}
