import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { clockFromEnvironment } from '#kernel/clock';
import { openDatabase } from '#kernel/database';
import { startWorker } from '../worker/index.ts';
import { type DemoLogin, ensureDemoIfAny } from './demo-door.ts';
import { projectFolder, type Settings } from './environment.ts';
import { type PageHandler, serve } from './http.ts';
import { type Instance, openInstance } from './instance.ts';
import { buildWeb } from './web-build.ts';

/** The whole program in one process: where it listens, the demo's sign-ins, and how to stop it in good order. */
export type Program = {
  readonly url: string;
  readonly logins: readonly DemoLogin[];
  readonly warnings: readonly string[];
  stop(): Promise<void>;
};

const API_KEY = Symbol.for('sokoguru.api');
const PAGE_BODY_LIMIT = '64M';
const WORKER_CONNECTIONS = 4;

type Closer = () => Promise<unknown>;

/**
 * Builds the web if needed, brings up the database, the demo, the queue's worker and the HTTP server, in that order.
 * What was already started is stopped again when a later part fails.
 */
export async function startProgram(settings: Settings, progress: (step: string) => void): Promise<Program> {
  const closers: Closer[] = [];
  try {
    await buildWeb(projectFolder, progress);
    const instance = await openInstance(settings, { share: false, progress });
    closers.push(instance.close);
    const logins = await ensureDemoIfAny(instance, progress);
    closers.push(await startJobs(instance));
    const server = await serve({ ...settings, pages: await loadPages(settings), api: () => apiOfBundle() });
    closers.push(closePages, server.stop);
    return { url: server.url, logins, warnings: instance.warnings, stop: () => stopAll(closers) };
  } catch (error) {
    await stopAll(closers).catch(() => undefined);
    throw error;
  }
}

async function startJobs(instance: Instance): Promise<Closer> {
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'warn' }, pino.destination(2));
  const database = openDatabase(instance.appUrl, WORKER_CONNECTIONS);
  const worker = await startWorker({
    ownerUrl: instance.ownerUrl,
    database,
    clock: clockFromEnvironment(process.env),
    log,
  });
  return async () => {
    await worker.stop();
    await database.close();
  };
}

/** The bundle reads these variables when it is first imported. */
async function loadPages(settings: Settings): Promise<PageHandler> {
  process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
  process.env['BODY_SIZE_LIMIT'] ??= PAGE_BODY_LIMIT;
  if (settings.trustProxy) process.env['ADDRESS_HEADER'] ??= 'x-forwarded-for';
  const { handler } = (await import(pathToFileURL(join(projectFolder, 'build', 'handler.js')).href)) as {
    handler: PageHandler;
  };
  return handler;
}

/** The API is part of the web's bundle, so that both use one copy of the modules; hooks.server.ts leaves it here. */
function apiOfBundle(): RequestListener | undefined {
  return (globalThis as { [API_KEY]?: RequestListener })[API_KEY];
}

/** adapter-node's own word to the bundle that it may close its connections. */
async function closePages(): Promise<void> {
  process.emit('sveltekit:shutdown' as 'exit', 0);
}

/** In the opposite order of starting: no new requests, then the worker, then the database. */
async function stopAll(closers: Closer[]): Promise<void> {
  let failure: unknown;
  for (const close of closers.toReversed()) {
    await close().catch((error: unknown) => {
      failure ??= error;
    });
  }
  closers.length = 0;
  if (failure) throw failure;
}
