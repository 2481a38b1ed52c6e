import type { BusinessDate } from '#kernel/dates';
import type { DayCount as YearDayCount } from '#kernel/day-count';
import type { RoundingMode } from '#kernel/money';
import type { Ratio } from '#kernel/ratio';

/** The version of these rules. A contract keeps the version it was made with; a change of any published cell needs the next number. */
export const ENGINE_VERSION = 1;

/** How principal is repaid. The first three are the contract's; `bullet` at the end, `balloon` with a rest at the end, `shares` by agreed percents. */
export const METHODS = ['flat', 'annuity', 'equal_principal', 'bullet', 'balloon', 'shares'] as const;
export type Method = (typeof METHODS)[number];

export const DAY_COUNTS = ['30/360', 'actual/365', 'actual/360', 'actual/364', 'actual/actual'] as const;
export type DayCount = Extract<YearDayCount, (typeof DAY_COUNTS)[number]>;

export const FREQUENCY_UNITS = ['day', 'week', 'month'] as const;
export type Frequency = { readonly every: number; readonly unit: (typeof FREQUENCY_UNITS)[number] };

/** A rate as a fraction (0.12 for 12 percent): of a year, or of one instalment's period. */
export type Rate = { readonly per: 'year' | 'instalment'; readonly value: Ratio };

export type Rounding = {
  /** Steps in sen of each interest and each principal amount, and of the whole instalment (absent: not rounded). */
  readonly interest: bigint;
  readonly principal: bigint;
  readonly instalment?: bigint;
  readonly mode: Extract<RoundingMode, 'half_even' | 'half_up' | 'down'>;
  readonly residual: 'last' | 'first' | 'spread';
};

export type Grace = { readonly principal: number; readonly interestPayment: number; readonly interestFree: number };

/** Money that the borrower receives on a day. */
export type Disbursement = { readonly on: BusinessDate; readonly amountSen: bigint };

/** What happens to a loan after it is agreed. A rate holds from its day on; a moved date replaces that of instalment `no`, and those after it when `following`. */
export type ScheduleEvent =
  | { readonly type: 'repayment'; readonly on: BusinessDate; readonly amountSen: bigint }
  | { readonly type: 'rate_change'; readonly on: BusinessDate; readonly rate: Rate }
  | { readonly type: 'moved_due_date'; readonly no: number; readonly dueOn: BusinessDate; readonly following: boolean };

export const PREPAYMENTS = ['reduce_instalment', 'reduce_term', 'next_due'] as const;
export type Prepayment = (typeof PREPAYMENTS)[number];
export type Recalculation = 'daily' | 'per_instalment';

/** A checked request: all that the engine needs, in its own units. Made by `parseSchedule`. */
export type ScheduleTerms = {
  readonly principalSen: bigint;
  readonly rate: Rate;
  readonly method: Method;
  readonly dayCount: DayCount;
  readonly interestPeriod: 'per_instalment' | 'daily';
  readonly instalments: number;
  readonly frequency: Frequency;
  readonly disbursedOn: BusinessDate;
  readonly firstDueOn: BusinessDate;
  readonly grace: Grace;
  readonly rounding: Rounding;
  readonly dueDateRule: 'clamp' | 'roll';
  /** In order of day; they sum to the principal. */
  readonly disbursements: readonly Disbursement[];
  readonly prepayment: Prepayment;
  readonly recalculation: Recalculation;
  /** With `bullet`: interest with each instalment, or all of it with the last. */
  readonly interestDue: 'each' | 'end';
  /** With `balloon`: what stays for the last instalment. */
  readonly balloonSen: bigint;
  /** With `shares`: the part of the principal due with each instalment; they sum to one. */
  readonly shares: readonly Ratio[];
  readonly holidays: { readonly dates: ReadonlySet<BusinessDate>; readonly shift: 'next' | 'previous' | 'none' };
};

/** One row of a schedule, in sen. `balanceAfterSen` is the principal still owed after it and after what is paid out on its day. */
export type Instalment = {
  readonly no: number;
  readonly dueOn: BusinessDate;
  readonly principalSen: bigint;
  readonly interestSen: bigint;
  readonly totalSen: bigint;
  readonly balanceAfterSen: bigint;
};

export type ScheduleTotals = { readonly principalSen: bigint; readonly interestSen: bigint; readonly totalSen: bigint };
export type Schedule = { readonly rows: readonly Instalment[]; readonly totals: ScheduleTotals };
