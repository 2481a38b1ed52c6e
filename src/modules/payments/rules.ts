import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { parseDecimal, rupiahText, type Sen, sen } from '#kernel/money';

/** The notes and coins of rupiah that a drawer holds, largest first, as decimal strings (Bank Indonesia, in circulation 2026). */
export const DENOMINATIONS = [
  '100000.00',
  '75000.00',
  '50000.00',
  '20000.00',
  '10000.00',
  '5000.00',
  '2000.00',
  '1000.00',
  '500.00',
  '200.00',
  '100.00',
  '50.00',
] as const;
export type Denomination = (typeof DENOMINATIONS)[number];

/** So many pieces of one denomination. */
export type Pieces = { readonly denomination: Denomination; readonly pieces: number };

/** What counted cash is worth, in sen. Error: `denomination_twice`. */
export function countedSen(counted: readonly Pieces[]): Sen {
  const seen = new Set<string>();
  let total = 0n;
  for (const { denomination, pieces } of counted) {
    if (seen.has(denomination)) {
      throw new DomainError('invalid', 'denomination_twice', 'Pecahan yang sama terisi dua kali');
    }
    seen.add(denomination);
    total += parseDecimal(denomination) * BigInt(pieces);
  }
  return sen(total);
}

/** Refuses an amount that no notes and coins can make. Error: `cash_whole_rupiah`. */
export function requireCashAmount(amountSen: bigint): void {
  if (amountSen % 100n === 0n) return;
  throw fieldError('amount', 'cash_whole_rupiah', 'Uang tunai tidak punya sen. Tulis jumlah dalam rupiah bulat');
}

/** A session as rules need it. */
export type SessionState = {
  readonly tillId: string;
  readonly tillName: string;
  readonly tellerId: string;
  readonly tellerName: string;
  readonly businessDate: BusinessDate;
};

/**
 * May this teller open this till? `open` are the open sessions of this till or of this teller.
 * Errors: `till_already_open` (own), `till_taken` (another teller), `teller_has_till` (own session elsewhere).
 */
export function requireFree(wish: { tillId: string; tellerId: string }, open: readonly SessionState[]): void {
  for (const session of open) {
    if (session.tillId === wish.tillId && session.tellerId === wish.tellerId) {
      throw new DomainError('conflict', 'till_already_open', `${session.tillName} sudah Anda buka`);
    }
    if (session.tillId === wish.tillId) {
      throw new DomainError(
        'conflict',
        'till_taken',
        `${session.tillName} sedang dipakai ${session.tellerName}. Pilih kas lain`,
      );
    }
    throw new DomainError(
      'conflict',
      'teller_has_till',
      `Anda masih membuka ${session.tillName}. Tutup dulu sebelum membuka kas lain`,
    );
  }
}

/** Serving happens on the day the till was opened for. Error: `till_day_over`. */
export function requireToday(session: Pick<SessionState, 'tillName' | 'businessDate'>, today: BusinessDate): void {
  if (session.businessDate === today) return;
  throw new DomainError(
    'refused',
    'till_day_over',
    `${session.tillName} masih terbuka untuk tanggal ${session.businessDate}. Hitung dan tutup dulu, lalu buka lagi untuk hari ini`,
  );
}

/** Closing with a difference needs a word about it. Error: `difference_needs_note`. */
export function requireNote(differenceSen: bigint, note: string): void {
  if (differenceSen === 0n || note !== '') return;
  const amount = rupiahText(differenceSen < 0n ? -differenceSen : differenceSen);
  const side = differenceSen < 0n ? 'kurang' : 'lebih';
  throw fieldError(
    'note',
    'difference_needs_note',
    `Uang ${side} ${amount}. Hitung sekali lagi, lalu tulis sebab selisihnya`,
  );
}

/** A chart line that cash may come from or go to at the counter. */
export type CashLine = {
  readonly code: string;
  readonly kind: 'asset' | 'liability' | 'equity' | 'revenue' | 'expense';
  readonly postable: boolean;
  readonly active: boolean;
  readonly cashFlow: string | null;
};

/**
 * May the drawer pay into or out of this line? Expenses are paid out, revenue is taken in, and cash moves between the
 * drawer and other cash lines (bank, petty cash). Members' savings and loans go through their own pages.
 */
export function isCashLine(line: CashLine, direction: 'in' | 'out', tillChartCode: string): boolean {
  if (!line.postable || !line.active || line.code === tillChartCode) return false;
  if (line.cashFlow === 'cash') return line.kind === 'asset';
  return direction === 'out' ? line.kind === 'expense' : line.kind === 'revenue';
}
