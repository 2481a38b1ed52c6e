import { error, redirect } from '@sveltejs/kit';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { type FormValues, formFailure, formKey, formValues, moneyValue, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { attachPhoto, cashIn, cashLines, cashOut, ownTill } from '#payments';
import { patiently } from '../../counter.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'till.operate');
  const direction = directionOf(event.params.direction);
  const [till, lines] = await orErrorPage(Promise.all([ownTill(context, {}), cashLines(context, { direction })]));
  if (!till) redirect(303, '/staff/till');
  return {
    key: newId(),
    direction,
    till: { name: till.name, balance: till.balance },
    lines: lines.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
  };
};

export const actions: Actions = {
  check: async (event) => {
    const context = await requireStaff(event, 'till.operate');
    const data = await event.request.formData();
    const values = formValues(data);
    try {
      const amount = moneyValue(values, 'amount', event.locals.locale);
      const attachmentId = await keepPhoto(context, data.get('photo'));
      return {
        values: { ...values, ...(attachmentId && { attachmentId }) },
        errors: {},
        message: undefined,
        reason: undefined,
        amount,
      };
    } catch (refusal) {
      return formFailure(refusal, values);
    }
  },
  move: async (event) => {
    const context = await requireStaff(event, 'till.operate');
    const values = await readForm(event.request);
    let receiptId: string;
    try {
      const input = cashInput(values, moneyValue(values, 'amount', event.locals.locale));
      const move = directionOf(event.params.direction) === 'in' ? cashIn : cashOut;
      ({ receiptId } = (await patiently(() => move(context, input, { key: formKey(values) }))).result);
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    redirect(303, `/staff/till/receipts/${receiptId}`);
  },
};

function directionOf(text: string): 'in' | 'out' {
  if (text === 'in' || text === 'out') return text;
  error(404);
}

function cashInput(values: FormValues, amount: string) {
  const { chartCode, reason, attachmentId } = values;
  return { amount, chartCode, reason, ...(attachmentId && { attachmentId }) };
}

/** Stores the photo that came with the form, if any, and answers its id. */
async function keepPhoto(context: Context, file: FormDataEntryValue | null): Promise<string | undefined> {
  if (!(file instanceof File) || file.size === 0) return undefined;
  const photo = Buffer.from(await file.arrayBuffer()).toString('base64');
  return (await attachPhoto(context, { photo })).result.id;
}
