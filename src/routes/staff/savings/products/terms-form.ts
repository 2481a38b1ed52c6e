import { fieldError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import { parseRupiahInput, percent, rupiahDigits } from '#lib/formats.ts';
import { dateValue, type FormValues, moneyValue } from '#lib/server/form.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { savingsText } from '#lib/text/savings.ts';
import type { Terms } from '#savings';

const MONEY_FIELDS = [
  'adminFee',
  'minBalance',
  'minDeposit',
  'depositMax',
  'withdrawalMax',
  'approvalAbove',
  'due',
] as const;

/** The terms typed into a form, as the command takes them. Errors at their fields. */
export function readTermsForm(values: FormValues, locale: Locale): Record<string, unknown> {
  const amounts = Object.fromEntries(
    MONEY_FIELDS.filter((field) => values[field]).map((field) => [field, moneyValue(values, field, locale)]),
  );
  return {
    effectiveFrom: dateValue(values, 'effectiveFrom', locale),
    legalBasis: values['legalBasis'] ?? '',
    ratePpm: values['ratePercent'] ? percentPpm(values['ratePercent'], 'ratePercent', locale) : 0,
    balanceMethod: values['balanceMethod'] || undefined,
    posting: values['posting'] || undefined,
    taxed: values['taxed'] === 'on',
    tenors: linesOf(values['tenors']).map((line) => readTenor(line, locale)),
    tiers: linesOf(values['tiers']).map((line, index, all) => readTier(line, index === all.length - 1, locale)),
    ...amounts,
  };
}

/** `4,5` -> 45_000 parts per million. Error at the field: `percent_format`. */
export function percentPpm(text: string, field: string, locale: Locale): number {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*%?$/.exec(text.trim());
  if (!match) throw fieldError(field, 'percent_format', pick(savingsText, locale).numberFormat);
  return Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
}

/** Terms as a form shows them, so that new terms begin as a copy of those in force. The day and the basis are asked anew. */
export function termsFormValues(terms: Terms): FormValues {
  const amounts: [string, bigint | null][] = [
    ['adminFee', terms.adminFeeSen],
    ['minBalance', terms.minBalanceSen],
    ['minDeposit', terms.minDepositSen],
    ['depositMax', terms.depositSenMax],
    ['withdrawalMax', terms.withdrawalSenMax],
    ['approvalAbove', terms.approvalAboveSen],
    ['due', terms.dueSen],
  ];
  return {
    ...Object.fromEntries(amounts.flatMap(([name, sen]) => (sen ? [[name, formatDecimal(sen)]] : []))),
    ratePercent: terms.ratePpm > 0n ? percentText(Number(terms.ratePpm)) : '',
    balanceMethod: terms.balanceMethod,
    posting: terms.posting,
    taxed: terms.taxed ? 'on' : '',
    tenors: terms.tenors.map(({ months, ratePpm }) => `${months} = ${percentText(ratePpm)}`).join('\n'),
    tiers: terms.tiers
      .map(({ upToSen, ratePpm }) => `${upToSen ? rupiahDigits(BigInt(upToSen)) : 'lebih'} = ${percentText(ratePpm)}`)
      .join('\n'),
  };
}

function percentText(ppm: number): string {
  return percent(ppm).replace('%', '');
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function readTenor(line: string, locale: Locale): { months: number; ratePpm: number } {
  const [months = '', percent = ''] = line.split('=').map((part) => part.trim());
  if (!/^\d{1,3}$/.test(months)) throw lineFault('tenors', line, locale);
  return { months: Number(months), ratePpm: percentPpm(percent, 'tenors', locale) };
}

function readTier(line: string, last: boolean, locale: Locale): { upTo?: string; ratePpm: number } {
  const [upTo = '', percent = ''] = line.split('=').map((part) => part.trim());
  const ratePpm = percentPpm(percent, 'tiers', locale);
  const read = parseRupiahInput(upTo);
  if ('sen' in read) return { upTo: formatDecimal(read.sen), ratePpm };
  if (!last) throw lineFault('tiers', line, locale);
  return { ratePpm };
}

function lineFault(field: string, line: string, locale: Locale) {
  return fieldError(field, 'line_format', pick(savingsText, locale).lineFormat(line));
}
