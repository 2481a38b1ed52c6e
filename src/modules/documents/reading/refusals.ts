import { DomainError } from '#kernel/errors';

/** Every reason for which a file is not read, with what to do about it. */
const READING_REFUSALS = {
  file_empty: 'Berkas ini kosong. Pilih berkas yang berisi data.',
  file_too_large: 'Berkas terlalu besar (paling besar 25 MB). Bagi menjadi beberapa berkas, atau simpan tanpa gambar.',
  file_encrypted:
    'Berkas ini terkunci dengan kata sandi. Buka di Excel, hapus kata sandinya (Berkas > Info > Proteksi), simpan, lalu unggah lagi.',
  file_is_picture: 'Berkas ini sebuah gambar, bukan lembar kerja. Unggah berkas Excel, ODS atau CSV aslinya.',
  file_is_pdf: 'Berkas ini sebuah PDF. Unggah berkas Excel, ODS atau CSV aslinya.',
  file_not_a_workbook: 'Berkas ini bukan lembar kerja. Yang bisa dibaca: .xlsx, .xls, .ods dan .csv.',
  file_zip_bomb:
    'Isi berkas ini mengembang terlalu besar ketika dibuka, jadi tidak kami baca. Simpan ulang dari Excel lalu coba lagi.',
  file_corrupt: 'Berkas ini rusak dan tidak bisa dibaca. Buka di Excel, simpan dengan nama baru, lalu unggah lagi.',
  file_too_heavy: 'Berkas ini terlalu berat untuk dibaca. Simpan hanya lembar yang diperlukan, lalu unggah lagi.',
  too_many_rows: 'Lembar ini berisi terlalu banyak baris. Bagi menjadi beberapa berkas.',
  too_many_columns: 'Lembar ini berisi terlalu banyak kolom. Hapus kolom yang tidak diperlukan.',
} as const;

export type ReadingReason = keyof typeof READING_REFUSALS;

/** The refusal of a file, at the field `file` of the form. */
export function unreadable(reason: ReadingReason): DomainError {
  const pesan = READING_REFUSALS[reason];
  return new DomainError('invalid', reason, pesan, [{ field: 'file', code: reason, pesan }]);
}

/** True when the text names one of the reasons, so that a worker's answer can be turned back into the refusal. */
export function isReadingReason(reason: string): reason is ReadingReason {
  return Object.hasOwn(READING_REFUSALS, reason);
}
