import { assert } from '#kernel/errors';
import { allocate, type Sen } from '#kernel/money';

/** How what one member leaves unpaid falls on the others (tanggung renteng): alike, or by what each owes. */
export const SHARE_RULES = ['equal', 'by_outstanding'] as const;
export type ShareRule = (typeof SHARE_RULES)[number];

/** The fewest and the most members of a group. */
export const GROUP_SIZE = { min: 3, max: 30 } as const;

/** A member of a group with what they owe, in sen. */
export type Fellow = { readonly memberId: string; readonly outstandingSen: bigint };

/**
 * What each of the others carries of `arrearsSen` that one member left unpaid. Parts sum to the whole; a sen that does not divide goes to
 * who comes first. Where nobody else owes anything, `by_outstanding` falls back on equal parts. Pure.
 */
export function shareOfArrears(
  arrearsSen: bigint,
  others: readonly Fellow[],
  rule: ShareRule,
): ReadonlyMap<string, Sen> {
  if (others.length === 0 || arrearsSen === 0n) return new Map();
  const owed = others.map(({ outstandingSen }) => outstandingSen);
  const weighted = rule === 'by_outstanding' && owed.some((amount) => amount > 0n);
  const shares = allocate(arrearsSen, weighted ? owed : others.map(() => 1n));
  return new Map(
    others.map(({ memberId }, index) => {
      const share = shares[index];
      assert(share !== undefined, 'an allocation answers every weight');
      return [memberId, share];
    }),
  );
}
