import { parameterOn, readProfile } from '#cooperatives';
import { addMonths, type BusinessDate, endOfMonth } from '#kernel/dates';
import { assert } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import { CORPORATE_RATES, DUE_DAYS, inForce, TAX_OBJECTS, type TaxObject, TURNOVER_RATES } from './rules/defaults.ts';
import type { IncomeRates } from './rules/income.ts';
import type { WithholdingRate } from './rules/withholding.ts';

/** What a cooperative owes the state and pays month by month. */
export const TAX_KINDS = ['pph21', 'pph23', 'pph4_2', 'savings_interest', 'umkm', 'corporate'] as const;
export type TaxKind = (typeof TAX_KINDS)[number];

/** By-law parameters of taxes; the program's own tables hold until a cooperative sets one, with its legal basis. */
export const TAX_PARAMETERS = {
  /** `umkm` (final, on turnover) or `corporate` (the general rate). */
  regime: 'tax.regime',
  /** The first year with the final tax on turnover: after four a cooperative pays the general rate. */
  firstTurnoverYear: 'tax.umkm_first_year',
  /** Chart codes whose revenue is turnover, as a list of beginnings. */
  turnoverCodes: 'tax.turnover_codes',
  dueDay: 'tax.due_day',
  rate: (object: string) => `tax.rate.${object}`,
  account: (kind: TaxKind) => `tax.account.${kind}`,
  expense: 'tax.expense_account',
  corporateRate: 'tax.corporate_rate',
} as const;

const ACCOUNTS: Record<'ksp' | 'konsumen', Record<TaxKind, string>> = {
  ksp: {
    pph21: '2.1.30',
    pph23: '2.1.31',
    pph4_2: '2.1.32',
    savings_interest: '2.1.32',
    umkm: '2.1.33',
    corporate: '2.1.33',
  },
  // The consumer template has one line for them all.
  konsumen: {
    pph21: '2.1.30',
    pph23: '2.1.30',
    pph4_2: '2.1.30',
    savings_interest: '2.1.30',
    umkm: '2.1.30',
    corporate: '2.1.30',
  },
};

/** The chart line on which a tax is owed. */
export async function taxAccountCode(scope: QueryScope, kind: TaxKind, on: BusinessDate): Promise<string> {
  const set = await parameterOn(scope, TAX_PARAMETERS.account(kind), on);
  if (typeof set?.value === 'string') return set.value;
  return ACCOUNTS[(await readProfile(scope)).chartTemplate][kind];
}

/** The chart line of the cooperative's own income tax. */
export async function taxExpenseCode(scope: QueryScope, on: BusinessDate): Promise<string> {
  const set = await parameterOn(scope, TAX_PARAMETERS.expense, on);
  return typeof set?.value === 'string' ? set.value : '9.1.01';
}

/** The general rate holds unless the cooperative says that it pays on turnover. */
export async function taxRegime(scope: QueryScope, on: BusinessDate): Promise<'umkm' | 'corporate'> {
  const set = await parameterOn(scope, TAX_PARAMETERS.regime, on);
  assert(set === undefined || set.value === 'umkm' || set.value === 'corporate', 'tax.regime is umkm or corporate');
  return set?.value === 'umkm' ? 'umkm' : 'corporate';
}

/** Beginnings of the chart codes whose revenue is turnover: by default group 4, the business itself. */
export async function turnoverCodes(scope: QueryScope, on: BusinessDate): Promise<string[]> {
  const set = await parameterOn(scope, TAX_PARAMETERS.turnoverCodes, on);
  if (set === undefined) return ['4'];
  assert(Array.isArray(set.value), 'tax.turnover_codes is a list of chart codes');
  return set.value.map(String);
}

/** The first year with the final tax on turnover, where the cooperative noted it. */
export async function firstTurnoverYear(scope: QueryScope, on: BusinessDate): Promise<number | undefined> {
  const set = await parameterOn(scope, TAX_PARAMETERS.firstTurnoverYear, on);
  return typeof set?.value === 'number' ? set.value : undefined;
}

/** How an object is taxed on a day: the cooperative's own flat rate, else the law's. */
export async function rateOn(
  scope: QueryScope,
  object: TaxObject,
  on: BusinessDate,
): Promise<{ rate: WithholdingRate; legalBasis: string }> {
  const { value, legalBasis } = inForce(object.rates, on);
  const set = await parameterOn(scope, TAX_PARAMETERS.rate(object.code), on);
  if (typeof set?.value !== 'number') return { rate: value, legalBasis };
  return { rate: { kind: 'flat', ppm: set.value, surchargePpm: value.surchargePpm }, legalBasis: set.legalBasis };
}

/** An object of withholding by its code, or undefined. */
export function taxObject(code: string): TaxObject | undefined {
  return TAX_OBJECTS.find((object) => object.code === code);
}

/** The general income tax on a day; a rate of the cooperative's own stands over the law's. */
export async function corporateRates(
  scope: QueryScope,
  on: BusinessDate,
): Promise<{ rates: IncomeRates; legalBasis: string }> {
  const { value, legalBasis } = inForce(CORPORATE_RATES, on);
  const set = await parameterOn(scope, TAX_PARAMETERS.corporateRate, on);
  if (typeof set?.value !== 'number') return { rates: value, legalBasis };
  return { rates: { ...value, ratePpm: set.value }, legalBasis: set.legalBasis };
}

/** The final tax on turnover on a day. */
export function turnoverRates(on: BusinessDate) {
  const { value, legalBasis } = inForce(TURNOVER_RATES, on);
  return { ...value, legalBasis };
}

/**
 * When a tax of a month is to be paid: a day of the next month, that of a year by the end of the fourth month after it (UU KUP Ps 3(3) and 9(2)).
 * `month` is the month itself, of a year its last.
 */
export async function dueOn(scope: QueryScope, kind: TaxKind, month: BusinessDate): Promise<BusinessDate> {
  if (kind === 'corporate') return endOfMonth(addMonths(month, 4));
  const set = await parameterOn(scope, TAX_PARAMETERS.dueDay, month);
  const day = typeof set?.value === 'number' ? set.value : inForce(DUE_DAYS, month).value;
  return addMonths(addMonths(month, 1), 0, day);
}
