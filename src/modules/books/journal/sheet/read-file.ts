import type { ReadWorkbook } from '#documents';
import { DomainError, fieldError } from '#kernel/errors';
import { findColumns } from './columns.ts';
import { readRows, type SheetFault } from './rows.ts';
import { groupVouchers, type Voucher } from './vouchers.ts';

/** What a file says: its vouchers, the faults of its rows, and how many rows said anything. */
export type ReadJournal = {
  readonly vouchers: readonly Voucher[];
  readonly faults: readonly SheetFault[];
  readonly rowCount: number;
};

/** The most rows and vouchers one file of journals may have. */
export const SHEET_ROWS_MAX = 20_000;
const VOUCHERS_MAX = 10_000;

/**
 * Reads the first sheet that looks like a journal. Pure. Errors: `journal_columns` (no such sheet), `journal_rows` (none, or too many),
 * `cash_account_missing` (a cash book, and nobody said against which account).
 */
export function readJournal(
  workbook: ReadWorkbook,
  { cashAccount, pivotYear }: { cashAccount: string | null; pivotYear: number },
): ReadJournal {
  for (const sheet of workbook.sheets) {
    const columns = findColumns(sheet.rows);
    if (!columns) continue;
    const { rows, faults, count } = readRows(sheet.rows, columns, pivotYear);
    if (count === 0) continue;
    if (count > SHEET_ROWS_MAX) throw tooLong();
    const ofCash = columns.at.debit === undefined && columns.at.in !== undefined;
    if (cashAccount === null && (ofCash || rows.some(({ side }) => side === 'in' || side === 'out'))) {
      throw fieldError(
        'cashAccount',
        'cash_account_missing',
        'Berkas ini buku kas: hanya masuk dan keluar. Pilih akun kasnya',
      );
    }
    const grouped = groupVouchers(rows, { numbered: columns.at.voucher !== undefined, cashAccount });
    if (grouped.vouchers.length > VOUCHERS_MAX) throw tooLong();
    const all = [...faults, ...grouped.faults].sort((a, b) => a.row - b.row);
    return { vouchers: grouped.vouchers, faults: all, rowCount: count };
  }
  throw new DomainError(
    'invalid',
    'journal_columns',
    'Tidak ada tabel jurnal di berkas ini. Perlu judul kolom: tanggal, nomor bukti, keterangan, akun, debit, kredit',
    [{ field: 'file', code: 'journal_columns', pesan: 'Judul kolom jurnal tidak ditemukan' }],
  );
}

function tooLong(): DomainError {
  return fieldError(
    'file',
    'journal_rows',
    `Berkas jurnal paling banyak ${SHEET_ROWS_MAX} baris. Bagi menjadi beberapa berkas`,
  );
}
