import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import type { Surroundings } from '#identity';
import type { Outcome } from '#kernel/command';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { errorResponse, json } from './problem.ts';

/** What the API needs from the program: sessions, and where problems that are bugs are told. */
export type ApiParts = {
  /** What signing in needs: database, clock, the list of cooperatives. */
  readonly surroundings: Surroundings;
  readonly authenticate: (token: string | null) => Promise<Context | null>;
  readonly logBug: (error: unknown, request: { method: string; path: string }) => void;
};

export type Api = { readonly app: OpenAPIHono; readonly parts: ApiParts };

type Method = 'get' | 'post';

type Shape = {
  readonly method: Method;
  /** OpenAPI path, e.g. `/members/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** What the caller may send: path parameters, query (GET) or body (POST) together. Documentation and names. */
  readonly input?: z.ZodObject | z.ZodType;
  readonly output: z.ZodType;
  readonly status?: 200 | 201;
  /** True where money moves: `Idempotency-Key` is required. */
  readonly idempotent?: boolean;
};

/** A request of a signed-in person, decoded: path parameters and query or body in one record. */
export type Decoded = {
  readonly context: Context;
  readonly input: Record<string, unknown>;
  readonly key: string | undefined;
};

/** Adds a route that needs a session and calls one query. */
export function queryRoute(api: Api, shape: Shape, run: (request: Decoded) => Promise<unknown>): void {
  add(api, shape, async (c) => {
    const context = await signedIn(api, c);
    const input = await decode(c, shape);
    return json(shape.status ?? 200, JSON.stringify(shape.output.parse(await run({ context, input, key: undefined }))));
  });
}

/**
 * Adds a route that needs a session and calls one command. The stored answer is sent byte for byte; it is checked by
 * the response schema all the same, so that nothing leaks.
 */
export function commandRoute(
  api: Api,
  shape: Shape,
  run: (request: Decoded) => Promise<Outcome<Record<string, unknown>>>,
): void {
  add(api, shape, async (c) => {
    const context = await signedIn(api, c);
    const key = c.req.header('idempotency-key');
    if (shape.idempotent && !key) {
      throw new DomainError('invalid', 'idempotency_key_missing', 'Permintaan ini perlu kepala Idempotency-Key');
    }
    const { result, answer } = await run({ context, input: await decode(c, shape), key });
    shape.output.parse(result);
    return json(shape.status ?? 201, answer);
  });
}

/** Adds a route that anyone may call. */
export function publicRoute(
  api: Api,
  shape: Shape,
  run: (input: Record<string, unknown>, c: HonoContext) => Promise<unknown>,
): void {
  add(api, shape, async (c) =>
    json(shape.status ?? 200, JSON.stringify(shape.output.parse(await run(await decode(c, shape), c)))),
  );
}

function add(api: Api, shape: Shape, handler: (c: HonoContext) => Promise<Response>): void {
  api.app.openAPIRegistry.registerPath(documentation(shape));
  api.app.on(shape.method.toUpperCase(), shape.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    try {
      return await handler(c);
    } catch (error) {
      if (!(error instanceof DomainError)) api.parts.logBug(error, { method: c.req.method, path: shape.path });
      return errorResponse(error);
    }
  });
}

async function signedIn(api: Api, c: HonoContext): Promise<Context> {
  const header = c.req.header('authorization') ?? '';
  const context = header.startsWith('Bearer ') ? await api.parts.authenticate(header.slice(7)) : null;
  if (context) return context;
  throw new DomainError('forbidden', 'unauthenticated', 'Masuk dulu, lalu ulangi. Sesi Anda mungkin sudah berakhir');
}

async function decode(c: HonoContext, shape: Shape): Promise<Record<string, unknown>> {
  const path = c.req.param();
  if (shape.method === 'get') return { ...c.req.query(), ...path };
  const body: unknown = await c.req.json().catch(() => {
    throw new DomainError('invalid', 'json_invalid', 'Isi permintaan bukan JSON yang benar');
  });
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new DomainError('invalid', 'json_invalid', 'Isi permintaan harus berupa objek JSON');
  }
  return { ...body, ...path };
}

const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

function documentation(shape: Shape): RouteConfig {
  const names = [...shape.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const fields = shape.input instanceof z.ZodObject ? shape.input : undefined;
  const inPath = Object.fromEntries(names.filter((name) => fields && name in fields.shape).map((name) => [name, true]));
  const rest = Object.keys(inPath).length > 0 ? fields?.omit(inPath as Record<never, true>) : fields;
  const content = (schema: z.ZodType) => ({ 'application/json': { schema } });
  return {
    method: shape.method,
    path: shape.path,
    summary: shape.summary,
    tags: [shape.tag],
    ...(shape.tag === 'tools' || shape.tag === 'system' ? {} : { security: [{ bearer: [] }] }),
    request: {
      ...(names.length > 0 ? { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) } : {}),
      ...(shape.method === 'get' && rest ? { query: rest } : {}),
      ...(shape.method === 'post'
        ? { body: { required: true, content: content(rest ?? shape.input ?? z.object({})) } }
        : {}),
      ...(shape.idempotent ? { headers: z.object({ 'idempotency-key': z.string().min(1).max(255) }) } : {}),
    },
    responses: {
      [shape.status ?? (shape.method === 'post' && shape.idempotent ? 201 : 200)]: {
        description: 'Berhasil',
        content: content(shape.output),
      },
      default: { description: 'Masalah', content: { 'application/problem+json': { schema: ProblemSchema } } },
    },
  };
}
