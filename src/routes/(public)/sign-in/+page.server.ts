import { redirect } from '@sveltejs/kit';
import { signInStaff } from '#identity';
import { readCookie } from '#lib/server/cookies.ts';
import { formFailure, readForm } from '#lib/server/form.ts';
import { runtime } from '#lib/server/runtime.ts';
import { enter, visitorOf } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

/** More cooperatives than this are not offered as a list; the person types the short name. */
const LIST_MAX = 30;

/** Signing in by username or e-mail and password. Who is signed in already goes on. */
export const load: PageServerLoad = async (event) => {
  const { context } = event.locals;
  if (context) redirect(303, context.actor.kind === 'member' ? '/me' : '/staff');
  const all = await runtime().cooperatives();
  return {
    ended: event.url.searchParams.has('ended'),
    next: event.url.searchParams.get('next'),
    chosen: event.url.searchParams.get('cooperative') ?? readCookie(event, 'cooperative') ?? '',
    cooperatives: all.length <= LIST_MAX ? all.map(({ slug, name }) => ({ value: slug, label: name })) : null,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const values = await readForm(event.request);
    const { cooperative, totp, username, password } = values;
    let next: string;
    try {
      const input = { username, password, ...(cooperative ? { cooperative } : {}), ...(totp ? { totp } : {}) };
      next = enter(event, await signInStaff(runtime().surroundings, input, visitorOf(event)));
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, next);
  },
};
