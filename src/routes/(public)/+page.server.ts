import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

const SHOWN = 50;

/** The cooperatives that anyone may apply to. */
export const load: PageServerLoad = async () => {
  const all = await runtime().cooperatives();
  return { cooperatives: all.slice(0, SHOWN).map(({ slug, name }) => ({ slug, name })) };
};
