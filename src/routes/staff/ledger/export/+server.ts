import { exportHledger } from '#ledger';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { dateOf } from '../range.ts';
import type { RequestHandler } from './$types';

/** The journal of the days asked for, as text that hledger reads. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event);
  const today = context.clock.today(context.cooperative.zone);
  const day = (name: string) => (event.url.searchParams.get(name) ? dateOf(event.url, name, today).date : undefined);
  const [from, to] = [day('from'), day('to')];
  const text = await orErrorPage(exportHledger(context, { ...(from && { from }), ...(to && { to }) }));
  const name = `jurnal-${context.cooperative.slug}-${to ?? today}.journal`;
  return fileAnswer({ name, bytes: text }, 'text/plain; charset=utf-8');
};
