import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import pino from 'pino';
import { clockFromEnvironment } from '#kernel/clock';
import { openDatabase } from '#kernel/database';
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
    const code = loadCode(settings);
    code.catch(() => undefined); // Told when it is awaited below, even if the database fails first.
    const instance = await openInstance(settings, { share: false, progress });
    closers.push(instance.close);
    const logins = await ensureDemoIfAny(instance, progress);
    const { pages, startWorker } = await code;
    closers.push(await startJobs(instance, startWorker));
    const server = await serve({ ...settings, pages, api: apiOfBundle(settings) });
    closers.push(closePages, server.stop);
    return { url: server.url, logins, warnings: instance.warnings, stop: () => stopAll(closers) };
  } catch (error) {
    await stopAll(closers).catch(() => undefined);
    throw error;
  }
}

async function startJobs(instance: Instance, startWorker: StartWorker): Promise<Closer> {
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

type StartWorker = typeof import('../worker/index.ts').startWorker;

/** Reads the program's code while the database starts: both take a second. The bundle reads these variables at once. */
async function loadCode(settings: Settings): Promise<{ pages: PageHandler; startWorker: StartWorker }> {
  process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
  process.env['BODY_SIZE_LIMIT'] ??= PAGE_BODY_LIMIT;
  if (settings.trustProxy) process.env['ADDRESS_HEADER'] ??= 'x-forwarded-for';
  const bundle = pathToFileURL(join(projectFolder, 'build', 'handler.js')).href;
  const [{ handler }, { startWorker }] = await Promise.all([
    import(bundle) as Promise<{ handler: PageHandler }>,
    import('../worker/index.ts'),
  ]);
  return { pages: handler, startWorker };
}

type BundledApi = { fetch(request: Request, env: { address: string }): Response | Promise<Response> };

/**
 * The API is part of the web's bundle, so that both use one copy of the modules; hooks.server.ts leaves it on the global
 * object. Called past the pages' handler, because a deposit of a payroll file comes by the thousand.
 */
function apiOfBundle(settings: Settings): RequestListener | undefined {
  const api = (globalThis as { [API_KEY]?: BundledApi })[API_KEY];
  if (!api) return undefined;
  return getRequestListener(
    (request, { incoming }) => api.fetch(request, { address: peerAddress(incoming as IncomingMessage, settings) }),
    { overrideGlobalObjects: false },
  );
}

/** Who calls: the other end of the connection, or what the trusted proxy before us says it was. */
function peerAddress(request: IncomingMessage, settings: Settings): string {
  const forwarded = settings.trustProxy ? String(request.headers['x-forwarded-for'] ?? '') : '';
  return forwarded.split(',').at(-1)?.trim() || request.socket.remoteAddress || '';
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
