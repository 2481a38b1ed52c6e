import { addMonths, type BusinessDate, parts } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { rupiahText } from '#kernel/money';
import type { Rollover } from './kinds.ts';

/** A term and its rate a year in parts per million. */
export type Tenor = { readonly months: number; readonly ratePpm: number };

/** The agreed rate of a term, in ppm. Error: `tenor_not_offered`. */
export function rateOfTenor(tenors: readonly Tenor[], months: number): number {
  const tenor = tenors.find((candidate) => candidate.months === months);
  if (tenor) return tenor.ratePpm;
  const offered = tenors.map((candidate) => candidate.months).join(', ');
  throw new DomainError('invalid', 'tenor_not_offered', `Jangka waktu yang ada: ${offered || 'belum diatur'} bulan`, [
    { field: 'tenorMonths', code: 'tenor_not_offered', pesan: 'Pilih jangka waktu yang ada' },
  ]);
}

/** The day a term ends: the same day of the month it was placed on, or that month's last. */
export function maturityOf(placedOn: BusinessDate, months: number): BusinessDate {
  return addMonths(placedOn, months, parts(placedOn).day);
}

/** What happens with a term deposit on its day, in sen. `paidOutSen` goes to the payout account, the rest stays for a new term. */
export type Maturity = { readonly paidOutSen: bigint; readonly keptSen: bigint; readonly rolls: boolean };

/** Divides principal and net interest by the agreed roll-over; the two parts are always the whole. */
export function matureTerm(principalSen: bigint, netInterestSen: bigint, rollover: Rollover): Maturity {
  if (rollover === 'none') return { paidOutSen: principalSen + netInterestSen, keptSen: 0n, rolls: false };
  if (rollover === 'principal') return { paidOutSen: netInterestSen, keptSen: principalSen, rolls: true };
  return { paidOutSen: 0n, keptSen: principalSen + netInterestSen, rolls: true };
}

/** Refuses a placement below the product's least amount. Error: `amount_under_minimum`. */
export function checkPlacement(amountSen: bigint, minDepositSen: bigint): void {
  if (amountSen >= minDepositSen) return;
  const pesan = `Simpanan berjangka paling sedikit ${rupiahText(minDepositSen)}`;
  throw new DomainError('invalid', 'amount_under_minimum', pesan, [
    { field: 'amount', code: 'amount_under_minimum', pesan },
  ]);
}
