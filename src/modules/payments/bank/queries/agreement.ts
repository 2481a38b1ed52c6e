import { z } from 'zod';
import { addDays, addMonths, type BusinessDate, daysBetween, startOfMonth } from '#kernel/dates';
import { type QueryScope, query } from '#kernel/query';
import { type Agreement, agreementAt } from '../reconcile.ts';
import { AGES, type Age, ageOf } from '../rules/balance.ts';
import { MonthInput } from '../schema.ts';
import { accountLabel, type BankAccount, readAccount, readAccounts } from '../store/accounts.ts';
import { laterMatches } from '../store/later.ts';
import { type BankLine, type BookLine, bankLinesOn, bookLinesOn } from '../store/lines.ts';
import { type ClosedMonth, closedMonths } from '../store/reconciliations.ts';

/** A movement that stands on one side only. */
export type LooseItem = {
  readonly side: 'bank' | 'books';
  readonly id: string;
  readonly on: BusinessDate;
  readonly amountSen: bigint;
  readonly text: string;
  /** The entry's number, where it is one of the books. */
  readonly number: bigint | null;
  readonly entryId: string | null;
  readonly days: number;
  readonly age: Age;
};

/** The reconciliation of one account for one month: the sums, what stands on one side, and whether it is closed. */
export type BankReconciliation = Agreement & {
  readonly account: Pick<BankAccount, 'id' | 'name' | 'chartCode' | 'startsOn'> & { readonly label: string };
  readonly startsOn: BusinessDate;
  readonly endsBefore: BusinessDate;
  readonly items: readonly LooseItem[];
  readonly closed: ClosedMonth | null;
};

/** The reconciliation paper of a month. Error: `bank_account_unknown`. */
export const bankReconciliation = query({
  name: 'payments.bankReconciliation',
  permission: 'bank.read',
  input: MonthInput,
  run: async (scope, input): Promise<BankReconciliation> => readReconciliation(scope, input),
});

/** Step: the reconciliation paper of a month. Error: `bank_account_unknown`. */
export async function readReconciliation(
  scope: QueryScope,
  input: z.output<typeof MonthInput>,
): Promise<BankReconciliation> {
  const account = await readAccount(scope, input.accountId);
  const startsOn = startOfMonth(input.month);
  const endsBefore = addMonths(startsOn, 1);
  const closed = (await closedMonths(scope, account.id)).find((month) => month.startsOn === startsOn) ?? null;
  const { id, name, chartCode } = account;
  return {
    ...(await agreementAt(scope, account, endsBefore, closed?.bankSen)),
    account: { id, name, chartCode, startsOn: account.startsOn, label: accountLabel(account) },
    startsOn,
    endsBefore,
    items: await looseItems(scope, account, endsBefore, addDays(endsBefore, -1)),
    closed,
  };
}

/** What stands on one side only before a day, aged as of another. A partner dated later does not count yet. */
async function looseItems(
  scope: QueryScope,
  account: BankAccount,
  before: BusinessDate,
  asOf: BusinessDate,
): Promise<LooseItem[]> {
  const days = { from: account.startsOn, before };
  const later = await laterMatches(scope, account, before);
  const isLoose = ({ matchId }: { matchId: string | null }) => matchId === null || later.has(matchId);
  const aged = (on: BusinessDate) => {
    const waited = Math.max(0, daysBetween(on, asOf));
    return { days: waited, age: ageOf(waited) };
  };
  const fromBooks = (await bookLinesOn(scope, account, days))
    .filter(isLoose)
    .map((line) => bookItem(line, aged(line.businessDate)));
  const fromBank = (await bankLinesOn(scope, account, days))
    .filter(isLoose)
    .map((line) => bankItem(line, aged(line.bookedOn)));
  return [...fromBooks, ...fromBank];
}

type Waited = Pick<LooseItem, 'days' | 'age'>;

function bookItem(line: BookLine, waited: Waited): LooseItem {
  const id = `${line.entryId}:${line.position}`;
  const { amountSen, number, entryId } = line;
  return { side: 'books', id, on: line.businessDate, amountSen, text: line.description, number, entryId, ...waited };
}

function bankItem(line: BankLine, waited: Waited): LooseItem {
  const text = line.counterparty === null ? line.description : `${line.description} (${line.counterparty})`;
  return {
    side: 'bank',
    id: line.id,
    on: line.bookedOn,
    amountSen: line.amountSen,
    text,
    number: null,
    entryId: null,
    ...waited,
  };
}

/** What has waited how long, for one account or for all: sums by age and side, and every item, oldest first. */
export const bankAgeing = query({
  name: 'payments.bankAgeing',
  permission: 'bank.read',
  input: z.strictObject({}),
  run: async (scope) => {
    const tomorrow = addDays(scope.today, 1);
    const items: (LooseItem & { readonly account: string; readonly accountId: string })[] = [];
    for (const account of await readAccounts(scope)) {
      if (account.status !== 'active') continue;
      const loose = await looseItems(scope, account, tomorrow, scope.today);
      items.push(...loose.map((item) => ({ ...item, account: accountLabel(account), accountId: account.id })));
    }
    items.sort((a, b) => b.days - a.days || (a.id < b.id ? -1 : 1));
    const sums = AGES.map((age) => ({ age, bank: sumOf(items, age, 'bank'), books: sumOf(items, age, 'books') }));
    return { items, sums };
  },
});

function sumOf(items: readonly LooseItem[], age: Age, side: 'bank' | 'books'): { count: number; amountSen: bigint } {
  const chosen = items.filter((item) => item.age === age && item.side === side);
  return { count: chosen.length, amountSen: chosen.reduce((sum, item) => sum + item.amountSen, 0n) };
}
