import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { statement } from '#savings';
import type { PageServerLoad } from './$types';
import { statementRange } from './range.ts';

/** A saving's movements between two days, with running balances. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'savings.read');
  const { first, last, from, to } = statementRange(
    event.url.searchParams,
    context.clock.today(context.cooperative.zone),
  );
  return {
    first,
    last,
    statement: await orErrorPage(statement(context, { accountId: event.params.id, from, to })),
    mayReverse: context.actor.permissions.has('savings.reverse'),
  };
};
