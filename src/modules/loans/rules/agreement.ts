import { rupiahText } from '#kernel/money';
import type { ContractKind, Penalty, ProductTerms } from '../terms.ts';

/** An article of an agreement: its title and clauses in plain Indonesian. */
export type Article = { readonly title: string; readonly clauses: readonly string[] };

/** What the words of an agreement depend on. Amounts in sen. */
export type AgreementFacts = {
  readonly contract: ContractKind;
  readonly terms: Pick<ProductTerms, 'penalty' | 'settlement' | 'profitSharePercent' | 'paymentOrder' | 'excess'>;
  readonly principalSen: bigint;
  readonly tenor: number;
  /** In words: "1 Desember 2026". */
  readonly firstDue: string;
  readonly purpose: string;
  readonly hasCollateral: boolean;
  readonly hasGuarantors: boolean;
  readonly standingOrder: boolean;
};

/** What each kind of contract is called, and what its price is called. */
export const CONTRACT_WORDS: Readonly<
  Record<ContractKind, { readonly title: string; readonly price: string; readonly short: string }>
> = {
  interest: { title: 'Perjanjian Pinjaman', price: 'jasa', short: 'pinjaman' },
  murabahah: { title: 'Akad Pembiayaan Murabahah', price: 'margin', short: 'pembiayaan' },
  mudharabah: { title: 'Akad Pembiayaan Mudharabah', price: 'bagi hasil', short: 'pembiayaan' },
  musyarakah: { title: 'Akad Pembiayaan Musyarakah', price: 'bagi hasil', short: 'pembiayaan' },
  ijarah: { title: 'Akad Pembiayaan Ijarah', price: 'ujrah', short: 'pembiayaan' },
  qardh: { title: 'Akad Qardh', price: 'biaya', short: 'pinjaman kebajikan' },
};

/** What a loan is for, as an agreement says it; by the code of its application. */
const PURPOSE_WORDS: Readonly<Record<string, string>> = {
  business: 'modal usaha',
  education: 'sekolah atau kuliah',
  health: 'berobat',
  housing: 'rumah',
  vehicle: 'kendaraan',
  household: 'kebutuhan rumah tangga',
  ceremony: 'hajatan',
  debt: 'melunasi utang lain',
  other: '',
};

/** The purpose of an application in words: its own note, or what its code means. */
export function purposeWords(purpose: string): string {
  return PURPOSE_WORDS[purpose] ?? purpose;
}

/** The articles of an agreement, in order. Written for people: what is given, what is paid back, what happens when something goes wrong. */
export function agreementArticles(facts: AgreementFacts): Article[] {
  const words = CONTRACT_WORDS[facts.contract];
  return [
    {
      title: 'Pasal 1. Yang diberikan',
      clauses: [
        `Koperasi memberikan ${words.short} sebesar ${rupiahText(facts.principalSen)} kepada anggota, dan anggota menerimanya${facts.purpose ? ` untuk ${facts.purpose}` : ''}.`,
        ...contractClauses(facts),
        'Uang dicairkan sesudah perjanjian ini ditandatangani dan semua syarat dipenuhi. Biaya yang disebut di atas dibayar sekali, pada pencairan pertama.',
      ],
    },
    {
      title: 'Pasal 2. Angsuran',
      clauses: [
        `Anggota membayar ${facts.tenor} angsuran menurut jadwal dalam perjanjian ini, mulai ${facts.firstDue}.`,
        `Pembayaran dipakai untuk ${orderWords(facts.terms.paymentOrder, words.price)}, dari angsuran yang paling lama.`,
        `Yang dibayar lebih ${excessWords(facts.terms.excess)}.`,
        ...(facts.standingOrder
          ? [
              'Anggota memberi kuasa kepada koperasi untuk mengambil angsuran dari simpanan sukarelanya pada hari jatuh tempo.',
            ]
          : []),
        'Setiap pembayaran diberi bukti bernomor yang menyebut sisa pinjaman. Simpanlah bukti itu.',
      ],
    },
    { title: 'Pasal 3. Terlambat membayar', clauses: penaltyClauses(facts.terms.penalty, facts.contract) },
    { title: 'Pasal 4. Melunasi lebih awal', clauses: [settlementWords(facts)] },
    ...securityArticles(facts),
    {
      title: 'Pasal 6. Bila ada kesulitan',
      clauses: [
        'Anggota yang diperkirakan tidak bisa membayar tepat waktu memberi tahu koperasi sebelum jatuh tempo. Keduanya mencari jalan bersama: tanggal lain, tenor lain, atau tenggang.',
        'Perubahan perjanjian dibuat tertulis, disetujui pengurus, dan perjanjian yang lama tetap disimpan.',
        'Perselisihan diselesaikan dengan musyawarah. Bila tidak selesai, dibawa ke rapat anggota atau pengadilan negeri setempat.',
      ],
    },
    {
      title: 'Pasal 7. Penutup',
      clauses: [
        'Perjanjian ini dibuat rangkap dua, satu untuk koperasi dan satu untuk anggota, dan berlaku sejak ditandatangani.',
      ],
    },
  ];
}

