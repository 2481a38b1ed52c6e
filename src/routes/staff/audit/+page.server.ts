import { auditTrail } from '#identity';
import { isId } from '#kernel/ids';
import { parseDateInput } from '#lib/formats.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

const OUTCOMES = ['done', 'refused', 'held'];

/** The trail as the address filters it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'audit.read');
  const asked = (name: string) => event.url.searchParams.get(name)?.trim() ?? '';
  const [from, to] = [dateOf(asked('from')), dateOf(asked('to'))];
  const filter = {
    from: from.date,
    to: to.date,
    outcome: OUTCOMES.includes(asked('outcome')) ? asked('outcome') : '',
    command: asked('command').slice(0, 80),
    personId: isId(asked('person')) ? asked('person') : '',
    cursor: isId(asked('cursor')) ? asked('cursor') : '',
  };
  const input = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  return {
    ...(await orErrorPage(auditTrail(context, input))),
    zone: context.cooperative.zone,
    typed: { from: asked('from'), to: asked('to'), outcome: filter.outcome, command: filter.command },
    unread: { from: from.unread, to: to.unread },
  };
};

/** A day as it is typed or as an address carries it. */
function dateOf(text: string): { date: string; unread: boolean } {
  if (text === '') return { date: '', unread: false };
  const read = parseDateInput(text);
  return 'date' in read ? { date: read.date, unread: false } : { date: '', unread: true };
}
