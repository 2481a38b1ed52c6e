import { parseDecimal } from '#kernel/money';
import { TILL_DEFAULTS, TILL_PARAMETERS } from '#payments';

/** How a parameter's value is written: a decimal string of rupiah, or a code of the chart. Both are text. */
export type ParameterKind = 'amount' | 'chart_code';

/** A by-law parameter that some rule of the program reads. Its words are in the dictionary of the settings pages. */
export type KnownParameter = {
  readonly name: string;
  readonly kind: ParameterKind;
  /** What holds while the cooperative has set nothing: by chart template, or null where there is then no limit. */
  readonly usual: Readonly<Record<'ksp' | 'konsumen', string | null>>;
  /** What the wizard writes as its ground. */
  readonly legalBasis: string;
};

const PER_TEMPLATE = (key: 'account' | 'over' | 'short') => ({
  ksp: TILL_DEFAULTS.ksp[key],
  konsumen: TILL_DEFAULTS.konsumen[key],
});

/** Every by-law parameter there is. Limits of a savings product are terms of that product and stand with it. */
export const KNOWN_PARAMETERS: readonly KnownParameter[] = [
  {
    name: TILL_PARAMETERS.approvalAbove,
    kind: 'amount',
    usual: { ksp: null, konsumen: null },
    legalBasis: 'Keputusan pengurus tentang kas',
  },
  { name: TILL_PARAMETERS.over, kind: 'chart_code', usual: PER_TEMPLATE('over'), legalBasis: 'Kebijakan akuntansi' },
  { name: TILL_PARAMETERS.short, kind: 'chart_code', usual: PER_TEMPLATE('short'), legalBasis: 'Kebijakan akuntansi' },
  {
    name: TILL_PARAMETERS.account,
    kind: 'chart_code',
    usual: PER_TEMPLATE('account'),
    legalBasis: 'Kebijakan akuntansi',
  },
];

/** The parameter of a name, if any rule reads it. */
export function knownParameter(name: string): KnownParameter | undefined {
  return KNOWN_PARAMETERS.find((known) => known.name === name);
}

/** Whether a text is a value of this kind. `codes` are the postable codes of the chart. Pure. */
export function isParameterValue(kind: ParameterKind, value: unknown, codes: readonly string[]): value is string {
  if (typeof value !== 'string') return false;
  if (kind === 'chart_code') return codes.includes(value);
  try {
    return parseDecimal(value) > 0n;
  } catch {
    return false;
  }
}
