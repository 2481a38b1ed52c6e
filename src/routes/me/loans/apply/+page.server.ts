import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/session.ts';
import { loanOffers, ownApplications, startOwnApplication } from '#loans';
import type { Actions, PageServerLoad } from './$types';

/** What may be applied for, and what the member has applied for. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const [offers, own] = await Promise.all([loanOffers(context, {}), ownApplications(context, {})]);
  return { offers, own, key: newId() };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireMember(event);
    const values = await readForm(event.request);
    let id: unknown;
    try {
      const { result } = await startOwnApplication(
        context,
        { productId: values['productId'] },
        { key: formKey(values) },
      );
      id = result.id;
    } catch (error) {
      return formFailure(error, values);
    }
    redirect(303, `/me/loans/apply/${id}`);
  },
};
