import { addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { divideRounded, type Sen, sen } from '#kernel/money';

export const DEPRECIATION_METHODS = ['straight_line', 'declining_balance', 'none'] as const;
export type DepreciationMethod = (typeof DEPRECIATION_METHODS)[number];

/** Which month is the first: that of the purchase, the next one, or that of the purchase when bought by the 15th. */
export const FIRST_MONTHS = ['same', 'next', 'middle'] as const;
export type FirstMonth = (typeof FIRST_MONTHS)[number];

/** What decides how much an asset loses each month. Amounts in sen. */
export type DepreciationTerms = {
  readonly costSen: bigint;
  readonly residualSen: bigint;
  readonly method: DepreciationMethod;
  readonly lifeMonths: number | null;
  /** Of the book value a year, in parts per million; null: double the straight-line rate. */
  readonly decliningPpm: number | null;
  /** Of an asset taken over: months of its life that had gone, and what was depreciated in them. */
  readonly monthsBefore: number;
  readonly openingSen: bigint;
};

/**
 * What an asset loses in each month of ours, first month first. The months always add up to cost less residual less what was depreciated
 * before. Straight line: the sum up to a month is rounded half up to the sen, a month is the difference of two sums. Declining balance: each
 * year of the asset takes its rate of the book value at the year's beginning, half up, shared over the months in the same way, never below
 * the residual; the last year takes all that is left (UU PPh Ps 11(2)). Land: no month.
 */
export function depreciationMonths(terms: DepreciationTerms): Sen[] {
  if (terms.method === 'none' || terms.lifeMonths === null) return [];
  const left = terms.lifeMonths - terms.monthsBefore;
  const amount = terms.costSen - terms.residualSen - terms.openingSen;
  assert(left > 0 && amount >= 0n, 'an asset has months left and nothing below its residual');
  return terms.method === 'straight_line' ? spread(amount, left) : decliningMonths(terms, left);
}

/** Shares an amount over months: the sum up to each month is rounded half up to the sen, so that all months are the amount. */
export function spread(amountSen: bigint, months: number): Sen[] {
  let before = 0n;
  return Array.from({ length: months }, (_, index) => {
    const through = divideRounded(amountSen * BigInt(index + 1), BigInt(months), 'half_up');
    const month = through - before;
    before = through;
    return sen(month);
  });
}

/** The first month that an asset bought on a day is depreciated. */
export function firstMonthOf(boughtOn: BusinessDate, convention: FirstMonth): BusinessDate {
  const month = startOfMonth(boughtOn);
  if (convention === 'same') return month;
  if (convention === 'middle' && boughtOn.slice(8) <= '15') return month;
  return addMonths(month, 1);
}

// A year of the asset is twelve months from its first; one taken over begins its years with us, from its book value.
function decliningMonths(terms: DepreciationTerms, left: number): Sen[] {
  const months: Sen[] = [];
  let book = terms.costSen - terms.openingSen;
  while (months.length < left) {
    const room = book - terms.residualSen;
    const isLast = left - months.length <= 12;
    const wished = isLast ? room : yearlyAmount(terms, book);
    const year = wished < room ? wished : room;
    months.push(...spread(year, isLast ? left - months.length : 12));
    book -= year;
  }
  return months;
}

function yearlyAmount({ decliningPpm, lifeMonths }: DepreciationTerms, book: bigint): bigint {
  if (decliningPpm !== null) return divideRounded(book * BigInt(decliningPpm), 1_000_000n, 'half_up');
  // Double the straight-line rate: 2 / years = 24 / months, at most all of it.
  const amount = divideRounded(book * 24n, BigInt(lifeMonths ?? 1), 'half_up');
  return amount < book ? amount : book;
}
