import type { BusinessDate } from '#kernel/dates';
import type { Component, Penalty } from '../terms.ts';
import { type Chargeable, type PaidPart, penaltyOwed, penaltyThrough } from './penalty.ts';

/** A row of a schedule as a payment meets it. Amounts in sen. */
export type Payable = Chargeable & {
  readonly startsOn: BusinessDate;
  readonly penaltySen: bigint;
  readonly paidPenaltySen: bigint;
  readonly waivedPenaltySen: bigint;
  readonly settledOn: BusinessDate | null;
};

/** What is owed of one instalment on a day. */
export type Owed = { readonly no: number } & Readonly<Record<Component, bigint>>;

/** A part of a payment: so much of it goes to this component of instalment `no`. */
export type Part = { readonly no: number; readonly component: Component; readonly amountSen: bigint };

/**
 * The instalments that a payment of day `on` pays before anything is called excess, oldest first: those due by then, and the running one (a
 * payment a few days early pays its instalment). With what is owed of each: the late charge to the day, interest, principal.
 */
export function payableRows(
  rows: readonly Payable[],
  payments: readonly PaidPart[],
  rule: Penalty,
  on: BusinessDate,
): Owed[] {
  const running = runningRow(rows, on);
  return rows
    .filter((row) => row.dueOn <= on || row.no === running?.no)
    .map((row) => owedOf(row, chargedThrough(row, payments, rule, on)));
}

/** The instalment in whose period a day lies: begun before it (the first of all begins at once) and due after it. */
export function runningRow<Row extends Pick<Payable, 'no' | 'startsOn' | 'dueOn'>>(
  rows: readonly Row[],
  on: BusinessDate,
): Row | undefined {
  return rows.find((row, index) => row.dueOn > on && (row.startsOn < on || (index === 0 && row.startsOn === on)));
}

/** The late charge of a row through a day, in sen: what is written on a settled row is final. */
export function chargedThrough(row: Payable, payments: readonly PaidPart[], rule: Penalty, on: BusinessDate): bigint {
  return row.settledOn === null ? penaltyThrough(row, payments, rule, on) : row.penaltySen;
}

/** What is owed of a row whose charge is known. */
export function owedOf(row: Payable, chargedSen: bigint): Owed {
  return {
    no: row.no,
    penalty: penaltyOwed(row, chargedSen),
    interest: row.interestSen - row.paidInterestSen,
    principal: row.principalSen - row.paidPrincipalSen,
  };
}

/** The sum of what is owed, in sen. */
export function owedSum(owed: readonly Owed[]): bigint {
  return owed.reduce((sum, { penalty, interest, principal }) => sum + penalty + interest + principal, 0n);
}

/**
 * Shares an amount over instalments in the order given, and in each by `order` (the product's payment order), never more than is owed. The
 * parts and what is left sum to the amount.
 */
export function allocateTo(
  owed: readonly Owed[],
  order: readonly Component[],
  amountSen: bigint,
): { parts: Part[]; leftSen: bigint } {
  let leftSen = amountSen;
  const parts: Part[] = [];
  for (const one of owed) {
    for (const component of order) {
      const part = one[component] < leftSen ? one[component] : leftSen;
      if (part <= 0n) continue;
      parts.push({ no: one.no, component, amountSen: part });
      leftSen -= part;
    }
  }
  return { parts, leftSen };
}

/** What went to each component, in sen. */
export function partSums(parts: readonly Part[]): Record<Component, bigint> {
  const sums = { penalty: 0n, interest: 0n, principal: 0n };
  for (const { component, amountSen } of parts) sums[component] += amountSen;
  return sums;
}

/** Rows after parts were paid (or given back, below zero) on a day; a row that is now paid in full is settled that day, its charge final. */
export function withParts<Row extends Payable>(
  rows: readonly Row[],
  parts: readonly Part[],
  on: BusinessDate,
  charge: (row: Row) => bigint,
): Row[] {
  const byNo = Map.groupBy(parts, ({ no }) => no);
  return rows.map((row) => {
    const own = byNo.get(row.no);
    if (!own) return row;
    const sums = partSums(own);
    const paid = {
      ...row,
      paidPenaltySen: row.paidPenaltySen + sums.penalty,
      paidInterestSen: row.paidInterestSen + sums.interest,
      paidPrincipalSen: row.paidPrincipalSen + sums.principal,
    };
    const full = paid.paidPrincipalSen === paid.principalSen && paid.paidInterestSen === paid.interestSen;
    if (full && row.settledOn === null) return { ...paid, settledOn: on, penaltySen: charge(row) };
    return full ? paid : { ...paid, settledOn: null };
  });
}
