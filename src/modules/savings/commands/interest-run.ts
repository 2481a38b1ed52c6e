import { z } from 'zod';
import { command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { addDays, type BusinessDate, startOfMonth } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { dateField, idField } from '#kernel/fields';
import type { Scope } from '#kernel/scope';
import { generalAccountIds, lockAccounts, post } from '#ledger';
import { type TaxLedger, taxLedger } from '../interest/index.ts';
import {
  accountHistories,
  countRunAccounts,
  findRun,
  type InterestRun,
  interestMonths,
  interestTaxOn,
  nextRunAccounts,
  type RunAccount,
} from '../queries/interest.ts';
import { type Product, readTerms, savingsProducts, type Terms, termsOn } from '../queries/products.ts';
import { accountEarnings, type Earning, endsPostingPeriod, interestTerms, type TaxFacts } from '../rules/earnings.ts';
import { advanceRun, insertEarnings, insertRun, updatePaidThrough } from '../store/interest.ts';
import { type InterestSides, interestEntry } from './interest-entry.ts';

/** Accounts in one transaction: small enough that counters wait a moment only. */
export const BATCH_ACCOUNTS = 200;

/**
 * Starts the interest of a product for the days before `until`, or finds the run that was started before. The work is done in batches by
 * `continueInterestRun`, which a job calls. Errors: `product_unknown`, `product_without_interest`, `until_not_boundary`, `until_in_future`.
 */
export const startInterestRun = command({
  name: 'savings.startInterestRun',
  permission: 'savings.interest',
  input: z.strictObject({ productId: idField, until: dateField }),
  async run(scope, { productId, until }) {
    const { product, terms } = await productTerms(scope, productId);
    const inForce = termsOn(terms, productId, addDays(until, -1));
    if (product.kind === 'term' || product.interestChartCode === null || !inForce) {
      throw new DomainError('refused', 'product_without_interest', `${product.name} tidak diberi jasa berkala`);
    }
    if (!endsPostingPeriod(until, inForce.posting)) {
      throw fieldError(
        'until',
        'until_not_boundary',
        'Jasa dibukukan sampai akhir bulan, triwulan, semester atau tahun',
      );
    }
    if (until > addDays(scope.today, 1)) {
      throw fieldError('until', 'until_in_future', 'Jangka waktu ini belum berakhir');
    }
    const accountsTotal = await countRunAccounts(scope, { productId, until });
    const id = await insertRun(scope, { productId, until, accountsTotal });
    if (id) await scope.enqueue('savings.interest_run', { runId: id }, `savings.interest_run:${id}`);
    const run = await findRun(scope, { productId, until });
    assert(run, 'a run that was started can be found');
    return progress(run);
  },
});

/** Pays the next batch of accounts of a run; on a finished run it changes nothing. Error: `run_unknown`. */
export const continueInterestRun = command({
  name: 'savings.continueInterestRun',
  permission: 'savings.interest',
  input: z.strictObject({ runId: idField }),
  async run(scope, { runId }) {
    const run = await findRun(scope, { id: runId, lock: true });
    if (!run) throw new DomainError('not_found', 'run_unknown', 'Hitungan jasa ini tidak ada');
    if (run.status === 'done') return progress(run);
    await payBatch(scope, run);
    const after = await findRun(scope, { id: runId });
    assert(after, 'a run does not vanish');
    return progress(after);
  },
});

/** Continues a run until it is done. Killed anywhere, the next call goes on after the last batch that was committed. */
export async function finishInterestRun(context: Context, runId: string): Promise<void> {
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const { result } = await continueInterestRun(context, { runId });
    if (result.status === 'done') return;
  }
  throw new Error(`interest run ${runId} did not end`);
}

const BATCHES_MAX = 100_000;

function progress(run: InterestRun) {
  const { id, status, accountsTotal, accountsDone } = run;
  return { id, status, accountsTotal, accountsDone };
}

