import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';

/** SvelteKit's handler of adapter-node: calls `next` when no page and no file answers. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export type HttpParts = {
  readonly host: string;
  readonly port: number;
  readonly pages: PageHandler;
  /** Answers what begins with /api/; without one the pages answer that too. */
  readonly api: RequestListener | undefined;
  readonly trustProxy: boolean;
};

export type HttpServer = { readonly url: string; stop(): Promise<void> };

/** The largest body an API call may have; pages have their own limit in SvelteKit's handler. */
export const API_BODY_BYTES_MAX = 16 * 1024 * 1024;
const DRAIN_MS = 10_000;
const BODY_CHECK_MS = 250;

/** Starts serving: what begins with /api/ goes to the API, the rest to the pages. Throws one line when the port is taken. */
export async function serve(parts: HttpParts): Promise<HttpServer> {
  const server = createServer(
    { requestTimeout: 120_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 },
    (request, response) => route(parts, request, response),
  );
  await listen(server, parts);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : parts.port;
  const host = parts.host.includes(':') ? `[${parts.host}]` : parts.host;
  return { url: `http://${host}:${port}`, stop: () => stop(server) };
}

function route(parts: HttpParts, request: IncomingMessage, response: ServerResponse): void {
  if (!parts.trustProxy) {
    // Only a proxy we were told to trust may say that the visitor came by https, or from where.
    request.headers['x-forwarded-proto'] = 'http';
    delete request.headers['x-forwarded-for'];
    delete request.headers['x-forwarded-host'];
  }
  if (parts.api && request.url?.startsWith('/api/')) {
    if (limitBody(request, response)) parts.api(request, response);
    return;
  }
  parts.pages(request, response, () => answer(response, 404, 'text/plain; charset=utf-8', 'Alamat ini tidak ada'));
}

/** Refuses a body over the limit by its announced length, and cuts off one that grows over it without saying so. */
function limitBody(request: IncomingMessage, response: ServerResponse): boolean {
  if (Number(request.headers['content-length'] ?? 0) > API_BODY_BYTES_MAX) {
    response.setHeader('connection', 'close');
    const problem = {
      type: 'about:blank',
      title: 'Content Too Large',
      status: 413,
      code: 'body_too_large',
      detail: 'Data yang dikirim terlalu besar',
    };
    answer(response, 413, 'application/problem+json', JSON.stringify(problem));
    return false;
  }
  if (request.headers['transfer-encoding']) {
    const before = request.socket.bytesRead;
    const timer = setInterval(() => {
      if (request.socket.bytesRead - before > API_BODY_BYTES_MAX) request.destroy();
    }, BODY_CHECK_MS);
    request.once('close', () => clearInterval(timer));
  }
  return true;
}

function answer(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text);
}

async function listen(server: Server, { host, port }: HttpParts): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'is already in use: choose another PORT' : `cannot be used (${error.code})`;
      reject(new Error(`${host}:${port} ${reason}`));
    });
    server.listen(port, host, resolve);
  });
}

/** Takes no new request, lets those in work end, and after ten seconds cuts the rest. */
async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection kept alive is closed as soon as its request has ended, not when the visitor next thinks of it.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
