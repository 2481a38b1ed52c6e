import { parameterOn, readProfile } from '#cooperatives';
import { assert } from '#kernel/errors';
import { parseDecimal } from '#kernel/money';
import type { QueryScope } from '#kernel/query';

/** By-law parameters of the bank. */
export const BANK_PARAMETERS = {
  autoPostLimit: 'bank.auto_post_limit',
  unidentified: 'bank.unidentified_account',
} as const;

/** What holds until a cooperative sets its own: nothing is booked without a person; where money of an unknown payer waits. */
export const BANK_DEFAULTS = {
  autoPostLimit: '0.00',
  unidentified: { ksp: '2.1.07', konsumen: null },
} as const;

/** The largest amount in sen that an automatic rule may book without a person; nought: none. */
export async function autoPostLimitSen(scope: QueryScope): Promise<bigint> {
  const set = await parameterOn(scope, BANK_PARAMETERS.autoPostLimit, scope.today);
  assert(set === undefined || typeof set.value === 'string', `${BANK_PARAMETERS.autoPostLimit} is a decimal string`);
  return parseDecimal(set === undefined ? BANK_DEFAULTS.autoPostLimit : String(set.value));
}

/** The chart code under which a transfer of an unknown payer waits; null where the chart has none and none is set. */
export async function unidentifiedCode(scope: QueryScope): Promise<string | null> {
  const set = await parameterOn(scope, BANK_PARAMETERS.unidentified, scope.today);
  if (set !== undefined) {
    assert(typeof set.value === 'string', `${BANK_PARAMETERS.unidentified} is a chart code`);
    return set.value;
  }
  return BANK_DEFAULTS.unidentified[(await readProfile(scope)).chartTemplate];
}
