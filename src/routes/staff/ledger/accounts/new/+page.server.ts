import { redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { addChartLine, chartOfAccounts } from '#ledger';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { common } from '#lib/text/common.ts';
import { pick } from '#lib/text/index.ts';
import { ledgerText } from '#lib/text/ledger.ts';
import { newLineInput } from '../line-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const chart = await orErrorPage(chartOfAccounts(context, {}));
  const parents = chart.filter((line) => !line.postable && line.active);
  return { key: newId(), parents: parents.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })) };
};

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    const { locale } = event.locals;
    const t = pick(ledgerText, locale);
    let code: string;
    try {
      const parents = (await chartOfAccounts(context, {})).filter((line) => !line.postable);
      const input = newLineInput(values, parents, { choose: pick(common, locale).choose, tags: t.regulatoryBad });
      ({ code } = (await addChartLine(context, input, { key: formKey(values) })).result);
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: t.lineAdded(code) });
    redirect(303, '/staff/ledger/accounts');
  },
};
