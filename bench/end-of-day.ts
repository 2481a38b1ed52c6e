import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import pg from 'pg';
import type { Context } from '#kernel/context';
import { openDatabase } from '#kernel/database';
import { addDays, addMonths, type BusinessDate, dateAt, endOfMonth, startOfMonth } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { booksCheck } from '#ledger';
import { BENCH_PASSWORD, benchCooperative } from './cooperative.ts';
import { copyId, makePortfolio } from './portfolio.ts';
import { type RunningProgram, startProgram } from './program.ts';
import type { Figure } from './report.ts';

/** Fewer while one works on the bench itself. */
const LOANS = Number(process.env['BENCH_LOANS'] ?? 100_000);
const IDLE_SECONDS = 20;
const CLIENTS = 8;
/** Deposits a second, over all clients: more than a hundred tellers send. */
const DEPOSITS_PER_SECOND = 40;

/**
 * The end of a month's last day for 100,000 loans (interest of each accrued, allowances set) and as many savings, by the verb `close-day`
 * beside the running program: its time beside one UPDATE that touches the rows of all those loans and savings, its peak memory, and, in a
 * second such cooperative, deposits over the full command meanwhile beside the same deposits while nothing else runs.
 */
export async function endOfDay(progress: (line: string) => void): Promise<Figure[]> {
  const program = await startProgram({ demo: false });
  const database = openDatabase(program.instance.appUrl, 4);
  const admin = await connect(program.adminUrl);
  const on = endOfMonth(addMonths(dateAt(new Date(), 'WIB'), -1));
  try {
    const contexts: Context[] = [];
    for (const [slug, shortCode] of [
      ['ukur', 'UK'],
      ['ukur-dua', 'UD'],
    ] as const) {
      const openFrom = startOfMonth(addMonths(on, -13));
      const { context, accountIds } = await benchCooperative(database, 1, { slug, shortCode, openFrom });
      progress(`${slug}: making ${LOANS} loans and savings`);
      await makePortfolio(context, program.adminUrl, { on, savingId: accountIds[0] ?? '', count: LOANS });
      contexts.push(context);
    }
    const [quiet, busy] = contexts;
    if (!quiet || !busy) throw new Error('two cooperatives are made');
    await admin.query('vacuum analyze');
    for (const { cooperative } of contexts) {
      // The day before puts every loan's standing where a run of every day would have left it.
      await admin.query(DONE, [cooperative.id, addDays(on, -2)]);
      await closed(program, cooperative.slug, addDays(on, -1));
    }
    await admin.query('vacuum analyze');
    const seen = { update: [] as number[], run: 0, memory: 0 };
    seen.update.push(await updateSeconds(admin, quiet));
    await admin.query('vacuum');
    // What the verb needs to start and end with nothing to do is not the run's.
    const nothing = await closed(program, quiet.cooperative.slug, addDays(on, -1));
    const whole = await closed(program, quiet.cooperative.slug, on);
    const run = { ...whole, seconds: whole.seconds - nothing.seconds };
    progress(`run: ${run.seconds.toFixed(1)} s, and ${nothing.seconds.toFixed(1)} s to start; ${run.told}`);
    await admin.query('vacuum');
    seen.update.push(await updateSeconds(admin, quiet));
    progress(`update: ${seen.update.map((seconds) => seconds.toFixed(2)).join(', ')} s`);
    const idle = await idleDeposits(program, busy);
    progress(`idle: ${JSON.stringify(idle)}`);
    const meanwhile = await depositsDuring(program, busy, on);
    progress(`meanwhile: ${JSON.stringify(meanwhile)}`);
    for (const context of contexts) {
      const check = await booksCheck(context, {});
      if (check.firstBad) throw new Error(`the books do not verify after the run: ${check.firstBad.why}`);
    }
    return figuresOf({ run, update: seen.update, idle, meanwhile, program: peakMegabytes(program.pid) });
  } finally {
    await admin.end();
    await database.close();
    await program.stop();
  }
}

type Run = { readonly seconds: number; readonly megabytes: number; readonly told: string };
type Deposits = {
  readonly served: number;
  readonly refused: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
};

