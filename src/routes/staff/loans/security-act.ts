import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import type { Permission } from '#kernel/permissions';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formValues } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanSecurityText } from '#lib/text/loan-security.ts';

/** What a form asks to be done: `data` is the form as it came, with its files. */
type Run<Event> = (context: Context, values: FormValues, event: Event, data: FormData) => Promise<unknown>;

/** An action of the pages of security: the form read, the command run, and back to a page with a word about it. */
export function securityAct<Event extends RequestEvent>(
  permission: Permission,
  back: (event: Event) => string,
  run: Run<Event>,
) {
  return async (event: Event) => {
    const context = await requireStaff(event, permission);
    const data = await event.request.formData();
    const values = formValues(data);
    try {
      await run(context, values, event, data);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanSecurityText, event.locals.locale).done });
    redirect(303, back(event));
  };
}
