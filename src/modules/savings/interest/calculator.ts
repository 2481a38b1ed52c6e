import { addDays, addMonths, type BusinessDate, endOfMonth, parseDate, startOfMonth } from '#kernel/dates';
import { fieldError } from '#kernel/errors';
import { type Ratio, ratioOfDecimal, roundRatio } from '#kernel/ratio';
import type { Movement } from './balance.ts';
import { type InterestAccount, type InterestPosting, type InterestTerms, interestPostings } from './engine.ts';
import type { SavingsInterestAnswer, SavingsInterestRequest } from './request.ts';
import type { Tier } from './tiers.ts';

const YEARS_MAX = 50;

/**
 * Answers `POST /tools/savings-interest` of the public contract; pure, exact, the same answer every time. `from` counts and `to` does not
 * (half-open, like every range of the contract): the published case of 121 days, 2013-12-01 to 2014-03-31 included, is asked as
 * `to: "2014-04-01"`, and its posting is made on 2014-03-31, the last day of the period. Whole calendar months may also be written by
 * their last day, as the published cases and passbooks do: from a first of a month, `to: "2014-03-31"` asks the same.
 * A day's interest is paid on its closing balance (daily), a period's on its average or lowest balance, where the period is the one posted or,
 * if shorter, compounded. Errors, each at its field: `period_empty`, `period_too_long`, `transaction_outside_period`, `balance_negative`,
 * `tiers_not_rising`, `percent_over_100`.
 */
export function answerSavingsInterest(request: SavingsInterestRequest): SavingsInterestAnswer {
  const decimals = Math.max(2, request.rounding.step.split('.')[1]?.length ?? 0);
  const units = (text: string) => unitsOf(text, decimals);
  const account = readAccount(request, units);
  const terms = readTerms(request, units);
  const postings = interestPostings(account, terms);
  const write = (amount: bigint) => writeUnits(amount, decimals);
  return {
    postings: postings.map((posting) => ({
      on: posting.on,
      from: posting.from,
      to: posting.to,
      basis: write(roundRatio(posting.basis, 1n, 'down')),
      interest: write(posting.interest),
      tax: write(posting.tax),
      net: write(posting.net),
      fee: write(posting.fee),
      balance: write(posting.balance),
    })),
    totals: totalsOf(postings, account, write),
  };
}

type Units = (text: string) => bigint;

function readAccount(request: SavingsInterestRequest, units: Units): InterestAccount {
  const from = parseDate(request.from);
  const to = endOf(from, parseDate(request.to));
  if (from >= to) throw fieldError('to', 'period_empty', 'Tanggal akhir harus sesudah tanggal awal');
  if (to > addMonths(from, 12 * YEARS_MAX)) {
    throw fieldError('to', 'period_too_long', `Hitung paling lama ${YEARS_MAX} tahun sekaligus`);
  }
  const movements = request.transactions.map((transaction, index): Movement => {
    const on = parseDate(transaction.on);
    if (on < from || on > to) {
      throw fieldError(
        `transactions.${index}.on`,
        'transaction_outside_period',
        'Transaksi di luar jangka waktu hitungan',
      );
    }
    const amount = units(transaction.amount);
    return { on, amount: transaction.type === 'deposit' ? amount : -amount };
  });
  const account = { from, to, opening: units(request.opening), movements };
  assertNeverOverdrawn(account);
  return account;
}

/** The first day that no longer counts. */
function endOf(from: BusinessDate, to: BusinessDate): BusinessDate {
  const wholeMonths = from === startOfMonth(from) && to === endOfMonth(to);
  return wholeMonths ? addDays(to, 1) : to;
}

/** An account may dip within a day (a withdrawal booked before its deposit), but no day may close below zero. */
function assertNeverOverdrawn(account: InterestAccount): void {
  const byDay = new Map<string, bigint>();
  for (const { on, amount } of account.movements) byDay.set(on, (byDay.get(on) ?? 0n) + amount);
  let balance = account.opening;
  for (const [on, amount] of [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))) {
    balance += amount;
    if (balance < 0n) throw fieldError('transactions', 'balance_negative', `Saldo menjadi kurang dari nol pada ${on}`);
  }
}

function readTerms(request: SavingsInterestRequest, units: Units): InterestTerms {
  return {
    tiers: readTiers(request, units),
    tierMode: request.tierMode,
    dayCount: request.dayCount,
    balanceMethod: request.balanceMethod,
    posting: request.posting,
    compounding: request.compounding,
    financialYearStart: request.financialYearStart,
    rounding: { step: units(request.rounding.step), mode: request.rounding.mode },
    ...(request.tax
      ? { tax: { exemptPerMonth: units(request.tax.exemptPerMonth), rate: taxRate(request.tax.percent) } }
      : {}),
    feePerPosting: units(request.feePerPosting),
  };
}

function readTiers(request: SavingsInterestRequest, units: Units): Tier[] {
  if (!request.tiers) return [{ rate: rateOf(request.annualPercent ?? '0') }];
  let floor = -1n;
  return request.tiers.map((tier, index, all) => {
    const rate = rateOf(tier.annualPercent);
    if (tier.upTo === undefined && index === all.length - 1) return { rate };
    const upTo = tier.upTo === undefined ? floor : units(tier.upTo);
    if (upTo <= floor)
      throw fieldError(`tiers.${index}.upTo`, 'tiers_not_rising', 'Batas saldo setiap tingkat harus naik');
    floor = upTo;
    return { upTo, rate };
  });
}

function rateOf(percent: string): Ratio {
  const { n, d } = ratioOfDecimal(percent);
  return { n, d: d * 100n };
}

function taxRate(percent: string): Ratio {
  const rate = rateOf(percent);
  if (rate.n > rate.d) throw fieldError('tax.percent', 'percent_over_100', 'Pajak paling banyak 100 persen');
  return rate;
}

function totalsOf(postings: readonly InterestPosting[], account: InterestAccount, write: (amount: bigint) => string) {
  const sum = (amount: (posting: InterestPosting) => bigint) =>
    postings.reduce((total, one) => total + amount(one), 0n);
  const net = sum((posting) => posting.net);
  const fee = sum((posting) => posting.fee);
  const moved = account.movements.reduce((total, movement) => total + movement.amount, account.opening);
  return {
    interest: write(sum((posting) => posting.interest)),
    tax: write(sum((posting) => posting.tax)),
    net: write(net),
    fee: write(fee),
    closing: write(moved + net - fee),
  };
}

function unitsOf(text: string, decimals: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

function writeUnits(amount: bigint, decimals: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
