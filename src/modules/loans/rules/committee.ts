import { assert, DomainError, fieldError } from '#kernel/errors';
import { compare, ratioOfDecimal } from '#kernel/ratio';
import type { ProductTerms, ProductTermsJson } from '../terms.ts';

/** How many different people must agree to an amount: the first level that reaches it; the last has no limit. */
export function approvalsNeeded(levels: ProductTerms['approval'], amountSen: bigint): number {
  const level = levels.find(({ upTo }) => upTo === undefined || amountSen <= upTo) ?? levels.at(-1);
  assert(level, 'a product has at least one level of approval');
  return level.approvals;
}

/** A vote as it counts: on which payload, by whom. */
export type CountedVote = {
  readonly approverId: string;
  readonly decision: 'approve' | 'reject';
  readonly payloadHash: string;
};

/** How the committee stands on this payload: votes on an earlier one no longer count; one rejection rejects. */
export function committeeOutcome(
  votes: readonly CountedVote[],
  payloadHash: string,
  needed: number,
): { readonly outcome: 'open' | 'approved' | 'rejected'; readonly approvals: number } {
  const counted = votes.filter((vote) => vote.payloadHash === payloadHash);
  const approvals = new Set(counted.filter(({ decision }) => decision === 'approve').map((vote) => vote.approverId))
    .size;
  if (counted.some(({ decision }) => decision === 'reject')) return { outcome: 'rejected', approvals };
  return { outcome: approvals >= needed ? 'approved' : 'open', approvals };
}

/** Who votes, and what they have had to do with the application before. */
export type Voter = {
  readonly personId: string;
  /** Their own record in the register, when they are a member too. */
  readonly memberId: string | null;
};

/**
 * Who entered or reviewed an application does not decide on it, and nobody on their own. Errors: `own_application`, `maker_cannot_check`,
 * `already_voted`.
 */
export function requireMayVote(
  voter: Voter,
  application: { readonly memberId: string; readonly makerIds: readonly string[]; readonly payloadHash: string },
  votes: readonly CountedVote[],
): void {
  requireNotOwn(voter, application);
  if (application.makerIds.includes(voter.personId)) {
    const pesan = 'Yang memasukkan atau memeriksa permohonan tidak ikut memutuskan. Minta pengurus lain';
    throw new DomainError('forbidden', 'maker_cannot_check', pesan);
  }
  if (votes.some((vote) => vote.approverId === voter.personId && vote.payloadHash === application.payloadHash)) {
    throw new DomainError('conflict', 'already_voted', 'Anda sudah memberi suara untuk permohonan ini');
  }
}

/** Nobody handles their own application. Error: `own_application`. */
export function requireNotOwn(person: Voter, application: { readonly memberId: string }): void {
  if (person.memberId !== application.memberId) return;
  throw new DomainError('forbidden', 'own_application', 'Ini permohonan Anda sendiri. Petugas lain yang menanganinya');
}

/** What the officer decided for this member, different from the product. */
export type Adjustment = {
  /** In the product's own unit: a year's or an instalment's percent. Never above the product's. */
  readonly ratePercent?: string | undefined;
  /** First instalments without principal. */
  readonly gracePrincipal?: number | undefined;
};

/** The product's terms with what was decided for this member. Error at the field: `rate_above_product`. */
export function agreedTerms(terms: ProductTermsJson, adjustment: Adjustment): ProductTermsJson {
  const { calculation } = terms;
  const { rate } = calculation;
  const { ratePercent, gracePrincipal } = adjustment;
  const offered = 'annualPercent' in rate ? rate.annualPercent : rate.periodPercent;
  if (ratePercent !== undefined && compare(ratioOfDecimal(ratePercent), ratioOfDecimal(offered)) > 0) {
    throw fieldError(
      'ratePercent',
      'rate_above_product',
      `Jasa paling tinggi ${offered.replace('.', ',')}% menurut produk ini`,
    );
  }
  const percent = ratePercent ?? offered;
  return {
    ...terms,
    calculation: {
      ...calculation,
      rate: 'annualPercent' in rate ? { annualPercent: percent } : { periodPercent: percent },
      ...(gracePrincipal === undefined ? {} : { grace: { ...calculation.grace, principal: gracePrincipal } }),
    },
  };
}
