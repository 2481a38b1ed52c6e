import { runtime } from '#lib/server/runtime.ts';
import { registrationIsOpen } from '#setup';
import type { PageServerLoad } from './$types';

const SHOWN = 50;

/** The cooperatives that anyone may apply to, and whether a new one may be made here. */
export const load: PageServerLoad = async () => {
  const all = await runtime().cooperatives();
  const mayRegister = await registrationIsOpen(runtime().surroundings.database, process.env);
  return { cooperatives: all.slice(0, SHOWN).map(({ slug, name }) => ({ slug, name })), mayRegister };
};
