import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formatDecimal, SEN_MAX, sumSen } from '#kernel/money';

/** A line before it is posted: debit above zero, credit below, in sen. */
export type LineDraft = { readonly accountId: string; readonly amountSen: bigint; readonly note?: string };

/** An entry before it is posted. */
export type EntryDraft = {
  readonly description: string;
  readonly businessDate: BusinessDate;
  /** Which rule made it, e.g. `savings.deposit`. */
  readonly source: string;
  readonly lines: readonly LineDraft[];
  /** When it happened, if not now: an ISO instant. */
  readonly happenedAt?: string;
  readonly commandId?: string;
  readonly reversesId?: string;
  readonly reason?: string;
  readonly branchId?: string;
  readonly unitId?: string;
};

export type AccountStatus = 'open' | 'held' | 'closed';

/** An account as posting needs it. `balanceSen` is in the account's normal sign and only kept when guarded. */
export type BookAccount = {
  readonly id: string;
  readonly chartCode: string;
  readonly name: string;
  readonly normal: 'debit' | 'credit';
  readonly ownerKind: 'general' | 'savings' | 'loan' | 'till';
  readonly status: AccountStatus;
  readonly guarded: boolean;
  readonly floorSen: bigint;
  balanceSen: bigint;
};

/** A month of the books. Days of an open month before `closedBefore` are closed already. */
export type Period = {
  readonly startsOn: BusinessDate;
  readonly endsBefore: BusinessDate;
  readonly status: 'open' | 'closed' | 'locked';
  readonly closedBefore: BusinessDate | null;
};

/** The part of the books that one transaction works on. Numbers and balances move as entries are planned. */
export type Books = {
  nextNumber: bigint;
  readonly today: BusinessDate;
  readonly accounts: ReadonlyMap<string, BookAccount>;
  readonly periods: readonly Period[];
};

export type PlannedEntry = EntryDraft & { readonly id: string; readonly number: bigint };

/** An entry has at most this many lines (the largest opening entry of an import). */
export const LINES_MAX = 30_000;

/**
 * Checks entries one after another against the books and gives them ids and numbers; all are planned or none, and only
 * then do the balances move. Errors: `lines_too_few`, `entry_too_large`, `amount_zero`, `amount_too_large`,
 * `entry_unbalanced`, `account_unknown`, `account_closed`, `account_held`, `date_in_future`, `period_closed`, `day_closed`,
 * `balance_too_low`.
 */
export function planPosting(books: Books, drafts: readonly EntryDraft[]): PlannedEntry[] {
  const balances = new Map<string, bigint>();
  for (const draft of drafts) {
    checkLines(draft);
    checkDate(books, draft.businessDate);
    for (const line of draft.lines) {
      const account = openAccountOf(books, line.accountId);
      if (!account.guarded) continue;
      const before = balances.get(account.id) ?? account.balanceSen;
      balances.set(account.id, before + inNormalSign(account, line.amountSen));
    }
    // Only after its last line is an entry's balance real: one entry may move an account twice.
    for (const line of draft.lines) checkFloor(books.accounts.get(line.accountId), balances.get(line.accountId));
  }
  for (const [id, balance] of balances) {
    const account = books.accounts.get(id);
    if (account) account.balanceSen = balance;
  }
  return drafts.map((draft) => {
    const number = books.nextNumber;
    books.nextNumber += 1n;
    return { ...draft, id: newId(), number };
  });
}

/** Refuses a business date in the future or outside an open period. */
export function checkDate(books: Pick<Books, 'today' | 'periods'>, date: BusinessDate): void {
  if (date > books.today) {
    throw new DomainError(
      'refused',
      'date_in_future',
      'Tanggal transaksi belum tiba. Pakai tanggal hari ini atau sebelumnya',
    );
  }
  const period = books.periods.find((candidate) => candidate.startsOn <= date && date < candidate.endsBefore);
  if (period?.status !== 'open') {
    throw new DomainError('refused', 'period_closed', 'Pembukuan untuk tanggal ini sudah ditutup atau belum dibuka');
  }
  if (period.closedBefore !== null && date < period.closedBefore) {
    throw new DomainError('refused', 'day_closed', 'Hari ini sudah ditutup. Pakai tanggal hari yang masih terbuka');
  }
}

/** The amount as it changes an account's balance in its normal sign. */
export function inNormalSign(account: Pick<BookAccount, 'normal'>, amountSen: bigint): bigint {
  return account.normal === 'debit' ? amountSen : -amountSen;
}

function checkLines(draft: EntryDraft): void {
  if (draft.lines.length < 2) {
    throw new DomainError('invalid', 'lines_too_few', 'Jurnal paling sedikit dua baris: satu debit dan satu kredit');
  }
  if (draft.lines.length > LINES_MAX) {
    throw new DomainError('invalid', 'entry_too_large', 'Jurnal ini terlalu panjang. Bagi menjadi beberapa jurnal');
  }
  for (const line of draft.lines) {
    if (line.amountSen === 0n) throw new DomainError('invalid', 'amount_zero', 'Jumlah tidak boleh nol');
    if (line.amountSen > SEN_MAX || line.amountSen < -SEN_MAX) {
      throw new DomainError('invalid', 'amount_too_large', 'Jumlah ini terlalu besar');
    }
  }
  const difference = sumSen(draft.lines.map((line) => line.amountSen));
  if (difference !== 0n) {
    throw new DomainError(
      'invalid',
      'entry_unbalanced',
      `Debit dan kredit belum sama. Selisih ${formatDecimal(difference < 0n ? -difference : difference)}`,
    );
  }
}

function openAccountOf(books: Books, id: string): BookAccount {
  const account = books.accounts.get(id);
  if (!account) throw new DomainError('not_found', 'account_unknown', 'Akun ini tidak ada');
  if (account.status === 'closed') {
    throw new DomainError('refused', 'account_closed', `${account.name} sudah ditutup`);
  }
  if (account.status === 'held') {
    throw new DomainError('refused', 'account_held', `${account.name} sedang dikunci dan tidak menerima transaksi`);
  }
  return account;
}

function checkFloor(account: BookAccount | undefined, balance: bigint | undefined): void {
  if (!account || balance === undefined || balance >= account.floorSen) return;
  throw new DomainError('refused', 'balance_too_low', `Saldo ${account.name} tidak cukup untuk transaksi ini`);
}
