import { add, type Form, type FormLine } from '../rules/form.ts';

/**
 * The figures that the worksheet of the health examination (KKPKK, Juknis Deputi Bidang Pengawasan 15/2021) asks for, as lines that each
 * account stands on once, and the sums that its ratios use.
 */
const line = (
  basis: 'balance' | 'period',
  sign: 'debit' | 'credit',
  entries: readonly (readonly [string, string])[],
): FormLine[] => entries.map(([code, label]) => ({ kind: 'line', code, label, sign, basis }));
const total = (code: string, label: string, ...parts: string[]): FormLine => ({
  kind: 'total',
  code,
  label,
  parts: add(...parts),
});
const heading = (code: string, label: string): FormLine => ({ kind: 'heading', code, label });

export const KKPKK: Form = {
  key: 'kkpkk',
  title: 'Angka untuk kertas kerja pemeriksaan kesehatan koperasi (KKPKK)',
  source: 'Masukan rasio keuangan KKPKK (Juknis Deputi Bidang Pengawasan 15/2021).',
  surplusLine: 'ekuitas_lain',
  equal: ['total_aset', 'total_kewajiban_ekuitas'],
  lines: [
    heading('A', 'ASET'),
    ...line('balance', 'debit', [
      ['kas_bank', 'Kas dan bank'],
      ['piutang_pinjaman', 'Piutang pinjaman, setelah penyisihan'],
      ['piutang_dagang', 'Piutang dagang'],
      ['persediaan', 'Persediaan'],
      ['aset_lancar_lain', 'Aset lancar lain'],
    ]),
    total(
      'aset_lancar',
      'Aset lancar',
      'kas_bank',
      'piutang_pinjaman',
      'piutang_dagang',
      'persediaan',
      'aset_lancar_lain',
    ),
    ...line('balance', 'debit', [['aset_tidak_lancar', 'Aset tidak lancar']]),
    total('total_aset', 'Total aset', 'aset_lancar', 'aset_tidak_lancar'),
    heading('K', 'KEWAJIBAN DAN EKUITAS'),
    ...line('balance', 'credit', [
      ['tabungan_anggota', 'Tabungan anggota'],
      ['tabungan_bukan_anggota', 'Tabungan bukan anggota'],
      ['berjangka_anggota', 'Simpanan berjangka anggota'],
      ['berjangka_calon', 'Simpanan berjangka calon anggota dan koperasi lain'],
      ['titipan_dana', 'Titipan dana'],
      ['utang_pajak', 'Utang pajak'],
      ['beban_masih_dibayar', 'Beban yang masih harus dibayar'],
      ['utang_biaya', 'Utang biaya'],
      ['kewajiban_pendek_lain', 'Kewajiban jangka pendek lain'],
    ]),
    total(
      'kewajiban_pendek',
      'Kewajiban jangka pendek',
      'tabungan_anggota',
      'tabungan_bukan_anggota',
      'berjangka_anggota',
      'berjangka_calon',
      'titipan_dana',
      'utang_pajak',
      'beban_masih_dibayar',
      'utang_biaya',
      'kewajiban_pendek_lain',
    ),
    ...line('balance', 'credit', [['kewajiban_panjang', 'Kewajiban jangka panjang']]),
    ...line('balance', 'credit', [
      ['simpanan_pokok', 'Simpanan pokok'],
      ['simpanan_wajib', 'Simpanan wajib'],
      ['ekuitas_lain', 'Ekuitas lain dan SHU'],
    ]),
    total('ekuitas', 'Ekuitas', 'simpanan_pokok', 'simpanan_wajib', 'ekuitas_lain'),
    total('total_kewajiban_ekuitas', 'Total kewajiban dan ekuitas', 'kewajiban_pendek', 'kewajiban_panjang', 'ekuitas'),
    heading('H', 'HASIL USAHA'),
    ...line('period', 'credit', [
      ['partisipasi_bruto', 'Partisipasi bruto anggota (atau penjualan kepada anggota)'],
      ['pendapatan_bukan_anggota', 'Pendapatan dari bukan anggota'],
      ['pendapatan_lain', 'Pendapatan lain'],
    ]),
    total('total_pendapatan', 'Total pendapatan', 'partisipasi_bruto', 'pendapatan_bukan_anggota', 'pendapatan_lain'),
    ...line('period', 'debit', [
      ['beban_pokok', 'Beban pokok anggota dan yang tidak dipisah'],
      ['beban_pokok_bukan_anggota', 'Beban pokok bukan anggota'],
    ]),
    total(
      'shu_kotor',
      'SHU kotor',
      'partisipasi_bruto',
      'pendapatan_bukan_anggota',
      '-beban_pokok',
      '-beban_pokok_bukan_anggota',
    ),
    ...line('period', 'debit', [
      ['beban_usaha', 'Beban usaha'],
      ['beban_perkoperasian', 'Beban perkoperasian'],
      ['beban_lain', 'Beban lain'],
      ['pajak', 'Pajak penghasilan'],
    ]),
    total(
      'shu_setelah_pajak',
      'SHU setelah pajak',
      'shu_kotor',
      'pendapatan_lain',
      '-beban_usaha',
      '-beban_perkoperasian',
      '-beban_lain',
      '-pajak',
    ),
  ],
};
