import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { fieldError } from '#kernel/errors';
import { Held } from '#kernel/held';
import type { Permission } from '#kernel/permissions';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formValues } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';

/** What an act says when it is done, and where it leads. */
export type Done = { readonly to: string; readonly text: string };

/**
 * An action of the pages of assets, deferrals, branches and taxes: the form read, the command run, and on to a page with a word about it. What
 * waits for a second person says so; a refusal comes back to the form.
 */
export function bookAct<Event extends RequestEvent>(
  permission: Permission,
  run: (context: Context, values: FormValues, event: Event, data: FormData) => Promise<Done>,
) {
  return async (event: Event) => {
    const context = await requireStaff(event, permission);
    const data = await event.request.formData();
    const values = formValues(data);
    let done: Done;
    try {
      done = await run(context, values, event, data);
    } catch (refusal) {
      if (!(refusal instanceof Held)) return formFailure(refusal, values);
      setFlash(event.cookies, { tone: 'info', text: refusal.pesan });
      redirect(303, event.url.pathname);
    }
    setFlash(event.cookies, { tone: 'success', text: done.text });
    redirect(303, done.to);
  };
}

/** The values of named fields that were filled in. */
export function filled(values: FormValues, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
}

/** The month of an address or a field (`2026-11`) as its first day; undefined when it is none. */
export function monthOf(text: string | null | undefined): string | undefined {
  return text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? `${text}-01` : undefined;
}

/** The month of a form's field as its first day. Error at the field: `month_format`. */
export function monthValue(values: FormValues, field: string): string {
  const month = monthOf(values[field]);
  if (month) return month;
  throw fieldError(field, 'month_format', 'Pilih bulan, misalnya 2026-11');
}
