import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import pino from 'pino';
import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { job } from '#kernel/job';
import { startWorker } from '../../src/worker/index.ts';
import { CRONTAB, DAILY, JOBS } from '../../src/worker/jobs.ts';
import { step, testWorld } from '../support/world.ts';

const world = await testWorld();
const [first, second] = [await world.cooperative(), await world.cooperative()];
const seen: string[] = [];
const jobs = [
  job({
    name: 'test.note',
    input: z.object({ text: z.string() }),
    run: async (context, { text }) => void seen.push(`${context.cooperative.slug} ${text}`),
  }),
  job({
    name: 'test.refuse',
    input: z.object({}),
    run: async () => Promise.reject(new DomainError('refused', 'no', 'Tidak')),
  }),
  job({
    name: 'savings.mature',
    input: z.object({}),
    run: async (context) => void seen.push(`${context.cooperative.slug} mature`),
  }),
];
const owner = new pg.Client({ connectionString: world.urls.ownerUrl });
owner.on('error', () => undefined);
await owner.connect();
const worker = await startWorker({
  ownerUrl: world.urls.ownerUrl,
  database: world.database,
  clock: world.clock,
  log: pino({ level: 'silent' }),
  jobs,
});
after(async () => {
  await worker.stop();
  await owner.end();
});

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 200 && !(await done()); turn += 1) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function waiting(): Promise<number> {
  const { rows } = await owner.query('select count(*)::int as n from graphile_worker.jobs');
  return rows[0].n;
}

test('a job that a command enqueued runs inside that cooperative, once the command committed', async () => {
  await step(first, (scope) => scope.enqueue('test.note', { text: 'halo' }));
  await assert.rejects(
    step(first, async (scope) => {
      await scope.enqueue('test.note', { text: 'tidak jadi' });
      throw new DomainError('refused', 'no', 'Tidak');
    }),
  );
  await until(() => seen.length > 0);
  await until(async () => (await waiting()) === 0);
  assert.deepEqual(seen, [`${first.cooperative.slug} halo`]);
});

test('a refusal ends the job: it is not tried again', async () => {
  await step(second, (scope) => scope.enqueue('test.refuse', {}));
  await until(async () => (await waiting()) === 0);
  assert.equal(await waiting(), 0);
});

test('the daily work is done for every cooperative', async () => {
  seen.length = 0;
  await owner.query(`select graphile_worker.add_job('daily', '{}'::json)`);
  await until(() => seen.length >= 2);
  await until(async () => (await waiting()) === 0);
  assert.deepEqual([...seen].sort(), [first, second].map((context) => `${context.cooperative.slug} mature`).sort());
});

test('every daily job is one that the worker knows, at a time that it understands', () => {
  for (const name of DAILY)
    assert.ok(
      JOBS.some((known) => known.name === name),
      name,
    );
  assert.match(CRONTAB, /^30 15,16,17 \* \* \* daily/);
});
