import type { CollectabilityRule, PeriodClass, Threshold } from './collectability.ts';
import type { ProvisionRule } from './provision.ts';
import type { ReminderRule } from './reminders.ts';

/** A parameter's value that holds while a cooperative has set nothing, and on what ground. */
export type Default<Value> = { readonly value: Value; readonly legalBasis: string };

function months(period: PeriodClass, measure: 'principal' | 'interest', at: readonly [number, number, number]) {
  const classes = ['substandard', 'doubtful', 'loss'] as const;
  return at.map(
    (over, index): Threshold => ({ period, measure, over, unit: 'month', class: classes[index] ?? 'loss' }),
  );
}

function days(at: readonly [number, number, number, number]): Threshold[] {
  const classes = ['special_mention', 'substandard', 'doubtful', 'loss'] as const;
  return at.map(
    (over, index): Threshold => ({ period: 'any', measure: 'any', over, unit: 'day', class: classes[index] ?? 'loss' }),
  );
}

// No published cooperative table watches a restructured loan; without a watch a loss would be current the day after. Three months is prudence.
const WATCH = { months: 3, class: 'special_mention' } as const;

/**
 * The cooperatives' practice (Permen 14/2009 as DOMAIN 5.4 gives it). The third figure of a row is 21 months of doubtful without
 * settlement (12 in one source), counted from the day the second was passed.
 */
export const COOPERATIVE_CLASSES: Default<CollectabilityRule> = {
  value: {
    thresholds: [
      ...months('short', 'principal', [1, 2, 23]),
      ...months('short', 'interest', [1, 3, 24]),
      ...months('monthly', 'principal', [3, 6, 27]),
      ...months('monthly', 'interest', [3, 6, 27]),
      ...months('half_yearly', 'principal', [6, 12, 33]),
      ...months('half_yearly', 'interest', [3, 6, 27]),
      // Its principal is overdue once the loan has matured: up to three months substandard.
      ...months('single', 'principal', [0, 3, 24]),
      ...months('single', 'interest', [3, 6, 27]),
    ],
    doubtfulCollateral: { rescuable: 75, notRescuable: 100 },
    handedOverIsLoss: true,
    watch: WATCH,
  },
  legalBasis: 'Permen KUKM 14/2009 (kebiasaan), DOMAIN 5.4',
};

/** Days past due as banks count them. All three are published; `ojk` holds unless the cooperative chooses. DOMAIN 5.4. */
export const BANK_CLASSES = {
  /** 0 / 1-90 / 91-120 / 121-180 / above 180. */
  ojk: days([0, 90, 120, 180]),
  /** 0-30 / 31-90 / 91-120 / 121-180 / above 180. */
  siskop: days([30, 90, 120, 180]),
  /** 0-40 / 41-90 / 91-120 / 121-180 / above 180. */
  gintoeng: days([40, 90, 120, 180]),
} as const;

/** The rule set of bank days with the thresholds of one publication. */
export function bankClasses(variant: keyof typeof BANK_CLASSES): CollectabilityRule {
  return { thresholds: BANK_CLASSES[variant], doubtfulCollateral: null, handedOverIsLoss: false, watch: WATCH };
}

export const BANK_DEFAULT: Default<CollectabilityRule> = {
  value: bankClasses('ojk'),
  legalBasis: 'Kebiasaan bank (hari tunggakan), DOMAIN 5.4',
};

/**
 * The common policy (DOMAIN 3.6): 0.5 (to 1) %, 5, 10, 50, 100 % of the balance. How much of a collateral's value may be taken off first
 * is each cooperative's policy; until it says so, nothing is.
 */
export const PROVISION_DEFAULT: Default<ProvisionRule> = {
  value: {
    ratePpm: { current: 5_000, special_mention: 50_000, substandard: 100_000, doubtful: 500_000, loss: 1_000_000 },
    collateral: { percent: 0, classes: ['substandard', 'doubtful', 'loss'] },
  },
  legalBasis: 'Kebijakan umum penyisihan koperasi, DOMAIN 3.6',
};

/** No law names days: these are usual in the field. */
export const REMINDER_DEFAULT: Default<ReminderRule> = {
  value: { before: [3], onDue: true, late: [1, 7, 30, 60, 90] },
  legalBasis: 'Kebijakan penagihan',
};

/** Recovery of what was written off is other income (DOMAIN 3.6). */
export const RECOVERY_DEFAULT: Default<string> = { value: '7.1.01', legalBasis: 'Kebijakan akuntansi, DOMAIN 3.6' };
