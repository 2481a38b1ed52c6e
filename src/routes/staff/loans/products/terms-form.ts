import { fieldError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import { parseRupiahInput, rupiahDigits } from '#lib/formats.ts';
import { type FormValues, gatherErrors, moneyValue } from '#lib/server/form.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { loanProductText } from '#lib/text/loan-products.ts';
import type { ProductTermsJson } from '#loans';

/** The orders in which a payment can be taken, as one choice each. */
export const PAYMENT_ORDERS = [
  'penalty,interest,principal',
  'interest,principal,penalty',
  'penalty,principal,interest',
  'principal,interest,penalty',
  'interest,penalty,principal',
  'principal,penalty,interest',
] as const;

/**
 * The terms typed into a form, as the command takes them: inputs are named as the paths of the terms, so that a refusal stands beside
 * its field. What the form does not ask (how parts are rounded, other graces) stays as in `before`. Errors at their fields: amounts,
 * `percent_format`, `line_format`.
 */
export function readTermsForm(values: FormValues, locale: Locale, before?: ProductTermsJson): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  const step = (path: string, make: () => unknown) => () => {
    const value = make();
    if (value !== undefined) read[path] = value;
  };
  const money = (path: string) => step(path, () => moneyValue(values, path, locale));
  const maybeMoney = (path: string) => step(path, () => (values[path] ? moneyValue(values, path, locale) : undefined));
  const percent = (path: string) => step(path, () => percentValue(values[path], path, locale));
  gatherErrors([
    money('terms.amount.min'),
    money('terms.amount.max'),
    percent('terms.calculation.rate'),
    maybeMoney('terms.calculation.rounding.instalment'),
    percent('terms.calculation.balloonPercent'),
    percent('terms.profitSharePercent'),
    percent('terms.penalty.capPercent'),
    percent('terms.eligibility.savingsMultiple'),
    percent('terms.eligibility.incomePercent'),
    percent('terms.security.collateralPercent'),
    maybeMoney('terms.security.collateralAbove'),
    step('terms.fees', () => linesOf(values['terms.fees']).map((line, index) => readFee(line, index, locale))),
    step('terms.approval', () => linesOf(values['terms.approval']).map((line) => readLevel(line, locale))),
    step('terms.penalty', () => readPenalty(values, locale)),
    step('terms.calculation.shares', () => readShares(values, locale)),
  ]);
  return assemble(values, read, before?.calculation);
}

function assemble(
  values: FormValues,
  read: Record<string, unknown>,
  before: ProductTermsJson['calculation'] | undefined,
): Record<string, unknown> {
  const only = (entries: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined && value !== ''));
  const rate = read['terms.calculation.rate'] ?? '';
  const rounding = only({
    ...(before?.rounding ?? ROUNDING),
    instalment: read['terms.calculation.rounding.instalment'],
  });
  const principalGrace = values['terms.calculation.grace.principal'] || '0';
  const grace = before?.grace || principalGrace !== '0' ? { ...before?.grace, principal: principalGrace } : undefined;
  return {
    amount: { min: read['terms.amount.min'], max: read['terms.amount.max'] },
    tenor: { min: values['terms.tenor.min'], max: values['terms.tenor.max'] },
    calculation: only({
      dueDateRule: before?.dueDateRule,
      recalculation: before?.recalculation,
      rate: values['ratePer'] === 'annual' ? { annualPercent: rate } : { periodPercent: rate },
      method: values['terms.calculation.method'],
      dayCount: values['terms.calculation.dayCount'],
      interestPeriod: values['terms.calculation.interestPeriod'],
      frequency: {
        every: values['terms.calculation.frequency.every'] || '1',
        unit: values['terms.calculation.frequency.unit'],
      },
      grace,
      rounding,
      prepayment: values['terms.calculation.prepayment'],
      balloonPercent: read['terms.calculation.balloonPercent'],
      shares: read['terms.calculation.shares'],
    }),
    fees: read['terms.fees'],
    penalty: read['terms.penalty'],
    paymentOrder: (values['terms.paymentOrder'] || PAYMENT_ORDERS[0]).split(','),
    excess: values['terms.excess'] || undefined,
    settlement: only({
      interest: values['terms.settlement.interest'],
      extraPeriods: values['terms.settlement.extraPeriods'],
    }),
    recognition: values['terms.recognition'] || undefined,
    classes: values['terms.classes'] || undefined,
    security: only({
      collateralAbove: read['terms.security.collateralAbove'],
      collateralPercent: read['terms.security.collateralPercent'],
      guarantors: values['terms.security.guarantors'],
    }),
    eligibility: only({
      savingsMultiple: read['terms.eligibility.savingsMultiple'],
      incomePercent: read['terms.eligibility.incomePercent'],
      membershipMonths: values['terms.eligibility.membershipMonths'],
      loansAtOnce: values['terms.eligibility.loansAtOnce'],
    }),
    approval: read['terms.approval'],
    documents: (values['terms.documents'] ?? '')
      .split(',')
      .map((code) => code.trim())
      .filter((code) => code !== ''),
    ...only({ profitSharePercent: read['terms.profitSharePercent'] }),
  };
}

