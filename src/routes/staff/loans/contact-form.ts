import type { Context } from '#kernel/context';
import { dateValue, type FormValues, formKey, gatherErrors, moneyValue } from '#lib/server/form.ts';
import type { Locale } from '#lib/text/index.ts';
import { noteContact } from '#loans';

/** Writes a collection note as its form gives it; what is left empty is not sent. Errors: those of `noteContact`, at their fields. */
export async function saveContact(context: Context, values: FormValues, locale: Locale): Promise<void> {
  const read: { happenedOn?: string; promiseOn?: string; promiseAmount?: string } = {};
  const filled = (name: string) => (values[name] ?? '').trim() !== '';
  gatherErrors([
    () => filled('happenedOn') && Object.assign(read, { happenedOn: dateValue(values, 'happenedOn', locale) }),
    () => filled('promiseOn') && Object.assign(read, { promiseOn: dateValue(values, 'promiseOn', locale) }),
    () =>
      filled('promiseAmount') && Object.assign(read, { promiseAmount: moneyValue(values, 'promiseAmount', locale) }),
  ]);
  const place = Object.fromEntries(['latitude', 'longitude'].filter(filled).map((name) => [name, values[name]]));
  await noteContact(
    context,
    {
      loanId: values['loanId'],
      kind: values['kind'],
      result: values['result'],
      note: values['note'],
      ...read,
      ...place,
    },
    { key: formKey(values) },
  );
}
