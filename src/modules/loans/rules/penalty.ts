import { addDays, addMonths, type BusinessDate, daysBetween } from '#kernel/dates';
import { roundToStep } from '#kernel/money';
import { add, multiply, type Ratio, ratioOfDecimal, whole, ZERO } from '#kernel/ratio';
import type { Component, Penalty } from '../terms.ts';

/** A part of a payment that stands (what was reversed never was one), and the day it was paid. */
export type PaidPart = {
  readonly no: number;
  readonly component: Component;
  readonly amountSen: bigint;
  readonly on: BusinessDate;
};

/** What the charge of one instalment depends on. Amounts in sen. */
export type Chargeable = {
  readonly no: number;
  readonly dueOn: BusinessDate;
  readonly principalSen: bigint;
  readonly interestSen: bigint;
  readonly paidPrincipalSen: bigint;
  readonly paidInterestSen: bigint;
};

/**
 * The late charge of one instalment through the end of day `on`, in sen, whatever was paid or forgiven of it (DOMAIN 5.3).
 *
 * By the day: every day d with `dueOn + graceDays < d <= on` is charged on what of the instalment's principal and interest was unpaid when
 * d began, so a payment of a day lowers the charge from the next day on. By the month: the same on the first such day and then once a month
 * after (`dueOn` + k months + graceDays + 1 day). The base never holds a charge, so nothing compounds. The sum is capped at `capPercent` of the
 * instalment and rounded down once, to whole rupiah: a till has no sen. `payments` may hold other instalments' parts; they do not count.
 */
export function penaltyThrough(
  instalment: Chargeable,
  payments: readonly PaidPart[],
  rule: Penalty,
  on: BusinessDate,
): bigint {
  if (rule.kind === 'none') return 0n;
  const first = addDays(instalment.dueOn, rule.graceDays + 1);
  if (first > on) return 0n;
  const spans = unpaidSpans(instalment, payments, first, on);
  const charge = chargeOf(rule, instalment, spans);
  const sum = wholeRupiah(charge);
  const cap = capOf(rule, instalment);
  return cap !== null && sum > cap ? cap : sum;
}

/** What is still to be paid of an instalment's charge through a day: never below zero. In sen. */
export function penaltyOwed(
  instalment: Chargeable & { readonly paidPenaltySen: bigint; readonly waivedPenaltySen: bigint },
  chargedSen: bigint,
): bigint {
  const owed = chargedSen - instalment.paidPenaltySen - instalment.waivedPenaltySen;
  return owed > 0n ? owed : 0n;
}

/** Days from <= d <= to on which the same amount was unpaid. */
type Span = { readonly from: BusinessDate; readonly to: BusinessDate; readonly unpaidSen: bigint };

function unpaidSpans(row: Chargeable, payments: readonly PaidPart[], first: BusinessDate, on: BusinessDate): Span[] {
  const own = payments.filter(
    ({ no, component, on: paidOn }) => no === row.no && component !== 'penalty' && paidOn < on,
  );
  const dates = [...new Set(own.map(({ on: paidOn }) => paidOn).filter((date) => date >= first))].sort();
  const paidBefore = (day: BusinessDate) => own.reduce((sum, part) => (part.on < day ? sum + part.amountSen : sum), 0n);
  const starts = [first, ...dates.map((date) => addDays(date, 1))];
  return starts.map((from, index) => {
    const next = starts[index + 1];
    const unpaid = row.principalSen + row.interestSen - paidBefore(from);
    return { from, to: next === undefined ? on : addDays(next, -1), unpaidSen: unpaid > 0n ? unpaid : 0n };
  });
}

function chargeOf(rule: Exclude<Penalty, { kind: 'none' }>, row: Chargeable, spans: readonly Span[]): Ratio {
  switch (rule.kind) {
    case 'percent_per_day': {
      const baseDays = spans.reduce((sum, span) => sum + span.unpaidSen * daysOf(span), 0n);
      return percentOf(rule.percent, baseDays);
    }
    case 'flat_per_day': {
      const days = spans.reduce((sum, span) => (span.unpaidSen > 0n ? sum + daysOf(span) : sum), 0n);
      return whole(rule.amount * days);
    }
    case 'percent_per_month':
      return percentOf(rule.percent, monthlyBase(row.dueOn, rule.graceDays, spans));
  }
}

function daysOf({ from, to }: Span): bigint {
  return BigInt(daysBetween(from, to) + 1);
}

/** The sum of what was unpaid at the start of each month's charge day. */
function monthlyBase(dueOn: BusinessDate, graceDays: number, spans: readonly Span[]): bigint {
  let sum = 0n;
  const last = spans.at(-1)?.to;
  for (let months = 0; last !== undefined; months += 1) {
    const day = addDays(addMonths(dueOn, months), graceDays + 1);
    if (day > last) break;
    sum += spans.find(({ from, to }) => from <= day && day <= to)?.unpaidSen ?? 0n;
  }
  return sum;
}

function percentOf(percent: string, sen: bigint): Ratio {
  const { n, d } = ratioOfDecimal(percent);
  return sen === 0n ? ZERO : add(ZERO, multiply(whole(sen), { n, d: d * 100n }));
}

function capOf(rule: Exclude<Penalty, { kind: 'none' }>, row: Chargeable): bigint | null {
  if (rule.capPercent === undefined) return null;
  const cap = percentOf(rule.capPercent, row.principalSen + row.interestSen);
  return wholeRupiah(cap);
}

function wholeRupiah({ n, d }: Ratio): bigint {
  return roundToStep(n, d, 100n, 'down');
}
