/** Chart of accounts for a savings and loan cooperative (KSP), mapped to the lines of the Kemenkop form (JKUK). Columns: code|name|kind|normal|postable|parent|own capital|party|cash flow|jkuk|note. */
export const KSP_CHART = `
1|ASET|asset|debit|heading||||||
1.1|Aset Lancar|asset|debit|heading|1|||||
1.1.01|Kas|asset|debit|postable|1.1|||cash|1110|teller tills = subledger
1.1.02|Kas Kecil|asset|debit|postable|1.1|||cash||
1.1.03|Kas Kolektor (dalam perjalanan)|asset|debit|postable|1.1|||cash||collector cash until verified
1.1.05|Bank - Giro/Tabungan|asset|debit|postable|1.1|||cash|1120/1121|
1.1.06|Bank - Deposito|asset|debit|postable|1.1|||investing|1122|
1.1.07|Piutang Settlement QRIS/VA/Gateway|asset|debit|postable|1.1|||operating||T+1 clearing
1.1.08|Surat Berharga Jangka Pendek|asset|debit|postable|1.1|||investing|1130|
1.1.10|Simpanan pada Koperasi Lain|asset|debit|postable|1.1|||operating||ATMR 20%
1.1.20|Piutang Pinjaman Anggota|asset|debit|postable|1.1|||operating|1141|
1.1.21|Piutang Pinjaman Calon Anggota/Non Anggota (legacy)|asset|debit|postable|1.1|||operating|1142|no new lending after Permenkop 8/2023
1.1.22|Piutang Pinjaman Koperasi Lain|asset|debit|postable|1.1|||operating|1143|
1.1.25|Piutang Pembiayaan Murabahah|asset|debit|postable|1.1|||operating||KSPPS
1.1.26|Margin Murabahah Tangguhan|asset|credit|postable|1.1|||operating||contra
1.1.27|Pembiayaan Mudharabah|asset|debit|postable|1.1|||operating||KSPPS
1.1.28|Pembiayaan Musyarakah|asset|debit|postable|1.1|||operating||KSPPS
1.1.29|Piutang Qardh / Ijarah / Rahn|asset|debit|postable|1.1|||operating||KSPPS
1.1.30|Piutang Jasa Pinjaman (akrual)|asset|debit|postable|1.1|||operating|1160|
1.1.31|Piutang Denda|asset|debit|postable|1.1|||operating||
1.1.39|Penyisihan Penghapusan/CKPN Pinjaman|asset|credit|postable|1.1|||operating|1149|contra
1.1.40|Persediaan ATK/Perlengkapan|asset|debit|postable|1.1|||operating||
1.1.50|Beban Dibayar Dimuka|asset|debit|postable|1.1|||operating|1150|
1.1.55|Pajak Dibayar Dimuka|asset|debit|postable|1.1|||operating||
1.1.60|Rekening Antar Kantor (RAK)|asset|debit|postable|1.1|||operating||sum over branches = 0
1.2|Investasi Jangka Panjang|asset|debit|heading|1|||||
1.2.01|Penyertaan pada Koperasi Sekunder|asset|debit|postable|1.2|||investing|1210|
1.2.02|Investasi Surat Berharga|asset|debit|postable|1.2|||investing|1220|
1.2.03|Investasi Jangka Panjang Lain|asset|debit|postable|1.2|||investing|1230|
1.3|Aset Tetap|asset|debit|heading|1|||||
1.3.01|Tanah|asset|debit|postable|1.3|||investing||
1.3.02|Bangunan|asset|debit|postable|1.3|||investing||
1.3.03|Akumulasi Penyusutan Bangunan|asset|credit|postable|1.3|||investing||contra
1.3.04|Kendaraan|asset|debit|postable|1.3|||investing||
1.3.05|Akumulasi Penyusutan Kendaraan|asset|credit|postable|1.3|||investing||contra
1.3.06|Inventaris/Peralatan|asset|debit|postable|1.3|||investing||
1.3.07|Akumulasi Penyusutan Inventaris|asset|credit|postable|1.3|||investing||contra
1.4|Aset Lain-lain|asset|debit|heading|1|||||
1.4.01|Agunan Yang Diambil Alih (AYDA)|asset|debit|postable|1.4|||investing||
1.4.02|Aset Takberwujud (perangkat lunak)|asset|debit|postable|1.4|||investing||
1.4.03|Akumulasi Amortisasi|asset|credit|postable|1.4|||investing||contra
1.4.04|Beban Ditangguhkan|asset|debit|postable|1.4|||investing|1410|
2|LIABILITAS|liability|credit|heading||||||
2.1|Liabilitas Jangka Pendek|liability|credit|heading|2|||||
2.1.01|Simpanan Sukarela/Tabungan Anggota|liability|credit|postable|2.1|||operating|2111|
2.1.02|Simpanan Khusus (hari raya/pendidikan/haji)|liability|credit|postable|2.1|||operating||
2.1.03|Simpanan Berjangka <= 12 bln|liability|credit|postable|2.1|||operating|2112|
2.1.04|Simpanan Koperasi Lain|liability|credit|postable|2.1|||operating||
2.1.05|Tabungan Calon Anggota (legacy)|liability|credit|postable|2.1|||operating||to be converted/returned
2.1.06|Simpanan Anggota Keluar Belum Dibayar|liability|credit|postable|2.1|||operating||pokok+wajib reclassified from equity at exit
2.1.07|Titipan Anggota/Setoran Belum Teridentifikasi|liability|credit|postable|2.1|||operating||unmatched VA/transfer
2.1.10|Dana Bagian SHU Anggota|liability|credit|postable|2.1|||operating|2120|
2.1.11|Dana Pendidikan|liability|credit|postable|2.1|||operating||
2.1.12|Dana Sosial|liability|credit|postable|2.1|||operating||
2.1.13|Dana Pengurus dan Pengawas|liability|credit|postable|2.1|||operating||
2.1.14|Dana Karyawan|liability|credit|postable|2.1|||operating||
2.1.15|Dana Pembangunan Daerah Kerja|liability|credit|postable|2.1|||operating||
2.1.16|Dana Kebajikan / ZIS (KSPPS)|liability|credit|postable|2.1|||operating||ta'zir penalty goes here
2.1.20|Utang Jasa Simpanan (akrual)|liability|credit|postable|2.1|||operating||
2.1.21|Beban Yang Masih Harus Dibayar|liability|credit|postable|2.1|||operating|2130|
2.1.22|Pendapatan Diterima Dimuka/Provisi Belum Diamortisasi|liability|credit|postable|2.1|||operating|2140|
2.1.23|Titipan Premi Asuransi|liability|credit|postable|2.1|||operating||
2.1.24|Titipan Notaris/Materai|liability|credit|postable|2.1|||operating||
2.1.30|Utang PPh 21|liability|credit|postable|2.1|||operating||
2.1.31|Utang PPh 23|liability|credit|postable|2.1|||operating||
2.1.32|Utang PPh Final 4(2) Bunga Simpanan|liability|credit|postable|2.1|||operating||10% if monthly interest > 240000
2.1.33|Utang PPh Badan / Final UMKM|liability|credit|postable|2.1|||operating||
2.1.34|PPN Keluaran|liability|credit|postable|2.1|||operating||
2.1.40|Utang Bank (<= 1 th)|liability|credit|postable|2.1|||financing|2150|
2.1.41|Kewajiban Lain-lain|liability|credit|postable|2.1|||operating|2160|
2.2|Liabilitas Jangka Panjang|liability|credit|heading|2|||||
2.2.01|Simpanan Berjangka > 12 bln|liability|credit|postable|2.2|||financing|2210|
2.2.02|Utang Bank|liability|credit|postable|2.2|||financing|2220|
2.2.03|Utang LPDB|liability|credit|postable|2.2|||financing|2230|
2.2.04|Utang Jangka Panjang Lain|liability|credit|postable|2.2|||financing|2240|
2.2.05|Modal Penyertaan (bila liabilitas)|liability|credit|postable|2.2|||financing||
2.2.06|Liabilitas Imbalan Kerja|liability|credit|postable|2.2|||financing||
3|EKUITAS|equity|credit|heading||||||
3.1.01|Simpanan Pokok|equity|credit|postable|3|own||financing|3110|
3.1.02|Simpanan Wajib|equity|credit|postable|3|own||financing|3120|
3.1.03|Modal Tetap USP|equity|credit|postable|3|own||financing||for USP inside a KSU
3.1.04|Modal Penyetaraan|equity|credit|postable|3|own||financing|3130|
3.1.05|Modal Penyertaan (bila ekuitas)|equity|credit|postable|3|||financing||not Modal Sendiri (Permenkop 8/2023 Ps 1 angka 23)
3.1.06|Hibah/Donasi|equity|credit|postable|3|own||financing|3150|
3.2.01|Cadangan Umum|equity|credit|postable|3|own||financing|3161|
3.2.02|Cadangan Tujuan Risiko|equity|credit|postable|3|own||financing|3162|
3.3.01|SHU Tahun Lalu Belum Dibagi|equity|credit|postable|3|||financing|3170|
3.3.02|SHU Tahun Berjalan|equity|credit|postable|3|||financing|3180|computed until closing
3.3.09|Ikhtisar SHU (closing)|equity|credit|postable|3|||financing||temporary
4|PENDAPATAN|revenue|credit|heading||||||
4.1|Partisipasi Bruto Anggota|revenue|credit|heading|4|||||
4.1.01|Jasa Pinjaman Anggota|revenue|credit|postable|4.1||member|operating|4110|
4.1.02|Administrasi Anggota|revenue|credit|postable|4.1||member|operating|4120|
4.1.03|Provisi Anggota|revenue|credit|postable|4.1||member|operating|4130|
4.1.04|Jasa Pelayanan Lain Anggota|revenue|credit|postable|4.1||member|operating|4140|
4.1.05|Denda Anggota|revenue|credit|postable|4.1||member|operating||conventional only
4.1.06|Margin Murabahah / Bagi Hasil / Ujrah|revenue|credit|postable|4.1||member|operating||KSPPS
4.2|Pendapatan dari Non Anggota|revenue|credit|heading|4|||||
4.2.01|Jasa Pinjaman Koperasi Lain/Non Anggota|revenue|credit|postable|4.2||non_member|operating|4210|
4.2.02|Administrasi Non Anggota|revenue|credit|postable|4.2||non_member|operating|4220|
4.2.03|Provisi Non Anggota|revenue|credit|postable|4.2||non_member|operating|4230|
4.2.04|Jasa Pelayanan Non Anggota|revenue|credit|postable|4.2||non_member|operating|4240|
5|BEBAN POKOK|expense|debit|heading||||||
5.1.01|Beban Jasa Simpanan Sukarela Anggota|expense|debit|postable|5||member|operating|5110|
5.1.02|Beban Jasa Simpanan Berjangka Anggota|expense|debit|postable|5||member|operating|5120|
5.2.01|Beban Jasa Simpanan Non Anggota|expense|debit|postable|5||non_member|operating|5210/5220|
5.2.03|Beban Jasa Utang Bank|expense|debit|postable|5||non_member|operating|5230|
5.2.04|Beban Jasa Pinjaman LPDB|expense|debit|postable|5||non_member|operating|5240|
5.2.05|Beban Jasa Modal Penyertaan|expense|debit|postable|5||non_member|operating|5250|
5.2.06|Beban Jasa Pinjaman Pihak III|expense|debit|postable|5||non_member|operating|5260|
6|BEBAN OPERASIONAL|expense|debit|heading||||||
6.1|Beban Usaha|expense|debit|heading|6|||||
6.1.01|Beban Tenaga Kerja|expense|debit|postable|6.1|||operating|6111|
6.1.02|Beban Perjalanan|expense|debit|postable|6.1|||operating|6112|
6.1.03|Beban Listrik/Air|expense|debit|postable|6.1|||operating|6113|
6.1.04|Beban Telepon/Internet|expense|debit|postable|6.1|||operating|6114|
6.1.05|Beban Administrasi dan Umum|expense|debit|postable|6.1|||operating|6115|
6.1.06|Beban Rapat Komite Pinjaman|expense|debit|postable|6.1|||operating|6116|
6.1.07|Beban Pendidikan Karyawan|expense|debit|postable|6.1|||operating|6117|
6.1.08|Beban Pajak selain PPh|expense|debit|postable|6.1|||operating|6118|
6.1.09|Beban Pemasaran|expense|debit|postable|6.1|||operating|6119|
6.1.10|Beban Sewa|expense|debit|postable|6.1|||operating|6120|
6.1.11|Beban Pemeliharaan|expense|debit|postable|6.1|||operating|6121|
6.1.12|Beban Penyusutan|expense|debit|postable|6.1|||operating|6122|
6.1.13|Beban Penyisihan Penghapusan Pinjaman|expense|debit|postable|6.1|||operating|6123|
6.1.14|Beban Operasional Lain|expense|debit|postable|6.1|||operating|6124|
6.1.15|Beban Biaya Payment Gateway/MDR|expense|debit|postable|6.1|||operating||
6.2|Beban Perkoperasian|expense|debit|heading|6|||||
6.2.01|Beban Pengurus dan Pengawas|expense|debit|postable|6.2|||operating|6211|
6.2.02|Beban Pembinaan/Pendidikan Perkoperasian|expense|debit|postable|6.2|||operating|6212|
6.2.03|Beban Rapat Anggota (RAT)|expense|debit|postable|6.2|||operating|6213|
7.1.01|Pendapatan Non Operasional (bunga bank dll)|revenue|credit|postable||||operating|7110|
7.1.02|Laba Pelepasan Aset|revenue|credit|postable||||operating||
8.1.01|Beban Non Operasional|expense|debit|postable||||operating|8110|
8.1.02|Rugi Pelepasan Aset|expense|debit|postable||||operating||
9.1.01|Beban Pajak Penghasilan|expense|debit|postable||||operating|6129|
`;
