import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import type { Context } from '#kernel/context';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, type FormValues, formFailure, formKey, formValues, moneyValue } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { loanPayrollText } from '#lib/text/loan-payroll.ts';
import { collectPayroll, payrollAccounts, payrollFiles, previewPayroll } from '#loans';
import { readCollectionFile } from '../../savings/collections/read-file.ts';
import type { Actions, PageServerLoad } from './$types';

const BYTES_MAX = 5 * 1024 * 1024;

/** Payroll files for loans: those that were posted, and the form for the next one. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'loans.collect');
  const [files, accounts] = await Promise.all([payrollFiles(context, {}), payrollAccounts(context, {})]);
  return { key: newId(), today: context.clock.today(context.cooperative.zone), files, accounts };
};

const Rows = z.array(z.object({ line: z.number(), reference: z.string(), amount: z.string() }));

export const actions: Actions = {
  // Nothing is written: the lines travel in the page that shows them, and are checked again when they are posted.
  preview: async (event) => {
    const context = await requireStaff(event, 'loans.collect');
    const data = await event.request.formData();
    const values = formValues(data);
    const t = pick(loanPayrollText, event.locals.locale);
    try {
      const file = data.get('file');
      if (!(file instanceof File) || file.size === 0) throw fieldError('file', 'file_missing', t.fileMissing);
      if (file.size > BYTES_MAX) throw fieldError('file', 'file_too_large', t.fileTooLarge);
      const { rows } = await readCollectionFile(new Uint8Array(await file.arrayBuffer()));
      return await shown(
        context,
        rows.map(({ line, reference, amount }) => ({ line, reference, amount })),
        {
          ...values,
          fileName: file.name.slice(0, 200),
        },
      );
    } catch (refusal) {
      return formFailure(refusal, values);
    }
  },
  post: async (event) => {
    const context = await requireStaff(event, 'loans.collect');
    const { locale } = event.locals;
    const { rows: text = '', ...values } = formValues(await event.request.formData());
    const t = pick(loanPayrollText, locale);
    let id: string;
    try {
      const rows = rowsOf(text, t.fileLost);
      try {
        const happenedOn = dateValue(values, 'happenedOn', locale);
        const controlTotal = values['controlTotal'] ? { controlTotal: moneyValue(values, 'controlTotal', locale) } : {};
        const asked = {
          fileName: values['fileName'],
          rows,
          cashAccountId: values['account'],
          happenedOn,
          ...controlTotal,
        };
        ({ id } = (await collectPayroll(context, asked, { key: formKey(values) })).result);
      } catch (refusal) {
        const failed = formFailure(refusal, values);
        return { ...(await shown(context, rows, values)), ...failed.data };
      }
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: t.done });
    redirect(303, `/staff/loans/collect/${id}`);
  },
};

async function shown(context: Context, rows: z.output<typeof Rows>, values: FormValues) {
  const preview = await previewPayroll(context, { rows });
  return { preview, rows: JSON.stringify(rows), values, errors: {}, message: undefined as string | undefined };
}

function rowsOf(text: string, lost: string): z.output<typeof Rows> {
  try {
    return Rows.parse(JSON.parse(text));
  } catch {
    throw fieldError('file', 'file_missing', lost);
  }
}
