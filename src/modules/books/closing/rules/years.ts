import { addMonths, type BusinessDate } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { type Month, periodLocked } from './order.ts';
import { monthName } from './words.ts';

/** A book year as the rules of closing need it. */
export type Year = {
  readonly year: number;
  readonly from: BusinessDate;
  readonly before: BusinessDate;
  readonly state: 'open' | 'closed' | 'approved';
  /** Those of its months that the books have: the first year may begin later. */
  readonly months: readonly Month[];
};

/** Refuses what needs a closed year. */
export function yearNotClosed(year: number): DomainError {
  return new DomainError('refused', 'year_not_closed', `Tahun buku ${year} belum ditutup. Tutup dulu di Tutup buku`);
}

/** Refuses what changes a month of a closed year. */
export function yearClosed(year: number): DomainError {
  return new DomainError(
    'refused',
    'year_closed',
    `Tahun buku ${year} sudah ditutup. Buka kembali tahun bukunya lebih dulu`,
  );
}

/**
 * The year that may be closed now, and its last month: the earliest open year, over, every month of it but the last closed, and the first
 * month of the next year open. Errors: `year_unknown`, `year_already_closed`, `year_not_over`, `earlier_year_open`, `earlier_month_open`,
 * `period_locked`, `next_month_closed`.
 */
export function yearToClose<Y extends Year>(
  years: readonly Y[],
  wanted: number,
  today: BusinessDate,
): { year: Y; lastMonth: Month } {
  const year = yearOf(years, wanted);
  if (year.state !== 'open') {
    throw new DomainError('conflict', 'year_already_closed', `Tahun buku ${wanted} sudah ditutup`);
  }
  if (year.before > today) {
    throw new DomainError(
      'refused',
      'year_not_over',
      `Tahun buku ${wanted} belum selesai. Tutup setelah hari terakhirnya`,
    );
  }
  const earlier = years.find((candidate) => candidate.year < wanted && candidate.state === 'open');
  if (earlier) {
    throw new DomainError('refused', 'earlier_year_open', `Tutup tahun buku ${earlier.year} lebih dulu`);
  }
  const lastMonth = lastMonthOf(year);
  const open = year.months.find((month) => month !== lastMonth && month.status === 'open');
  if (open) throw new DomainError('refused', 'earlier_month_open', `Tutup ${monthName(open.startsOn)} lebih dulu`);
  if (lastMonth.status === 'locked') throw periodLocked();
  requireNextMonthOpen(years, year);
  return { year, lastMonth };
}

/**
 * The year that may be opened again: closed, its surplus not decided on, the last that is closed, and the first month of the next year open.
 * Errors: `year_unknown`, `year_not_closed`, `year_approved`, `later_year_closed`, `period_locked`, `next_month_closed`.
 */
export function yearToReopen<Y extends Year>(years: readonly Y[], wanted: number): { year: Y; lastMonth: Month } {
  const year = yearOf(years, wanted);
  if (year.state === 'open') throw yearNotClosed(wanted);
  if (year.state === 'approved') throw yearApproved(wanted);
  const later = years.findLast((candidate) => candidate.year > wanted && candidate.state !== 'open');
  if (later) throw new DomainError('refused', 'later_year_closed', `Buka kembali tahun buku ${later.year} lebih dulu`);
  const lastMonth = lastMonthOf(year);
  if (lastMonth.status === 'locked') throw periodLocked();
  requireNextMonthOpen(years, year);
  return { year, lastMonth };
}

/** The closed year whose surplus the meeting has not decided on yet. Errors: `year_unknown`, `year_not_closed`, `year_approved`. */
export function yearToApprove<Y extends Year>(years: readonly Y[], wanted: number): Y {
  const year = yearOf(years, wanted);
  if (year.state === 'open') throw yearNotClosed(wanted);
  if (year.state === 'approved') throw yearApproved(wanted);
  return year;
}

function yearApproved(year: number): DomainError {
  return new DomainError(
    'refused',
    'year_approved',
    `Pembagian SHU tahun buku ${year} sudah disetujui rapat, jadi tahun ini tidak berubah lagi`,
  );
}

function yearOf<Y extends Year>(years: readonly Y[], wanted: number): Y {
  const year = years.find((candidate) => candidate.year === wanted);
  if (!year) throw new DomainError('not_found', 'year_unknown', `Pembukuan tidak mempunyai tahun buku ${wanted}`);
  return year;
}

function lastMonthOf(year: Year): Month {
  const last = year.months.find(({ startsOn }) => startsOn === addMonths(year.before, -1));
  assert(last, 'a book year that is over has its last month');
  return last;
}

function requireNextMonthOpen(years: readonly Year[], { before }: Year): void {
  const next = years.flatMap(({ months }) => months).find(({ startsOn }) => startsOn === before);
  if (!next || next.status === 'open') return;
  throw new DomainError(
    'refused',
    'next_month_closed',
    `${monthName(before)} harus terbuka, karena jurnal pembuka tahun dicatat di situ. Buka kembali bulan itu lebih dulu`,
  );
}