function figuresOf(seen: {
  run: Run;
  update: number[];
  idle: Deposits;
  meanwhile: Deposits;
  program: number;
}): Figure[] {
  const update = seen.update.reduce((sum, seconds) => sum + seconds, 0) / seen.update.length;
  const { run, idle, meanwhile } = seen;
  const row = (figure: string, unit: string, value: number, peer: string, peerValue: number, aim: string): Figure => ({
    figure,
    value,
    unit,
    peer,
    peerValue,
    ratio: value / peerValue,
    aim,
  });
  const rows = `UPDATE of ${LOANS} loans and ${LOANS} savings`;
  return [
    row(`end of a month, ${LOANS} loans and savings`, 's', run.seconds, rows, update, '<= 5'),
    row('its peak memory', 'MiB', run.megabytes, 'the program beside it, peak', seen.program, ''),
    row(
      `deposits meanwhile, ${DEPOSITS_PER_SECOND} a second, p99`,
      'ms',
      meanwhile.p99,
      'p99 while idle',
      idle.p99,
      '<= 3',
    ),
    row('deposits refused or failed meanwhile', '', meanwhile.refused, 'deposits served', meanwhile.served, '0'),
  ];
}

const DONE = `
  insert into loans.day_run (cooperative_id, business_date, status, phase, started_by, started_by_name, started_at, finished_at)
  values ($1, $2, 'done', 'figures', '00000000-0000-7000-8000-000000000001', 'Ukur', now(), now())`;

// Columns without an index, one row of each loan and of each saving, in one statement and one commit.
async function updateSeconds(admin: pg.Client, { cooperative }: Context): Promise<number> {
  const start = performance.now();
  await admin.query(
    `with loans as (update loans.loan set purpose = 'Ukur' where cooperative_id = $1 returning 1),
          savings as (update ledger.account set version = version + 1 where cooperative_id = $1 and owner_kind = 'savings' returning 1)
     select (select count(*) from loans) + (select count(*) from savings)`,
    [cooperative.id],
  );
  return (performance.now() - start) / 1000;
}

/** Runs `close-day` in a process of its own, and measures it from its start to its end. */
async function closed(program: RunningProgram, slug: string, on: BusinessDate): Promise<Run> {
  const start = performance.now();
  const child = program.verb('close-day', '--cooperative', slug, '--date', on, '--json');
  let told = '';
  child.stdout?.on('data', (text) => {
    told += text;
  });
  const megabytes = await peakUntilExit(child);
  if (child.exitCode !== 0) throw new Error(`close-day ended with ${child.exitCode}: ${told}`);
  return { seconds: (performance.now() - start) / 1000, megabytes, told };
}

async function peakUntilExit(child: ChildProcess): Promise<number> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, peakMegabytes(child.pid ?? 0));
  }, 100);
  if (child.exitCode === null) await once(child, 'exit');
  clearInterval(timer);
  return peak;
}

function peakMegabytes(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function idleDeposits(program: RunningProgram, context: Context): Promise<Deposits> {
  const token = await signIn(program.url, context);
  await cannon(program.url, token, 3).result;
  return depositsOf(await cannon(program.url, token, IDLE_SECONDS).result);
}

async function depositsDuring(program: RunningProgram, context: Context, on: BusinessDate): Promise<Deposits> {
  const load = cannon(program.url, await signIn(program.url, context), 3600);
  await closed(program, context.cooperative.slug, on);
  load.stop();
  return depositsOf(await load.result);
}

function depositsOf(result: autocannon.Result): Deposits {
  const { latency } = result;
  const refused = result.non2xx + result.errors + result.timeouts;
  return { served: result['2xx'], refused, p50: latency.p50, p99: latency.p99, max: latency.max };
}

// Every request has a key of its own and one of many savings, in no order.
function cannon(url: string, token: string, duration: number) {
  let next = 0;
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    next += 1;
    return {
      ...request,
      path: `/api/v1/savings/${copyId('saving', ((next * 7919) % LOANS) + 1)}/deposits`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': newId() },
      body: '{"amount":"15000.00"}',
    };
  };
  const { promise: result, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  const instance = autocannon(
    {
      url,
      duration,
      connections: CLIENTS,
      overallRate: DEPOSITS_PER_SECOND,
      requests: [{ method: 'POST', setupRequest }],
    },
    (error, done) => (error ? reject(error) : resolve(done)),
  );
  return { result, stop: () => instance.stop() };
}

async function signIn(url: string, { cooperative }: Context): Promise<string> {
  const response = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ cooperative: cooperative.slug, username: 'teller', password: BENCH_PASSWORD }),
  });
  const answer = (await response.json()) as { token?: string };
  if (!answer.token) throw new Error(`the teller could not sign in: ${JSON.stringify(answer)}`);
  return answer.token;
}

async function connect(adminUrl: string): Promise<pg.Client> {
  const url = new URL(adminUrl);
  url.pathname = '/sokoguru';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return client;
}
