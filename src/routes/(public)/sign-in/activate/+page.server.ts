import { redirect } from '@sveltejs/kit';
import { activate } from '#identity';
import { fieldError } from '#kernel/errors';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, readForm } from '#lib/server/form.ts';
import { runtime } from '#lib/server/runtime.ts';
import { visitorOf } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { signInText } from '#lib/text/sign-in.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const values = await readForm(event.request);
    const t = pick(signInText, event.locals.locale);
    try {
      const { officeCode = '', password = '' } = values;
      if (password !== values['passwordAgain']) {
        throw fieldError('passwordAgain', 'passwords_differ', t.passwordsDiffer);
      }
      await activate(runtime().surroundings, { code: officeCode, password }, visitorOf(event));
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: t.activated });
    redirect(303, '/sign-in');
  },
};
