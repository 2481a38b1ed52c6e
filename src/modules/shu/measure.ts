import { daysBetween } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { type MeasuredMember, type MeasuredYear, measureMembers } from './queries/bases.ts';
import { type ByLaws, memberPools, type YearBasis } from './rules/by-laws.ts';
import { type Division, divideSurplus, type Measured } from './rules/divide.ts';
import { basisUnit, type Exclusion, standingOf, weightOf } from './rules/eligible.ts';

/** A person who takes part, as the division measures them. */
export type Participant = Measured & {
  readonly memberId: string;
  readonly number: string;
  readonly held: boolean;
};

/** Somebody of the year who takes no part, and why. */
export type Excluded = { readonly memberId: string; readonly number: string; readonly why: Exclusion };

/** Who takes part in a year's surplus with their weights, in the order of member numbers, and who does not. */
export async function measureYear(
  scope: QueryScope,
  year: MeasuredYear,
  byLaws: ByLaws,
): Promise<{ participants: Participant[]; excluded: Excluded[] }> {
  const bases = memberPools(byLaws).map(({ basis }) => basis);
  const distinct = new Map(bases.map((basis) => [JSON.stringify(basis), basis]));
  const places = bases.map((basis) => [...distinct.keys()].indexOf(JSON.stringify(basis)));
  const members = await measureMembers(scope, year, [...distinct.values()]);
  const participants: Participant[] = [];
  const excluded: Excluded[] = [];
  for (const member of members) {
    const standing = standingOf(member, byLaws.eligibility);
    const { memberId, number } = member;
    if ('excluded' in standing) excluded.push({ memberId, number, why: standing.excluded });
    else
      participants.push({ memberId, number, ...standing, weights: weightsOf(member, bases, places, standing.months) });
  }
  return { participants, excluded };
}

function weightsOf(
  member: MeasuredMember,
  bases: readonly YearBasis[],
  places: readonly number[],
  months: number,
): bigint[] {
  return bases.map((basis, index) => weightOf(basis, member.raws[places[index] ?? 0] ?? 0n, months));
}

/** A year's division with the people in it. */
export type YearDivision = Division & {
  readonly participants: readonly Participant[];
  readonly excluded: readonly Excluded[];
};

/** Measures a year and divides a surplus among its members. Errors: `surplus_not_positive`, `basis_zero`. */
export async function divideYear(
  scope: QueryScope,
  asked: { year: MeasuredYear; surplusSen: bigint; nonMemberSen: bigint; byLaws: ByLaws },
): Promise<YearDivision> {
  const { year, byLaws, surplusSen, nonMemberSen } = asked;
  const { participants, excluded } = await measureYear(scope, year, byLaws);
  const divided = divideSurplus({ surplusSen, nonMemberSen, byLaws, members: participants });
  return { ...divided, participants, excluded };
}

/** How many parts each members' pool counts its weights in (see `basisUnit`); a pool that fell back to equal shares counts months. */
export function unitsOf(
  byLaws: ByLaws,
  pools: readonly { readonly code: string; readonly fallback: 'equal' | 'reserve' | null }[],
  year: MeasuredYear,
): bigint[] {
  const fallen = new Set(pools.filter(({ fallback }) => fallback === 'equal').map(({ code }) => code));
  return memberPools(byLaws).map(({ code, basis }) =>
    fallen.has(code) ? 12n : basisUnit(basis, daysBetween(year.from, year.before)),
  );
}
