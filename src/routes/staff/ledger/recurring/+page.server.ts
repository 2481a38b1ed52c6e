import { dueJournals, recurringEntries, runDueJournals, skipDue } from '#books';
import { newId } from '#kernel/ids';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { act } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

/** Recurring entries, and what is due. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'ledger.read');
  const [plans, waiting] = await Promise.all([
    orErrorPage(recurringEntries(context, {})),
    orErrorPage(dueJournals(context, {})),
  ]);
  return { plans, ...waiting, key: newId(), mayPost: context.actor.permissions.has('ledger.post') };
};

const HERE = '/staff/ledger/recurring';

export const actions: Actions = {
  run: (event) =>
    act(event, HERE, async ({ context, options }) => {
      const { posted, reversed, refused } = (await runDueJournals(context, {}, options)).result;
      const t = pick(journalText, event.locals.locale);
      const left = refused.length > 0 ? t.ranRefused(String(refused.length)) : '';
      return { text: t.ranDue(String(posted), String(reversed)) + left, to: HERE };
    }),
  skip: (event) =>
    act(event, HERE, async ({ context, values, options }) => {
      const [kind, id, dueOn] = (values['which'] ?? '').split(' ');
      await skipDue(context, { kind, id, dueOn, reason: values['reason'] }, options);
      return { text: pick(journalText, event.locals.locale).skipped, to: HERE };
    }),
};
