import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { anchorOf } from './rules/balance.ts';
import type { BankAccount } from './store/accounts.ts';
import { movedBetween, type Outstanding, outstandingAt } from './store/reconciliations.ts';
import { readSpans } from './store/statements.ts';

/**
 * Books and bank at the beginning of `before`: what the books say, less what only they have, plus what only the bank has, is
 * what the bank should say. `bankSen` is null where no statement states a balance; `differenceSen` is what stays unexplained.
 */
export type Agreement = Outstanding & {
  readonly expectedSen: bigint;
  readonly bankSen: bigint | null;
  readonly differenceSen: bigint | null;
};

/** Compares books and bank at the beginning of a day; `statedSen` stands in where the files state no balance. */
export async function agreementAt(
  scope: QueryScope,
  account: BankAccount,
  before: BusinessDate,
  statedSen?: bigint,
): Promise<Agreement> {
  const outstanding = await outstandingAt(scope, account, before);
  const expectedSen = outstanding.bookSen - outstanding.inBooksOnlySen + outstanding.inBankOnlySen;
  const bankSen = (await bankBalanceAt(scope, account, before)) ?? statedSen ?? null;
  return { ...outstanding, expectedSen, bankSen, differenceSen: bankSen === null ? null : bankSen - expectedSen };
}

/** What the bank held at the beginning of a day by its own statements; null where none states a balance. */
export async function bankBalanceAt(
  scope: QueryScope,
  account: BankAccount,
  before: BusinessDate,
): Promise<bigint | null> {
  const anchor = anchorOf(await readSpans(scope, account.id), before);
  if (!anchor) return null;
  const moved = anchor.from < anchor.before ? await movedBetween(scope, account.id, anchor) : 0n;
  return anchor.balanceSen + anchor.sign * moved;
}
