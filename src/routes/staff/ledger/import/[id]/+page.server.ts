import { journalImport, writeJournalImport } from '#books';
import { newId } from '#kernel/ids';
import { count } from '#lib/formats.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { act } from '../../act.ts';
import type { Actions, PageServerLoad } from './$types';

/** A file that was read: its faults by row, or the entries it will write. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'ledger.post');
  return { found: await orErrorPage(journalImport(context, { importId: event.params.id })), key: newId() };
};

export const actions: Actions = {
  default: (event) =>
    act(event, '/staff/ledger/import', async ({ context, options }) => {
      const { result } = await writeJournalImport(context, { importId: event.params.id }, options);
      const { locale } = event.locals;
      const text = pick(journalText, locale).wrote(
        count(result.entries, locale),
        result.firstNumber,
        result.lastNumber,
      );
      return { text, to: '/staff/ledger?source=books.journal_import' };
    }),
};
