import type { RequestEvent } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { fieldError } from '#kernel/errors';
import type { Permission } from '#kernel/permissions';
import { staffAct } from '#lib/server/act.ts';
import type { FormValues } from '#lib/server/form.ts';

/** What an act says when it is done, and where it leads. */
export type Done = { readonly to: string; readonly text: string };

/** An action of the pages of assets, deferrals, branches and taxes; what waits for a second person says so on the same page. */
export function bookAct<Event extends RequestEvent>(
  permission: Permission,
  run: (context: Context, values: FormValues, event: Event, data: FormData) => Promise<Done>,
) {
  return staffAct<Event>(
    permission,
    async (context, { values, data, event }) => {
      const { to, text } = await run(context, values, event, data);
      return { to, say: text };
    },
    { to: (event) => event.url.pathname },
  );
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
