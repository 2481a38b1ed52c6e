import { error, redirect } from '@sveltejs/kit';
import { cooperativeProfile, parameters } from '#cooperatives';
import { newId } from '#kernel/ids';
import { chartOfAccounts } from '#ledger';
import { setFlash } from '#lib/server/flash.ts';
import {
  dateValue,
  type FormValues,
  formFailure,
  formKey,
  gatherErrors,
  moneyValue,
  readForm,
} from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { settingsText } from '#lib/text/settings.ts';
import { type KnownParameter, knownParameter, setKnownParameter } from '#setup';
import { stateOf, valueText } from '../current.ts';
import type { Actions, PageServerLoad } from './$types';

function known(name: string) {
  return knownParameter(name) ?? error(404, { message: 'Aturan ini tidak dikenal' });
}

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const parameter = known(event.params.name);
  const { permissions } = context.actor;
  const [rows, profile, chart] = await Promise.all([
    orErrorPage(parameters(context, {})),
    orErrorPage(cooperativeProfile(context, {})),
    parameter.kind === 'chart_code' && permissions.has('ledger.read') ? chartOfAccounts(context, {}) : [],
  ]);
  const today = context.clock.today(context.cooperative.zone);
  // A schema is code and stays here; the page gets values as text.
  const { known: full, ...state } = stateOf(parameter, rows, today, profile.chartTemplate);
  const { schema: _schema, ...shown } = full;
  const postable = chart.filter((line) => line.postable && line.active);
  return {
    state: {
      ...state,
      known: shown,
      history: state.history.map((row) => ({ ...row, value: valueText(row.value) })),
    },
    accounts: postable.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
    today,
    key: newId(),
    mayEdit: permissions.has('cooperative.settings'),
  };
};

/** What was typed, as the command takes it. A table that is no JSON goes on as text: the command says what is wrong. */
function typedValue(kind: KnownParameter['kind'], values: FormValues, locale: Locale): unknown {
  const text = values['value'] ?? '';
  if (kind === 'amount') return moneyValue(values, 'value', locale);
  if (kind === 'percent') return text.replace(/\s*%$/, '').replace(',', '.');
  if (kind !== 'table') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event);
    const parameter = known(event.params.name);
    const values = await readForm(event.request);
    const { locale } = event.locals;
    try {
      let value: unknown = values['value'] ?? '';
      let effectiveFrom = '';
      gatherErrors([
        () => {
          value = typedValue(parameter.kind, values, locale);
        },
        () => {
          effectiveFrom = dateValue(values, 'effectiveFrom', locale);
        },
      ]);
      const input = { name: parameter.name, value, effectiveFrom, legalBasis: values['legalBasis'] };
      await setKnownParameter(context, input, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(settingsText, locale).parameterSaved });
    redirect(303, '/staff/settings/parameters');
  },
};
