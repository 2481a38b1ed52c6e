import type { RequestEvent } from '@sveltejs/kit';
import type { CommandOptions } from '#kernel/command';
import type { Context } from '#kernel/context';
import type { Permission } from '#kernel/permissions';
import { staffAct } from '#lib/server/act.ts';
import { type FormValues, formKey } from '#lib/server/form.ts';
import { closingText } from '#lib/text/closing.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { reasonField, tickedCode } from './fields.ts';

/** What was posted by a form of these pages, and by whom. */
export type Asked = {
  readonly context: Context;
  readonly values: FormValues;
  readonly options: CommandOptions;
  readonly locale: Locale;
};

/** One act of a closing page: does it, says so (also that it waits for a second person), and comes back to the page. */
export function closingAct<Event extends RequestEvent>(
  permission: Permission,
  run: (asked: Asked, event: Event) => Promise<string>,
) {
  const here = (event: Event) => event.url.pathname;
  return staffAct<Event>(
    permission,
    async (context, { values, event }) => {
      const asked = { context, values, options: { key: formKey(values) }, locale: event.locals.locale };
      return { to: here(event), say: await run(asked, event) };
    },
    { to: here, say: (event) => pick(closingText, event.locals.locale).held },
  );
}

/** The warnings that were ticked, with what was written beside them; a tick without words is none. */
export function acceptedOf(values: FormValues): { code: string; reason: string }[] {
  return Object.keys(values).flatMap((name) => {
    const code = tickedCode(name);
    const reason = code === null ? '' : (values[reasonField(code)] ?? '');
    return code !== null && reason !== '' ? [{ code, reason }] : [];
  });
}
