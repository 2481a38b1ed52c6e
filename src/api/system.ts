import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { type Api, publicRoute } from './route.ts';

/** Health, readiness, metrics, the OpenAPI document and its readable form. */
export function systemRoutes(api: Api): void {
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
  api.app.get('/openapi.json', (c) => c.json(openApiDocument(api.app)));
  api.app.get('/docs', (c) => c.html(docsPage(openApiDocument(api.app))));
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
