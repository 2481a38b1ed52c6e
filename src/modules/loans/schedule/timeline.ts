import type { BusinessDate } from '#kernel/dates';
import { fieldError } from '#kernel/errors';
import { dueDates, type Period, type RatePath, stepped } from './periods.ts';
import type { Disbursement, ScheduleEvent, ScheduleTerms } from './types.ts';

/** Money paid by the borrower; `field` is where the request holds it. */
export type Payment = { readonly on: BusinessDate; readonly amountSen: bigint; readonly field: string };

/** All that happens to a loan, each kind in order of day. */
export type Timeline = {
  readonly payouts: readonly Disbursement[];
  readonly payments: readonly Payment[];
  readonly rates: RatePath;
  readonly dates: readonly BusinessDate[];
};

/**
 * Puts events in order. Errors, each at its field: `event_before_disbursement`, `amount_not_positive`, `event_twice`,
 * `instalment_unknown`, `due_dates_collide`, `disbursements_out_of_range`.
 */
export function timelineOf(terms: ScheduleTerms, events: readonly ScheduleEvent[]): Timeline {
  const payments: Payment[] = [];
  const rates: { from: BusinessDate; rate: ScheduleTerms['rate'] }[] = [];
  for (const [index, event] of events.entries()) {
    if (event.type === 'moved_due_date') continue;
    const field = `events.${index}`;
    if (event.on < terms.disbursedOn) {
      throw fieldError(`${field}.on`, 'event_before_disbursement', 'Kejadian tidak boleh sebelum tanggal pencairan');
    }
    if (event.type === 'rate_change') {
      if (rates.some(({ from }) => from === event.on)) {
        throw fieldError(`${field}.on`, 'event_twice', 'Suku bunga hanya dapat berubah sekali pada satu hari');
      }
      rates.push({ from: event.on, rate: event.rate });
    } else {
      if (event.amountSen <= 0n) {
        throw fieldError(`${field}.amount`, 'amount_not_positive', 'Jumlah harus lebih dari nol');
      }
      payments.push({ on: event.on, amountSen: event.amountSen, field: `${field}.amount` });
    }
  }
  const dates = movedDates(terms, events);
  assertPayouts(terms, dates);
  return {
    payouts: terms.disbursements,
    payments: payments.sort((a, b) => compareText(a.on, b.on)),
    rates: rates.sort((a, b) => compareText(a.from, b.from)),
    dates,
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function movedDates(terms: ScheduleTerms, events: readonly ScheduleEvent[]): BusinessDate[] {
  const dates = dueDates(terms);
  for (const [index, event] of events.entries()) {
    if (event.type !== 'moved_due_date') continue;
    if (event.no > dates.length) {
      throw fieldError(`events.${index}.no`, 'instalment_unknown', `Pinjaman ini hanya ${dates.length} angsuran`);
    }
    for (let at = event.no - 1; at < (event.following ? dates.length : event.no); at++) {
      dates[at] = stepped(event.dueOn, terms.frequency, at + 1 - event.no, terms.dueDateRule);
    }
    const before = dates[event.no - 2] ?? terms.disbursedOn;
    const after = dates[event.no];
    if (event.dueOn <= before || (after !== undefined && event.dueOn >= after)) {
      throw fieldError(
        `events.${index}.dueOn`,
        'due_dates_collide',
        'Jatuh tempo baru harus di antara angsuran sebelum dan sesudahnya',
      );
    }
  }
  return dates;
}

function assertPayouts({ disbursements }: ScheduleTerms, dates: readonly BusinessDate[]): void {
  const last = dates.at(-1);
  const late = disbursements.findIndex(({ on }) => last !== undefined && on >= last);
  if (late >= 0) {
    throw fieldError(
      `disbursements.${late}.on`,
      'disbursements_out_of_range',
      'Pencairan harus sebelum angsuran terakhir',
    );
  }
}

/** What happens within one period: payouts from its first day, payments up to its due day (in the first period, from its first day). */
export function within(timeline: Timeline, { no, from, to }: Period): Timeline {
  return {
    payouts: timeline.payouts.filter(({ on }) => on >= from && on < to),
    payments: timeline.payments.filter(({ on }) => (no === 1 ? on >= from : on > from) && on <= to),
    rates: timeline.rates.filter((change) => change.from >= from && change.from < to),
    dates: timeline.dates,
  };
}
