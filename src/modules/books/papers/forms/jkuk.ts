import { add, type Form, type FormLine } from '../rules/form.ts';

/**
 * The ministry's form of balance sheet and income statement of a savings and loan cooperative (kode JKUK), with the codes that our charts of
 * accounts carry. Contra lines (1149) count on the debit side, so that they reduce the total above them.
 */
const balance = (sign: 'debit' | 'credit', entries: readonly (readonly [string, string])[]): FormLine[] =>
  entries.map(([code, label]) => ({ kind: 'line', code, label, sign, basis: 'balance' }));
const period = (sign: 'debit' | 'credit', entries: readonly (readonly [string, string])[]): FormLine[] =>
  entries.map(([code, label]) => ({ kind: 'line', code, label, sign, basis: 'period' }));
const heading = (code: string, label: string): FormLine => ({ kind: 'heading', code, label });
const total = (code: string, label: string, ...parts: string[]): FormLine => ({
  kind: 'total',
  code,
  label,
  parts: add(...parts),
});

const CURRENT_ASSETS = [
  ['1110', 'Kas'],
  ['1120/1121', 'Bank: giro dan tabungan'],
  ['1122', 'Bank: deposito'],
  ['1130', 'Surat berharga jangka pendek'],
  ['1141', 'Pinjaman kepada anggota'],
  ['1142', 'Pinjaman kepada calon anggota dan bukan anggota'],
  ['1143', 'Pinjaman kepada koperasi lain'],
  ['1149', 'Penyisihan pinjaman (pengurang)'],
  ['1150', 'Beban dibayar di muka'],
  ['1160', 'Piutang jasa pinjaman'],
] as const;
const INVESTMENTS = [
  ['1210', 'Penyertaan pada koperasi sekunder'],
  ['1220', 'Investasi surat berharga'],
  ['1230', 'Investasi jangka panjang lain'],
] as const;
const OTHER_ASSETS = [['1410', 'Beban ditangguhkan']] as const;
const SHORT_LIABILITIES = [
  ['2111', 'Simpanan sukarela (tabungan) anggota'],
  ['2112', 'Simpanan berjangka sampai 12 bulan'],
  ['2120', 'Dana bagian SHU'],
  ['2130', 'Beban yang masih harus dibayar'],
  ['2140', 'Pendapatan diterima di muka'],
  ['2150', 'Utang bank jangka pendek'],
  ['2160', 'Kewajiban jangka pendek lain'],
] as const;
const LONG_LIABILITIES = [
  ['2210', 'Simpanan berjangka di atas 12 bulan'],
  ['2220', 'Utang bank jangka panjang'],
  ['2230', 'Utang LPDB'],
  ['2240', 'Kewajiban jangka panjang lain'],
] as const;
const EQUITY = [
  ['3110', 'Simpanan pokok'],
  ['3120', 'Simpanan wajib'],
  ['3130', 'Modal penyetaraan'],
  ['3150', 'Hibah'],
  ['3161', 'Cadangan umum'],
  ['3162', 'Cadangan tujuan risiko'],
  ['3170', 'SHU tahun lalu belum dibagi'],
  ['3180', 'SHU tahun berjalan'],
] as const;
const MEMBER_INCOME = [
  ['4110', 'Jasa pinjaman anggota'],
  ['4120', 'Administrasi anggota'],
  ['4130', 'Provisi anggota'],
  ['4140', 'Jasa pelayanan lain anggota'],
] as const;
const OTHER_INCOME = [
  ['4210', 'Jasa pinjaman bukan anggota'],
  ['4220', 'Administrasi bukan anggota'],
  ['4230', 'Provisi bukan anggota'],
  ['4240', 'Jasa pelayanan bukan anggota'],
] as const;
const MEMBER_COST = [
  ['5110', 'Beban jasa simpanan sukarela anggota'],
  ['5120', 'Beban jasa simpanan berjangka anggota'],
] as const;
const OTHER_COST = [
  ['5210/5220', 'Beban jasa simpanan bukan anggota'],
  ['5230', 'Beban jasa utang bank'],
  ['5240', 'Beban jasa pinjaman LPDB'],
  ['5250', 'Beban jasa modal penyertaan'],
  ['5260', 'Beban jasa pinjaman pihak ketiga'],
] as const;
const OPERATING = [
  ['6111', 'Beban tenaga kerja'],
  ['6112', 'Beban perjalanan'],
  ['6113', 'Beban listrik dan air'],
  ['6114', 'Beban telepon dan internet'],
  ['6115', 'Beban administrasi dan umum'],
  ['6116', 'Beban rapat komite pinjaman'],
  ['6117', 'Beban pendidikan karyawan'],
  ['6118', 'Beban pajak selain PPh'],
  ['6119', 'Beban pemasaran'],
  ['6120', 'Beban sewa'],
  ['6121', 'Beban pemeliharaan'],
  ['6122', 'Beban penyusutan'],
  ['6123', 'Beban penyisihan pinjaman'],
  ['6124', 'Beban operasional lain'],
] as const;
const COOPERATIVE = [
  ['6211', 'Beban pengurus dan pengawas'],
  ['6212', 'Beban pembinaan dan pendidikan perkoperasian'],
  ['6213', 'Beban rapat anggota'],
] as const;

