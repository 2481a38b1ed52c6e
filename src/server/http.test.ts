import assert from 'node:assert/strict';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { API_BODY_BYTES_MAX, type HttpParts, serve } from './http.ts';

test('what begins with /api/ goes to the API, the rest to the pages', async () => {
  await serving({}, async (url) => {
    assert.equal(await text(`${url}/api/v1/me`), 'api');
    assert.equal(await text(`${url}/apis`), 'pages http');
    assert.equal(await text(url), 'pages http');
  });
});

test('without an API of its own the pages answer everything', async () => {
  await serving({ api: undefined }, async (url) => assert.equal(await text(`${url}/api/v1/me`), 'pages http'));
});

test('a visitor cannot claim to have come by https, a trusted proxy can', async () => {
  const headers = { 'x-forwarded-proto': 'https' };
  await serving({}, async (url) => assert.equal(await text(url, { headers }), 'pages http'));
  await serving({ trustProxy: true }, async (url) => assert.equal(await text(url, { headers }), 'pages https'));
});

test('an announced body over the limit is refused before it is read', async () => {
  await serving({}, async (url) => {
    const answer = await fetch(`${url}/api/v1/entries`, { method: 'POST', body: Buffer.alloc(API_BODY_BYTES_MAX + 1) });
    assert.equal(answer.status, 413);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.equal(((await answer.json()) as { code: string }).code, 'body_too_large');
  });
});

test('a body that grows over the limit without saying so is cut off', async () => {
  const api = (request: IncomingMessage, response: ServerResponse): void => {
    request.resume().once('end', () => response.end('taken whole'));
  };
  await serving({ api }, async (url) => {
    const outcome = await new Promise<string>((resolve) => {
      const sent = httpRequest(`${url}/api/v1/entries`, {
        method: 'POST',
        headers: { 'transfer-encoding': 'chunked' },
      });
      sent.once('error', () => resolve('cut off'));
      sent.once('response', () => resolve('answered'));
      const more = (): boolean => !sent.destroyed && sent.write(Buffer.alloc(1_048_576), () => setImmediate(more));
      more();
    });
    assert.equal(outcome, 'cut off');
  });
});

test('a port in use is told in one line', async () => {
  await serving({}, async (url) => {
    const port = Number(new URL(url).port);
    await assert.rejects(serve({ ...parts, port }), /^Error: 127\.0\.0\.1:\d+ is already in use: choose another PORT$/);
  });
});

test('stopping lets a request in work end and takes no new one', async () => {
  const pages = async (_: IncomingMessage, response: ServerResponse): Promise<void> => {
    await sleep(300);
    response.end('done');
  };
  const server = await serve({ ...parts, pages: (request, response) => void pages(request, response) });
  const answer = text(server.url);
  await sleep(100);
  const stopped = server.stop();
  await assert.rejects(fetch(server.url));
  assert.equal(await answer, 'done');
  await stopped;
});

const parts: HttpParts = {
  host: '127.0.0.1',
  port: 0,
  trustProxy: false,
  pages: (request, response) => response.end(`pages ${String(request.headers['x-forwarded-proto'])}`),
  api: (_, response) => response.end('api'),
};

async function serving(changes: Partial<HttpParts>, work: (url: string) => Promise<void>): Promise<void> {
  const server = await serve({ ...parts, ...changes });
  try {
    await work(server.url);
  } finally {
    await server.stop();
  }
}

async function text(url: string, init?: RequestInit): Promise<string> {
  return await (await fetch(url, init)).text();
}
