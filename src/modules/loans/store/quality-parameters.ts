import { z } from 'zod';
import { parameterOn } from '#cooperatives';
import type { BusinessDate } from '#kernel/dates';
import { parseInput } from '#kernel/input';
import type { QueryScope } from '#kernel/query';
import { CLASSES, type CollectabilityRule } from '../rules/collectability.ts';
import type { ProvisionRule } from '../rules/provision.ts';
import {
  type BANK_CLASSES,
  BANK_DEFAULT,
  bankClasses,
  COOPERATIVE_CLASSES,
  PROVISION_DEFAULT,
  RECOVERY_DEFAULT,
  REMINDER_DEFAULT,
} from '../rules/quality-defaults.ts';
import type { ReminderRule } from '../rules/reminders.ts';

/** The parameters of loan quality. Each has its default, with its source, in rules/quality-defaults.ts. */
export const QUALITY_PARAMETERS = {
  cooperative: 'loans.collectability_cooperative',
  bank: 'loans.collectability_bank',
  provision: 'loans.provision_rates',
  reminders: 'loans.reminders',
  recovery: 'loans.recovery_account',
} as const;

const count = (max: number) => z.int().min(0).max(max);
const worseClass = z.enum(['special_mention', 'substandard', 'doubtful', 'loss']);

/** A table of classes, as a parameter holds it. */
export const CollectabilityTable: z.ZodType<CollectabilityRule> = z.strictObject({
  thresholds: z
    .array(
      z.strictObject({
        period: z.enum(['short', 'monthly', 'half_yearly', 'single', 'any']),
        measure: z.enum(['principal', 'interest', 'any']),
        over: count(3650),
        unit: z.enum(['day', 'month']),
        class: worseClass,
      }),
    )
    .max(100),
  doubtfulCollateral: z.strictObject({ rescuable: count(1000), notRescuable: count(1000) }).nullable(),
  handedOverIsLoss: z.boolean(),
  watch: z.strictObject({ months: count(120), class: worseClass }).nullable(),
});

/** Bank days: one of the published variants by name, or a table of one's own. */
export const BankTable = z.union([
  z.enum(['ojk', 'siskop', 'gintoeng'] satisfies (keyof typeof BANK_CLASSES)[]),
  CollectabilityTable,
]);

const ppm = count(1_000_000);
/** Rates by class, and what of a collateral counts. */
export const ProvisionRates: z.ZodType<ProvisionRule> = z.strictObject({
  ratePpm: z.strictObject({ current: ppm, special_mention: ppm, substandard: ppm, doubtful: ppm, loss: ppm }),
  collateral: z.strictObject({ percent: count(100), classes: z.array(z.enum(CLASSES)).max(5) }),
});

const days = z.array(z.int().min(1).max(365)).max(12);
/** Days before and after a due date on which a message is queued. */
export const Reminders: z.ZodType<ReminderRule> = z.strictObject({ before: days, onDue: z.boolean(), late: days });

/** What decides the quality of loans on a day. */
export type QualityRules = {
  readonly classes: Readonly<Record<'cooperative' | 'bank', CollectabilityRule>>;
  readonly provision: ProvisionRule;
};

/** The tables in force on a day. */
export async function readQualityRules(scope: QueryScope, on: BusinessDate): Promise<QualityRules> {
  const [cooperative, bank, provision] = await Promise.all([
    valueOn(scope, QUALITY_PARAMETERS.cooperative, on),
    valueOn(scope, QUALITY_PARAMETERS.bank, on),
    valueOn(scope, QUALITY_PARAMETERS.provision, on),
  ]);
  const bankTable = bank === undefined ? BANK_DEFAULT.value : parseInput(BankTable, bank);
  return {
    classes: {
      cooperative: cooperative === undefined ? COOPERATIVE_CLASSES.value : parseInput(CollectabilityTable, cooperative),
      bank: typeof bankTable === 'string' ? bankClasses(bankTable) : bankTable,
    },
    provision: provision === undefined ? PROVISION_DEFAULT.value : parseInput(ProvisionRates, provision),
  };
}

/** Which reminders a cooperative sends. */
export async function readReminderRule(scope: QueryScope, on: BusinessDate): Promise<ReminderRule> {
  const value = await valueOn(scope, QUALITY_PARAMETERS.reminders, on);
  return value === undefined ? REMINDER_DEFAULT.value : parseInput(Reminders, value);
}

/** The chart line to which money of written-off loans goes. */
export async function readRecoveryCode(scope: QueryScope, on: BusinessDate): Promise<string> {
  const value = await valueOn(scope, QUALITY_PARAMETERS.recovery, on);
  return value === undefined ? RECOVERY_DEFAULT.value : parseInput(z.string().min(1).max(20), value);
}

async function valueOn(scope: QueryScope, name: string, on: BusinessDate): Promise<unknown> {
  return (await parameterOn(scope, name, on))?.value;
}
