import { DomainError } from '#kernel/errors';
import { formFailure, moneyValue } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { byLawsVersions, simulateShu } from '#shu';
import { USUAL_RULES } from '../../rules/rules-form.ts';
import type { PageServerLoad } from './$types';

/** A simulation by the address alone: figures and percents stand in it, so that it can be sent to somebody. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'shu.read');
  const { year } = event.params;
  const values: Record<string, string> = Object.fromEntries(event.url.searchParams);
  const { versions } = await byLawsVersions(context, {});
  const rules = versions[0]?.rules ?? USUAL_RULES;
  const pools = rules.pools.map((pool) => ({
    ...pool,
    percent: (values[`percent_${pool.code}`] ?? pool.percent).replace(',', '.'),
  }));
  const form = { year, values, pools: pools.map(({ code, name, percent }) => ({ code, name, percent })) };
  if (!('surplus' in values)) return { ...form, result: null, failure: null };
  try {
    const asked = {
      year,
      rules: { ...rules, pools },
      ...(values['surplus'] === '' ? {} : { surplus: moneyValue(values, 'surplus', event.locals.locale) }),
      ...(values['memberNumber'] ? { memberNumber: values['memberNumber'] } : {}),
    };
    return { ...form, result: await simulateShu(context, asked), failure: null };
  } catch (refusal) {
    if (!(refusal instanceof DomainError)) throw refusal;
    return { ...form, result: null, failure: formFailure(refusal, values).data };
  }
};
