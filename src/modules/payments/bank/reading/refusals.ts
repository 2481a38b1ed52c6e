import { DomainError } from '#kernel/errors';

/** Why a statement is not read, at the field `file` of the form. `at` names the place in the file. */
const REFUSALS = {
  statement_unknown_format: () =>
    'Berkas ini tidak dikenali sebagai rekening koran. Unduh mutasi dari bank sebagai CSV, Excel, MT940 atau camt.053, lalu unggah lagi',
  statement_empty: () => 'Berkas ini tidak berisi mutasi. Pilih masa yang benar di bank, lalu unduh lagi',
  statement_cut: (at: string) => `Berkas ini terpotong: ${at}. Unduh lagi dari bank dan unggah seluruhnya`,
  statement_column_missing: (at: string) =>
    `Berkas ini tidak mempunyai ${at}. Unduh mutasi lengkap dari bank, jangan hapus judul kolomnya`,
  statement_amount_unreadable: (at: string) =>
    `${at} tidak bisa dibaca sebagai jumlah. Unduh lagi berkas aslinya dari bank`,
  statement_date_unreadable: (at: string) =>
    `${at} tidak bisa dibaca sebagai tanggal. Unduh lagi berkas aslinya dari bank`,
  statement_xml_forbidden: () =>
    'Berkas XML ini memuat bagian yang tidak boleh ada (DOCTYPE). Unduh lagi rekening koran camt.053 dari bank',
  statement_too_long: () => 'Berkas ini berisi terlalu banyak mutasi. Unduh per bulan, lalu unggah satu per satu',
} as const;

export type StatementRefusal = keyof typeof REFUSALS;

/** The refusal of a statement file. */
export function refuseStatement(reason: StatementRefusal, at = ''): DomainError {
  const pesan = REFUSALS[reason](at);
  return new DomainError('invalid', reason, pesan, [{ field: 'file', code: reason, pesan }]);
}
