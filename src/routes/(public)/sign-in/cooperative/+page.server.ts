import { redirect } from '@sveltejs/kit';
import { enterCooperative, joinWithCode, placesOfSession } from '#identity';
import { readCookie } from '#lib/server/cookies.ts';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, readForm } from '#lib/server/form.ts';
import { runtime } from '#lib/server/runtime.ts';
import { enter, requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { signInText } from '#lib/text/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** The cooperatives a signed-in person may enter, first or instead of the one they are in. */
export const load: PageServerLoad = async (event) => {
  const places = await placesOfSession(runtime().surroundings, readCookie(event, 'session') ?? '');
  if (!places) redirect(303, '/sign-in');
  return {
    current: places.current,
    choices: places.choices.map(({ id, name, slug }) => ({ id, name, slug })),
    mayJoin: event.locals.context?.actor.kind === 'staff',
  };
};

export const actions: Actions = {
  enter: async (event) => {
    const values = await readForm(event.request);
    const token = readCookie(event, 'session') ?? '';
    let next: string;
    try {
      next = enter(event, await enterCooperative(runtime().surroundings, token, values['id'] ?? ''));
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, next);
  },
  join: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    try {
      const code = values['officeCode'] ?? '';
      await joinWithCode(runtime().surroundings, { context, code, address: event.getClientAddress() });
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(signInText, event.locals.locale).joined });
    redirect(303, '/sign-in/cooperative');
  },
};
