import type { ClosedPoint } from '#books';
import type { PackOf } from './part.ts';

/** The first file of the pack: what is in it, from which point it was made, and how to check it without us. */
export function packGuide({ context, year }: PackOf, point: ClosedPoint, takenBy: string): string {
  const { name, slug } = context.cooperative;
  const state = { open: 'BELUM DITUTUP', closed: 'sudah ditutup', locked: 'sudah ditutup dan dikunci' }[point.state];
  return `PAKET PEMERIKSAAN / AUDIT PACK
${name} (${slug}), tahun buku ${year.year}: ${year.from} sampai ${year.lastDay}

Diambil oleh ${takenBy} pada ${context.clock.now().toISOString()}.
Pembukuan tahun ini ${state}; jurnal terakhir nomor ${point.throughNumber}.
${point.checksum ? `Sidik neraca saldo ketika ditutup (SHA-256): ${point.checksum}\n` : ''}${point.reopened
  .map(({ by, at, reason }) => `Pernah dibuka kembali oleh ${by} pada ${at}: ${reason}\n`)
  .join('')}
ISI
  jurnal.csv                      semua baris semua jurnal tahun ini
  buku-besar.csv                  tiap akun: saldo awal, mutasi, saldo berjalan (debit positif)
  neraca-saldo.csv                saldo awal, debit, kredit, saldo akhir tiap akun
  buku-pembantu/simpanan.csv      tiap rekening simpanan; jumlah per akun sama dengan neraca saldo
  buku-pembantu/pinjaman.csv      tiap pinjaman: pokok, dan jasa yang belum dibayar
  laporan/                        laporan keuangan tahunan, PDF dan lembar kerja dengan rumus hidup
  bukti/                          bukti yang ditempel pada jurnal, dan daftarnya
  jejak-audit.csv                 setiap perintah: siapa, kapan, hasilnya; isian sebagai sidik
  hledger/pembukuan.journal       seluruh pembukuan sejak awal dalam bentuk yang dibaca program hledger
  SHA256SUMS                      sidik setiap berkas

CARA MEMERIKSA TANPA PROGRAM KAMI
  1. Berkas utuh:            sha256sum -c SHA256SUMS
  2. Jurnal seimbang:        hledger check -f hledger/pembukuan.journal
  3. Saldo sama:             hledger bal -f hledger/pembukuan.journal --flat -N -e ${year.before}
                             lalu bandingkan dengan kolom saldo_akhir di neraca-saldo.csv
  4. Nomor jurnal urut:      kolom nomor di jurnal.csv; nomor yang tidak ada berarti jurnal tahun lain
  5. Buku pembantu:          jumlah saldo_akhir per kode_akun sama dengan neraca-saldo.csv
  6. Rumus laporan:          buka lembar kerja di laporan/, rumus menghitung ulang setiap jumlah

ENGLISH
  Check the files with sha256sum, the journal with hledger, and compare balances with neraca-saldo.csv. Amounts are rupiah with two
  decimals; debit is positive. Members are named; NIK, phones and addresses are not in this pack.
`;
}
