import { issueReceipts, type ReceiptDraft } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { type Books, loadBooks, type PlannedEntry, writePosting } from '#ledger';
import { activateMember } from '#members';
import {
  type CashAccount,
  readCashAccounts,
  readTellerAccounts,
  type TellerAccount,
} from '../store/teller-accounts.ts';

/** What the counter's three steps work on: the books with rows locked, the accounts, and where cash is. */
export type TellerState = {
  readonly books: Books;
  readonly accounts: ReadonlyMap<string, TellerAccount>;
  readonly cash: ReadonlyMap<string, CashAccount>;
  readonly generalCash: CashAccount | undefined;
};

/** A movement that one account and cash are asked for. `series` names the counter that issues the receipt. */
export type CashMovement = {
  readonly accountId: string;
  readonly amountSen: bigint;
  readonly cashAccountId?: string | undefined;
  readonly on: BusinessDate;
  readonly note?: string | undefined;
  readonly series?: string;
  /** Tills are named by the payments module only, which knows whose they are. */
  readonly mayUseTill?: boolean;
};

/** Who asks, and under which command the entry is kept. */
export type Asker = { readonly commandId: string; readonly personId: string };

/** What one decided movement writes. */
export type TellerWrite = {
  readonly entry: PlannedEntry;
  readonly receipt: ReceiptDraft;
  readonly balanceSen: bigint;
  readonly activates?: { readonly memberId: string; readonly on: BusinessDate };
};

/** What one movement answers, inside the program; `id` is the receipt's. */
export type TellerResult = {
  readonly id: string;
  readonly entryId: string;
  readonly receiptNumber: string;
  readonly checkCode: string;
  readonly balanceSen: bigint;
};

/** Step one: reads and locks, in one set, everything that these movements need. */
export async function loadTeller(
  scope: Scope,
  wanted: { accountIds: readonly string[]; cashAccountIds: readonly (string | undefined)[] },
): Promise<TellerState> {
  const asked = wanted.cashAccountIds.filter((id) => id !== undefined);
  const { byId, general } = await readCashAccounts(scope, asked);
  const [books, accounts] = await Promise.all([
    loadBooks(scope, [...wanted.accountIds, ...byId.keys()]),
    readTellerAccounts(scope, wanted.accountIds),
  ]);
  return { books, accounts, cash: byId, generalCash: general };
}

/** Step three: writes all of them in a few set-wise statements, and activates members whose principal saving is now paid. */
export async function writeTeller(
  scope: Scope,
  writes: readonly TellerWrite[],
  state: TellerState,
): Promise<TellerResult[]> {
  if (writes.length === 0) return [];
  const [, receipts] = await Promise.all([
    writePosting(
      scope,
      state.books,
      writes.map(({ entry }) => entry),
    ),
    issueReceipts(
      scope,
      writes.map(({ receipt }) => receipt),
    ),
  ]);
  for (const { activates } of writes) if (activates) await activateMember(scope, activates);
  return writes.map(({ entry, balanceSen }, index) => {
    const receipt = receipts[index];
    assert(receipt, 'every movement has its receipt');
    return {
      id: receipt.id,
      entryId: entry.id,
      receiptNumber: receipt.number,
      checkCode: receipt.checkCode,
      balanceSen,
    };
  });
}

/** What the contract answers for a movement. */
export function tellerAnswer({ balanceSen, ...result }: TellerResult) {
  return { ...result, balance: formatDecimal(balanceSen) };
}
