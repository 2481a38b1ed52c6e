import { error } from '@sveltejs/kit';
import { type Book, bookOf, correctEntry, registerEntry, writeEntry } from '#governance';
import { newId } from '#kernel/ids';
import { fileOf, staffAct } from '#lib/server/act.ts';
import { dateValue, type FormValues, formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { registersText } from '#lib/text/registers.ts';
import { shownBook } from '../../books.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The form of a new row: `?corrects=` a row's id puts it in that row's place; other parameters fill fields beforehand. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'governance.write');
  const book = requireBook(event.params.book);
  const { searchParams } = event.url;
  const id = searchParams.get('corrects');
  const corrects = id === null ? null : await orErrorPage(registerEntry(context, { book: book.key, id }));
  const asked = Object.fromEntries(
    book.fields.flatMap(({ key }) => {
      const value = searchParams.get(key);
      return value ? [[key, value.slice(0, 200)]] : [];
    }),
  );
  return {
    book: shownBook(book, event.locals.locale),
    corrects: corrects && { id: corrects.id, number: `${corrects.number}/${corrects.year}` },
    values: corrects
      ? { ...corrects.fields, entryOn: corrects.entryOn }
      : { ...asked, entryOn: context.clock.today(context.cooperative.zone) },
    key: newId(),
  };
};

export const actions: Actions = {
  default: staffAct<RequestEvent>('governance.write', async (context, { values, data, event }) => {
    const book = requireBook(event.params.book);
    const entryOn = dateValue(values, 'entryOn', event.locals.locale);
    const file = await fileOf(data, 'file');
    const row = { entryOn, fields: fieldsOf(book, values), ...(file !== undefined && { file }) };
    const options = { key: formKey(values) };
    const corrects = values['_corrects'];
    const { result } = corrects
      ? await correctEntry(context, { entryId: corrects, ...row, reason: values['_reason'] ?? '' }, options)
      : await writeEntry(context, { book: book.key, ...row }, options);
    const number = `${String(result['number'])}/${String(result['year'])}`;
    return {
      to: `/staff/registers/${book.key}/${String(result['id'])}`,
      say: pick(registersText, event.locals.locale).saved(number),
    };
  }),
};

function requireBook(key: string): Book {
  const book = bookOf(key);
  if (!book) error(404, { message: 'Buku ini tidak ada' });
  return book;
}

function fieldsOf(book: Book, values: FormValues): Record<string, string> {
  return Object.fromEntries(book.fields.map(({ key }) => [key, values[key] ?? '']));
}
