import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../src/server/environment.ts';
import { type HttpServer, serve } from '../../src/server/http.ts';
import { buildWeb } from '../../src/server/web-build.ts';
import { TEST_DAY, type World } from './world.ts';

/**
 * The built pages on a free port, over the database of a world, on the test day or another `today`. Stopped when the file's tests have
 * ended. One app a test file: what it knows of its database is the environment of this process.
 */
export async function openApp(world: World, today: string = TEST_DAY): Promise<HttpServer> {
  const folder = await mkdtemp(join(tmpdir(), 'sokoguru-app-'));
  Object.assign(process.env, {
    SOKOGURU_ENV: 'test',
    SOKOGURU_TODAY: today,
    SOKOGURU_DATA: folder,
    SOKOGURU_APP_DATABASE_URL: world.urls.appUrl,
    PROTOCOL_HEADER: 'x-forwarded-proto',
    BODY_SIZE_LIMIT: '64M',
  });
  await buildWeb(projectFolder, () => {});
  const { handler } = await import(pathToFileURL(join(projectFolder, 'build', 'handler.js')).href);
  const server = await serve({ host: '127.0.0.1', port: 0, pages: handler, api: undefined, trustProxy: false });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return server;
}
