import { formFailure } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';
import { simulate } from './simulation.ts';

const EXAMPLE = { amount: '10000000', months: '12', rate: '12', per: 'year', method: 'flat' };
const FIELDS = Object.keys(EXAMPLE) as (keyof typeof EXAMPLE)[];

/** The whole page is its address: what was typed, and the answer to it. */
export const load: PageServerLoad = ({ url, locals }) => {
  if (!url.searchParams.has('amount')) return { values: EXAMPLE };
  const values = Object.fromEntries(FIELDS.map((name) => [name, (url.searchParams.get(name) ?? '').slice(0, 40)]));
  try {
    return { values, simulation: simulate(values, locals.locale) };
  } catch (error) {
    const { errors, message } = formFailure(error, values).data;
    return { values, errors, message };
  }
};
