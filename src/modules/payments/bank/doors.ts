import { dateText } from '#documents';
import { addDays, type BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { openCounts } from './queries/accounts.ts';
import { accountLabel, type BankAccount, readAccounts } from './store/accounts.ts';
import { closedMonths, outstandingAt } from './store/reconciliations.ts';
import { readSpans } from './store/statements.ts';

/** Something of the bank that stands in the way of closing books; the shape that closing expects. */
export type BankBlocker = {
  readonly code: string;
  readonly severity: 'stop' | 'warn';
  readonly text: string;
  readonly href: string;
  readonly count: number;
};

/** Bank lines without an entry, before a day, by account. */
export async function unmatchedBankLines(
  scope: QueryScope,
  before: BusinessDate,
): Promise<{ accountId: string; label: string; lines: number; entries: number }[]> {
  const found: { accountId: string; label: string; lines: number; entries: number }[] = [];
  for (const account of await activeBefore(scope, before)) {
    const { openLines, openEntries } = await openCounts(scope, account, before);
    found.push({ accountId: account.id, label: accountLabel(account), lines: openLines, entries: openEntries });
  }
  return found;
}

/**
 * What of the bank stands against closing these days: bank lines without an entry stop it; a statement that does not reach the
 * end, a month not reconciled, or books changed after it was, are warned of.
 */
export async function bankBlockers(
  scope: QueryScope,
  period: { readonly startsOn: BusinessDate; readonly endsBefore: BusinessDate },
): Promise<BankBlocker[]> {
  const blockers: BankBlocker[] = [];
  for (const account of await activeBefore(scope, period.endsBefore)) {
    blockers.push(...(await blockersOf(scope, account, period)));
  }
  return blockers;
}

async function blockersOf(
  scope: QueryScope,
  account: BankAccount,
  { endsBefore }: { readonly endsBefore: BusinessDate },
): Promise<BankBlocker[]> {
  const label = accountLabel(account);
  const code = (kind: string) => `${kind}_${account.id}`;
  const { openLines } = await openCounts(scope, account, endsBefore);
  if (openLines > 0) {
    const text = `${openLines} baris bank ${label} belum cocok dengan buku`;
    return [
      { code: code('bank_unmatched'), severity: 'stop', text, href: `/staff/bank/${account.id}`, count: openLines },
    ];
  }
  const lastDay = addDays(endsBefore, -1);
  const href = `/staff/bank/${account.id}/reconciliation?month=${lastDay.slice(0, 7)}`;
  const closed = (await closedMonths(scope, account.id)).find((month) => month.endsBefore === endsBefore);
  if (closed) {
    const { bookSen } = await outstandingAt(scope, account, endsBefore);
    if (bookSen === closed.bookSen) return [];
    const text = `Buku bank ${label} berubah sesudah rekonsiliasinya ditutup`;
    return [{ code: code('bank_changed_after'), severity: 'warn', text, href, count: 1 }];
  }
  const spans = await readSpans(scope, account.id);
  const reached = spans
    .map((span) => span.toOn)
    .sort()
    .at(-1);
  if (reached === undefined || reached < lastDay) {
    const until = reached === undefined ? 'belum ada' : `baru sampai ${dateText(reached)}`;
    const text = `Rekening koran ${label} ${until}, padahal masa ini sampai ${dateText(lastDay)}`;
    const upload = `/staff/bank/${account.id}/upload`;
    return [{ code: code('bank_statement_missing'), severity: 'warn', text, href: upload, count: 1 }];
  }
  const text = `Rekonsiliasi ${label} sampai ${dateText(lastDay)} belum ditutup`;
  return [{ code: code('bank_not_reconciled'), severity: 'warn', text, href, count: 1 }];
}

async function activeBefore(scope: QueryScope, before: BusinessDate): Promise<BankAccount[]> {
  return (await readAccounts(scope)).filter((account) => account.status === 'active' && account.startsOn < before);
}
