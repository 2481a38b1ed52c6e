import { redirect } from '@sveltejs/kit';
import { signInMember } from '#identity';
import { formFailure, readForm } from '#lib/server/form.ts';
import { runtime } from '#lib/server/runtime.ts';
import { enter, visitorOf } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

/** Signing in by phone number and PIN on an enrolled phone. */
export const load: PageServerLoad = (event) => {
  const { context } = event.locals;
  if (context) redirect(303, context.actor.kind === 'member' ? '/me' : '/staff');
  return { ended: event.url.searchParams.has('ended'), next: event.url.searchParams.get('next') };
};

export const actions: Actions = {
  default: async (event) => {
    const values = await readForm(event.request);
    let next: string;
    try {
      const { phone = '', pin = '' } = values;
      next = enter(event, await signInMember(runtime().surroundings, { phone, pin }, visitorOf(event)));
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, next);
  },
};
