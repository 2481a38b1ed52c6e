import { parameterOn, readProfile } from '#cooperatives';
import { assert } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';

/** Chart codes that closing works with, by chart template. A cooperative sets its own with an effective date. */
export const CLOSING_DEFAULTS = {
  ksp: { surplus: '3.3.02', undivided: '3.3.01', summary: '3.3.09', suspense: ['2.1.07'] },
  konsumen: { surplus: '3.3.02', undivided: '3.3.01', summary: null, suspense: [] },
} as const;

export const CLOSING_PARAMETERS = {
  surplus: 'books.surplus_account',
  undivided: 'books.undivided_account',
  summary: 'books.summary_account',
  suspense: 'books.suspense_accounts',
} as const;

/** Chart codes: where a year's surplus stands, where it goes next year, the account both sides are gathered on (null: none), what should be empty. */
export type ClosingAccounts = {
  readonly surplus: string;
  readonly undivided: string;
  readonly summary: string | null;
  readonly suspense: readonly string[];
};

/** The accounts of closing as they hold today. */
export async function closingAccounts(scope: QueryScope): Promise<ClosingAccounts> {
  const { chartTemplate } = await readProfile(scope);
  const defaults: ClosingAccounts = CLOSING_DEFAULTS[chartTemplate];
  const set = async (name: string) => (await parameterOn(scope, name, scope.today))?.value;
  const [surplus, undivided, summary, suspense] = await Promise.all([
    set(CLOSING_PARAMETERS.surplus),
    set(CLOSING_PARAMETERS.undivided),
    set(CLOSING_PARAMETERS.summary),
    set(CLOSING_PARAMETERS.suspense),
  ]);
  return {
    surplus: codeOr(surplus, defaults.surplus),
    undivided: codeOr(undivided, defaults.undivided),
    summary: summary === null ? null : codeOr(summary, defaults.summary),
    suspense: codesOr(suspense, defaults.suspense),
  };
}

function codeOr<Default extends string | null>(value: unknown, otherwise: Default): string | Default {
  if (value === undefined) return otherwise;
  assert(typeof value === 'string', 'a parameter of closing is a chart code');
  return value;
}

function codesOr(value: unknown, otherwise: readonly string[]): readonly string[] {
  if (value === undefined) return otherwise;
  assert(Array.isArray(value) && value.every((code) => typeof code === 'string'), 'suspense accounts are chart codes');
  return value;
}
