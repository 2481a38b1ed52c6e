import { spawnSync } from 'node:child_process';
import autocannon from 'autocannon';
import pg from 'pg';
import { openDatabase } from '#kernel/database';
import { newId } from '#kernel/ids';
import { booksCheck } from '#ledger';
import { BENCH_PASSWORD, benchCooperative } from './cooperative.ts';
import { type RunningProgram, startProgram } from './program.ts';
import { type Figure, median } from './report.ts';

const ROUNDS = 3;
const SECONDS = 5;
const MEMBERS = 1_000;
const BULK_ENTRIES = 5_000;

/**
 * Postings per second through HTTP, durable, with every guarantee on, beside `pgbench` (TPC-B, prepared, 8 clients) on the same
 * server and settings, in alternating rounds. The load generators share the machine with the program and the server.
 */
export async function ledger(progress: (line: string) => void): Promise<Figure[]> {
  if (spawnSync('pgbench', ['--version']).status !== 0) {
    throw new Error(
      'pgbench is not installed: it comes with PostgreSQL (Debian: postgresql-client or postgresql-contrib)',
    );
  }
  const program = await startProgram({ demo: false });
  const database = openDatabase(program.instance.appUrl, 4);
  try {
    progress(`making ${MEMBERS} members`);
    const { context, accountIds } = await benchCooperative(database, MEMBERS);
    const [teller, akuntan] = await Promise.all(['teller', 'akuntan'].map((name) => signIn(program.url, name)));
    await preparePeer(program.adminUrl);
    await firstDeposit(program.url, teller ?? '', accountIds[0] ?? '');
    await deposits(program.url, teller ?? '', accountIds, 8, 2);
    await ownerRuns(program, 'analyze');
    const seen = { peer: [] as number[], eight: [] as number[], many: [] as number[], bulk: [] as number[] };
    for (let round = 1; round <= ROUNDS; round += 1) {
      seen.peer.push(peerRate(program.adminUrl));
      seen.eight.push(await deposits(program.url, teller ?? '', accountIds, 8, SECONDS));
      seen.many.push(await deposits(program.url, teller ?? '', accountIds, 64, SECONDS));
      seen.bulk.push(await bulk(program.url, akuntan ?? ''));
      progress(
        `round ${round}: ${JSON.stringify(Object.fromEntries(Object.entries(seen).map(([k, v]) => [k, Math.round(v.at(-1) ?? 0)])))}`,
      );
    }
    const check = await booksCheck(context, {});
    if (check.firstBad) throw new Error(`the books do not verify after the run: ${check.firstBad.why}`);
    progress(`${check.entries} entries, all verified`);
    return figuresOf(seen);
  } finally {
    await database.close();
    await program.stop();
  }
}

function figuresOf(seen: Record<'peer' | 'eight' | 'many' | 'bulk', number[]>): Figure[] {
  const peerValue = median(seen.peer);
  const row = (figure: string, values: number[], aim: string): Figure => ({
    figure,
    value: median(values),
    unit: '/s',
    peer: 'pgbench -M prepared -c 8, TPC-B tx/s',
    peerValue,
    ratio: median(values) / peerValue,
    aim,
  });
  return [
    row('POST /savings/{id}/deposits, 8 clients', seen.eight, '>= 0.5'),
    row('POST /savings/{id}/deposits, 64 clients', seen.many, '>= 1.0'),
    row(`POST /ledger/entries:batch, ${BULK_ENTRIES} entries a request, postings`, seen.bulk, '>= 10'),
  ];
}

async function signIn(url: string, username: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ cooperative: 'ukur', username, password: BENCH_PASSWORD }),
  });
  const answer = (await response.json()) as { token?: string };
  if (!answer.token) throw new Error(`${username} could not sign in: ${JSON.stringify(answer)}`);
  return answer.token;
}

// Tells why, should deposits be refused at all.
async function firstDeposit(url: string, token: string, accountId: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/savings/${accountId}/deposits`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': newId() },
    body: '{"amount":"15000.00"}',
  });
  if (response.status !== 201) throw new Error(`a deposit was answered ${response.status}: ${await response.text()}`);
}

// Every request has a key of its own and one of the accounts, so that nothing is answered from memory.
async function deposits(
  url: string,
  token: string,
  accountIds: readonly string[],
  clients: number,
  seconds: number,
): Promise<number> {
  let next = 0;
  const result = await autocannon({
    url,
    connections: clients,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          next += 1;
          return {
            ...request,
            path: `/api/v1/savings/${accountIds[(next * 7919) % accountIds.length]}/deposits`,
            headers: {
              authorization: `Bearer ${token}`,
              'content-type': 'application/json',
              'idempotency-key': newId(),
            },
            body: '{"amount":"15000.00"}',
          };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} deposits were refused, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}

async function bulk(url: string, token: string): Promise<number> {
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const entry = {
    happenedOn: today,
    description: 'Pendapatan jasa',
    lines: [
      { account: '1.1.01', debit: '1000.00' },
      { account: '4.1.01', credit: '1000.00' },
    ],
  };
  const body = JSON.stringify({ entries: Array.from({ length: BULK_ENTRIES }, () => entry) });
  const start = performance.now();
  let posted = 0;
  while (performance.now() - start < SECONDS * 1000) {
    const response = await fetch(`${url}/api/v1/ledger/entries:batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': newId() },
      body,
    });
    if (response.status !== 201) throw new Error(`a batch was answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
    posted += BULK_ENTRIES;
  }
  return posted / ((performance.now() - start) / 1000);
}

async function preparePeer(adminUrl: string): Promise<void> {
  await query(adminUrl, 'create database pgbench');
  const made = spawnSync('pgbench', ['-i', '-q', '-s', '10', peerUrl(adminUrl)], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`pgbench could not prepare its tables: ${made.stderr}`);
}

function peerRate(adminUrl: string): number {
  const run = spawnSync('pgbench', ['-M', 'prepared', '-c', '8', '-j', '2', '-T', String(SECONDS), peerUrl(adminUrl)], {
    encoding: 'utf8',
  });
  const rate = /tps = ([0-9.]+)/.exec(run.stdout)?.[1];
  if (!rate) throw new Error(`pgbench gave no figure: ${run.stderr}`);
  return Number(rate);
}

function peerUrl(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.pathname = '/pgbench';
  return url.href;
}

async function ownerRuns(program: RunningProgram, statement: string): Promise<void> {
  await query(program.instance.ownerUrl, statement);
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
