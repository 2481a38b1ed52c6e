import { error, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { isStepForm, STEP_FORMS, stepsFor } from '#lib/members/steps.ts';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { membersText } from '#lib/text/members.ts';
import { memberDetail } from '#members';
import { memberSavings } from '#savings';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { id: memberId, step } = event.params;
  if (!isStepForm(step)) error(404);
  const context = await requireStaff(event, STEP_FORMS[step].permission);
  const member = await orErrorPage(memberDetail(context, { memberId }));
  if (!stepsFor(member, context.actor.permissions).includes(step)) redirect(303, `/staff/members/${memberId}`);
  const today = context.clock.today(context.cooperative.zone);
  const amounts = step === 'settle' ? await openSavings(context, memberId) : [];
  return {
    key: newId(),
    step,
    asks: [...STEP_FORMS[step].asks],
    id: memberId,
    fullName: member.fullName,
    today,
    amounts,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { id: memberId, step } = event.params;
    if (!isStepForm(step)) error(404);
    const { asks, permission, run } = STEP_FORMS[step];
    const context = await requireStaff(event, permission);
    const values = await readForm(event.request);
    try {
      const on = dateValue(values, 'on', event.locals.locale);
      const asked = Object.fromEntries(asks.map((name) => [name, values[name]]));
      await run(context, { memberId, on, ...asked }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(membersText, event.locals.locale).step.saved });
    redirect(303, `/staff/members/${memberId}`);
  },
};

/** What settling closes, to be seen before it happens. */
async function openSavings(context: Context, memberId: string): Promise<{ label: string; amount: string }[]> {
  const savings = await orErrorPage(memberSavings(context, { memberId }));
  return savings
    .filter((one) => one.status !== 'closed')
    .map((one) => ({ label: `${one.productName} ${one.number}`, amount: one.balance }));
}