async function payBatch(scope: Scope, run: InterestRun): Promise<void> {
  const found = await nextRunAccounts(scope, {
    productId: run.productId,
    until: run.until,
    after: run.lastAccountId,
    limit: BATCH_ACCOUNTS,
  });
  const ids = found.map(({ id }) => id);
  const locked = new Map((await lockAccounts(scope, ids)).map((account) => [account.id, account.balanceSen]));
  const accounts = found.map((account) => ({ ...account, balanceSen: locked.get(account.id) ?? account.balanceSen }));
  const paid = await earnAll(scope, run, accounts);
  const sides = await interestSides(scope, (await productTerms(scope, run.productId)).product);
  const businessDate = addDays(run.until, -1);
  const drafts = paid.map(({ account, earnings }) => interestEntry(account, earnings, sides, businessDate));
  const entries = await post(
    scope,
    drafts.filter((draft) => draft !== undefined),
  );
  let next = 0;
  const written = paid.flatMap(({ account, earnings }, index) => {
    const entryId = drafts[index] ? (entries[next++]?.id ?? null) : null;
    const owned = { accountId: account.id, memberId: account.memberId, runId: run.id, entryId };
    return earnings.filter(isWorthKeeping).map((earning) => ({ ...owned, earning }));
  });
  await insertEarnings(scope, written);
  await updatePaidThrough(scope, ids, run.until);
  const sum = (pick: (earning: Earning) => bigint) => written.reduce((total, { earning }) => total + pick(earning), 0n);
  await advanceRun(scope, {
    id: run.id,
    accounts: ids.length,
    lastAccountId: ids.at(-1) ?? null,
    interestSen: sum((earning) => earning.interestSen),
    taxSen: sum((earning) => earning.taxSen),
    feeSen: sum((earning) => earning.feeSen),
    finished: ids.length < BATCH_ACCOUNTS,
  });
}

function isWorthKeeping(earning: Earning): boolean {
  return earning.interestSen > 0n || earning.feeSen > 0n;
}

type Paid = { readonly account: RunAccount; readonly earnings: readonly Earning[] };

async function earnAll(scope: Scope, run: InterestRun, accounts: readonly RunAccount[]): Promise<Paid[]> {
  const ids = accounts.map(({ id }) => id);
  const memberIds = [...new Set(accounts.map(({ memberId }) => memberId))];
  const since = startOfMonth(accounts.map(({ from }) => from).sort()[0] ?? run.until);
  const [{ terms }, tax, histories, months] = await Promise.all([
    productTerms(scope, run.productId),
    interestTaxOn(scope, addDays(run.until, -1)),
    accountHistories(scope, ids, run.until),
    interestMonths(scope, memberIds, since),
  ]);
  const ledgers = new Map<string, TaxLedger>();
  return accounts.map((account) => {
    const termsFor = engineTermsOf(terms, run.productId, tax, account);
    const atEnd = termsFor(addDays(run.until, -1));
    const ledger =
      ledgers.get(account.memberId) ?? taxLedger(atEnd.tax, atEnd.rounding, months.get(account.memberId) ?? []);
    ledgers.set(account.memberId, ledger);
    const history = histories.get(account.id);
    assert(history, 'every account has its history');
    const headroomSen = account.balanceSen - account.blockedSen;
    const { from } = account;
    return {
      account,
      earnings: accountEarnings({ from, until: run.until, ...history, headroomSen }, termsFor, ledger),
    };
  });
}

// An account with something blocked pays no fee: what is blocked belongs to somebody's claim.
function engineTermsOf(terms: readonly Terms[], productId: string, tax: TaxFacts | undefined, account: RunAccount) {
  return (day: BusinessDate) => {
    const inForce = termsOn(terms, productId, day);
    assert(inForce, 'a product has terms from its first day');
    return interestTerms(inForce, tax, account.blockedSen > 0n ? 0n : inForce.adminFeeSen);
  };
}

async function productTerms(scope: Scope, productId: string): Promise<{ product: Product; terms: Terms[] }> {
  const product = (await savingsProducts(scope)).find(({ id }) => id === productId);
  if (!product) throw new DomainError('not_found', 'product_unknown', 'Produk simpanan ini tidak ada');
  return { product, terms: await readTerms(scope, [productId]) };
}

/** The general accounts on the other side of a product's interest. Error: `chart_code_unknown`. */
export async function interestSides(scope: Scope, product: Product): Promise<InterestSides> {
  const { interestChartCode, taxChartCode, feeChartCode } = product;
  assert(interestChartCode !== null, 'a product that earns has its expense line');
  const codes = [interestChartCode, taxChartCode, feeChartCode].filter((code) => code !== null);
  const ids = await generalAccountIds(scope, codes);
  const idOf = (code: string | null) => (code === null ? null : (ids.get(code) ?? null));
  return { expenseId: ids.get(interestChartCode) ?? '', taxId: idOf(taxChartCode), feeId: idOf(feeChartCode) };
}
