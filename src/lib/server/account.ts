import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { pick } from '../text/index.ts';
import { peopleText } from '../text/people.ts';
import { setFlash } from './flash.ts';
import { type FormValues, formFailure, readForm } from './form.ts';

type Words = (typeof peopleText)['id'];
type Said = 'passwordChanged' | 'totpConfirmed' | 'totpRemoved' | 'deviceRemoved' | 'passkeyRemoved' | 'pinChanged';

/** A form of an account page: runs one act for its owner, then comes back to the page with a word about it. */
export function accountAct<C extends Context>(
  page: string,
  said: Said | null,
  require: (event: RequestEvent) => Promise<C>,
  run: (context: C, values: FormValues, words: Words) => Promise<unknown>,
) {
  return async (event: RequestEvent) => {
    const context = await require(event);
    const values = await readForm(event.request);
    const words = pick<Words>(peopleText, event.locals.locale);
    try {
      await run(context, values, words);
    } catch (error) {
      return formFailure(error, values);
    }
    if (said) setFlash(event.cookies, { tone: 'success', text: words[said] });
    redirect(303, page);
  };
}
