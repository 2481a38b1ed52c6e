import { parameterOn } from '#cooperatives';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { LAW_PARAMETERS, type LendingLaw, USUAL_LAW } from '../rules/law.ts';

const PERCENT = /^\d{1,3}(\.\d{1,6})?$/;

/** The ceilings and the cap on rates in force on a day; where the cooperative has set none, those of the law. */
export async function readLaw(scope: QueryScope, on: BusinessDate): Promise<LendingLaw> {
  const [rateCapPercent, relatedPercent, memberPercent] = await Promise.all([
    percentOn(scope, 'rateCapPercent', on),
    percentOn(scope, 'relatedPercent', on),
    percentOn(scope, 'memberPercent', on),
  ]);
  return { rateCapPercent, relatedPercent, memberPercent };
}

async function percentOn(scope: QueryScope, key: keyof LendingLaw, on: BusinessDate): Promise<string> {
  const value = (await parameterOn(scope, LAW_PARAMETERS[key], on))?.value;
  return typeof value === 'string' && PERCENT.test(value) ? value : USUAL_LAW[key];
}
