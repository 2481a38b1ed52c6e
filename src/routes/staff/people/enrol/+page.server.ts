import { fieldError } from '#kernel/errors';
import { isId, newId } from '#kernel/ids';
import { handOverPhoneCode } from '#lib/server/enrolment.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { peopleText } from '#lib/text/people.ts';
import { memberDetail } from '#members';
import type { Actions, PageServerLoad } from './$types';

/** The member whose phone is to be enrolled, masked. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'members.unmask');
  const memberId = event.url.searchParams.get('member') ?? '';
  const member = isId(memberId) ? await orErrorPage(memberDetail(context, { memberId })) : null;
  return { key: newId(), zone: context.cooperative.zone, member };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'members.unmask');
    const values = await readForm(event.request);
    const memberId = event.url.searchParams.get('member') ?? '';
    try {
      if (!values['checked']) {
        throw fieldError('checked', 'identity_unchecked', pick(peopleText, event.locals.locale).enrolUnchecked);
      }
      return { handed: await handOverPhoneCode(context, memberId, formKey(values)) };
    } catch (error) {
      return formFailure(error, values);
    }
  },
};