/** Whole rupiah in every part: what can be paid in cash. */
const ROUNDING = { interest: '1.00', principal: '1.00', mode: 'half_up', residual: 'last' };

/** Terms as a form shows them, so that new terms begin as a copy. The day and the basis are asked anew. */
export function termsFormValues(terms: ProductTermsJson, locale: Locale): FormValues {
  const { calculation, penalty, security, eligibility, settlement } = terms;
  const text = (value: unknown) => (value === undefined ? '' : String(value));
  const percent = (value: string | undefined) => (value === undefined ? '' : shownPercent(value, locale));
  const amount = (value: string | undefined) => (value === undefined ? '' : rupiahDigits(value));
  const annual = 'annualPercent' in calculation.rate;
  return {
    'terms.amount.min': rupiahDigits(terms.amount.min),
    'terms.amount.max': rupiahDigits(terms.amount.max),
    'terms.tenor.min': text(terms.tenor.min),
    'terms.tenor.max': text(terms.tenor.max),
    'terms.calculation.rate': percent(
      'annualPercent' in calculation.rate ? calculation.rate.annualPercent : calculation.rate.periodPercent,
    ),
    ratePer: annual ? 'annual' : 'period',
    'terms.calculation.method': calculation.method,
    'terms.calculation.dayCount': calculation.dayCount ?? '30/360',
    'terms.calculation.interestPeriod': calculation.interestPeriod ?? 'per_instalment',
    'terms.calculation.frequency.every': text(calculation.frequency.every),
    'terms.calculation.frequency.unit': calculation.frequency.unit,
    'terms.calculation.grace.principal': text(calculation.grace?.principal ?? 0),
    'terms.calculation.rounding.instalment': amount(calculation.rounding?.instalment),
    'terms.calculation.prepayment': calculation.prepayment ?? 'next_due',
    'terms.calculation.balloonPercent': percent(calculation.balloonPercent),
    'terms.calculation.shares': (calculation.shares ?? []).map((share) => shownPercent(share, locale)).join('\n'),
    'terms.fees': (terms.fees ?? []).map((fee) => shownFee(fee, locale)).join('\n'),
    'terms.penalty.kind': penalty.kind,
    'terms.penalty.value':
      penalty.kind === 'none'
        ? ''
        : penalty.kind === 'flat_per_day'
          ? rupiahDigits(penalty.amount)
          : percent(penalty.percent),
    'terms.penalty.graceDays': penalty.kind === 'none' ? '0' : text(penalty.graceDays ?? 0),
    'terms.penalty.capPercent': penalty.kind === 'none' ? '' : percent(penalty.capPercent),
    'terms.paymentOrder': (terms.paymentOrder ?? PAYMENT_ORDERS[0].split(',')).join(','),
    'terms.excess': terms.excess ?? 'savings',
    'terms.settlement.interest': settlement?.interest ?? 'current_period',
    'terms.settlement.extraPeriods': text(settlement?.extraPeriods ?? 0),
    'terms.recognition': terms.recognition ?? 'accrual',
    'terms.classes': terms.classes ?? 'cooperative',
    'terms.security.collateralAbove': amount(security?.collateralAbove),
    'terms.security.collateralPercent': percent(security?.collateralPercent),
    'terms.security.guarantors': text(security?.guarantors ?? 0),
    'terms.eligibility.savingsMultiple': percent(eligibility?.savingsMultiple),
    'terms.eligibility.incomePercent': percent(eligibility?.incomePercent),
    'terms.eligibility.membershipMonths': text(eligibility?.membershipMonths ?? 0),
    'terms.eligibility.loansAtOnce': text(eligibility?.loansAtOnce ?? 1),
    'terms.approval': terms.approval
      .map(({ upTo, approvals }) => `${upTo ? rupiahDigits(upTo) : pick(loanProductText, locale).above} = ${approvals}`)
      .join('\n'),
    'terms.documents': (terms.documents ?? []).join(', '),
    'terms.profitSharePercent': percent(terms.profitSharePercent),
  };
}

