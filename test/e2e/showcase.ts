import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../src/server/environment.ts';
import { type HttpServer, serve } from '../../src/server/http.ts';
import { buildWeb } from '../../src/server/web-build.ts';

/** The built pages served without a database: enough for the showcase, whose pages ask for none. */
export async function openShowcase(): Promise<HttpServer> {
  await buildWeb(projectFolder, () => {});
  process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
  const { handler } = await import(pathToFileURL(join(projectFolder, 'build', 'handler.js')).href);
  return await serve({ host: '127.0.0.1', port: 0, pages: handler, api: () => undefined, trustProxy: false });
}
