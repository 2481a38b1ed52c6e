import { redirect } from '@sveltejs/kit';
import { keepPreferences } from '#lib/server/preferences.ts';
import type { RequestHandler } from './$types';

/** Keeps language and theme, and goes back to the page of this site that asked. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  keepPreferences(cookies, await request.formData());
  const from = request.headers.get('referer');
  const page = from && URL.canParse(from) ? new URL(from) : undefined;
  redirect(303, page?.origin === url.origin ? `/${(page.pathname + page.search).replace(/^\/+/, '')}` : '/');
};
