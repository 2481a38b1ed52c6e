import { error } from '@sveltejs/kit';
import { answerEntry, bookOf, endEntry, registerEntry, signEntry } from '#governance';
import { newId } from '#kernel/ids';
import { staffAct } from '#lib/server/act.ts';
import { dateValue, formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { registersText } from '#lib/text/registers.ts';
import { shownBook } from '../../books.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One row with its proof, signatures, answers and end. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'governance.read');
  const book = bookOf(event.params.book);
  if (!book) error(404, { message: 'Buku ini tidak ada' });
  const row = await orErrorPage(registerEntry(context, { book: book.key, id: event.params.id }));
  const mayWrite = context.actor.permissions.has('governance.write');
  const stands = row.correctedBy === null;
  return {
    book: shownBook(book, event.locals.locale),
    row,
    maySign: stands && !row.signatures.some(({ personId }) => personId === context.actor.personId),
    mayAnswer: mayWrite && stands && book.answered === true,
    mayEnd: mayWrite && stands && book.ends === true && row.endedOn === null,
    mayCorrect: mayWrite && stands && row.endedOn === null && row.fields['via'] === undefined,
    today: context.clock.today(context.cooperative.zone),
    zone: context.cooperative.zone,
    key: newId(),
  };
};

const words = (event: RequestEvent) => pick(registersText, event.locals.locale);

export const actions: Actions = {
  sign: staffAct<RequestEvent>('governance.read', async (context, { values, event }) => {
    const input = { entryId: event.params.id, rowHash: values['rowHash'] };
    await signEntry(context, input, { key: formKey(values) });
    return { to: event.url.pathname, say: words(event).signed };
  }),
  answer: staffAct<RequestEvent>('governance.write', async (context, { values, event }) => {
    const input = { entryId: event.params.id, answer: values['answer'] };
    await answerEntry(context, input, { key: formKey(values) });
    return { to: event.url.pathname, say: words(event).answered };
  }),
  end: staffAct<RequestEvent>('governance.write', async (context, { values, event }) => {
    const endedOn = dateValue(values, 'endedOn', event.locals.locale);
    const input = { entryId: event.params.id, endedOn, reason: values['reason'] };
    await endEntry(context, input, { key: formKey(values) });
    return { to: event.url.pathname, say: words(event).endDone };
  }),
};
