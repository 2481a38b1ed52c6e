import { test } from 'node:test';
import type { Context } from '#kernel/context';
import type { BusinessDate } from '#kernel/dates';
import { lockAccounts } from '#ledger';
import { step } from '../../../test/support/world.ts';
import { refreshStanding } from './commands/refresh-standing.ts';
import { runningLoan } from './loans.fixture.ts';

const sentences: (() => void)[] = [];

/** Tests of one subject, whose name begins each sentence. They begin with `beginTests`, when every cooperative of the file is made. */
export function about(subject: string) {
  return (name: string, work: () => void | Promise<void>) => {
    sentences.push(() => void test(`${subject} ${name}`, work));
  };
}

/** Begins the tests of a file: the first that ends lets its connections close, so nothing may be made after. */
export function beginTests(): void {
  for (const begin of sentences) begin();
}

/** A loan of 1,200,000 in 12 instalments since a day, with its standing as an end of day leaves it. */
export async function lateLoan(context: Context, productId: string, on: BusinessDate, n: number) {
  const loan = await runningLoan(context, { productId, rupiah: 1_200_000, tenor: 12, on, n });
  await refresh(context, loan.id);
  return loan;
}

/** Brings a loan's standing to today. */
export async function refresh(context: Context, id: string): Promise<void> {
  await step(context, async (scope) => {
    await lockAccounts(scope, [id]);
    await refreshStanding(scope, [id], scope.today);
  });
}
