import type { Field } from './fields.ts';

/** One way of writing a heading: the pattern on the normalised text, what it means, and how sure that is (0 to 100). */
type Word = { readonly field: Field; readonly pattern: RegExp; readonly weight: number };

function words(field: Field, ...entries: readonly (readonly [RegExp, number])[]): Word[] {
  return entries.map(([pattern, weight]) => ({ field, pattern, weight }));
}

const PERSON: readonly Word[] = [
  ...words('rowNo', [/^(no|nr|nomor|no urut|nomor urut|urut|urutan)$/, 90], [/^id$/, 40]),
  ...words(
    'memberNo',
    [/^(no|nomor|kode|id|nia|no induk|nomor induk)( induk)? (anggota|agt|agg|ang)\b/, 100],
    [/^(no|nomor) ?ba( cu)?$/, 70],
    [/^(nomor|no) induk koperasi$/, 90],
    [/^(nia|nak|member ?no|member ?id|nba)$/, 85],
    [/^(no|nomor) (registrasi|reg|induk)$/, 55],
    [/^(nopen|no dapem|dapem|no pensiun)$/, 50],
  ),
  ...words(
    'name',
    [/^nama( lengkap)?( (anggota|agt|karyawan|pegawai|nasabah|penabung|peminjam|debitur|member)( koperasi)?)?$/, 100],
    [/^(anggota|nasabah|member|peminjam)$/, 75],
    [
      /^nama (?!(bank|barang|ibu|akun|perkiraan|rekening|produk|unit|kantor|laporan|instansi|perusahaan|usaha|toko|simpanan|coa|sandi|ahli|jenis)\b)/,
      70,
    ],
    [/^(name|full ?name)$/, 90],
  ),
  ...words('nik', [/^nik( ktp)?$/, 90], [/^(no|nomor) (ktp|identitas|nik|kependudukan)\b/, 90], [/^(ktp|no id)$/, 70]),
  ...words(
    'employeeNo',
    [/^(nip|nrp|npp|nipp|nik karyawan|nik pegawai)$/, 85],
    [/^(no|nomor|kode) (induk )?(karyawan|pegawai)/, 85],
  ),
  ...words('phone', [/\b(telp|tlp|telpon|telepon|telephone|hp|handphone|wa|whatsapp|ponsel|phone)\b/, 90]),
  ...words('email', [/^(alamat )?(e ?mail|surel)$/, 95]),
  ...words('birthPlace', [/^(tempat|tmp|tmpt|kota) ?(lahir|lhr)$/, 95]),
  ...words('birthDate', [/\b(tgl|tanggal|tg) ?(lahir|lhr)\b/, 95], [/^(ttl|tempat tanggal lahir)$/, 60]),
  ...words('gender', [/^(jenis )?(kelamin|klamin|kel)$/, 95], [/^(l p|jk|jns kel|jns kelamin|gender|sex|lk pr)$/, 90]),
  ...words('religion', [/^agama$/, 95]),
  ...words('maritalStatus', [/status (perkawinan|pernikahan|kawin|nikah)/, 95]),
  ...words('education', [/^pendidikan\b/, 90]),
  ...words('occupation', [/^(pekerjaan|profesi|jabatan)\b/, 90]),
  ...words('workplace', [
    /^(instansi|unit kerja|tempat kerja|perusahaan|kantor|dinas|bagian|departemen|divisi|lokasi kerja)\b/,
    85,
  ]),
  ...words('address', [/^alamat( (rumah|domisili|ktp|lengkap|tinggal))?$/, 95], [/^(domisili|address)$/, 80]),
  ...words('village', [/^(kelurahan|desa|kel desa|desa kelurahan|kelurahan desa)$/, 95]),
  ...words('district', [/^(kecamatan|kec)$/, 95]),
  ...words('city', [/^(kota|kabupaten|kab|kab kota|kabupaten kota|kota kabupaten)$/, 90]),
  ...words('province', [/^(provinsi|propinsi|prov)$/, 95]),
  ...words('joinDate', [
    /\b(tgl|tanggal) (daftar|masuk|gabung|bergabung|jadi anggota|menjadi anggota|anggota|registrasi|keanggotaan)\b/,
    95,
  ]),
  ...words('motherName', [/\bibu( kandung)?\b/, 90]),
  ...words('heirName', [/\bahli waris\b/, 90]),
  ...words('branch', [/^(cabang|kode cabang|kantor cabang|tp|kode tp|kcp)$/, 80]),
  ...words('group', [/^(kategori|kelompok|golongan|grup|group|area|wilayah|region)$/, 60]),
  ...words('status', [/^(status|aktif|status anggota|status keanggotaan|keaktifan)$/, 60]),
  ...words('bankName', [/^(nama )?bank$/, 85]),
  ...words('bankAccountNo', [/(no|nomor) (rek|rekening) bank|^rek(ening)? (bank|lain)$/, 85]),
];

