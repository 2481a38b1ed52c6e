import { isId, newId } from '#kernel/ids';
import { entryDetail } from '#ledger';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { valuesOfLines } from '../../entry-form.ts';
import { sheetChoices } from '../../form-data.ts';
import { moreRows, saveSheet } from '../save.ts';
import { readTemplate, typedOf } from '../template-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** A new template, blank or from an entry (`?entry=`). */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'ledger.post');
  const { chart, accounts } = await sheetChoices(context);
  const id = event.url.searchParams.get('entry') ?? '';
  const entry = isId(id) ? await orErrorPage(entryDetail(context, { id })) : null;
  const lines = (entry?.lines ?? []).map(({ code, debit, credit, note }) => ({
    account: code,
    side: debit === null ? ('credit' as const) : ('debit' as const),
    amount: debit ?? credit ?? undefined,
    note: note ?? undefined,
  }));
  const start: Record<string, string> = { ...valuesOfLines(typedOf(lines)), description: entry?.description ?? '' };
  return { key: newId(), accounts, start, lines: readTemplate(start, chart, event.locals.locale).lines };
};

export const actions: Actions = { save: (event) => saveSheet(event), add: moreRows };
