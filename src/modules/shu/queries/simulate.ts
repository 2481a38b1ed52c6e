import { bookYear } from '#books';
import { readProfile } from '#cooperatives';
import { DomainError, fieldError } from '#kernel/errors';
import { formatDecimal, sumSen } from '#kernel/money';
import { query } from '#kernel/query';
import { requireUsable } from '../commands/by-laws.ts';
import { requireByLaws } from '../commands/calculate.ts';
import { divideYear, type YearDivision } from '../measure.ts';
import { type ByLaws, memberPools } from '../rules/by-laws.ts';
import { noSurplus } from '../rules/divide.ts';
import { SimulationInput } from '../schema.ts';
import { yearFigures } from './figures.ts';

/**
 * What a surplus and a tree would give, before the meeting: pools, and one member's shares beside what the by-laws in force would give.
 * Writes nothing. Without a surplus: what the books of the year say so far. Errors: `by_laws_missing` (when no tree is given), those of
 * `checkByLaws`, `pool_credit_unknown`, `surplus_not_positive`, `basis_zero`, `share_unknown`.
 */
export const simulateShu = query({
  name: 'shu.simulate',
  permission: 'shu.read',
  input: SimulationInput,
  async run(scope, { year: wanted, surplus, rules, memberNumber }) {
    const { bookYearStartMonth } = await readProfile(scope);
    const year = bookYear(wanted, bookYearStartMonth);
    const figures = await yearFigures(scope, year);
    const surplusSen = surplus ?? figures.surplusSen;
    if (surplusSen <= 0n) throw noSurplus();
    const inForce = await requireByLaws(scope, year).catch(onlyWhenNeeded(rules));
    const byLaws = rules ?? inForce?.rules;
    if (!byLaws) throw new Error('by-laws are given or in force');
    if (rules) await requireUsable(scope, rules);
    const asked = { year, surplusSen, nonMemberSen: figures.nonMemberSen };
    const divided = await divideYear(scope, { ...asked, byLaws });
    const before =
      rules && inForce && memberNumber ? await divideYear(scope, { ...asked, byLaws: inForce.rules }) : null;
    return {
      year: wanted,
      surplus: formatDecimal(surplusSen),
      fromBooks: surplus === undefined,
      members: formatDecimal(divided.membersSen),
      rest: formatDecimal(divided.restSen),
      memberCount: divided.participants.length,
      excludedCount: divided.excluded.length,
      pools: divided.pools.map(({ code, name, percent, of, tree, amountSen, credits, fallback }) => ({
        code,
        name,
        percent,
        of,
        tree,
        amount: formatDecimal(amountSen),
        members: credits === null,
        fallback,
      })),
      member: memberNumber ? effectOn(divided, byLaws, memberNumber, before) : null,
    };
  },
});

// A tree that is given stands by itself; only without one must the by-laws be there.
function onlyWhenNeeded(rules: ByLaws | undefined) {
  return (error: unknown) => {
    if (rules && error instanceof DomainError && error.reason === 'by_laws_missing') return undefined;
    throw error;
  };
}

function effectOn(divided: YearDivision, byLaws: ByLaws, memberNumber: string, before: YearDivision | null) {
  const number = memberNumber.toUpperCase();
  const shares = sharesOf(divided, number);
  if (!shares) {
    throw fieldError('memberNumber', 'share_unknown', `Anggota ${number} tidak mendapat bagian SHU tahun ini`);
  }
  const earlier = before && sharesOf(before, number);
  return {
    number,
    shares: memberPools(byLaws).map(({ name }, place) => ({ name, amount: formatDecimal(shares[place] ?? 0n) })),
    total: formatDecimal(sumSen(shares)),
    totalBefore: earlier ? formatDecimal(sumSen(earlier)) : null,
  };
}

function sharesOf({ participants, shares }: YearDivision, number: string): readonly bigint[] | undefined {
  return shares[participants.findIndex((one) => one.number === number)];
}
