import { withholdingSlips } from '#books';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { monthOf } from '../../assets/act.ts';
import type { PageServerLoad } from './$types';

/** Withholding slips of a month. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const month = monthOf(event.url.searchParams.get('month'));
  return {
    ...(await orErrorPage(withholdingSlips(context, month ? { month } : {}))),
    mayWrite: context.actor.permissions.has('books.tax'),
  };
};
