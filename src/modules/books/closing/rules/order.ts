import { addDays, type BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { monthName } from './words.ts';

/** A month as the rules of closing need it. */
export type Month = {
  readonly startsOn: BusinessDate;
  readonly endsBefore: BusinessDate;
  readonly status: 'open' | 'closed' | 'locked';
  readonly closedBefore: BusinessDate | null;
};

/** What the books are before a date: open where any day before it still takes entries. Dates beyond the months are open. */
export function stateBefore(months: readonly Month[], before: BusinessDate): Month['status'] {
  const covered = months.filter(({ startsOn }) => startsOn < before);
  const last = covered.at(-1);
  if (!last || last.endsBefore < before || covered.some((month) => takesEntries(month, before))) return 'open';
  return last.status === 'locked' ? 'locked' : 'closed';
}

function takesEntries(month: Month, before: BusinessDate): boolean {
  const end = month.endsBefore < before ? month.endsBefore : before;
  return month.status === 'open' && (month.closedBefore === null || month.closedBefore < end);
}

/** The month that begins on a day. Error: `period_unknown`. */
export function monthOf<M extends Month>(months: readonly M[], startsOn: BusinessDate): M {
  const month = months.find((candidate) => candidate.startsOn === startsOn);
  if (!month) {
    throw new DomainError('not_found', 'period_unknown', `Pembukuan tidak mempunyai bulan yang mulai ${startsOn}`);
  }
  return month;
}

/** The month in which a day lies. Error: `period_unknown`. */
export function monthWith<M extends Month>(months: readonly M[], on: BusinessDate): M {
  const month = months.find(({ startsOn, endsBefore }) => startsOn <= on && on < endsBefore);
  if (!month) {
    throw new DomainError('not_found', 'period_unknown', `Pembukuan tidak mempunyai bulan dengan tanggal ${on}`);
  }
  return month;
}

/**
 * The month that may be closed now: over, open, and the first that is open. Errors: `period_unknown`, `month_already_closed`,
 * `period_locked`, `month_not_over`, `earlier_month_open`.
 */
export function monthToClose<M extends Month>(months: readonly M[], startsOn: BusinessDate, today: BusinessDate): M {
  const month = monthOf(months, startsOn);
  if (month.status === 'locked') throw periodLocked();
  if (month.status === 'closed') {
    throw new DomainError('conflict', 'month_already_closed', `${monthName(startsOn)} sudah ditutup`);
  }
  if (month.endsBefore > today) {
    throw new DomainError(
      'refused',
      'month_not_over',
      `${monthName(startsOn)} belum selesai. Tutup setelah hari terakhirnya`,
    );
  }
  const earlier = months.find((candidate) => candidate.startsOn < startsOn && candidate.status === 'open');
  if (earlier) {
    throw new DomainError('refused', 'earlier_month_open', `Tutup ${monthName(earlier.startsOn)} lebih dulu`);
  }
  return month;
}

/**
 * The month that may be opened again: closed, and the last that is. Errors: `period_unknown`, `period_locked`, `month_not_closed`,
 * `later_month_closed`.
 */
export function monthToReopen<M extends Month>(months: readonly M[], startsOn: BusinessDate): M {
  const month = monthOf(months, startsOn);
  if (month.status === 'locked') throw periodLocked();
  if (month.status === 'open') {
    throw new DomainError('conflict', 'month_not_closed', `${monthName(startsOn)} tidak sedang ditutup`);
  }
  const later = months.findLast((candidate) => candidate.startsOn > startsOn && candidate.status !== 'open');
  if (later) {
    throw new DomainError('refused', 'later_month_closed', `Buka kembali ${monthName(later.startsOn)} lebih dulu`);
  }
  return month;
}

/** The month through which months may be locked: closed. Errors: `period_unknown`, `month_not_closed`, `period_locked`. */
export function monthToLock<M extends Month>(months: readonly M[], startsOn: BusinessDate): M {
  const month = monthOf(months, startsOn);
  if (month.status === 'locked') throw periodLocked();
  if (month.status === 'closed') return month;
  throw new DomainError('conflict', 'month_not_closed', `${monthName(startsOn)} tidak sedang ditutup`);
}

/**
 * Where the closed days of its month end once a day is closed. Errors: `period_unknown`, `period_closed`, `day_already_closed`, `day_not_over`.
 */
export function closedDaysThrough(
  months: readonly Month[],
  on: BusinessDate,
  today: BusinessDate,
): { startsOn: BusinessDate; closedBefore: BusinessDate } {
  if (on > today) throw fieldError('on', 'day_not_over', 'Hari ini belum tiba, jadi belum bisa ditutup');
  const month = openMonthWith(months, on);
  const closedBefore = addDays(on, 1);
  if (month.closedBefore !== null && month.closedBefore >= closedBefore) {
    throw new DomainError('conflict', 'day_already_closed', 'Hari ini sudah ditutup');
  }
  return { startsOn: month.startsOn, closedBefore };
}

/** What is left of a month's closed days when a day and those after it open again. Errors: `period_unknown`, `period_closed`, `day_not_closed`. */
export function closedDaysBefore(
  months: readonly Month[],
  on: BusinessDate,
): { startsOn: BusinessDate; endsBefore: BusinessDate; closedBefore: BusinessDate | null } {
  const month = openMonthWith(months, on);
  if (month.closedBefore === null || month.closedBefore <= on) {
    throw new DomainError('conflict', 'day_not_closed', 'Hari ini tidak sedang ditutup');
  }
  return {
    startsOn: month.startsOn,
    endsBefore: month.closedBefore,
    closedBefore: on === month.startsOn ? null : on,
  };
}

function openMonthWith(months: readonly Month[], on: BusinessDate): Month {
  const month = monthWith(months, on);
  if (month.status === 'open') return month;
  throw new DomainError('refused', 'period_closed', 'Pembukuan untuk tanggal ini sudah ditutup atau belum dibuka');
}

/** Refuses to change a month that is locked. */
export function periodLocked(): DomainError {
  return new DomainError(
    'refused',
    'period_locked',
    'Bulan ini sudah dikunci. Perbaiki lewat jurnal di bulan yang terbuka',
  );
}
