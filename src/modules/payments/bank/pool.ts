import { addDays, type BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { type Candidate, candidatesOf, certainPairs, PAIR_DAYS_MAX, type Side } from './rules/pairing.ts';
import type { BankAccount } from './store/accounts.ts';
import { type BankLine, type BookLine, bankLinesOn, bookLinesOn, earliestOpen } from './store/lines.ts';

/** Both sides of an account around what is still open, matched ones included, as rules compare them. */
export type Pool = {
  readonly bankLines: ReadonlyMap<string, BankLine>;
  readonly bookLines: ReadonlyMap<string, BookLine>;
  readonly lines: readonly Side[];
  readonly entries: readonly Side[];
};

/** The id by which rules know a line of an entry. */
export function entryKey(line: { readonly entryId: string; readonly position: number }): string {
  return `${line.entryId}:${line.position}`;
}

/** Reads what is open before a day, with a month before it: what is matched there tells a double from a newcomer. */
export async function readPool(scope: QueryScope, account: BankAccount, before?: BusinessDate): Promise<Pool> {
  const earliest = (await earliestOpen(scope, account)) ?? scope.today;
  const wished = addDays(earliest, -PAIR_DAYS_MAX);
  const days = {
    from: wished < account.startsOn ? account.startsOn : wished,
    before: before ?? addDays(scope.today, 1),
  };
  const bankLines = await bankLinesOn(scope, account, days);
  const bookLines = await bookLinesOn(scope, account, days);
  return {
    bankLines: new Map(bankLines.map((line) => [line.id, line])),
    bookLines: new Map(bookLines.map((line) => [entryKey(line), line])),
    lines: bankLines.map(bankSide),
    entries: bookLines.map(bookSide),
  };
}

/** The pairs that need no second thought, and every other candidate. */
export function pairsOf(pool: Pool): { candidates: Candidate[]; certain: Candidate[] } {
  const candidates = candidatesOf(pool.lines, pool.entries);
  return { candidates, certain: certainPairs(candidates) };
}

/** A bank line as rules compare it. */
export function bankSide(line: BankLine): Side {
  const text = [line.description, line.counterparty, line.reference].filter((part) => part !== null).join(' ');
  return { id: line.id, on: line.bookedOn, amountSen: line.amountSen, text, matched: line.matchId !== null };
}

/** A line of the books as rules compare it: its words, its receipt and its note. */
export function bookSide(line: BookLine): Side {
  const text = [line.description, line.note, line.receipt].filter((part) => part !== null).join(' ');
  return { id: entryKey(line), on: line.businessDate, amountSen: line.amountSen, text, matched: line.matchId !== null };
}
