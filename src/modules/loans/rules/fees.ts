import { roundToStep, sumSen } from '#kernel/money';
import { ratioOfDecimal } from '#kernel/ratio';
import type { ProductTerms } from '../terms.ts';

/** One fee of a contract in sen, with the chart line it goes to. */
export type FeeLine = {
  readonly code: string;
  readonly name: string;
  readonly chartCode: string;
  readonly taken: 'deducted' | 'cash';
  readonly amountSen: bigint;
};

/** Fees are whole rupiah: also one that is brought in cash can be counted out. */
const FEE_STEP_SEN = 100n;

/** What a contract of this amount is charged once (DOMAIN 5.3); percents are of the whole amount, half a rupiah rounds up. Zero fees fall away. */
export function feesOf(terms: Pick<ProductTerms, 'fees'>, principalSen: bigint): FeeLine[] {
  return terms.fees
    .map((fee): FeeLine => {
      const { code, name, chartCode, taken } = fee;
      if (fee.kind === 'flat') return { code, name, chartCode, taken, amountSen: fee.amount ?? 0n };
      const { n, d } = ratioOfDecimal(fee.percent ?? '0');
      return {
        code,
        name,
        chartCode,
        taken,
        amountSen: roundToStep(principalSen * n, d * 100n, FEE_STEP_SEN, 'half_up'),
      };
    })
    .filter(({ amountSen }) => amountSen > 0n);
}

/** What a payout comes to, in sen: net of what is taken off it, and what the member brings in cash beside it. */
export type Payout = {
  readonly grossSen: bigint;
  readonly netSen: bigint;
  readonly deductedSen: bigint;
  readonly broughtSen: bigint;
};

/** Nets a payout. `netSen` is below zero when the fees are larger than what is paid out: the caller refuses that. */
export function payoutOf(grossSen: bigint, fees: readonly FeeLine[]): Payout {
  const sum = (taken: FeeLine['taken']) =>
    sumSen(fees.filter((fee) => fee.taken === taken).map((fee) => fee.amountSen));
  const deductedSen = sum('deducted');
  return { grossSen, netSen: grossSen - deductedSen, deductedSen, broughtSen: sum('cash') };
}

/** A line of the payout's entry, debit above zero: `account` names whose, the caller knows the ids. */
export type PayoutLine = {
  readonly account: 'principal' | 'paid' | 'brought' | { readonly chartCode: string };
  readonly amountSen: bigint;
  readonly note?: string;
};

/** The entry of a payout: Dr principal; Cr what was handed over; Cr each fee; Dr the cash that was brought for fees. Sums to zero. */
export function payoutLines({ grossSen, netSen, broughtSen }: Payout, fees: readonly FeeLine[]): PayoutLine[] {
  const lines: PayoutLine[] = [
    { account: 'principal', amountSen: grossSen },
    { account: 'paid', amountSen: -netSen },
    { account: 'brought', amountSen: broughtSen },
    ...fees.map(
      ({ chartCode, name, amountSen }): PayoutLine => ({ account: { chartCode }, amountSen: -amountSen, note: name }),
    ),
  ];
  return lines.filter(({ amountSen }) => amountSen !== 0n);
}