const MONEY: readonly Word[] = [
  ...words(
    'principalSavings',
    [/\b(simpanan|simp|saldo|sim|setoran) pokok\b/, 100],
    [/^(sp|simpok)$/, 70],
    [/^pokok$/, 60],
  ),
  ...words(
    'mandatorySavings',
    [/\b(simpanan|simp|saldo|sim|setoran|iuran) wajib\b/, 100],
    [/^(sw|simwa)$/, 70],
    [/^wajib\b/, 85],
  ),
  ...words(
    'voluntarySavings',
    [/\b(simpanan|simp|saldo|sim|setoran|potongan) (sukarela|manasuka|mana suka|harian|tabungan)\b/, 100],
    [/^(ss|simsuk|simka)$/, 65],
    [/^(sukarela|manasuka|mana suka|tabungan|saldo tabungan|sibuhar)\b/, 85],
  ),
  ...words('termSavings', [/\b(simpanan berjangka|deposito|sijaka|simjaka|berjangka)\b/, 90]),
  ...words(
    'otherSavings',
    [/\b(simpanan|simp) (khusus|lain|lainnya|lain lain|hari raya|qurban|pendidikan|haji|umroh|wisata|pensiun)\b/, 90],
    [/^(lainnya|simpanan lainnya)$/, 70],
  ),
  ...words(
    'totalSavings',
    [/\b(jumlah|total|jml) (saldo )?simpanan\b/, 100],
    [/^(simpanan )?saldo simpanan\b/, 80],
    [/^simpanan (jumlah|total)$/, 90],
    [/^simpanan$/, 45],
  ),
  ...words(
    'savingsKind',
    [/\b(jenis|tipe|kode|macam|produk|nama) (simpanan|tabungan|produk|iuran)\b/, 95],
    [/^jenis$/, 55],
    [/^kategori$/, 30],
  ),
  ...words(
    'accountNo',
    [/^(no|nomor|id) ?(rek|rekening|simp|simpanan|tabungan|tab)\b/, 85],
    [/^norek$/, 80],
    [/^no akun$/, 40],
  ),
  ...words(
    'amount',
    [/^(nominal|jumlah|jml|nilai|besar|amount)( (rp|transaksi|setoran|simpanan|iuran|bayar|penarikan|uang))?$/, 75],
    [/^(autodebet|setoran|penarikan|potongan|besar setoran|dum|duk)$/, 65],
  ),
  ...words('direction', [/^(arah|d k|dk|d c|db cr|mutasi|jenis (transaksi|mutasi)|tipe transaksi|posisi)$/, 80]),
  ...words(
    'debit',
    [/^(debet|debit|db|dr|masuk|dum|pemasukan|penerimaan)( rp)?$/, 90],
    [/\bsaldo akhir (debet|debit)$/, 99],
    [/\bsaldo awal (debet|debit)$/, 96],
    [/\b(debet|debit)\b/, 70],
  ),
  ...words(
    'credit',
    [/^(kredit|credit|kr|cr|keluar|duk|pengeluaran)( rp)?$/, 90],
    [/\bsaldo akhir (kredit|credit)$/, 99],
    [/\bsaldo awal (kredit|credit)$/, 96],
    [/\b(kredit|credit)\b/, 65],
  ),
  ...words('balance', [/^saldo( akhir)?( rp)?$/, 85], [/^(sisa saldo|running balance|balance)$/, 80]),
  ...words(
    'date',
    [
      /^(tgl|tanggal|date|tgl transaksi|tanggal transaksi|tanggal bayar|tgl bayar|tanggal pinjam|tgl pinjam|tanggal realisasi|tgl realisasi|tanggal cair|tgl cair|posting date|tanggal buka)$/,
      90,
    ],
    [/^(tgl|tanggal)\b/, 55],
  ),
  ...words(
    'description',
    [/^(uraian|keterangan|ket|deskripsi|catatan|description|remark|berita)\b/, 80],
    [/^keterangan$/, 85],
  ),
];

