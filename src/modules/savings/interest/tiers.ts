import { add, compare, least, multiply, type Ratio, whole, ZERO } from '#kernel/ratio';

/** A rate for balances up to and including `upTo`; the last tier has no end. `rate` is a year's rate as a fraction (12 % = 12/100). */
export type Tier = { readonly upTo?: bigint; readonly rate: Ratio };

/** `whole`: the tier of the balance counts for all of it, as Indonesian savings tables are meant. `marginal`: each slice has its own. */
export type TierMode = 'whole' | 'marginal';

/** A year's interest on a balance. A balance of zero or less earns nothing. */
export function yearlyInterest(balance: Ratio, tiers: readonly Tier[], mode: TierMode): Ratio {
  if (balance.n <= 0n) return ZERO;
  return mode === 'whole' ? multiply(balance, tierFor(balance, tiers)) : marginalInterest(balance, tiers);
}

/** The rate of the tier in which a balance lies; above the last end the last rate holds. */
export function tierFor(balance: Ratio, tiers: readonly Tier[]): Ratio {
  const tier = tiers.find(({ upTo }) => upTo === undefined || compare(balance, whole(upTo)) <= 0) ?? tiers.at(-1);
  return tier?.rate ?? ZERO;
}

function marginalInterest(balance: Ratio, tiers: readonly Tier[]): Ratio {
  let interest = ZERO;
  let floor = 0n;
  for (const [index, tier] of tiers.entries()) {
    const last = index === tiers.length - 1 || tier.upTo === undefined;
    const top = last || tier.upTo === undefined ? balance : least(balance, whole(tier.upTo));
    const slice = add(top, whole(-floor));
    if (slice.n <= 0n) break;
    interest = add(interest, multiply(slice, tier.rate));
    floor = tier.upTo ?? floor;
    if (last) break;
  }
  return interest;
}
