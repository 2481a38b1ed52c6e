import { dictionary } from './index.ts';

/** The first page of staff: what waits, what can be done, how things stand. */
export const homeText = dictionary({
  id: {
    hello: (name: string) => `Halo, ${name}`,
    waiting: (count: string) => `${count} permintaan menunggu keputusan Anda`,
    decide: 'Lihat dan putuskan',
    applicants: (count: string) => `${count} calon anggota menunggu diterima`,
    seeApplicants: 'Lihat calon anggota',
    start: 'Mulai dari sini',
    startText: 'Belum ada anggota. Ambil dari file Excel yang Anda punya, atau daftarkan satu per satu.',
    startDo: 'Impor dari Excel',
    tasks: 'Yang bisa Anda kerjakan',
    standing: 'Keadaan hari ini',
    active: 'Anggota aktif',
    till: 'Uang di laci Anda menurut buku',
    task: {
      till: { label: 'Layani di loket', hint: 'Setoran, penarikan, kas masuk dan keluar' },
      member: { label: 'Daftarkan anggota', hint: 'Anggota baru, dengan NIK dan ahli waris' },
      members: { label: 'Cari anggota', hint: 'Simpanan, tunggakan, dan riwayatnya' },
      entry: { label: 'Catat jurnal', hint: 'Transaksi di luar loket' },
      reports: { label: 'Buka laporan', hint: 'Neraca, hasil usaha, neraca saldo' },
      audit: { label: 'Periksa jejak kerja', hint: 'Siapa mengerjakan apa, dan kapan' },
      people: { label: 'Atur petugas', hint: 'Peran, izin, dan kode masuk' },
    },
  },
  en: {
    hello: (name: string) => `Hello, ${name}`,
    waiting: (count: string) =>
      count === '1' ? '1 request waits for your decision' : `${count} requests wait for your decision`,
    decide: 'Look and decide',
    applicants: (count: string) =>
      count === '1' ? '1 applicant waits for admission' : `${count} applicants wait for admission`,
    seeApplicants: 'See applicants',
    start: 'Start here',
    startText: 'There are no members yet. Bring them over from your Excel file, or register them one by one.',
    startDo: 'Import from Excel',
    tasks: 'What you can do',
    standing: 'How things stand today',
    active: 'Active members',
    till: 'Cash in your drawer by the books',
    task: {
      till: { label: 'Serve at the counter', hint: 'Deposits, withdrawals, cash in and out' },
      member: { label: 'Register a member', hint: 'A new member, with identity number and heirs' },
      members: { label: 'Find a member', hint: 'Savings, arrears and history' },
      entry: { label: 'Write a journal entry', hint: 'What happened away from the counter' },
      reports: { label: 'Open reports', hint: 'Balance sheet, income statement, trial balance' },
      audit: { label: 'Read the audit trail', hint: 'Who did what, and when' },
      people: { label: 'Manage staff', hint: 'Roles, permissions and sign-in codes' },
    },
  },
});
