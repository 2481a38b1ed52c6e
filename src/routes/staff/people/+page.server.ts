import { peopleList } from '#identity';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

/** Everyone who works here. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'people.read');
  const { items } = await orErrorPage(peopleList(context, {}));
  return { items, zone: context.cooperative.zone, mayManage: context.actor.permissions.has('people.manage') };
};
