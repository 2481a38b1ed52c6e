import { type FormValues, gatherErrors, moneyValue } from '../server/form.ts';
import type { Locale } from '../text/index.ts';

/** Guarantors and collateral of a form: numbers that were left empty are left out, collateral counts once it is described. */
export function securityOf(values: FormValues, locale: Locale) {
  const guarantors = Object.entries(values)
    .filter(([name, value]) => /^guarantor\d$/.test(name) && value !== '')
    .map(([, value]) => value.toUpperCase());
  const { kind, description = '', value } = values;
  const collateral = description || value ? [{ kind, description, value: moneyValue(values, 'value', locale) }] : [];
  return { guarantors, collateral };
}

/** An application typed in the office, as the command takes it. All amounts at fault are told at once. */
export function readOffice(values: FormValues, locale: Locale): Record<string, unknown> {
  const amounts: Record<string, string> = {};
  const amount = (field: string) => () => {
    amounts[field] = moneyValue(values, field, locale);
  };
  const optional = ['income', 'otherInstalments'].filter((field) => values[field]);
  gatherErrors(['amount', ...optional].map(amount));
  return {
    ...amounts,
    ...securityOf(values, locale),
    memberId: values['memberId'],
    productId: values['productId'],
    tenor: values['tenor'],
    purpose: values['purpose'],
    purposeNote: values['purposeNote'] ?? '',
    dependants: values['dependants'] || 0,
    papersSeen: values['papersSeen'] ? values['papersSeen'].split(',') : [],
  };
}