/** `1,5 %` -> `1.5`; nothing typed is nothing. Error at the field: `percent_format`. */
export function percentValue(text: string | undefined, field: string, locale: Locale): string | undefined {
  const typed = (text ?? '').trim();
  if (typed === '') return undefined;
  const match = /^(-?\d{1,4})(?:[.,](\d{1,6}))?\s*%?$/.exec(typed);
  if (!match) throw fieldError(field, 'percent_format', pick(loanProductText, locale).percentFormat);
  return match[2] === undefined ? (match[1] ?? '') : `${match[1]}.${match[2]}`;
}

/** `1.5` -> `1,5`, or `1.5` in English. */
export function shownPercent(percent: string, locale: Locale): string {
  return locale === 'id' ? percent.replace('.', ',') : percent;
}

type Fee = NonNullable<ProductTermsJson['fees']>[number];

function shownFee(fee: Fee, locale: Locale): string {
  const size =
    fee.kind === 'percent' ? `${shownPercent(fee.percent ?? '', locale)} %` : rupiahDigits(fee.amount ?? '0');
  const cash = fee.taken === 'cash' ? `, ${pick(loanProductText, locale).cash}` : '';
  return `${fee.name} = ${size}, ${fee.chartCode}${cash}`;
}

function readFee(line: string, index: number, locale: Locale): Fee {
  const match = /^(.+?)=\s*([^%]+?)\s*(%)?\s*,\s*([0-9A-Za-z.-]+)\s*(?:,\s*(tunai|cash))?$/i.exec(line);
  const [, name = '', size = '', isPercent, chartCode = '', cash] = match ?? [];
  if (!match) throw lineFault('terms.fees', line, locale);
  const code = name
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 20);
  const shared = {
    code: code.length < 2 ? `biaya_${'abcdefghij'[index]}` : code,
    name: name.trim(),
    chartCode,
    taken: cash ? ('cash' as const) : ('deducted' as const),
  };
  if (isPercent) {
    const percent = percentValue(size, 'terms.fees', locale);
    return { ...shared, kind: 'percent', ...(percent !== undefined && { percent }) };
  }
  const amount = parseRupiahInput(size);
  if (!('sen' in amount)) throw lineFault('terms.fees', line, locale);
  return { ...shared, kind: 'flat', amount: formatDecimal(amount.sen) };
}

function readLevel(line: string, locale: Locale): { upTo?: string; approvals: number } {
  const [upTo = '', people = ''] = line.split('=').map((part) => part.trim());
  if (!/^\d{1,2}$/.test(people)) throw lineFault('terms.approval', line, locale);
  const approvals = Number(people);
  if (/^(lebih|above)$/i.test(upTo)) return { approvals };
  const amount = parseRupiahInput(upTo);
  if (!('sen' in amount)) throw lineFault('terms.approval', line, locale);
  return { upTo: formatDecimal(amount.sen), approvals };
}

function readPenalty(values: FormValues, locale: Locale): Record<string, unknown> {
  const kind = values['terms.penalty.kind'] || 'none';
  if (kind === 'none') return { kind };
  const field = 'terms.penalty.value';
  const size =
    kind === 'flat_per_day'
      ? { amount: moneyValue(values, field, locale) }
      : { percent: percentValue(values[field], field, locale) };
  const capPercent = percentValue(values['terms.penalty.capPercent'], 'terms.penalty.capPercent', locale);
  return {
    kind,
    ...size,
    graceDays: values['terms.penalty.graceDays'] || '0',
    ...(capPercent !== undefined && { capPercent }),
  };
}

function readShares(values: FormValues, locale: Locale): unknown {
  const field = 'terms.calculation.shares';
  const lines = linesOf(values[field]);
  return lines.length === 0 ? undefined : lines.map((line) => percentValue(line, field, locale));
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function lineFault(field: string, line: string, locale: Locale) {
  return fieldError(field, 'line_format', pick(loanProductText, locale).line(line));
}
