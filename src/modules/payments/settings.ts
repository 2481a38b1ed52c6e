import { parameterOn, readProfile } from '#cooperatives';
import { assert } from '#kernel/errors';
import { parseDecimal } from '#kernel/money';
import type { QueryScope } from '#kernel/query';

/** By-law parameters of the till. A cooperative sets its own with an effective date; these hold until it does. */
export const TILL_DEFAULTS = {
  ksp: { account: '1.1.01', over: '7.1.01', short: '8.1.01' },
  konsumen: { account: '1.1.01', over: '7.1.01', short: '8.1.02' },
} as const;

export const TILL_PARAMETERS = {
  account: 'till.account',
  over: 'till.cash_over_account',
  short: 'till.cash_short_account',
  approvalAbove: 'till.cash_out_approval_above',
} as const;

/** The chart code of one of the till's lines: its own, or where cash found or missing at a count is booked. */
export async function tillChartCode(scope: QueryScope, which: 'account' | 'over' | 'short'): Promise<string> {
  const set = await parameterOn(scope, TILL_PARAMETERS[which], scope.today);
  if (set !== undefined) {
    assert(typeof set.value === 'string', `${TILL_PARAMETERS[which]} is a chart code`);
    return set.value;
  }
  const { chartTemplate } = await readProfile(scope);
  return TILL_DEFAULTS[chartTemplate][which];
}

/** The amount in sen above which a cash expense waits for a second person; undefined when the by-laws set none. */
export async function cashOutLimitSen(scope: QueryScope): Promise<bigint | undefined> {
  const set = await parameterOn(scope, TILL_PARAMETERS.approvalAbove, scope.today);
  if (set === undefined) return undefined;
  assert(typeof set.value === 'string', `${TILL_PARAMETERS.approvalAbove} is a decimal string`);
  return parseDecimal(set.value);
}