const LOANS: readonly Word[] = [
  ...words('loanNo', [/^(no|nomor|id|kode) ?(pinjaman|pinjam|kredit|pk|akad|kontrak|spk|pembiayaan)\b/, 90]),
  ...words(
    'loanAmount',
    [
      /\b(plafon|plafond|pokok pinjaman|jumlah pinjaman|jml pinjaman|besar pinjaman|nominal pinjaman|total pinjaman|nilai pinjaman)\b/,
      95,
    ],
    [/^(pinjaman|pembiayaan|jumlah kredit|pinjaman awal)$/, 60],
  ),
  ...words(
    'loanPaid',
    [/\bpinjaman\b.*\bpembayaran\b.*\bpokok\b/, 105],
    [/\b(bayar|pembayaran|angsuran|cicilan|pinjaman) pokok\b/, 90],
    [/^(sudah dibayar|terbayar|angsuran dibayar)$/, 80],
  ),
  ...words(
    'loanBalance',
    [
      /\b(saldo|sisa|outstanding|baki debet|os|bakidebet)\b.*\b((?<!awal |akhir )kredit|pinjaman|pembiayaan|hutang|utang|piutang)\b/,
      105,
    ],
    [/\b(sisa|outstanding|os)\b.*\bpokok\b/, 105],
    [/^(outstanding|baki debet|os pokok|sisa hutang|sisa pokok|bakidebet)$/, 95],
  ),
  ...words('instalment', [
    /^(angsuran|cicilan|besar angsuran|nilai angsuran|jumlah angsuran|angsuran (per|perbulan|bulanan).*)$/,
    80,
  ]),
  ...words('interest', [/\b(bunga|jasa|margin|bagi hasil|basil)\b/, 80]),
  ...words('fee', [/\b(provisi|adm|administrasi|biaya adm)\b/, 75]),
  ...words('penalty', [/\b(denda|pinalty|penalty|penalti)\b/, 85]),
  ...words('loanProduct', [
    /^(jenis|produk|nama produk|kode produk|tipe|skema|macam) (pinjaman|pinjam|kredit|pembiayaan)\b/,
    96,
  ]),
  ...words('loanRate', [
    /\b(suku bunga|rate|persen(tase)? (bunga|jasa|margin)|(bunga|jasa|margin) persen|(bunga|jasa) per ?(bulan|tahun|annum)|(bunga|jasa) (bln|thn))\b/,
    94,
  ]),
  ...words('interestTotal', [
    /\b(total|seluruh) (bunga|jasa|margin)\b|\b(bunga|jasa|margin) (total|seluruhnya|keseluruhan)\b/,
    96,
  ]),
  ...words(
    'overduePrincipal',
    [/\b(tunggakan|nunggak|tertunggak|menunggak)\b.*\bpokok\b|\bpokok\b.*\b(tunggakan|nunggak|tertunggak)\b/, 108],
    [/^((jumlah|total|nilai) )?tunggakan$/, 70],
  ),
  ...words('overdueInterest', [
    /\b(tunggakan|nunggak|tertunggak|menunggak)\b.*\b(bunga|jasa|margin)\b|\b(bunga|jasa|margin)\b.*\b(tunggakan|nunggak|tertunggak)\b/,
    108,
  ]),
  ...words('dueDate', [/\b(jatuh tempo|jth tempo|jt tempo|tgl angsur|tanggal angsur|due date)\b/, 94]),
  ...words('tenor', [/^(tenor|jangka waktu|jkw|jw|lama)\b/, 90], [/\b(lama (pinjaman|kredit|angsuran)|tenor)\b/, 90]),
  ...words('instalmentNo', [/^(.*\b)?(ke|cicilan ke|angsuran ke)$/, 75]),
  ...words('remainingTenor', [/\bsisa (cicilan|jkw|tenor|angsuran|jangka|bulan)\b/, 85], [/\blama sisa\b/, 85]),
  ...words(
    'totalDue',
    [/\btotal (potongan|tagihan|bayar|angsuran)\b/, 95],
    [/\bjumlah (potongan|tagihan|setoran|dibayar)\b/, 80],
    [/\b(pinjaman|angsuran|cicilan) (jumlah|jml|total)$/, 70],
    [/^total$/, 60],
  ),
];