const codes = (entries: readonly (readonly [string, string])[]) => entries.map(([code]) => code);

export const JKUK: Form = {
  key: 'jkuk',
  title: 'Neraca dan perhitungan hasil usaha menurut kode JKUK',
  source: 'Kode formulir laporan koperasi Kementerian Koperasi (JKUK), sebagaimana dipakai bagan akun KSP.',
  surplusLine: '3180',
  equal: ['1000', '2300'],
  lines: [
    heading('N', 'NERACA'),
    ...balance('debit', CURRENT_ASSETS),
    total('1100', 'Jumlah aset lancar', ...codes(CURRENT_ASSETS)),
    ...balance('debit', INVESTMENTS),
    total('1200', 'Jumlah investasi jangka panjang', ...codes(INVESTMENTS)),
    ...balance('debit', OTHER_ASSETS),
    ...balance('debit', [['1-', 'Aset tanpa baris JKUK']]),
    total('1000', 'Jumlah aset', '1100', '1200', '1410', '1-'),
    ...balance('credit', SHORT_LIABILITIES),
    total('2100', 'Jumlah kewajiban jangka pendek', ...codes(SHORT_LIABILITIES)),
    ...balance('credit', LONG_LIABILITIES),
    total('2200', 'Jumlah kewajiban jangka panjang', ...codes(LONG_LIABILITIES)),
    ...balance('credit', [['2-', 'Kewajiban tanpa baris JKUK']]),
    ...balance('credit', EQUITY),
    ...balance('credit', [['3-', 'Ekuitas tanpa baris JKUK']]),
    total('3000', 'Jumlah ekuitas', ...codes(EQUITY), '3-'),
    total('2300', 'Jumlah kewajiban dan ekuitas', '2100', '2200', '2-', '3000'),
    heading('P', 'PERHITUNGAN HASIL USAHA'),
    ...period('credit', MEMBER_INCOME),
    total('4100', 'Partisipasi bruto anggota', ...codes(MEMBER_INCOME)),
    ...period('debit', MEMBER_COST),
    total('5100', 'Beban pokok anggota', ...codes(MEMBER_COST)),
    ...period('credit', OTHER_INCOME),
    total('4200', 'Pendapatan dari bukan anggota', ...codes(OTHER_INCOME)),
    ...period('debit', OTHER_COST),
    total('5200', 'Beban pokok bukan anggota', ...codes(OTHER_COST)),
    ...period('credit', [['4-', 'Pendapatan tanpa baris JKUK']]),
    ...period('debit', [['5-', 'Beban tanpa baris JKUK']]),
    ...period('debit', OPERATING),
    total('6100', 'Jumlah beban usaha', ...codes(OPERATING)),
    ...period('debit', COOPERATIVE),
    total('6200', 'Jumlah beban perkoperasian', ...codes(COOPERATIVE)),
    ...period('credit', [['7110', 'Pendapatan bukan operasional']]),
    ...period('debit', [['8110', 'Beban bukan operasional']]),
    ...period('debit', [['6129', 'Pajak penghasilan']]),
    total(
      '9000',
      'SHU setelah pajak',
      '4100',
      '-5100',
      '4200',
      '-5200',
      '4-',
      '-5-',
      '-6100',
      '-6200',
      '7110',
      '-8110',
      '-6129',
    ),
  ],
};
