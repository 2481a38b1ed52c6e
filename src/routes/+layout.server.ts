import { takeFlash } from '#lib/server/flash.ts';
import { common } from '#lib/text/common.ts';
import type { LayoutServerLoad } from './$types';

/** What every page needs to draw itself: language, theme, the message of the act before, and what a sign-in interrupted. */
export const load: LayoutServerLoad = ({ locals, cookies }) => {
  const draft = locals.draft ?? null;
  const restored = draft && { tone: 'warning' as const, text: common[locals.locale].restored };
  return { locale: locals.locale, theme: locals.theme, draft, flash: takeFlash(cookies) ?? restored };
};
