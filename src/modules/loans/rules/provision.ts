import { divideRounded } from '#kernel/money';
import type { Collectability } from '../store/loans.ts';

/** Parameter `loans.provision_rates`. */
export type ProvisionRule = {
  /** Of the balance after collateral, in parts per million. */
  readonly ratePpm: Readonly<Record<Collectability, number>>;
  /** So many whole percent of a collateral's value are taken off the balance first, in these classes only. */
  readonly collateral: { readonly percent: number; readonly classes: readonly Collectability[] };
};

/** What one loan's allowance is computed from. Amounts in sen. */
export type ProvisionFacts = {
  readonly class: Collectability;
  readonly outstandingSen: bigint;
  readonly collateralSen: bigint;
};

/**
 * The allowance one loan needs, in sen: rate x max(0, outstanding principal - counted collateral). The counted collateral is rounded down,
 * the allowance up, so that neither flatters. DOMAIN 3.6.
 */
export function requiredAllowance(rule: ProvisionRule, facts: ProvisionFacts): bigint {
  const counted = rule.collateral.classes.includes(facts.class)
    ? divideRounded(facts.collateralSen * BigInt(rule.collateral.percent), 100n, 'down')
    : 0n;
  const exposed = facts.outstandingSen > counted ? facts.outstandingSen - counted : 0n;
  return divideRounded(exposed * BigInt(rule.ratePpm[facts.class]), 1_000_000n, 'up');
}