function contractClauses({ contract, terms }: AgreementFacts): string[] {
  if (contract === 'murabahah') {
    return [
      'Koperasi menjual barang yang diminta anggota dengan harga pokok ditambah margin yang disebut di atas. Harga itu tetap dan tidak bertambah, juga bila terlambat dibayar.',
    ];
  }
  if (contract === 'mudharabah' || contract === 'musyarakah') {
    const share = terms.profitSharePercent ?? '0';
    return [
      `Hasil usaha dibagi: bagian koperasi ${share} persen dari hasil yang nyata. Angka bagi hasil dalam jadwal adalah perkiraan, dan diganti oleh laporan hasil tiap masa.`,
      'Kerugian yang bukan karena lalai atau ingkar ditanggung menurut bagian modal masing-masing.',
    ];
  }
  if (contract === 'ijarah')
    return ['Koperasi menyewakan manfaat barang atau jasa kepada anggota dengan ujrah yang disebut di atas.'];
  if (contract === 'qardh') return ['Anggota mengembalikan pokoknya saja, tanpa tambahan.'];
  return [];
}

const ORDER_WORDS = { penalty: 'denda', interest: '', principal: 'pokok' } as const;

function orderWords(order: ProductTerms['paymentOrder'], price: string): string {
  return order.map((part) => (part === 'interest' ? price : ORDER_WORDS[part])).join(', lalu ');
}

function excessWords(excess: ProductTerms['excess']): string {
  if (excess === 'savings') return 'masuk ke simpanan sukarela anggota';
  return excess === 'principal' ? 'mengurangi pokok saat itu juga' : 'dipakai untuk angsuran berikutnya';
}

function penaltyClauses(penalty: Penalty, contract: ContractKind): string[] {
  if (penalty.kind === 'none')
    return ['Tidak ada denda keterlambatan. Koperasi akan mengingatkan dan menghubungi anggota.'];
  const grace = penalty.graceDays > 0 ? ` sesudah ${penalty.graceDays} hari kelonggaran` : '';
  const amount =
    penalty.kind === 'flat_per_day'
      ? `${rupiahText(penalty.amount)} sehari`
      : `${decimalWords(penalty.percent)} persen ${penalty.kind === 'percent_per_day' ? 'sehari' : 'sebulan'} dari angsuran yang belum dibayar`;
  const cap =
    penalty.capPercent === undefined
      ? ''
      : ` Paling banyak ${decimalWords(penalty.capPercent)} persen dari angsuran itu.`;
  const social =
    contract === 'interest' ? [] : ['Denda itu masuk dana kebajikan dan tidak menjadi pendapatan koperasi.'];
  return [
    `Angsuran yang terlambat dikenai denda ${amount}${grace}.${cap}`,
    'Denda tidak pernah dihitung dari denda sebelumnya.',
    ...social,
  ];
}

function settlementWords({ contract, terms }: AgreementFacts): string {
  const { interest, extraPeriods } = terms.settlement;
  const { price } = CONTRACT_WORDS[contract];
  if (contract === 'qardh') return 'Anggota boleh melunasi kapan saja dengan membayar sisa pokoknya.';
  const due = {
    to_date: `${price} sampai hari pelunasan`,
    current_period: `${price} angsuran yang berjalan`,
    all: `seluruh ${price} yang tersisa`,
  }[interest];
  const extra = extraPeriods > 0 ? `, ditambah ${price} ${extraPeriods} angsuran berikutnya` : '';
  return `Anggota boleh melunasi kapan saja dengan membayar sisa pokok dan ${due}${extra}. Koperasi memberi hitungannya secara tertulis lebih dulu.`;
}

function securityArticles({ hasCollateral, hasGuarantors }: AgreementFacts): Article[] {
  const clauses = [
    ...(hasCollateral
      ? [
          'Agunan yang disebut dalam daftar menjamin pelunasan. Surat-suratnya disimpan koperasi dan dikembalikan sesudah lunas.',
          'Agunan hanya dijual sesudah tiga kali surat peringatan, dan yang lebih dari sisa utang dikembalikan kepada anggota.',
        ]
      : []),
    ...(hasGuarantors
      ? ['Penjamin ikut menandatangani, dan membayar sampai jumlah yang disanggupinya bila anggota tidak membayar.']
      : []),
  ];
  const none = ['Pinjaman ini diberikan tanpa agunan, atas dasar kepercayaan dan simpanan anggota.'];
  return [{ title: 'Pasal 5. Jaminan', clauses: clauses.length > 0 ? clauses : none }];
}

/** A percent the Indonesian way: "1,5". */
export function decimalWords(text: string): string {
  return text.replace('.', ',');
}
