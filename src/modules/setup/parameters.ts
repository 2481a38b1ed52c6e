import type { z } from 'zod';
import { LPEA_PARAMETERS } from '#books';
import { parseDecimal } from '#kernel/money';
import { JOURNAL_APPROVAL_ABOVE } from '#ledger';
import {
  BANK_CLASSES,
  COOPERATIVE_CLASSES,
  CollectabilityTable,
  LAW_BASIS,
  LAW_PARAMETERS,
  type LendingLaw,
  PROVISION_DEFAULT,
  ProvisionRates,
  QUALITY_PARAMETERS,
  RECOVERY_DEFAULT,
  REMINDER_DEFAULT,
  Reminders,
  USUAL_LAW,
} from '#loans';
import {
  LIMITS_PARAMETER,
  LimitsValue,
  THRESHOLDS_PARAMETER,
  ThresholdsValue,
  USUAL_LIMITS,
  USUAL_THRESHOLDS,
} from '#oversight';
import { BANK_DEFAULTS, BANK_PARAMETERS, TILL_DEFAULTS, TILL_PARAMETERS } from '#payments';

/**
 * How a parameter's value is written: a decimal string of rupiah, a code of the chart, a decimal percent, one of named choices (all
 * text), or a table that a schema of its module reads.
 */
export type ParameterKind = 'amount' | 'chart_code' | 'percent' | 'choice' | 'table';

/** A by-law parameter that some rule of the program reads. Its words are in the dictionary of the settings pages. */
export type KnownParameter = {
  readonly name: string;
  readonly kind: ParameterKind;
  /** What holds while the cooperative has set nothing: by chart template, or null where there is then no limit. A table as JSON. */
  readonly usual: Readonly<Record<'ksp' | 'konsumen', string | null>>;
  /** Of a `choice`. */
  readonly choices?: readonly string[];
  /** Of a `table`. */
  readonly schema?: z.ZodType;
  /** What the wizard writes as its ground. */
  readonly legalBasis: string;
};

const PER_TEMPLATE = (key: 'account' | 'over' | 'short') => ({
  ksp: TILL_DEFAULTS.ksp[key],
  konsumen: TILL_DEFAULTS.konsumen[key],
});

const forBoth = (usual: string) => ({ ksp: usual, konsumen: usual });

/** A table with the value that its module brings. */
function table(
  name: string,
  schema: z.ZodType,
  { value, legalBasis }: { readonly value: unknown; readonly legalBasis: string },
): KnownParameter {
  return { name, kind: 'table', schema, usual: forBoth(tableText(value)), legalBasis };
}

const LAW: readonly KnownParameter[] = (Object.keys(LAW_PARAMETERS) as (keyof LendingLaw)[]).map((key) => ({
  name: LAW_PARAMETERS[key],
  kind: 'percent',
  usual: forBoth(USUAL_LAW[key]),
  legalBasis: LAW_BASIS[key],
}));

/** What law and by-law say of loans. Limits of a loan product are terms of that product. */
const LOANS: readonly KnownParameter[] = [
  ...LAW,
  table(QUALITY_PARAMETERS.cooperative, CollectabilityTable, COOPERATIVE_CLASSES),
  {
    name: QUALITY_PARAMETERS.bank,
    kind: 'choice',
    choices: Object.keys(BANK_CLASSES),
    usual: forBoth('ojk'),
    legalBasis: 'Kebiasaan bank (hari tunggakan)',
  },
  table(QUALITY_PARAMETERS.provision, ProvisionRates, PROVISION_DEFAULT),
  table(QUALITY_PARAMETERS.reminders, Reminders, REMINDER_DEFAULT),
  {
    name: QUALITY_PARAMETERS.recovery,
    kind: 'chart_code',
    usual: forBoth(RECOVERY_DEFAULT.value),
    legalBasis: RECOVERY_DEFAULT.legalBasis,
  },
];

/** From where on supervisors are shown something, and when the board is asked to decide. */
const WATCHED: readonly KnownParameter[] = [
  table(THRESHOLDS_PARAMETER, ThresholdsValue, { value: USUAL_THRESHOLDS, legalBasis: 'Kebiasaan audit intern' }),
  table(LIMITS_PARAMETER, LimitsValue, { value: USUAL_LIMITS, legalBasis: 'UU 25/1992 Ps 26; kertas kerja KKPKK' }),
];

/** Against what members' benefit is measured: nothing until a cooperative says it, with the ground it rests on. */
const LPEA: readonly KnownParameter[] = Object.values(LPEA_PARAMETERS).map((name) => ({
  name,
  kind: 'percent',
  usual: { ksp: null, konsumen: null },
  legalBasis: 'Keputusan pengurus tentang pembanding LPEA',
}));

/** Every by-law parameter there is. Limits of a savings product are terms of that product and stand with it. */
export const KNOWN_PARAMETERS: readonly KnownParameter[] = [
  {
    name: TILL_PARAMETERS.approvalAbove,
    kind: 'amount',
    usual: { ksp: null, konsumen: null },
    legalBasis: 'Keputusan pengurus tentang kas',
  },
  {
    name: JOURNAL_APPROVAL_ABOVE,
    kind: 'amount',
    usual: { ksp: null, konsumen: null },
    legalBasis: 'Keputusan pengurus tentang pembukuan',
  },
  { name: TILL_PARAMETERS.over, kind: 'chart_code', usual: PER_TEMPLATE('over'), legalBasis: 'Kebijakan akuntansi' },
  { name: TILL_PARAMETERS.short, kind: 'chart_code', usual: PER_TEMPLATE('short'), legalBasis: 'Kebijakan akuntansi' },
  {
    name: TILL_PARAMETERS.account,
    kind: 'chart_code',
    usual: PER_TEMPLATE('account'),
    legalBasis: 'Kebijakan akuntansi',
  },
  {
    name: BANK_PARAMETERS.autoPostLimit,
    kind: 'amount',
    usual: forBoth(BANK_DEFAULTS.autoPostLimit),
    legalBasis: 'Keputusan pengurus tentang rekonsiliasi bank',
  },
  {
    name: BANK_PARAMETERS.unidentified,
    kind: 'chart_code',
    usual: BANK_DEFAULTS.unidentified,
    legalBasis: 'Kebijakan akuntansi',
  },
  ...LOANS,
  ...LPEA,
  ...WATCHED,
];

/** The parameter of a name, if any rule reads it. */
export function knownParameter(name: string): KnownParameter | undefined {
  return KNOWN_PARAMETERS.find((known) => known.name === name);
}

/** A table as people read and write it. */
export function tableText(value: unknown): string {
  return JSON.stringify(value, null, 1);
}

/** Whether a value is one that this parameter may have. `codes` are the postable codes of the chart. Pure. */
export function isParameterValue(known: KnownParameter, value: unknown, codes: readonly string[]): boolean {
  if (known.kind === 'table') return known.schema?.safeParse(value).success ?? false;
  if (typeof value !== 'string') return false;
  if (known.kind === 'chart_code') return codes.includes(value);
  if (known.kind === 'choice') return known.choices?.includes(value) ?? false;
  if (known.kind === 'percent') return /^\d{1,3}(\.\d{1,6})?$/.test(value) && Number(value) > 0 && Number(value) <= 100;
  try {
    return parseDecimal(value) > 0n;
  } catch {
    return false;
  }
}
