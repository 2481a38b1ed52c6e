/** A section of the notes (CALK): its title, and the words it begins with. `{names}` are filled from the data. */
export type NoteSection = { readonly key: string; readonly title: string; readonly words: string };

/**
 * The sections in their order, with words of our own to begin with, after what SAK Entitas Privat asks to be told (effective for savings and
 * loan cooperatives from the book year 2025, Permenkop 2/2024). They are a draft: pengurus write what holds for them.
 */
export const NOTE_SECTIONS = [
  {
    key: 'general',
    title: 'Umum',
    words:
      '{koperasi} adalah koperasi yang berbadan hukum nomor {badan_hukum} dan berkedudukan di {alamat}. Laporan ini mencakup tahun buku {tahun}, dari {awal} sampai {akhir}.\n\nPada {akhir} koperasi mempunyai {anggota} anggota.',
  },
  {
    key: 'basis',
    title: 'Dasar penyusunan',
    words:
      'Laporan keuangan disusun menurut Standar Akuntansi Keuangan Entitas Privat (SAK EP), atas dasar biaya historis dan akrual, kecuali arus kas. Mata uang penyajian adalah rupiah.\n\nPengurus bertanggung jawab atas laporan ini.',
  },
  {
    key: 'policy_loans',
    title: 'Kebijakan: pinjaman dan penyisihan',
    words:
      'Pinjaman dicatat sebesar pokok yang belum dibayar. Jasa diakui sesuai berjalannya waktu selama pinjaman masih lancar atau dalam perhatian. Kualitas pinjaman dinilai setiap hari menurut tunggakan. Penyisihan dibentuk dari persentase setiap kolektibilitas atas sisa pokok setelah nilai agunan yang diperhitungkan.',
  },
  {
    key: 'policy_assets',
    title: 'Kebijakan: aset tetap',
    words:
      'Aset tetap dicatat sebesar biaya perolehan dikurangi akumulasi penyusutan. Tanah tidak disusutkan. Penyusutan dihitung menurut masa manfaat kelompok aset, sejak bulan aset siap dipakai.',
  },
  {
    key: 'policy_savings',
    title: 'Kebijakan: simpanan',
    words:
      'Simpanan pokok dan simpanan wajib adalah ekuitas. Simpanan sukarela dan simpanan berjangka adalah kewajiban. Jasa simpanan dicatat sebagai beban sesuai berjalannya waktu.',
  },
  {
    key: 'policy_revenue',
    title: 'Kebijakan: pendapatan dan beban',
    words:
      'Pendapatan dari anggota disajikan sebagai partisipasi anggota, terpisah dari pendapatan dari bukan anggota. Provisi yang diterima di muka diakui selama jangka waktu pinjaman. Beban diakui pada saat terjadinya.',
  },
  {
    key: 'policy_tax',
    title: 'Kebijakan: pajak penghasilan',
    words:
      'Pajak penghasilan dihitung menurut peraturan yang berlaku pada tahun buku {tahun}. Pajak atas jasa simpanan dipotong dari penyimpan dan disetorkan ke kas negara.',
  },
  {
    key: 'details',
    title: 'Rincian pos laporan keuangan',
    words: 'Rincian setiap pos pada {akhir}, dibandingkan dengan tahun sebelumnya.',
  },
  {
    key: 'loans',
    title: 'Pinjaman menurut kolektibilitas',
    words: 'Pinjaman berjalan menurut kolektibilitas dan penyisihan yang dibutuhkan.',
  },
  { key: 'savings', title: 'Simpanan menurut produk', words: 'Simpanan anggota menurut produk pada {akhir}.' },
  {
    key: 'fixed_assets',
    title: 'Aset tetap',
    words: 'Perubahan aset tetap dan akumulasi penyusutannya selama tahun buku {tahun}.',
  },
  {
    key: 'related',
    title: 'Pihak terkait dan batas pinjaman (BMPP)',
    words:
      'Pihak terkait ialah pengurus, pengawas, pengelola, keluarganya, dan badan yang terafiliasi. Pinjaman kepada mereka diberikan dengan syarat yang sama seperti kepada anggota lain.',
  },
  {
    key: 'commitments',
    title: 'Komitmen dan kontinjensi',
    words: 'Sampai {akhir} tidak ada ikatan atau perkara yang berpengaruh besar pada laporan keuangan.',
  },
  {
    key: 'subsequent',
    title: 'Peristiwa sesudah tanggal laporan',
    words: 'Sesudah {akhir} sampai laporan ini diselesaikan tidak ada peristiwa yang mengubah laporan keuangan.',
  },
] as const satisfies readonly NoteSection[];

export type NoteKey = (typeof NOTE_SECTIONS)[number]['key'];

/** The section of a key, if there is one. */
export function noteSection(
  key: string,
): (NoteSection & { readonly key: NoteKey; readonly number: number }) | undefined {
  const place = NOTE_SECTIONS.findIndex((section) => section.key === key);
  const section = NOTE_SECTIONS[place];
  return section && { ...section, number: place + 1 };
}
