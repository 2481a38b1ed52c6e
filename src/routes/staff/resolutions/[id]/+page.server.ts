import { resolution, withdrawResolution } from '#governance';
import { newId } from '#kernel/ids';
import { staffAct } from '#lib/server/act.ts';
import { formKey } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { resolutionsText } from '#lib/text/resolutions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One resolution, what stands on it, and its withdrawal. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'governance.read');
  const found = await orErrorPage(resolution(context, { id: event.params.id }));
  const mayWithdraw =
    context.actor.permissions.has('governance.resolve') && found.withdrawnAt === null && found.uses.length === 0;
  return { resolution: found, mayWithdraw, key: newId(), zone: context.cooperative.zone };
};

export const actions: Actions = {
  default: staffAct<RequestEvent>('governance.resolve', async (context, { values, event }) => {
    const { id } = event.params;
    await withdrawResolution(context, { id, reason: values['reason'] }, { key: formKey(values) });
    return { to: event.url.pathname, say: pick(resolutionsText, event.locals.locale).withdrawDone };
  }),
};
