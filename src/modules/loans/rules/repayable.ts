import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { rupiahText } from '#kernel/money';
import type { Loan } from '../store/loans.ts';

type Facts = Pick<Loan, 'number' | 'status' | 'disbursedOn'>;

/**
 * Refuses a payment that a loan cannot take as it stands. Errors: `loan_not_disbursed`, `loan_cancelled`, `loan_settled`,
 * `loan_written_off`, `payment_before_disbursement`, `payment_before_last`.
 */
export function checkRepayable(loan: Facts, on: BusinessDate, lastOn: BusinessDate | null): void {
  checkRunning(loan);
  if (loan.disbursedOn !== null && on < loan.disbursedOn) {
    throw fieldError(
      'happenedOn',
      'payment_before_disbursement',
      `Pinjaman ini baru cair tanggal ${loan.disbursedOn}. Pakai tanggal itu atau sesudahnya`,
    );
  }
  if (lastOn !== null && on < lastOn) {
    throw fieldError(
      'happenedOn',
      'payment_before_last',
      `Sudah ada catatan tanggal ${lastOn} pada pinjaman ini. Pakai tanggal itu atau sesudahnya`,
    );
  }
}

/** Refuses a loan that is not running. Errors: `loan_not_disbursed`, `loan_cancelled`, `loan_settled`, `loan_written_off`. */
export function checkRunning({ number, status }: Pick<Facts, 'number' | 'status'>): void {
  const refused = (reason: string, pesan: string) => new DomainError('refused', reason, pesan);
  switch (status) {
    case 'active':
      return;
    case 'drawn':
    case 'signed':
      throw refused('loan_not_disbursed', `Pinjaman ${number} belum dicairkan, jadi belum ada yang dibayar`);
    case 'cancelled':
      throw refused('loan_cancelled', `Pinjaman ${number} dibatalkan, jadi tidak ada yang dibayar`);
    case 'settled':
      throw refused('loan_settled', `Pinjaman ${number} sudah lunas. Tidak ada lagi yang perlu dibayar`);
    case 'written_off':
      throw refused(
        'loan_written_off',
        `Pinjaman ${number} sudah dihapus buku. Catat uang ini sebagai penerimaan kembali di halaman pinjaman itu`,
      );
  }
}

/** Refuses more than the whole debt. Error: `amount_over_debt`, which names the exact figure. */
export function checkWithinDebt(amountSen: bigint, debtSen: bigint): void {
  if (amountSen <= debtSen) return;
  throw fieldError(
    'amount',
    'amount_over_debt',
    `Sisa utang sampai lunas hanya ${rupiahText(debtSen)}. Terima paling banyak sebesar itu`,
  );
}
