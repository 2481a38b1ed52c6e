import { error, redirect } from '@sveltejs/kit';
import { removeChartLine } from '#books';
import { newId } from '#kernel/ids';
import { chartOfAccounts, editChartLine } from '#ledger';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { ledgerText } from '#lib/text/ledger.ts';
import { readTags } from '../line-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const chart = await orErrorPage(chartOfAccounts(context, {}));
  const line = chart.find((candidate) => candidate.code === event.params.code);
  if (!line) error(404, { message: 'Akun ini tidak ada' });
  return {
    line,
    parent: chart.find((candidate) => candidate.code === line.parentCode) ?? null,
    key: newId(),
    mayChange: context.actor.permissions.has('ledger.chart'),
  };
};

export const actions: Actions = {
  save: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    const t = pick(ledgerText, event.locals.locale);
    const { code } = event.params;
    try {
      const input = {
        code,
        name: values['name'],
        regulatory: readTags(values['regulatory'] ?? '', t.regulatoryBad),
        note: values['note'] ?? '',
        active: values['active'] === 'yes',
      };
      await editChartLine(context, input, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: t.lineSaved(code) });
    redirect(303, '/staff/ledger/accounts');
  },
  remove: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    const { code } = event.params;
    try {
      await removeChartLine(context, { code }, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    const text = pick(journalText, event.locals.locale).lineRemoved(code);
    setFlash(event.cookies, { tone: 'success', text });
    redirect(303, '/staff/ledger/accounts');
  },
};
