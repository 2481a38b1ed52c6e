import { Logger, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Logger as Log } from 'pino';
import { allCooperatives, cooperativeById } from '#cooperatives';
import type { Clock } from '#kernel/clock';
import { systemContext } from '#kernel/context';
import type { Database } from '#kernel/database';
import { DomainError } from '#kernel/errors';
import { type Job, JobEnvelope } from '#kernel/job';
import { CRONTAB, DAILY, JOBS } from './jobs.ts';

export type WorkerParts = {
  /** The owner's address: the queue's own tables belong to the owner. */
  readonly ownerUrl: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs?: readonly Job[];
};

const CONCURRENCY = 2;
/** Beside the jobs: the one connection that listens and one that looks for work. */
const CONNECTIONS = CONCURRENCY + 2;

/** Starts the queue's worker in this process. `stop()` lets running jobs finish and closes its connections. */
export async function startWorker({
  ownerUrl,
  database,
  clock,
  log,
  jobs = JOBS,
}: WorkerParts): Promise<{ stop(): Promise<void> }> {
  const taskList: TaskList = {};
  for (const job of jobs) {
    taskList[job.name] = async (raw) => {
      const { cooperativeId, payload } = JobEnvelope.parse(raw);
      const cooperative = await cooperativeById(database, cooperativeId);
      if (!cooperative) return log.warn({ job: job.name }, 'job of a cooperative that is not active');
      try {
        await job.run(systemContext({ cooperative, clock, database }), payload);
      } catch (error) {
        // A refusal will not become a success by trying again: it is told once and the job ends.
        if (!(error instanceof DomainError)) throw error;
        log.warn({ job: job.name, reason: error.reason }, 'job refused');
      }
    };
  }
  // The key keeps a job that still waits from being added again.
  taskList['daily'] = async (_payload, { addJob }) => {
    for (const { id, zone } of await allCooperatives(database)) {
      for (const name of DAILY) {
        const jobKey = `${name}:${id}:${clock.today(zone)}`;
        await addJob(name, { cooperativeId: id, payload: {} }, { jobKey, jobKeyMode: 'unsafe_dedupe' });
      }
    }
  };
  const pgPool = new pg.Pool({ connectionString: ownerUrl, max: CONNECTIONS, application_name: 'sokoguru-worker' });
  // A connection that the server cuts is opened again by the pool; without a listener it would end the process.
  pgPool.on('error', () => undefined);
  pgPool.on('connect', (client) => client.on('error', () => undefined));
  const runner = await run({
    pgPool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 1000,
    crontab: CRONTAB,
    taskList,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log[level === 'error' ? 'error' : 'warn'](message);
    }),
  });
  return {
    async stop() {
      await runner.stop();
      await pgPool.end();
    },
  };
}
