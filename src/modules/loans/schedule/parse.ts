import { type BusinessDate, parseDate } from '#kernel/dates';
import { fieldError } from '#kernel/errors';
import { parseDecimal, SEN_MAX } from '#kernel/money';
import { compare, multiply, type Ratio, ratioOfDecimal, whole } from '#kernel/ratio';
import { dueDates, offHolidays, partOfYear, stepped } from './periods.ts';
import { doesNotFit } from './refuse.ts';
import type { ScheduleRequest } from './request.ts';
import type { Disbursement, Rate, Rounding, ScheduleEvent, ScheduleTerms } from './types.ts';

/** Above this a yearly rate is a slip of the pen, not a loan: percent in a year. */
const ANNUAL_PERCENT_MAX = 1_000n;

/**
 * Checks a request as a whole and puts it into the engine's units. Errors, each at its field: `principal_not_positive`, `amount_too_large`,
 * `rate_too_high`, `first_due_before_disbursement`, `due_date_out_of_range`, `due_dates_collide`, `grace_too_long`, `grace_not_with_method`,
 * `step_above_principal`, `disbursements_out_of_range`, `disbursements_sum`, `balloon_missing`, `balloon_too_large`, `balloon_not_with_method`,
 * `shares_missing`, `shares_count`, `shares_sum`, `shares_not_with_method`.
 */
export function parseSchedule(request: ScheduleRequest): ScheduleTerms {
  const principalSen = amountOf(request.principal, 'principal');
  if (principalSen === 0n)
    throw fieldError('principal', 'principal_not_positive', 'Pokok pinjaman harus lebih dari nol');
  const disbursedOn = parseDate(request.disbursedOn);
  const { frequency, dueDateRule, method } = request;
  const terms: ScheduleTerms = {
    principalSen,
    rate: rateOf(request),
    method,
    dayCount: request.dayCount,
    interestPeriod: request.interestPeriod,
    instalments: request.instalments,
    frequency,
    disbursedOn,
    firstDueOn: request.firstDueOn ? parseDate(request.firstDueOn) : stepped(disbursedOn, frequency, 1, dueDateRule),
    grace: request.grace,
    rounding: roundingOf(request.rounding),
    dueDateRule,
    disbursements: disbursementsOf(request, principalSen, disbursedOn),
    prepayment: request.prepayment,
    recalculation: request.recalculation,
    interestDue: request.interestDue,
    balloonSen: balloonOf(request, principalSen),
    shares: sharesOf(request),
    holidays: {
      dates: new Set((request.holidays?.dates ?? []).map(parseDate)),
      shift: request.holidays?.shift ?? 'none',
    },
  };
  assertGrace(terms);
  assertSteps(terms);
  assertDates(terms);
  return terms;
}

/** Reads a rate and refuses what no loan has. `field` is where the request holds it. */
function rateOf(
  { rate, frequency, dayCount }: Pick<ScheduleRequest, 'rate' | 'frequency' | 'dayCount'>,
  field = 'rate',
): Rate {
  const perYear = 'annualPercent' in rate;
  const text = perYear ? rate.annualPercent : rate.periodPercent;
  const value = percentOf(text);
  const part = partOfYear({ frequency, dayCount });
  const yearly = perYear ? value : multiply(value, { n: part.d, d: part.n });
  if (compare(yearly, whole(ANNUAL_PERCENT_MAX / 100n)) > 0) {
    throw fieldError(
      `${field}.${perYear ? 'annualPercent' : 'periodPercent'}`,
      'rate_too_high',
      `Suku bunga paling tinggi ${ANNUAL_PERCENT_MAX} persen setahun`,
    );
  }
  return { per: perYear ? 'year' : 'instalment', value };
}

/** The request's events in the engine's units. Errors: `rate_too_high`, `amount_too_large`. */
export function parseEvents(request: ScheduleRequest): ScheduleEvent[] {
  return request.events.map((event, index): ScheduleEvent => {
    const field = `events.${index}`;
    if (event.type === 'moved_due_date') return { ...event, dueOn: parseDate(event.dueOn) };
    const on = parseDate(event.on);
    if (event.type === 'rate_change') {
      return { type: event.type, on, rate: rateOf({ ...request, rate: event.rate }, `${field}.rate`) };
    }
    return { type: event.type, on, amountSen: amountOf(event.amount, `${field}.amount`) };
  });
}

function percentOf(text: string): Ratio {
  const { n, d } = ratioOfDecimal(text);
  return { n, d: d * 100n };
}

function amountOf(text: string, field: string): bigint {
  const amount = parseDecimal(text);
  if (amount > SEN_MAX) throw fieldError(field, 'amount_too_large', 'Jumlah ini terlalu besar');
  return amount;
}

function roundingOf(rounding: ScheduleRequest['rounding']): Rounding {
  return {
    interest: parseDecimal(rounding.interest),
    principal: parseDecimal(rounding.principal),
    ...(rounding.instalment === undefined ? {} : { instalment: parseDecimal(rounding.instalment) }),
    mode: rounding.mode,
    residual: rounding.residual,
  };
}

