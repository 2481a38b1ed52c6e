import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import type { DuesAccount } from '../rules/dues.ts';
import { mandatoryDues } from '../rules/dues.ts';
import { availableSen, isWithdrawable, principalRemainingSen } from '../rules/movement.ts';
import { accountsById, accountsByNumber, accountsOfMembers, type SavingsAccount } from './account-rows.ts';
import { readTerms, type Terms, termsOn } from './products.ts';
import { latestMovements } from './statement.ts';

/** A saving as screens show it. Money as decimal strings. */
export type SavingsView = Omit<
  SavingsAccount,
  'balanceSen' | 'blockedSen' | 'broughtInSen' | 'agreedRatePpm' | 'interestThrough' | 'duesFrom'
> & {
  readonly balance: string;
  readonly available: string;
  readonly blocked: string;
  readonly ratePpm: number;
  readonly mayDeposit: boolean;
  readonly mayWithdraw: boolean;
  /** What is still to be paid: the rest of pokok, or wajib that is due and unpaid. */
  readonly arrears: string;
  readonly monthsBehind: number;
  /** Wajib: what each month costs. */
  readonly monthly: string;
};

/** The savings of one member, closed ones last, for staff. */
export const memberSavings = query({
  name: 'savings.memberSavings',
  permission: 'savings.read',
  input: z.strictObject({ memberId: idField }),
  run: (scope, { memberId }) => viewsOf(scope, [memberId]),
});

/** One saving for staff, with its latest movements. Error: `savings_account_unknown`. */
export const savingsDetail = query({
  name: 'savings.detail',
  permission: 'savings.read',
  input: z.strictObject({ accountId: idField }),
  async run(scope, { accountId }) {
    const [account] = await accountsById(scope, [accountId]);
    if (!account) throw new DomainError('not_found', 'savings_account_unknown', 'Simpanan ini tidak ada');
    const [view] = await toViews(scope, [account]);
    return { account: view, latest: await latestMovements(scope, [account], 10) };
  },
});

/** The saving with this number, for whoever is asked to send money to it; undefined when there is none. */
export const findSaving = query({
  name: 'savings.find',
  permission: 'savings.read',
  input: z.strictObject({ number: z.string().trim().max(30) }),
  async run(scope, { number }) {
    const [account] = await accountsByNumber(scope, [number]);
    if (!account) return undefined;
    const { id, productName, memberName, memberNumber } = account;
    return { id, number: account.number, productName, memberName, memberNumber };
  },
});

/** A member's own savings and their latest movements. */
export const ownSavings = query({
  name: 'savings.ownSavings',
  permission: 'self.read',
  input: z.strictObject({ latest: z.number().int().min(0).max(20).default(5) }),
  async run(scope, { latest }) {
    const { memberId } = scope.context.actor;
    if (memberId === null) return { savings: [], latest: [] };
    const accounts = (await accountsOfMembers(scope, [memberId])).filter(({ status }) => status !== 'closed');
    return { savings: await toViews(scope, accounts), latest: await latestMovements(scope, accounts, latest) };
  },
});

/** An account as the till needs it. */
export type TellerView = {
  readonly id: string;
  readonly number: string;
  readonly productName: string;
  readonly kind: string;
  readonly status: string;
  readonly balanceSen: bigint;
  readonly availableSen: bigint;
  readonly mayDeposit: boolean;
  readonly mayWithdraw: boolean;
  /** What is still to be paid of pokok, or wajib that is due. */
  readonly dueSen: bigint;
};

/** Step: a member's open savings as the till needs them. Amounts in sen. */
export async function tellerAccounts(scope: QueryScope, memberId: string): Promise<TellerView[]> {
  const accounts = (await accountsOfMembers(scope, [memberId])).filter(({ status }) => status !== 'closed');
  const terms = await readTerms(scope, [...new Set(accounts.map(({ productId }) => productId))]);
  return accounts.map((account) => {
    const facts = factsOf(scope, account, terms);
    const { id, number, productName, kind, status, balanceSen } = account;
    const { mayDeposit, mayWithdraw, arrearsSen: dueSen, availableSen: free } = facts;
    return { id, number, productName, kind, status, balanceSen, availableSen: free, mayDeposit, mayWithdraw, dueSen };
  });
}

/** Step: savings of members as screens show them. */
export async function viewsOf(scope: QueryScope, memberIds: readonly string[]): Promise<SavingsView[]> {
  const accounts = await accountsOfMembers(scope, memberIds);
  const views = await toViews(scope, accounts);
  return [...views.filter(({ status }) => status !== 'closed'), ...views.filter(({ status }) => status === 'closed')];
}

async function toViews(scope: QueryScope, accounts: readonly SavingsAccount[]): Promise<SavingsView[]> {
  const terms = await readTerms(scope, [...new Set(accounts.map(({ productId }) => productId))]);
  return accounts.map((account) => {
    const facts = factsOf(scope, account, terms);
    const {
      balanceSen,
      blockedSen,
      broughtInSen: _brought,
      agreedRatePpm,
      interestThrough: _through,
      duesFrom: _from,
      ...rest
    } = account;
    return {
      ...rest,
      balance: formatDecimal(balanceSen),
      available: formatDecimal(facts.availableSen),
      blocked: formatDecimal(blockedSen),
      ratePpm: Number(agreedRatePpm ?? facts.ratePpm),
      mayDeposit: facts.mayDeposit,
      mayWithdraw: facts.mayWithdraw,
      arrears: formatDecimal(facts.arrearsSen),
      monthsBehind: facts.monthsBehind,
      monthly: formatDecimal(facts.monthlySen),
    };
  });
}

function factsOf(scope: QueryScope, account: SavingsAccount, terms: readonly Terms[]) {
  const own = terms.filter(({ productId }) => productId === account.productId);
  const inForce = termsOn(own, account.productId, scope.today);
  const withdrawable = isWithdrawable(account, scope.today);
  const due = duesOf(scope, account, own);
  const principal =
    account.kind === 'principal' ? principalRemainingSen(inForce?.dueSen ?? null, account.balanceSen) : 0n;
  const capital = account.kind === 'principal' || account.kind === 'mandatory';
  const servable =
    account.memberStatus === 'active' || (capital && ['accepted', 'suspended'].includes(account.memberStatus));
  const fillable = account.kind === 'principal' ? principal > 0n : account.kind !== 'term';
  return {
    availableSen: withdrawable
      ? availableSen(
          { blockedSen: account.blockedSen, minBalanceSen: inForce?.minBalanceSen ?? 0n },
          account.balanceSen,
        )
      : 0n,
    ratePpm: inForce?.ratePpm ?? 0n,
    mayDeposit: account.status === 'open' && servable && fillable,
    mayWithdraw: withdrawable,
    arrearsSen: account.kind === 'principal' ? principal : due.arrearsSen,
    monthsBehind: due.monthsBehind,
    monthlySen: due.monthlySen,
  };
}

function duesOf(scope: QueryScope, account: SavingsAccount & DuesAccount, terms: readonly Terms[]) {
  if (account.kind !== 'mandatory' || account.status === 'closed')
    return { arrearsSen: 0n, monthsBehind: 0, monthlySen: 0n };
  return mandatoryDues(account, terms, scope.today);
}
