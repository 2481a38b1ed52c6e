import { recurringEntry, stopRecurring } from '#books';
import { newId } from '#kernel/ids';
import { chartOfAccounts } from '#ledger';
import { dateValue } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { act } from '../../act.ts';
import type { Actions, PageServerLoad } from './$types';

/** One recurring entry, its lines, and what came of its due dates. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'ledger.read');
  const [plan, chart] = await Promise.all([
    orErrorPage(recurringEntry(context, { recurringId: event.params.id })),
    orErrorPage(chartOfAccounts(context, {})),
  ]);
  const names = new Map(chart.map(({ code, name }) => [code, name]));
  const lines = plan.lines.map(({ account, debit = null, credit = null, note = null }) => ({
    code: account,
    name: names.get(account) ?? '',
    debit,
    credit,
    note,
  }));
  const today = context.clock.today(context.cooperative.zone);
  return { plan: { ...plan, lines }, today, key: newId(), mayPost: context.actor.permissions.has('ledger.post') };
};

export const actions: Actions = {
  stop: (event) =>
    act(event, event.url.pathname, async ({ context, values, options }) => {
      const fromDay = dateValue(values, 'fromDay', event.locals.locale);
      await stopRecurring(context, { recurringId: event.params.id, fromDay, reason: values['reason'] }, options);
      return { text: pick(journalText, event.locals.locale).stopDone, to: event.url.pathname };
    }),
};
