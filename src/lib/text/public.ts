import { dictionary } from './index.ts';

/** The landing page and the error page. */
export const publicText = dictionary({
  id: {
    title: 'Koperasi yang bisa dilihat anggotanya',
    lead: 'Setiap simpanan tercatat, setiap angka bisa dibuka sampai ke buktinya.',
    signInStaff: 'Masuk',
    signInHint: 'Untuk anggota, petugas, pengurus, dan pengawas.',
    check: 'Periksa bukti',
    checkHint: 'Punya bukti setoran? Ketik kode di bawah gambar kotaknya, lalu lihat apakah bukti itu benar.',
    loanTool: 'Hitung angsuran',
    loanToolHint: 'Mau meminjam? Lihat dulu angsuran tiap bulan dan biaya nyatanya setahun.',
    cooperatives: 'Koperasi di sini',
    newCooperative: 'Buat koperasi baru',
    apply: 'Daftar jadi anggota',
    noCooperatives: 'Belum ada koperasi yang dibuka untuk umum di sini.',
    how: 'Cara kerjanya',
    points: [
      'Anda setor di loket. Anda langsung mendapat bukti dengan kode periksa.',
      'Saldo Anda tampil di HP Anda saat itu juga, tanpa memasang aplikasi.',
      'Kesalahan tidak dihapus. Kesalahan dibetulkan dengan catatan baru yang bisa Anda lihat.',
    ],
  },
  en: {
    title: 'A cooperative its members can see into',
    lead: 'Every deposit is written down, every figure opens to its proof.',
    signInStaff: 'Sign in',
    signInHint: 'For members, staff, board and supervisors.',
    check: 'Check a receipt',
    checkHint: 'You have a receipt? Type the code under its square picture and see whether it is true.',
    loanTool: 'Compute an instalment',
    loanToolHint: 'Thinking of a loan? See its monthly instalment and its true cost a year first.',
    cooperatives: 'Cooperatives here',
    newCooperative: 'Set up a new cooperative',
    apply: 'Apply for membership',
    noCooperatives: 'No cooperative here is open to the public yet.',
    how: 'How it works',
    points: [
      'You pay in at the counter. You get a receipt with a check code at once.',
      'Your balance shows on your phone right away, without installing anything.',
      'Mistakes are never erased. They are mended by a new record that you can see.',
    ],
  },
});

/** What went wrong, in words for the person it happened to. */
export const errorText = dictionary({
  id: {
    404: { title: 'Halaman ini tidak ada', text: 'Alamatnya mungkin salah ketik, atau halamannya sudah dipindah.' },
    403: { title: 'Anda belum punya izin untuk ini', text: 'Minta izin kepada ketua atau manajer koperasi Anda.' },
    429: { title: 'Terlalu banyak percobaan', text: 'Tunggu beberapa menit, lalu coba lagi.' },
    500: {
      title: 'Ada yang rusak di pihak kami',
      text: 'Yang sudah tersimpan tetap aman. Coba lagi; bila tetap begini, beri tahu petugas koperasi.',
    },
    id: (code: string) => `Sebutkan kode ini kepada petugas: ${code}`,
    home: 'Ke halaman depan',
  },
  en: {
    404: { title: 'There is no such page', text: 'The address may be mistyped, or the page has moved.' },
    403: { title: 'You may not do this yet', text: 'Ask the chair or the manager of your cooperative for permission.' },
    429: { title: 'Too many attempts', text: 'Wait a few minutes, then try again.' },
    500: {
      title: 'Something broke on our side',
      text: 'What was saved is safe. Try again; if it stays like this, tell the cooperative’s staff.',
    },
    id: (code: string) => `Quote this code to the staff: ${code}`,
    home: 'To the front page',
  },
});
