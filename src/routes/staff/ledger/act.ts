import type { RequestEvent } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { staffAct } from '#lib/server/act.ts';
import { type FormValues, formKey } from '#lib/server/form.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';

type Done = { readonly text: string; readonly to: string };

/**
 * A form of one button or a few fields: reads it, does the work under the form's key, and goes on with a message. What waits for a second
 * person is told as such, and goes to `heldTo`; a refusal stays on the page.
 */
export function act(
  event: RequestEvent,
  heldTo: string,
  work: (asked: { context: Context; values: FormValues; options: { key: string } }) => Promise<Done>,
) {
  const action = staffAct<RequestEvent>(
    'ledger.post',
    async (context, { values }) => {
      const { to, text } = await work({ context, values, options: { key: formKey(values) } });
      return { to, say: text };
    },
    { to: () => heldTo, say: ({ locals }) => pick(journalText, locals.locale).held },
  );
  return action(event);
}
