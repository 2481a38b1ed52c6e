import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { CommandOptions } from '#kernel/command';
import type { Context } from '#kernel/context';
import { Held } from '#kernel/held';
import type { Permission } from '#kernel/permissions';
import { type Flash, setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
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
  return async (event: Event) => {
    const context = await requireStaff(event, permission);
    const values = await readForm(event.request);
    const { locale } = event.locals;
    let flash: Flash;
    try {
      const options = { key: formKey(values) };
      flash = { tone: 'success', text: await run({ context, values, options, locale }, event) };
    } catch (error) {
      if (!(error instanceof Held)) return formFailure(error, values);
      flash = { tone: 'info', text: pick(closingText, locale).held };
    }
    setFlash(event.cookies, flash);
    redirect(303, event.url.pathname);
  };
}

/** The warnings that were ticked, with what was written beside them; a tick without words is none. */
export function acceptedOf(values: FormValues): { code: string; reason: string }[] {
  return Object.keys(values).flatMap((name) => {
    const code = tickedCode(name);
    const reason = code === null ? '' : (values[reasonField(code)] ?? '');
    return code !== null && reason !== '' ? [{ code, reason }] : [];
  });
}
