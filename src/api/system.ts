import type { OpenAPIHono } from '@hono/zod-openapi';
import sql from 'sql-template-tag';
import { z } from 'zod';
import type { Surroundings } from '#identity';
import { DomainError } from '#kernel/errors';
import { openMetrics } from './metrics.ts';
import { type Api, publicRoute } from './route.ts';

/** Health, readiness, metrics, the OpenAPI document and its readable form. */
export function systemRoutes(api: Api, { database }: Pick<Surroundings, 'database'>): void {
  publicRoute(
    api,
    {
      method: 'get',
      path: '/healthz',
      summary: 'Proses hidup',
      tag: 'system',
      output: z.object({ ok: z.literal(true) }),
    },
    async () => ({ ok: true }),
  );
  publicRoute(
    api,
    {
      method: 'get',
      path: '/readyz',
      summary: 'Basis data dan antrean siap',
      tag: 'system',
      output: z.object({ ok: z.literal(true), database: z.literal('ok'), jobs: z.literal('ok') }),
    },
    () => readiness(database),
  );
  const metrics = openMetrics();
  api.app.use('*', metrics.measure);
  api.app.get('/metrics', async (c) => c.body(await metrics.text(), 200, { 'content-type': metrics.contentType }));
  api.app.get('/openapi.json', (c) => c.json(openApiDocument(api.app)));
  api.app.get('/docs', (c) => c.html(docsPage(openApiDocument(api.app))));
}

// The queue is asked by adding nothing: the function that adds jobs must be there for the application's role.
async function readiness(database: Surroundings['database']) {
  try {
    await database.platform((tx) =>
      tx.one<{ ready: boolean }>(
        sql`select has_function_privilege('kernel.enqueue(text, json, text)', 'execute') as ready`,
      ),
    );
  } catch {
    throw new DomainError('refused', 'busy', 'Basis data belum siap. Coba lagi sebentar');
  }
  return { ok: true, database: 'ok', jobs: 'ok' };
}

/** The OpenAPI 3.1 document of everything registered. */
export function openApiDocument(app: OpenAPIHono): OpenApi {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Sokoguru',
      version: '1',
      description:
        'Uang ditulis sebagai teks desimal dua angka ("150000.00"), tanggal YYYY-MM-DD, kesalahan menurut RFC 9457.',
    },
    servers: [{ url: '/' }],
  }) as unknown as OpenApi;
}

type Operation = {
  summary?: string;
  tags?: string[];
  requestBody?: unknown;
  parameters?: { name: string; in: string; required?: boolean }[];
};
type OpenApi = { info: { title: string; description?: string }; paths: Record<string, Record<string, Operation>> };

function docsPage({ info, paths }: OpenApi): string {
  const rows = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => operationHtml(method, path, operation)),
  );
  return `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(info.title)} API</title></head><body><main><h1>${escapeHtml(info.title)} API v1</h1>
<p>${escapeHtml(info.description ?? '')}</p><p><a href="/api/v1/openapi.json">openapi.json</a></p>${rows.join('')}</main></body></html>`;
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    (parameter) =>
      `<li><code>${escapeHtml(parameter.name)}</code> (${escapeHtml(parameter.in)}${parameter.required ? ', wajib' : ''})</li>`,
  );
  const body = operation.requestBody ? `<pre>${escapeHtml(JSON.stringify(operation.requestBody, null, 1))}</pre>` : '';
  return `<section><h2><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h2><p>${escapeHtml(operation.summary ?? '')}</p>
<ul>${parameters.join('')}</ul>${body}</section>`;
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (character) => names[character] ?? character);
}
