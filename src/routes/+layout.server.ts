import { takeFlash } from '#lib/server/flash.ts';
import type { LayoutServerLoad } from './$types';

/** What every page needs to draw itself: language, theme, and the message of the act before. */
export const load: LayoutServerLoad = ({ locals, cookies }) => ({
  locale: locals.locale,
  theme: locals.theme,
  flash: takeFlash(cookies),
});
