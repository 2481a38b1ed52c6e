import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { dateField, idField } from '#kernel/fields';
import { formatDecimal, type Sen, sen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { ownCapital } from '#ledger';
import { checkCeilings, LAW_BASIS, type LendingLaw } from '../rules/law.ts';
import { type RelatedRole, relatedPartyOn } from '../store/related-parties.ts';
import { readLaw } from './law.ts';

/** What may be lent to one member on a day (BMPP). Amounts in sen. */
export type LendingLimits = {
  readonly ownCapitalSen: Sen;
  /** What makes the member a related party, or null. */
  readonly related: { readonly role: RelatedRole; readonly relation: string } | null;
  /** The ceiling in percent of own capital, and as an amount. */
  readonly percent: string;
  readonly ceilingSen: Sen;
  /** Principal that the member owes, with what is drawn up and not yet paid out. */
  readonly outstandingSen: Sen;
  /** What may still be lent. */
  readonly roomSen: Sen;
  readonly law: LendingLaw;
  /** The article that the ceiling rests on. */
  readonly legalBasis: string;
};

/** Step: own capital, the ceiling of a member on a day, what they owe and what room is left (Permenkop 8/2023 Ps 42-45). */
export async function readLendingLimits(
  scope: QueryScope,
  { memberId, on }: { readonly memberId: string; readonly on: BusinessDate },
): Promise<LendingLimits> {
  const [law, related, ownCapitalSen, outstandingSen] = await Promise.all([
    readLaw(scope, on),
    relatedPartyOn(scope, memberId, on),
    ownCapital(scope),
    committedTo(scope, memberId),
  ]);
  const check = checkCeilings({ principalSen: 0n, outstandingSen, ownCapitalSen, related: related !== undefined }, law);
  return {
    ownCapitalSen,
    related: related ?? null,
    percent: check.percent,
    ceilingSen: check.ceilingSen,
    outstandingSen,
    roomSen: check.roomSen,
    law,
    legalBasis: related ? LAW_BASIS.relatedPercent : LAW_BASIS.memberPercent,
  };
}

/** The same for a page or program, money as decimal strings. */
export const lendingLimits = query({
  name: 'loans.lendingLimits',
  permission: 'loans.read',
  input: z.strictObject({ memberId: idField, on: dateField.optional() }),
  async run(scope, { memberId, on }) {
    const limits = await readLendingLimits(scope, { memberId, on: on ?? scope.today });
    return {
      ownCapital: formatDecimal(limits.ownCapitalSen),
      related: limits.related,
      percent: limits.percent,
      ceiling: formatDecimal(limits.ceilingSen),
      outstanding: formatDecimal(limits.outstandingSen),
      room: formatDecimal(limits.roomSen),
      rateCapPercent: limits.law.rateCapPercent,
      legalBasis: limits.legalBasis,
    };
  },
});

async function committedTo(scope: QueryScope, memberId: string): Promise<Sen> {
  const { owed } = await scope.tx.one<{ owed: bigint }>(sql`
    select coalesce(sum(a.balance_sen + case when l.status in ('drawn', 'signed', 'active') then l.principal_sen - l.disbursed_sen else 0 end),
                    0)::bigint as owed
      from loans.loan l
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
     where l.cooperative_id = ${scope.cooperativeId} and l.member_id = ${memberId} and l.status <> 'cancelled'`);
  return sen(owed);
}
