import { dictionary } from './index.ts';

/** The public page that says whether a receipt is true. */
export const checkText = dictionary({
  id: {
    title: 'Periksa bukti',
    lead: 'Pindai gambar kotak di bukti Anda, atau ketik kode di bawahnya.',
    code: 'Kode periksa',
    codeHint: 'Huruf besar atau kecil sama saja, misalnya MJ-7H2K9M3N5P6Q7R8S9T0V1W2X3Y.',
    check: 'Periksa',
    valid: 'Bukti ini benar dan berlaku',
    validText: 'Bandingkan nomor dan jumlahnya dengan bukti di tangan Anda.',
    reversed: 'Bukti ini sudah dibatalkan',
    reversedText:
      'Transaksinya pernah ada, lalu dibatalkan dengan catatan tersendiri. Tanyakan kepada koperasi bila Anda tidak tahu.',
    unknown: 'Bukti dengan kode ini tidak ada',
    unknownText:
      'Periksa lagi kodenya. Bila kodenya sudah benar, bukti itu tidak dibuat oleh koperasi di sini: laporkan kepada pengurus.',
    cooperative: 'Koperasi',
    number: 'Nomor bukti',
    kind: 'Jenis',
    when: 'Waktu',
    reversedAt: 'Dibatalkan',
    asOf: (moment: string) => `Diperiksa ${moment}`,
    noName: 'Halaman ini tidak menampilkan nama siapa pun.',
    again: 'Periksa bukti lain',
  },
  en: {
    title: 'Check a receipt',
    lead: 'Scan the square picture on your receipt, or type the code under it.',
    code: 'Check code',
    codeHint: 'Capital or small letters are the same, such as MJ-7H2K9M3N5P6Q7R8S9T0V1W2X3Y.',
    check: 'Check',
    valid: 'This receipt is true and valid',
    validText: 'Compare number and amount with the receipt in your hand.',
    reversed: 'This receipt has been reversed',
    reversedText:
      'The transaction took place and was reversed by a record of its own. Ask the cooperative if you do not know why.',
    unknown: 'There is no receipt with this code',
    unknownText: 'Look at the code again. If it is right, no cooperative here issued that receipt: tell the board.',
    cooperative: 'Cooperative',
    number: 'Receipt number',
    kind: 'Kind',
    when: 'When',
    reversedAt: 'Reversed',
    asOf: (moment: string) => `Checked ${moment}`,
    noName: 'This page shows nobody’s name.',
    again: 'Check another receipt',
  },
});