const CHART: readonly Word[] = [
  ...words(
    'accountCode',
    [/^(kode|no|nomor|id) ?(akun|rek|rekening|perkiraan|perk|prk|sandi|coa|gl)\b/, 100],
    [/^(coa|sandi|account ?(code|no|number))$/, 90],
    [/^kode$/, 60],
  ),
  ...words(
    'accountName',
    [/^(nama )?(akun|perkiraan|rekening|nama rek|pos|uraian akun|account( name)?)$/, 90],
    [/^nama (akun|perkiraan|rekening|sandi|coa)\b/, 105],
  ),
  ...words('parentCode', [/^(parent|induk|id induk|kode induk|akun induk)\b/, 85]),
  ...words('category', [
    /^(kategori|katagori|kelompok|golongan|grup|klasifikasi|tipe|jenis)( akun| rekening| perkiraan)?$/,
    62,
  ]),
  ...words(
    'normalSide',
    [/^(saldo normal|posisi normal|normal|d k|dk|posisi|normal balance)$/, 92],
    [/^jenis( saldo)?$/, 64],
  ),
  ...words(
    'openingBalance',
    [/^(saldo awal|opening balance|saldo per|neraca awal)\b(?!.*\b(debet|debit|kredit|credit)$)/, 95],
    [/^saldo\b(?!.*\b(debet|debit|kredit|credit)$)/, 60],
  ),
];

const DICTIONARY: readonly Word[] = [...PERSON, ...MONEY, ...LOANS, ...CHART];

/** One thing a heading may mean, with how sure that is. */
export type Meaning = { readonly field: Field; readonly weight: number };

/** Every meaning the dictionary finds in a heading, the surest first. The whole path counts more than its last part. */
export function meaningsOf(path: readonly string[]): Meaning[] {
  const found = new Map<Field, number>();
  const whole = normalise(path.join(' '));
  const last = normalise(path.at(-1) ?? '');
  for (const word of DICTIONARY) {
    const weight = word.pattern.test(whole) ? word.weight : word.pattern.test(last) ? word.weight - 12 : 0;
    if (weight > (found.get(word.field) ?? 0)) found.set(word.field, weight);
  }
  return [...found].map(([field, weight]) => ({ field, weight })).sort((a, b) => b.weight - a.weight);
}

/** Lower case, `P I N J A M A N` closed up, `JenisPembayaran` and `tgl_lahir` cut into words, punctuation gone. */
export function normalise(text: string): string {
  return text
    .replace(/\b(?:\p{L}[ \u00a0]+){2,}\p{L}\b/gu, (spaced) => spaced.replace(/\s+/g, ''))
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** True for a text that begins a total: jumlah, total, sub total, grand total, `J U M L A H`. */
export function isTotalWord(text: string): boolean {
  return /^(sub ?(total|jumlah)|grand ?total|total|jumlah|jml|rekapitulasi|saldo akhir)\b/.test(normalise(text));
}

/** True for a text of a letter's end: who knows of it, who agreed, who made it, place and month. */
export function isSignatureWord(text: string): boolean {
  const plain = normalise(text);
  const roles =
    /^(mengetahui|diketahui|menyetujui|disetujui|diperiksa|dibuat|pembuat|yang membuat|hormat kami|ketua|wakil ketua|bendahara|sekretaris|manajer|manager|pengurus|administrasi|juru bayar|petugas)\b/;
  const place = /^[\p{L} ]{3,30}, *\d{0,2} *(jan|feb|peb|mar|apr|mei|jun|jul|agu|sep|okt|nov|nop|des)\p{L}* *\d{4}$/iu;
  return roles.test(plain) || place.test(text.trim());
}
