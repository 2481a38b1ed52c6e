import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { ownSavings, ownStatement } from '#savings';
import { askedMonth } from '../month.ts';
import type { PageServerLoad } from './$types';

/** One saving of a member, a month at a time. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const today = context.clock.today(context.cooperative.zone);
  const month = askedMonth(event.url.searchParams, today);
  const { from, to } = month;
  const [statement, { savings }] = await Promise.all([
    orErrorPage(ownStatement(context, { accountId: event.params.id, from, to })),
    ownSavings(context, { latest: 0 }),
  ]);
  return { statement, month, saving: savings.find(({ id }) => id === event.params.id) };
};
