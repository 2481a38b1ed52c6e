import { createApi, openApiDocument } from '#api';
import { systemClock } from '#kernel/clock';
import type { Verb } from '../verb.ts';

/** The OpenAPI document of the API, as `GET /api/v1/openapi.json` answers it. Needs no database. */
export function openApiText(): string {
  const nothing = () => Promise.reject(new Error('the document asks no database'));
  const database = { tenant: nothing, platform: nothing, close: async () => undefined };
  const tenants = { bySlug: nothing, byId: nothing };
  const surroundings = { database, clock: systemClock, tenants };
  const app = createApi({ authenticate: async () => null, surroundings, logBug: () => undefined });
  return `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
}

/** Prints the OpenAPI document: docs/api/openapi.json is made by it. */
export const verb: Verb = {
  help: `
sokoguru openapi
  Mencetak dokumen OpenAPI 3.1 dari API.
  Prints the OpenAPI 3.1 document: sokoguru openapi > docs/api/openapi.json`,
  run: async () => {
    const text = openApiText();
    return { ok: true, json: JSON.parse(text), lines: [text.trimEnd()] };
  },
};
