import { discardDraft, journalDrafts } from '#books';
import { newId } from '#kernel/ids';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { act } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

/** What was typed and not posted. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'ledger.read');
  const drafts = await orErrorPage(journalDrafts(context, {}));
  return {
    drafts,
    key: newId(),
    mayPost: context.actor.permissions.has('ledger.post'),
    zone: context.cooperative.zone,
  };
};

export const actions: Actions = {
  discard: (event) =>
    act(event, '/staff/ledger/drafts', async ({ context, values, options }) => {
      await discardDraft(context, { draftId: values['draftId'] }, options);
      return { text: pick(journalText, event.locals.locale).discarded, to: '/staff/ledger/drafts' };
    }),
};
