import { addDays, addMonths, type BusinessDate } from '#kernel/dates';
import { divideRounded } from '#kernel/money';
import type { Collectability } from '../store/loans.ts';
import type { Standing } from './standing.ts';

/** The classes from best to worst. */
export const CLASSES = [
  'current',
  'special_mention',
  'substandard',
  'doubtful',
  'loss',
] as const satisfies Collectability[];

/** How far apart a loan's instalments are; `single`: its principal falls due in one sum (DOMAIN 5.4: no instalment). */
export type PeriodClass = 'short' | 'monthly' | 'half_yearly' | 'single';

/** Whose oldest unpaid due date a threshold counts from: that of principal, of interest, or the older of both. */
export type Measure = 'principal' | 'interest' | 'any';

/** More than `over` days or months (`addMonths`) after the measure's oldest unpaid due date a loan is at best of this class. */
export type Threshold = {
  readonly period: PeriodClass | 'any';
  readonly measure: Measure;
  readonly over: number;
  readonly unit: 'day' | 'month';
  readonly class: Exclude<Collectability, 'current'>;
};

/** A table of classes: parameters `loans.collectability_cooperative` and `loans.collectability_bank`. */
export type CollectabilityRule = {
  readonly thresholds: readonly Threshold[];
  /** Doubtful only as long as the collateral covers so much of the debt, in whole percent; below it is a loss. Null: not asked. */
  readonly doubtfulCollateral: { readonly rescuable: number; readonly notRescuable: number } | null;
  /** What was handed to a court, an auction or an insurer is a loss at once. */
  readonly handedOverIsLoss: boolean;
  /** For so many months after a restructuring a loan is at best of this class. */
  readonly watch: { readonly months: number; readonly class: Exclude<Collectability, 'current'> } | null;
};

/** Whether what is doubtful can still be saved, as a person judged it. */
export type Prospect = 'rescuable' | 'not_rescuable' | 'handed_over';

/** What a class is decided by. Amounts in sen. */
export type ClassFacts = {
  readonly standing: Pick<Standing, 'overdueSince' | 'principalOverdueSince' | 'interestOverdueSince'>;
  readonly period: PeriodClass;
  readonly prospect: Prospect;
  /** The debt with its interest: outstanding principal and overdue interest. */
  readonly debtSen: bigint;
  readonly collateralSen: bigint;
  readonly restructuredOn: BusinessDate | null;
  /** A person's class: it counts only where it is worse than the rule's. */
  readonly override: Exclude<Collectability, 'current'> | null;
};

/** Why a loan has its class. `none`: nothing holds against it. */
export const CLASS_REASONS = [
  'none',
  'principal_arrears',
  'interest_arrears',
  'arrears',
  'collateral_short',
  'handed_over',
  'restructured',
  'override',
] as const;
export type ClassReason = (typeof CLASS_REASONS)[number];

/** `since` and `over`+`unit` are set for a reason of arrears: counted from when, and which threshold was passed. */
export type Classification = {
  readonly class: Collectability;
  readonly reason: ClassReason;
  readonly since: BusinessDate | null;
  readonly over: number | null;
  readonly unit: 'day' | 'month' | null;
};

/**
 * The class of a loan at the end of day `on`: the worst of the thresholds passed (the first of equals in the table names the reason), of
 * the collateral's test, of a hand-over, of the watch after a restructuring, and of a person's override; a later one of these is the
 * reason only where it is strictly worse.
 */
export function classify(rule: CollectabilityRule, facts: ClassFacts, on: BusinessDate): Classification {
  let found: Classification = { class: 'current', reason: 'none', since: null, over: null, unit: null };
  for (const threshold of rule.thresholds) {
    const since = sinceOf(facts.standing, threshold.measure);
    if (!applies(threshold, facts.period) || !since || on <= passedAfter(threshold, since)) continue;
    const { over, unit } = threshold;
    found = worse(found, { class: threshold.class, reason: REASONS[threshold.measure], since, over, unit });
  }
  if (found.class === 'doubtful' && rule.doubtfulCollateral && !covers(rule.doubtfulCollateral, facts)) {
    found = { ...found, class: 'loss', reason: 'collateral_short' };
  }
  const plain = { since: null, over: null, unit: null };
  if (rule.handedOverIsLoss && facts.prospect === 'handed_over') {
    found = worse(found, { ...plain, class: 'loss', reason: 'handed_over' });
  }
  const { watch } = rule;
  if (watch && facts.restructuredOn && on <= addMonths(facts.restructuredOn, watch.months)) {
    found = worse(found, { ...plain, class: watch.class, reason: 'restructured' });
  }
  return facts.override ? worse(found, { ...plain, class: facts.override, reason: 'override' }) : found;
}

/** Whether interest is still earned in the books: only while a loan is current or specially mentioned (DOMAIN 3.7). */
export function isPerforming(of: Collectability): boolean {
  return of === 'current' || of === 'special_mention';
}

/** Below, at or above zero as `a` is better than, the same as, or worse than `b`. */
export function compareClasses(a: Collectability, b: Collectability): number {
  return CLASSES.indexOf(a) - CLASSES.indexOf(b);
}

/**
 * The period class of a calculation: by days between instalments (a week 7, a month 30): under 30 `short`, under 180 `monthly`, else
 * `half_yearly`; a bullet loan and one of a single instalment are `single`. Four- and five-monthly, which DOMAIN 5.4 does not name, count
 * as monthly: the stricter row.
 */
export function periodClassOf(calculation: {
  method: string;
  instalments: number;
  frequency: { every: number; unit: 'day' | 'week' | 'month' };
}): PeriodClass {
  if (calculation.method === 'bullet' || calculation.instalments === 1) return 'single';
  const { every, unit } = calculation.frequency;
  const days = every * { day: 1, week: 7, month: 30 }[unit];
  return days < 30 ? 'short' : days < 180 ? 'monthly' : 'half_yearly';
}

const REASONS = { principal: 'principal_arrears', interest: 'interest_arrears', any: 'arrears' } as const;

function applies(threshold: Threshold, period: PeriodClass): boolean {
  return threshold.period === 'any' || threshold.period === period;
}

function sinceOf(standing: ClassFacts['standing'], measure: Measure): BusinessDate | null {
  if (measure === 'principal') return standing.principalOverdueSince;
  return measure === 'interest' ? standing.interestOverdueSince : standing.overdueSince;
}

function passedAfter(threshold: Threshold, since: BusinessDate): BusinessDate {
  return threshold.unit === 'day' ? addDays(since, threshold.over) : addMonths(since, threshold.over);
}

// Whole percent of the debt, rounded up to the sen: a sen too little does not cover.
function covers(asked: NonNullable<CollectabilityRule['doubtfulCollateral']>, facts: ClassFacts): boolean {
  const percent = facts.prospect === 'rescuable' ? asked.rescuable : asked.notRescuable;
  return facts.collateralSen >= divideRounded(facts.debtSen * BigInt(percent), 100n, 'up');
}

function worse(found: Classification, next: Classification): Classification {
  return compareClasses(next.class, found.class) > 0 ? next : found;
}
