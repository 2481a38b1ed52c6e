import type { Context } from '#kernel/context';
import { securityOf } from '#lib/loans/office-form.ts';
import { type FormValues, gatherErrors, moneyValue } from '#lib/server/form.ts';
import type { Locale } from '#lib/text/index.ts';
import {
  type ApplyStep,
  passOwnDocuments,
  saveOwnAmount,
  saveOwnIncome,
  saveOwnPurpose,
  saveOwnSecurity,
} from '#loans';

/** Saves what one step's form holds and answers the step that comes next. Errors stand at the form's fields. */
export async function saveStep(
  context: Context,
  step: ApplyStep,
  id: string,
  values: FormValues,
  locale: Locale,
): Promise<string> {
  const { result } = await save(context, step, id, values, locale);
  return result.next;
}

function save(context: Context, step: ApplyStep, id: string, values: FormValues, locale: Locale) {
  switch (step) {
    case 'amount':
      return saveOwnAmount(context, { id, amount: moneyValue(values, 'amount', locale), tenor: values['tenor'] });
    case 'purpose':
      return saveOwnPurpose(context, { id, purpose: values['purpose'], purposeNote: values['purposeNote'] ?? '' });
    case 'income':
      return saveOwnIncome(context, { id, ...incomeOf(values, locale) });
    case 'security':
      return saveOwnSecurity(context, { id, ...securityOf(values, locale) });
    default:
      return passOwnDocuments(context, { id });
  }
}

function incomeOf(values: FormValues, locale: Locale) {
  let [income, otherInstalments] = ['', ''];
  gatherErrors([
    () => {
      income = moneyValue(values, 'income', locale);
    },
    () => {
      otherInstalments = values['otherInstalments'] ? moneyValue(values, 'otherInstalments', locale) : '0.00';
    },
  ]);
  return { income, otherInstalments, dependants: values['dependants'] };
}
