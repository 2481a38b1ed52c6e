/** Chart of accounts for a consumer cooperative. Columns: code|name|kind|normal|postable|parent|own capital|party|cash flow|jkuk|note. */
export const KONSUMEN_CHART = `
1|ASET|asset|debit|heading||||||
1.1|Aset Lancar|asset|debit|heading|1|||||
1.1.01|Kas|asset|debit|postable|1.1|||cash||one subaccount per cash drawer
1.1.02|Kas Kecil|asset|debit|postable|1.1|||cash||
1.1.05|Bank|asset|debit|postable|1.1|||cash||
1.1.07|Piutang Settlement QRIS/VA/COD|asset|debit|postable|1.1|||operating||
1.1.10|Piutang Usaha Anggota (kredit toko)|asset|debit|postable|1.1|||operating||
1.1.11|Piutang Usaha Non Anggota|asset|debit|postable|1.1|||operating||
1.1.12|Piutang Konsinyasi|asset|debit|postable|1.1|||operating||
1.1.13|Piutang Potong Gaji (payroll deduction)|asset|debit|postable|1.1|||operating||employee cooperatives
1.1.14|Piutang Pinjaman Anggota|asset|debit|postable|1.1|||operating||savings and loan unit (USP)
1.1.15|Piutang Jasa Pinjaman (akrual)|asset|debit|postable|1.1|||operating||
1.1.18|Penyisihan Penghapusan Pinjaman|asset|credit|postable|1.1|||operating||contra
1.1.19|Penyisihan Piutang|asset|credit|postable|1.1|||operating||contra
1.1.20|Persediaan Barang Dagang|asset|debit|postable|1.1|||operating||perpetual weighted average
1.1.21|Persediaan Konsinyasi (memo)|asset|debit|postable|1.1|||operating||off balance or memo
1.1.22|Persediaan dalam Perjalanan|asset|debit|postable|1.1|||operating||
1.1.30|Uang Muka Pembelian|asset|debit|postable|1.1|||operating||
1.1.31|PPN Masukan|asset|debit|postable|1.1|||operating||only if PKP
1.1.50|Beban Dibayar Dimuka|asset|debit|postable|1.1|||operating||
1.2|Investasi Jangka Panjang|asset|debit|heading|1|||||
1.2.01|Penyertaan pada Koperasi Sekunder|asset|debit|postable|1.2|||investing||
1.3|Aset Tetap|asset|debit|heading|1|||||
1.3.01|Tanah|asset|debit|postable|1.3|||investing||
1.3.02|Bangunan|asset|debit|postable|1.3|||investing||
1.3.03|Akumulasi Penyusutan Bangunan|asset|credit|postable|1.3|||investing||
1.3.04|Kendaraan|asset|debit|postable|1.3|||investing||
1.3.05|Akumulasi Penyusutan Kendaraan|asset|credit|postable|1.3|||investing||
1.3.06|Peralatan Toko|asset|debit|postable|1.3|||investing||
1.3.07|Akumulasi Penyusutan Peralatan|asset|credit|postable|1.3|||investing||
1.4|Aset Lain-lain|asset|debit|heading|1|||||
1.4.01|Agunan Yang Diambil Alih (AYDA)|asset|debit|postable|1.4|||investing||
2|LIABILITAS|liability|credit|heading||||||
2.1|Liabilitas Jangka Pendek|liability|credit|heading|2|||||
2.1.01|Utang Usaha (Pemasok)|liability|credit|postable|2.1|||operating||
2.1.02|Utang Konsinyasi|liability|credit|postable|2.1|||operating||owed to member-producers
2.1.03|Simpanan Sukarela Anggota|liability|credit|postable|2.1|||operating||
2.1.04|Uang Muka Penjualan/Saldo Belanja|liability|credit|postable|2.1|||operating||
2.1.05|Poin/Voucher Anggota|liability|credit|postable|2.1|||operating||
2.1.06|Simpanan Anggota Keluar Belum Dibayar|liability|credit|postable|2.1|||operating||
2.1.07|Titipan Penjual Marketplace (escrow)|liability|credit|postable|2.1|||operating||settled after delivery
2.1.08|Titipan Ongkos Kirim|liability|credit|postable|2.1|||operating||
2.1.10|Dana Bagian SHU Anggota|liability|credit|postable|2.1|||operating||
2.1.11|Dana Pendidikan|liability|credit|postable|2.1|||operating||
2.1.12|Dana Sosial|liability|credit|postable|2.1|||operating||
2.1.13|Dana Pengurus/Pengawas|liability|credit|postable|2.1|||operating||
2.1.14|Dana Karyawan|liability|credit|postable|2.1|||operating||
2.1.15|Dana Pembangunan Daerah Kerja|liability|credit|postable|2.1|||operating||
2.1.21|Beban Yang Masih Harus Dibayar|liability|credit|postable|2.1|||operating||
2.1.23|Titipan Premi Asuransi|liability|credit|postable|2.1|||operating||
2.1.24|Titipan Notaris/Materai|liability|credit|postable|2.1|||operating||
2.1.30|Utang Pajak (PPh 21/23/4(2)/Badan)|liability|credit|postable|2.1|||operating||
2.1.34|PPN Keluaran|liability|credit|postable|2.1|||operating||
2.2|Liabilitas Jangka Panjang|liability|credit|heading|2|||||
2.2.01|Utang Bank|liability|credit|postable|2.2|||financing||
2.2.02|Utang LPDB/Himbara|liability|credit|postable|2.2|||financing||
3|EKUITAS|equity|credit|heading||||||
3.1.01|Simpanan Pokok|equity|credit|postable|3|own||financing||
3.1.02|Simpanan Wajib|equity|credit|postable|3|own||financing||
3.1.05|Modal Penyertaan|equity|credit|postable|3|||financing||
3.1.06|Hibah|equity|credit|postable|3|own||financing||
3.2.01|Cadangan Umum|equity|credit|postable|3|own||financing||
3.3.01|SHU Tahun Lalu Belum Dibagi|equity|credit|postable|3|||financing||
3.3.02|SHU Tahun Berjalan|equity|credit|postable|3|||financing||
4|PENDAPATAN|revenue|credit|heading||||||
4.1|Partisipasi Bruto Anggota|revenue|credit|heading|4|||||
4.1.01|Penjualan kepada Anggota|revenue|credit|postable|4.1||member|operating||partisipasi bruto anggota
4.1.02|Retur Penjualan Anggota|revenue|debit|postable|4.1||member|operating||contra
4.1.03|Potongan Penjualan Anggota|revenue|debit|postable|4.1||member|operating||contra
4.1.11|Jasa Pinjaman Anggota|revenue|credit|postable|4.1||member|operating||
4.1.12|Administrasi Pinjaman Anggota|revenue|credit|postable|4.1||member|operating||
4.1.13|Provisi Pinjaman Anggota|revenue|credit|postable|4.1||member|operating||
4.1.15|Denda Pinjaman Anggota|revenue|credit|postable|4.1||member|operating||
4.2|Penjualan Non Anggota|revenue|credit|heading|4|||||
4.2.01|Penjualan kepada Non Anggota|revenue|credit|postable|4.2||non_member|operating||
4.2.02|Retur Penjualan Non Anggota|revenue|debit|postable|4.2||non_member|operating||contra
4.2.03|Potongan Penjualan Non Anggota|revenue|debit|postable|4.2||non_member|operating||contra
4.3|Pendapatan Lain Usaha|revenue|credit|heading|4|||||
4.3.01|Pendapatan Komisi Konsinyasi|revenue|credit|postable|4.3|||operating||
4.3.02|Pendapatan Komisi Marketplace|revenue|credit|postable|4.3|||operating||
4.3.03|Pendapatan Fee PPOB/Agen|revenue|credit|postable|4.3|||operating||
4.3.04|Pendapatan Sewa/Jasa Lain|revenue|credit|postable|4.3|||operating||
5|BEBAN POKOK|expense|debit|heading||||||
5.1|Beban Pokok Anggota|expense|debit|heading|5|||||
5.1.01|Beban Pokok Penjualan - Anggota|expense|debit|postable|5.1||member|operating||split by buyer at POS
5.2|Beban Pokok Non Anggota|expense|debit|heading|5|||||
5.2.01|Beban Pokok Penjualan - Non Anggota|expense|debit|postable|5.2||non_member|operating||
5.3|Penyesuaian Persediaan|expense|debit|heading|5|||||
5.3.01|Selisih/Susut Persediaan|expense|debit|postable|5.3|||operating||stock opname minus
6|BEBAN OPERASIONAL|expense|debit|heading||||||
6.1|Beban Usaha|expense|debit|heading|6|||||
6.1.01|Beban Gaji Toko|expense|debit|postable|6.1|||operating||
6.1.02|Beban Sewa|expense|debit|postable|6.1|||operating||
6.1.03|Beban Listrik/Air/Internet|expense|debit|postable|6.1|||operating||
6.1.04|Beban Pengiriman|expense|debit|postable|6.1|||operating||
6.1.05|Beban Kemasan|expense|debit|postable|6.1|||operating||
6.1.06|Beban MDR/Payment Gateway|expense|debit|postable|6.1|||operating||
6.1.07|Beban Penyusutan|expense|debit|postable|6.1|||operating||
6.1.08|Beban Penyisihan Piutang|expense|debit|postable|6.1|||operating||
6.1.09|Beban Promosi|expense|debit|postable|6.1|||operating||
6.1.10|Beban Administrasi dan Umum|expense|debit|postable|6.1|||operating||
6.1.13|Beban Penyisihan Penghapusan Pinjaman|expense|debit|postable|6.1|||operating||
6.2|Beban Perkoperasian|expense|debit|heading|6|||||
6.2.01|Beban Pengurus dan Pengawas|expense|debit|postable|6.2|||operating||
6.2.02|Beban Pendidikan Perkoperasian|expense|debit|postable|6.2|||operating||
6.2.03|Beban Rapat Anggota|expense|debit|postable|6.2|||operating||
7.1.01|Pendapatan Non Operasional|revenue|credit|postable||||operating||
7.1.02|Surplus Stock Opname|revenue|credit|postable||||operating||
8.1.01|Beban Bunga Bank|expense|debit|postable||||operating||
8.1.02|Beban Non Operasional|expense|debit|postable||||operating||
9.1.01|Beban Pajak Penghasilan|expense|debit|postable||||operating||
`;
