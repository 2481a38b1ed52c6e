import { redirect } from '@sveltejs/kit';
import { Held } from '#kernel/held';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, formValues } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankText } from '#lib/text/bank.ts';
import { pick } from '#lib/text/index.ts';
import { refusalText } from '#lib/text/refusals.ts';
import { acceptCertain, applyBankRules, bankChart, bankWorkbench, bookBankLine, matchLines } from '#payments';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { entriesOf } from './entries.ts';

/** The workbench: bank lines that are left with their suggestions, and what the bank does not have. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'bank.read');
  const offset = event.url.searchParams.get('offset') ?? '0';
  const [bench, chart] = await Promise.all([
    orErrorPage(bankWorkbench(context, { accountId: event.params.id, offset, limit: 30 })),
    orErrorPage(bankChart(context, {})),
  ]);
  return {
    key: newId(),
    bench,
    chart: chart.counter.filter(({ code }) => code !== bench.account.chartCode),
    mayReconcile: context.actor.permissions.has('bank.reconcile'),
  };
};

type Context = Awaited<ReturnType<typeof requireStaff>>;
type Act = (
  context: Context,
  form: { values: Record<string, string>; data: FormData; accountId: string },
) => Promise<string>;

// Every act of the workbench: do it, say so, and show the workbench again; what waits for a second person is no fault.
async function act(event: RequestEvent, work: Act) {
  const context = await requireStaff(event, 'bank.reconcile');
  const data = await event.request.formData();
  const values = formValues(data);
  try {
    const text = await work(context, { values, data, accountId: event.params.id });
    setFlash(event.cookies, { tone: 'success', text });
  } catch (error) {
    if (!(error instanceof Held)) return formFailure(error, values);
    setFlash(event.cookies, { tone: 'info', text: refusalText(error, event.locals.locale) });
  }
  redirect(303, `/staff/bank/${event.params.id}`);
}

export const actions: Actions = {
  accept: (event) =>
    act(event, async (context, { values, data, accountId }) => {
      const lineIds = data.getAll('line').map(String);
      const input = { accountId, lineIds, entries: entriesOf(data.getAll('entry')), note: values['note'] };
      await matchLines(context, input, { key: formKey(values) });
      return pick(bankText, event.locals.locale).accepted;
    }),
  certain: (event) =>
    act(event, async (context, { values, accountId }) => {
      const { result } = await acceptCertain(context, { accountId }, { key: formKey(values) });
      return pick(bankText, event.locals.locale).acceptedCertain(result.matched);
    }),
  apply: (event) =>
    act(event, async (context, { values, accountId }) => {
      const { result } = await applyBankRules(context, { accountId }, { key: formKey(values) });
      return pick(bankText, event.locals.locale).appliedRules(result.posted);
    }),
  book: (event) =>
    act(event, async (context, { values }) => {
      const { line: lineId, chartCode, description } = values;
      await bookBankLine(context, { lineId, chartCode, description }, { key: formKey(values) });
      return pick(bankText, event.locals.locale).booked;
    }),
};
