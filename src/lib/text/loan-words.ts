import { dictionary } from './index.ts';

/** Words about loans that members and staff share: stages, purposes, papers, collateral, frequencies. */
export const loanWords = dictionary({
  id: {
    stages: {
      draft: 'Ditulis',
      submitted: 'Terkirim',
      in_review: 'Diperiksa',
      in_committee: 'Di komite',
      approved: 'Disetujui',
      rejected: 'Ditolak',
      withdrawn: 'Dibatalkan',
      expired: 'Lewat waktu',
      contracted: 'Jadi pinjaman',
    },
    purposes: {
      business: 'Modal usaha',
      education: 'Sekolah atau kuliah',
      health: 'Berobat',
      housing: 'Rumah',
      vehicle: 'Kendaraan',
      household: 'Kebutuhan rumah',
      ceremony: 'Hajatan',
      debt: 'Melunasi utang lain',
      other: 'Lainnya',
    },
    papers: {
      ktp: 'KTP',
      ktp_pasangan: 'KTP suami atau istri',
      kk: 'Kartu keluarga',
      slip_gaji: 'Slip gaji',
      surat_usaha: 'Surat keterangan usaha',
      agunan: 'Surat agunan',
      npwp: 'NPWP',
      rekening_listrik: 'Rekening listrik',
    },
    collateral: {
      bpkb: 'Kendaraan (BPKB)',
      shm: 'Tanah atau rumah (sertifikat)',
      sk_pegawai: 'SK pegawai',
      savings_pledge: 'Simpanan',
      gold: 'Emas',
      other: 'Lainnya',
    },
    every: (every: number, unit: 'day' | 'week' | 'month') => {
      const units = { day: 'hari', week: 'minggu', month: 'bulan' };
      return every === 1 ? `se${units[unit]} sekali` : `setiap ${every} ${units[unit]}`;
    },
    times: (tenor: number) => `${tenor} kali angsuran`,
  },
  en: {
    stages: {
      draft: 'Being written',
      submitted: 'Sent',
      in_review: 'In review',
      in_committee: 'In committee',
      approved: 'Approved',
      rejected: 'Rejected',
      withdrawn: 'Taken back',
      expired: 'Expired',
      contracted: 'Became a loan',
    },
    purposes: {
      business: 'Business',
      education: 'School or studies',
      health: 'Health',
      housing: 'House',
      vehicle: 'Vehicle',
      household: 'Household',
      ceremony: 'A celebration',
      debt: 'Paying off another debt',
      other: 'Something else',
    },
    papers: {
      ktp: 'Identity card',
      ktp_pasangan: "Spouse's identity card",
      kk: 'Family card',
      slip_gaji: 'Pay slip',
      surat_usaha: 'Business certificate',
      agunan: 'Paper of the collateral',
      npwp: 'Tax number',
      rekening_listrik: 'Electricity bill',
    },
    collateral: {
      bpkb: 'Vehicle (BPKB)',
      shm: 'Land or house (certificate)',
      sk_pegawai: 'Letter of appointment',
      savings_pledge: 'Savings',
      gold: 'Gold',
      other: 'Something else',
    },
    every: (every: number, unit: 'day' | 'week' | 'month') =>
      every === 1 ? `once a ${unit}` : `every ${every} ${unit}s`,
    times: (tenor: number) => `${tenor} instalments`,
  },
});

/** A paper's code in words; a code of the cooperative's own is shown with spaces. */
export function paperName(papers: Readonly<Record<string, string>>, code: string): string {
  return papers[code] ?? code.replaceAll('_', ' ');
}
