import { z } from 'zod';
import { command } from '#kernel/command';
import { startOfMonth } from '#kernel/dates';
import { assert } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { type EntryDraft, lockAccounts, post } from '#ledger';
import { type InterestTerms, interestPostings, type TaxLedger, taxLedger } from '../interest/index.ts';
import { accountsById, maturingAccounts, type SavingsAccount } from '../queries/account-rows.ts';
import { interestMonths, interestTaxOn } from '../queries/interest.ts';
import { type Product, readTerms, savingsProducts, type Terms, termsOn } from '../queries/products.ts';
import { type Earning, interestTerms } from '../rules/earnings.ts';
import { type Maturity, matureTerm, maturityOf } from '../rules/term.ts';
import { insertEvents, updateTerm } from '../store/accounts.ts';
import { insertEarnings } from '../store/interest.ts';
import { closeStep } from './blocking.ts';
import { interestEntry } from './interest-entry.ts';
import { interestSides } from './interest-run.ts';

const BATCH_ACCOUNTS = 200;

/**
 * Pays the interest of term deposits that matured by today, and pays out or rolls over as was agreed. One that cannot be paid (its payout
 * saving is closed or blocked, or it is blocked itself) is left and named. Run again it finds nothing more to do.
 */
export const matureTermDeposits = command({
  name: 'savings.matureTermDeposits',
  permission: 'savings.interest',
  input: z.strictObject({}),
  async run(scope) {
    const { matured, left } = await matureDue(scope);
    return { matured, left };
  },
});

/**
 * Step: the same for the next of them in order of id, as many as fit in a transaction. `last` is the id to go on `after`, or null when there
 * are no more.
 */
export async function matureDue(
  scope: Scope,
  after?: string,
): Promise<{ matured: number; left: string[]; last: string | null }> {
  const found = await maturingAccounts(scope, scope.today, { after, limit: BATCH_ACCOUNTS });
  if (found.length === 0) return { matured: 0, left: [], last: null };
  const payouts = found.flatMap(({ payoutAccountId }) => (payoutAccountId === null ? [] : [payoutAccountId]));
  await lockAccounts(scope, [...found.map(({ id }) => id), ...payouts]);
  // Read again under the lock: another run may have paid some of them meanwhile.
  const due = (
    await accountsById(
      scope,
      found.map(({ id }) => id),
    )
  ).filter(({ status, maturesOn }) => status !== 'closed' && maturesOn !== null && maturesOn <= scope.today);
  const open = new Set(
    (await accountsById(scope, payouts)).filter(({ status }) => status === 'open').map(({ id }) => id),
  );
  const [products, terms] = [
    await savingsProducts(scope),
    await readTerms(scope, [...new Set(due.map((one) => one.productId))]),
  ];
  const left: string[] = [];
  let matured = 0;
  for (const account of due) {
    const reachable = account.payoutAccountId !== null && open.has(account.payoutAccountId);
    if (account.status === 'blocked' || account.blockedSen > 0n || !reachable) {
      left.push(account.number);
      continue;
    }
    await matureOne(scope, account, { products, terms });
    matured += 1;
  }
  return { matured, left, last: found.length < BATCH_ACCOUNTS ? null : (found.at(-1)?.id ?? null) };
}

type Known = { readonly products: readonly Product[]; readonly terms: readonly Terms[] };

async function matureOne(scope: Scope, account: SavingsAccount, known: Known): Promise<void> {
  const product = known.products.find(({ id }) => id === account.productId);
  assert(product && account.placedOn && account.maturesOn && account.rollover, 'a term deposit has its term');
  const earning = await termEarning(scope, account, known.terms);
  const maturity = matureTerm(account.balanceSen, earning.interestSen - earning.taxSen, account.rollover);
  const paid = interestEntry(account, [earning], await interestSides(scope, product), scope.today);
  const out = payoutEntry(scope, account, maturity);
  const entries = await post(scope, [...(paid ? [paid] : []), ...(out ? [out] : [])]);
  const entryId = paid ? (entries[0]?.id ?? null) : null;
  await insertEarnings(scope, [{ accountId: account.id, memberId: account.memberId, runId: null, entryId, earning }]);
  const event = { accountId: account.id, amountSen: maturity.paidOutSen, on: account.maturesOn };
  if (maturity.rolls && maturity.keptSen > 0n) {
    await rollOver(scope, account, known.terms);
    await insertEvents(scope, [{ ...event, kind: 'rolled_over', amountSen: maturity.keptSen }]);
  } else {
    await insertEvents(scope, [{ ...event, kind: 'matured' }]);
    await closeStep(scope, account.id, 'Jatuh tempo');
  }
}

// The balance of a term deposit does not move during its term, so its interest is that of one balance.
async function termEarning(scope: Scope, account: SavingsAccount, terms: readonly Terms[]): Promise<Earning> {
  const { placedOn: from, maturesOn: to } = account;
  assert(from && to, 'a term deposit has its term');
  const agreed = termsOn(terms, account.productId, from);
  assert(agreed, 'a product has terms from its first day');
  const tax = await interestTaxOn(scope, to);
  const rate = { ratePpm: account.agreedRatePpm ?? 0n, tiers: [], posting: 'maturity' as const };
  const engine = interestTerms({ ...agreed, ...rate }, tax, 0n);
  const ledger = await memberLedger(scope, account, engine);
  const [posting] = interestPostings({ from, to, opening: account.balanceSen, movements: [] }, engine, ledger);
  assert(posting, 'a term has one posting');
  return {
    from,
    to,
    basisSen: account.balanceSen,
    interestSen: posting.interest,
    taxSen: posting.tax,
    feeSen: 0n,
    months: posting.months,
  };
}

async function memberLedger(scope: Scope, account: SavingsAccount, engine: InterestTerms): Promise<TaxLedger> {
  const since = startOfMonth(account.placedOn ?? scope.today);
  const months = await interestMonths(scope, [account.memberId], since);
  return taxLedger(engine.tax, engine.rounding, months.get(account.memberId) ?? []);
}

function payoutEntry(scope: Scope, account: SavingsAccount, maturity: Maturity): EntryDraft | undefined {
  if (maturity.paidOutSen === 0n || account.payoutAccountId === null) return undefined;
  return {
    description: `Jatuh tempo simpanan berjangka ${account.number}`,
    businessDate: scope.today,
    source: 'savings.maturity',
    lines: [
      { accountId: account.id, amountSen: maturity.paidOutSen },
      { accountId: account.payoutAccountId, amountSen: -maturity.paidOutSen },
    ],
  };
}

async function rollOver(scope: Scope, account: SavingsAccount, terms: readonly Terms[]): Promise<void> {
  const { maturesOn: placedOn, tenorMonths } = account;
  assert(placedOn && tenorMonths, 'a term deposit has its term');
  const offered = termsOn(terms, account.productId, placedOn)?.tenors.find(({ months }) => months === tenorMonths);
  const agreedRatePpm = offered?.ratePpm ?? Number(account.agreedRatePpm ?? 0n);
  const maturesOn = maturityOf(placedOn, tenorMonths);
  await updateTerm(scope, { accountId: account.id, placedOn, maturesOn, agreedRatePpm });
}
