import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { Held } from '#kernel/held';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';

type Done = { readonly text: string; readonly to: string };

/**
 * A form of one button or a few fields: reads it, does the work under the form's key, and goes on with a message. What waits for a second
 * person is told as such, and goes to `heldTo`; a refusal stays on the page.
 */
export async function act(
  event: RequestEvent,
  heldTo: string,
  work: (asked: { context: Context; values: FormValues; options: { key: string } }) => Promise<Done>,
) {
  const context = await requireStaff(event, 'ledger.post');
  const values = await readForm(event.request);
  let to = heldTo;
  try {
    const done = await work({ context, values, options: { key: formKey(values) } });
    setFlash(event.cookies, { tone: 'success', text: done.text });
    to = done.to;
  } catch (error) {
    if (!(error instanceof Held)) return formFailure(error, values);
    setFlash(event.cookies, { tone: 'info', text: pick(journalText, event.locals.locale).held });
  }
  redirect(303, to);
}
