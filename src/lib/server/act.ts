import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { Held } from '#kernel/held';
import type { Permission } from '#kernel/permissions';
import { setFlash } from './flash.ts';
import { type FormValues, formFailure, formValues } from './form.ts';
import { requireStaff } from './session.ts';

/** Where to go when it is done, and what to say there. */
export type Done = { readonly to: string; readonly say: string };

/** What a form asks to be done: `data` is the form as it came, with its files. */
type Run<Event> = (context: Context, form: { values: FormValues; data: FormData; event: Event }) => Promise<Done>;

/** What may wait for a second person: where to go then, and what to say (what the program itself says, when nothing is named). */
type Waiting<Event> = { readonly to: (event: Event) => string; readonly say?: (event: Event) => string };

/**
 * A form action of staff: the form read, the command run, and on to a page with a word about it; a refusal comes back with what was typed. With
 * `waiting`, what is held for a second person is told as such.
 */
export function staffAct<Event extends RequestEvent>(
  permission: Permission,
  run: Run<Event>,
  waiting?: Waiting<Event>,
) {
  return async (event: Event) => {
    const context = await requireStaff(event, permission);
    const data = await event.request.formData();
    const values = formValues(data);
    let done: Done;
    try {
      done = await run(context, { values, data, event });
    } catch (refusal) {
      if (!waiting || !(refusal instanceof Held)) return formFailure(refusal, values);
      setFlash(event.cookies, { tone: 'info', text: waiting.say?.(event) ?? refusal.pesan });
      redirect(303, waiting.to(event));
    }
    setFlash(event.cookies, { tone: 'success', text: done.say });
    redirect(303, done.to);
  };
}

/** The file of a form's field in base64, or undefined where none was chosen. */
export async function fileOf(data: FormData, name: string): Promise<string | undefined> {
  const file = data.get(name);
  if (!(file instanceof File) || file.size === 0) return undefined;
  return Buffer.from(await file.arrayBuffer()).toString('base64');
}
