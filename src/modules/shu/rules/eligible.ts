import type { Eligibility, YearBasis } from './by-laws.ts';

/** A person as the year saw them. One row a person, whatever their cycles of membership. */
export type MemberYear = {
  readonly memberId: string;
  readonly number: string;
  readonly associate: boolean;
  /** Month ends of the year, 0 to 12, on which they were a member, over all cycles. */
  readonly months: number;
  /** A member at the end of the year's last day. */
  readonly atEnd: boolean;
  readonly inArrears: boolean;
};

/** Why somebody has no share. */
export type Exclusion = 'left' | 'joined_in_year' | 'too_few_months' | 'associate';

/** Takes part, with the months out of 12 that a balance of the year's end or an equal share counts for; or not, and why. */
export type Standing = { readonly months: number; readonly held: boolean } | { readonly excluded: Exclusion };

/** Whether a person takes part in the surplus of a year, by the by-laws' rules. */
export function standingOf(member: MemberYear, rules: Eligibility): Standing {
  if (member.associate && !rules.associates) return { excluded: 'associate' };
  if (!member.atEnd && (rules.leavers === 'none' || member.months === 0)) return { excluded: 'left' };
  const joined = member.atEnd && member.months < 12;
  if (joined && rules.joiners === 'none') return { excluded: 'joined_in_year' };
  if (member.months < rules.minMonths) return { excluded: 'too_few_months' };
  const months = joined && rules.joiners === 'full' ? 12 : member.months;
  return { months, held: rules.arrears === 'hold' && member.inArrears };
}

/**
 * What a person's basis weighs. A balance of the year's end and an equal share count by months of membership; averages and transactions
 * have their time in them already. `raw`: balance, balance-days, balance-months or weighted transactions as `basisUnit` says.
 */
export function weightOf(basis: YearBasis, raw: bigint, months: number): bigint {
  if (basis.kind === 'equal') return BigInt(months);
  if (raw <= 0n) return 0n;
  return basis.kind === 'savings' && basis.measure === 'year_end' ? raw * BigInt(months) : raw;
}

/** How many parts a weight is counted in, so that `weight / basisUnit` is sen (or a head): 12 months, the year's days, or percent. */
export function basisUnit(basis: YearBasis, daysInYear: number): bigint {
  if (basis.kind === 'transactions') return 100n;
  if (basis.kind === 'savings' && basis.measure === 'average') return BigInt(daysInYear);
  return 12n;
}