function disbursementsOf(request: ScheduleRequest, principalSen: bigint, disbursedOn: BusinessDate): Disbursement[] {
  if (!request.disbursements) return [{ on: disbursedOn, amountSen: principalSen }];
  const disbursements = request.disbursements.map(({ on, amount }, index): Disbursement => {
    const day = parseDate(on);
    const amountSen = amountOf(amount, `disbursements.${index}.amount`);
    if (amountSen === 0n) {
      throw fieldError(`disbursements.${index}.amount`, 'principal_not_positive', 'Jumlah cair harus lebih dari nol');
    }
    if (day < disbursedOn) {
      throw fieldError(
        `disbursements.${index}.on`,
        'disbursements_out_of_range',
        'Pencairan tidak boleh sebelum tanggal cair pertama',
      );
    }
    return { on: day, amountSen };
  });
  if (disbursements.reduce((sum, { amountSen }) => sum + amountSen, 0n) !== principalSen) {
    throw doesNotFit('disbursements', 'disbursements_sum', 'Jumlah semua pencairan harus sama dengan pokok pinjaman');
  }
  return disbursements.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function balloonOf({ method, balloon, balloonPercent }: ScheduleRequest, principalSen: bigint): bigint {
  const given = balloon !== undefined || balloonPercent !== undefined;
  if (method !== 'balloon') {
    if (!given) return 0n;
    throw fieldError('balloon', 'balloon_not_with_method', 'Sisa akhir hanya untuk cara balloon');
  }
  if (!given || (balloon !== undefined && balloonPercent !== undefined)) {
    throw fieldError('balloon', 'balloon_missing', 'Isi sisa akhir dalam rupiah atau dalam persen, salah satu');
  }
  const percent = percentOf(balloonPercent ?? '0');
  const amount = balloon === undefined ? (principalSen * percent.n) / percent.d : amountOf(balloon, 'balloon');
  if (amount > principalSen) {
    throw fieldError(
      balloon === undefined ? 'balloonPercent' : 'balloon',
      'balloon_too_large',
      'Sisa akhir tidak boleh melebihi pokok pinjaman',
    );
  }
  return amount;
}

function sharesOf({ method, shares, instalments }: ScheduleRequest): Ratio[] {
  if (method !== 'shares') {
    if (!shares) return [];
    throw fieldError('shares', 'shares_not_with_method', 'Bagian per angsuran hanya untuk cara bagian (shares)');
  }
  if (!shares) throw fieldError('shares', 'shares_missing', 'Isi bagian pokok tiap angsuran dalam persen');
  if (shares.length !== instalments) {
    throw fieldError('shares', 'shares_count', `Isi satu bagian untuk tiap angsuran: ${instalments} bagian`);
  }
  const parts = shares.map(percentOf);
  const scale = 10n ** 12n;
  const sum = parts.reduce((total, { n, d }) => total + (n * scale) / d, 0n);
  if (sum !== scale) throw doesNotFit('shares', 'shares_sum', 'Semua bagian harus berjumlah 100 persen');
  return parts;
}

function assertGrace({ grace, instalments, method }: ScheduleTerms): void {
  for (const name of ['principal', 'interestPayment'] as const) {
    if (grace[name] >= instalments) {
      throw fieldError(`grace.${name}`, 'grace_too_long', 'Masa tenggang harus lebih pendek dari jumlah angsuran');
    }
  }
  if (grace.interestFree > instalments) {
    throw fieldError('grace.interestFree', 'grace_too_long', 'Masa bebas bunga tidak boleh lebih dari jumlah angsuran');
  }
  if (grace.principal > 0 && (method === 'bullet' || method === 'shares')) {
    throw fieldError('grace.principal', 'grace_not_with_method', 'Cara ini sudah menentukan kapan pokok dibayar');
  }
}

/** A step above what it rounds would turn every amount to nothing, and the last instalment into the whole loan. */
function assertSteps({ rounding, principalSen, instalments, grace, method }: ScheduleTerms): void {
  const share = principalSen / BigInt(instalments - grace.principal);
  const tooLarge = (step: bigint | undefined) => step !== undefined && step > 1n && step > share;
  if (method === 'bullet' || method === 'shares' || method === 'balloon') return;
  for (const name of ['principal', 'instalment'] as const) {
    if (tooLarge(rounding[name])) {
      throw fieldError(
        `rounding.${name}`,
        'step_above_instalment',
        'Kelipatan pembulatan lebih besar dari angsuran pokok; pilih kelipatan yang lebih kecil',
      );
    }
  }
}

function assertDates(terms: ScheduleTerms): void {
  if (terms.firstDueOn <= terms.disbursedOn) {
    throw fieldError(
      'firstDueOn',
      'first_due_before_disbursement',
      'Jatuh tempo pertama harus sesudah tanggal pencairan',
    );
  }
  const dates = dueDates(terms).map((date) => offHolidays(date, terms));
  const last = dates.at(-1) ?? terms.firstDueOn;
  if (last.length !== 10 || last > '2199-12-31') {
    throw fieldError('instalments', 'due_date_out_of_range', 'Angsuran terakhir jatuh sesudah tahun 2199');
  }
  const late = terms.disbursements.findIndex(({ on }) => on >= last);
  if (late >= 0) {
    throw fieldError(
      `disbursements.${late}.on`,
      'disbursements_out_of_range',
      'Pencairan harus sebelum angsuran terakhir',
    );
  }
  if (dates.some((date, index) => date <= (dates[index - 1] ?? terms.disbursedOn))) {
    throw fieldError('holidays', 'due_dates_collide', 'Setelah digeser dari hari libur, dua jatuh tempo menjadi satu');
  }
}
