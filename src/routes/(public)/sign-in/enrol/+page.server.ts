import { redirect } from '@sveltejs/kit';
import { enrolMember } from '#identity';
import { fieldError } from '#kernel/errors';
import { formFailure, readForm } from '#lib/server/form.ts';
import { runtime } from '#lib/server/runtime.ts';
import { enter, visitorOf } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { signInText } from '#lib/text/sign-in.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const values = await readForm(event.request);
    let next: string;
    try {
      const { officeCode = '', phone = '', pin = '' } = values;
      if (pin !== values['pinAgain']) {
        throw fieldError('pinAgain', 'pins_differ', pick(signInText, event.locals.locale).pinsDiffer);
      }
      next = enter(
        event,
        await enrolMember(runtime().surroundings, { code: officeCode, phone, pin }, visitorOf(event)),
      );
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, next);
  },
};
