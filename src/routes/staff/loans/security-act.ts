import type { RequestEvent } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import type { Permission } from '#kernel/permissions';
import { staffAct } from '#lib/server/act.ts';
import type { FormValues } from '#lib/server/form.ts';
import { pick } from '#lib/text/index.ts';
import { loanSecurityText } from '#lib/text/loan-security.ts';

/** What a form asks to be done: `data` is the form as it came, with its files. */
type Run<Event> = (context: Context, values: FormValues, event: Event, data: FormData) => Promise<unknown>;

/** An action of the pages of security: back to a page with a word about it. */
export function securityAct<Event extends RequestEvent>(
  permission: Permission,
  back: (event: Event) => string,
  run: Run<Event>,
) {
  return staffAct<Event>(permission, async (context, { values, data, event }) => {
    await run(context, values, event, data);
    return { to: back(event), say: pick(loanSecurityText, event.locals.locale).done };
  });
}
