import { redirect } from '@sveltejs/kit';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanQualityText } from '#lib/text/loan-quality.ts';
import { markReminderSent, waitingReminders } from '#loans';
import { revealPersonal, unmask } from '#members';
import { officerOf } from '../filters.ts';
import type { Actions, PageServerLoad } from './$types';
import { whatsappNumber } from './whatsapp.ts';

/** Messages that wait to be sent. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.read');
  const officerId = officerOf(event.url.searchParams, context);
  const { permissions } = context.actor;
  return {
    ...(await orErrorPage(waitingReminders(context, officerId ? { officerId } : {}))),
    may: { send: permissions.has('loans.collect'), unmask: permissions.has('members.unmask') },
  };
};

export const actions: Actions = {
  /** Opens one member's number for ten minutes, on record; the page then links to it. */
  phone: async (event) => {
    const context = await requireStaff(event, 'members.unmask');
    const values = await readForm(event.request);
    const memberId = values['memberId'] ?? '';
    try {
      const reason = pick(loanQualityText, event.locals.locale).phoneReason(values['number'] ?? '');
      const { result } = await unmask(context, { memberId, field: 'phone', reason });
      const revealed = await revealPersonal(context, { memberId, ticket: result.ticket });
      return { opened: { memberId, phone: whatsappNumber(revealed.lines[0]?.value ?? '') } };
    } catch (refusal) {
      return formFailure(refusal, values);
    }
  },
  sent: async (event) => {
    const context = await requireStaff(event, 'loans.collect');
    const values = await readForm(event.request);
    const { loanId, instalmentNo, kind } = values;
    try {
      await markReminderSent(context, { loanId, instalmentNo, kind });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(loanQualityText, event.locals.locale).sentDone });
    redirect(303, '/staff/loans/reminders');
  },
};
