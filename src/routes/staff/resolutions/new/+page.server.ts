import { recordResolution } from '#governance';
import { newId } from '#kernel/ids';
import { fileOf, staffAct } from '#lib/server/act.ts';
import { dateValue, formKey } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { resolutionsText } from '#lib/text/resolutions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  await requireStaff(event, 'governance.resolve');
  return { key: newId() };
};

export const actions: Actions = {
  default: staffAct<RequestEvent>('governance.resolve', async (context, { values, data, event }) => {
    const file = await fileOf(data, 'file');
    const input = {
      ...{ number: values['number'], kind: values['kind'], meeting: values['meeting'], place: values['place'] },
      bookYear: values['bookYear'] || null,
      decidedOn: dateValue(values, 'decidedOn', event.locals.locale),
      ...{ invited: values['invited'] || null, attended: values['attended'] },
      ...{ decision: values['decision'], chair: values['chair'], minutesTaker: values['minutesTaker'] },
      ...(file !== undefined && { file }),
    };
    const { result } = await recordResolution(context, input, { key: formKey(values) });
    const t = pick(resolutionsText, event.locals.locale);
    return { to: `/staff/resolutions/${String(result['id'])}`, say: t.saved(String(result['number'])) };
  }),
};
