import sql from 'sql-template-tag';
import type { Scope } from '#kernel/scope';
import { availableSen, readTellerAccounts } from '#savings';
import { type RepayOutcome, repayMany } from '../commands/repay.ts';
import { readDebts } from '../queries/debt.ts';
import {
  insertShortfalls,
  nextStandingOrders,
  readStandingOrderRule,
  type Shortfall,
  type StandingOrder,
} from '../store/standing-orders.ts';
import { type DayStep, NOTHING, type Phase } from './phase.ts';

/** A payment writes an entry and a receipt of its own: fewer share a transaction than of other phases. */
const BATCH_ORDERS = 25;

/**
 * Savings pay the instalments they were told to: what is due by the day with its late charge, or what the saving holds of it. What could not be
 * paid is written down with its reason, and tried again at the end of the next day.
 */
export const standingOrders: Phase = {
  async total(scope, { on }) {
    const { loans } = await scope.tx.one<{ loans: bigint }>(sql`
      select count(*) as loans from loans.loan l
       where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active' and l.standing_order and l.next_due_on <= ${on}`);
    return Number(loans);
  },
  async run(scope, { on, after }) {
    const found = await nextStandingOrders(scope, { on, after, limit: BATCH_ORDERS });
    if (found.length === 0) return NOTHING;
    const { changed, amountSen } = await payOrders(scope, on, found);
    const through = found.length < BATCH_ORDERS ? null : (found.at(-1)?.id ?? null);
    return { through, looked: found.length, changed, amountSen };
  },
};

type Wanted = { readonly loanId: string; readonly dueSen: bigint; readonly amountSen: bigint };

async function payOrders(scope: Scope, on: DayStep['on'], orders: readonly StandingOrder[]) {
  const wanted = await amountsOf(scope, on, orders);
  const asked = wanted.filter(({ amountSen }) => amountSen > 0n);
  const outcomes = await repayMany(
    scope,
    asked.map(({ loanId, amountSen }) => ({ loanId, amountSen, channel: 'savings', on })),
  );
  const byLoan = new Map(asked.map(({ loanId }, index) => [loanId, outcomes[index]]));
  const paid = wanted.map((one) => ({ ...one, ...resultOf(one, byLoan.get(one.loanId)) }));
  await insertShortfalls(scope, on, paid.filter(isShort));
  const done = paid.filter(({ paidSen }) => paidSen > 0n);
  return { changed: done.length, amountSen: done.reduce((sum, { paidSen }) => sum + paidSen, 0n) };
}

// Read before anything is locked, so that no counter waits for it: what moved until the payment is taken refuses it, and it is tried again the
// next day. Two loans may be paid by one saving: the second finds what the first has left.
async function amountsOf(scope: Scope, on: DayStep['on'], orders: readonly StandingOrder[]): Promise<Wanted[]> {
  const savingIds = orders.map(({ savingsAccountId }) => savingsAccountId);
  const [debts, savings, rule] = await Promise.all([
    readDebts(
      scope,
      orders.map(({ id }) => id),
      on,
    ),
    readTellerAccounts(scope, savingIds),
    readStandingOrderRule(scope, on),
  ]);
  const balances = new Map(orders.map(({ savingsAccountId, balanceSen }) => [savingsAccountId, balanceSen]));
  return orders.flatMap(({ id, savingsAccountId }) => {
    const dueSen = debts.get(id)?.dueSen ?? 0n;
    const saving = savings.get(savingsAccountId);
    const balanceSen = balances.get(savingsAccountId) ?? 0n;
    const freeSen = saving ? availableSen(saving, balanceSen) : 0n;
    const amountSen = dueSen <= freeSen ? dueSen : rule.partial ? freeSen : 0n;
    balances.set(savingsAccountId, balanceSen - amountSen);
    return dueSen > 0n ? [{ loanId: id, dueSen, amountSen }] : [];
  });
}

function resultOf({ amountSen, dueSen }: Wanted, outcome: RepayOutcome | undefined) {
  if (outcome?.outcome === 'refused') return { paidSen: 0n, reason: outcome.error.reason };
  return { paidSen: outcome ? amountSen : 0n, reason: amountSen < dueSen ? 'balance_not_enough' : '' };
}

function isShort({ paidSen, dueSen }: Shortfall): boolean {
  return paidSen < dueSen;
}
