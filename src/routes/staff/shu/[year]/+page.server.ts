import { error, redirect } from '@sveltejs/kit';
import { Held } from '#kernel/held';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { shuText } from '#lib/text/shu.ts';
import { approveShu, calculateShu, continueBatch, coverLoss, shuYear, startBatch } from '#shu';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One year's surplus: what it is, how it was divided, and the next step. A page with a run that is going on looks again by itself. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'shu.read');
  const found = await orErrorPage(shuYear(context, { year: event.params.year }));
  if (!found) error(404);
  if (found.distribution?.batch?.status === 'running') event.setHeaders({ refresh: '3' });
  const { permissions } = context.actor;
  return {
    ...found,
    key: newId(),
    zone: context.cooperative.zone,
    may: {
      manage: permissions.has('shu.manage'),
      approve: permissions.has('shu.approve'),
      pay: permissions.has('shu.pay'),
    },
  };
};

type Values = Record<string, string>;
type Acting = (context: Awaited<ReturnType<typeof requireStaff>>, values: Values, year: string) => Promise<unknown>;

// Every act of this page: read the form, call the command, say what became of it, and look at the page again.
function act(
  permission: 'shu.manage' | 'shu.approve' | 'shu.pay',
  said: 'calculated' | 'approved' | null,
  run: Acting,
) {
  return async (event: RequestEvent) => {
    const context = await requireStaff(event, permission);
    const values = await readForm(event.request);
    const t = pick(shuText, event.locals.locale);
    try {
      await run(context, values, event.params.year);
      if (said) setFlash(event.cookies, { tone: 'success', text: t[said] });
    } catch (refusal) {
      if (!(refusal instanceof Held)) return formFailure(refusal, values);
      setFlash(event.cookies, { tone: 'info', text: t.held });
    }
    redirect(303, `/staff/shu/${event.params.year}`);
  };
}

export const actions: Actions = {
  calculate: act('shu.manage', 'calculated', (context, values, year) =>
    calculateShu(context, { year }, { key: formKey(values) }),
  ),
  approve: act('shu.approve', 'approved', (context, values) => {
    const { calculationId, resolutionNumber } = values;
    return approveShu(context, { calculationId, resolutionNumber }, { key: formKey(values) });
  }),
  coverLoss: act('shu.manage', null, (context, { resolutionNumber, ...values }, year) =>
    coverLoss(context, { year, resolutionNumber }, { key: formKey(values) }),
  ),
  startBatch: act('shu.pay', null, (context, values, year) => startBatch(context, { year }, { key: formKey(values) })),
  /** A few members more, for an office whose background worker is not running. */
  continueBatch: act('shu.pay', null, (context, { batchId }) => continueBatch(context, { batchId })),
};
