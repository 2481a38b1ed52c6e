import { formatDecimal, parseDecimal, sumSen } from '#kernel/money';
import { requireMember } from '#lib/server/session.ts';
import { ownLoans } from '#loans';
import { ownSavings } from '#savings';
import type { PageServerLoad } from './$types';

/** A member's home: what they have, what is still to be paid, what happened last. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const [{ savings, latest }, loans] = await Promise.all([ownSavings(context, { latest: 5 }), ownLoans(context, {})]);
  return {
    name: context.actor.name,
    zone: context.cooperative.zone,
    now: context.clock.now().toISOString(),
    total: formatDecimal(sumSen(savings.map(({ balance }) => parseDecimal(balance)))),
    savings,
    latest,
    loans: loans.filter(({ status }) => status === 'active' || status === 'signed' || status === 'drawn'),
    arrears: savings.filter(({ arrears }) => arrears !== '0.00'),
  };
};
