/** How a field of a book is written. `member` is a member's number: the row keeps the member with it. */
export type FieldKind = 'text' | 'long' | 'date' | 'count' | 'choice' | 'member';

/** A column of a book: its key in the row, its heading on paper, how it is written, and whether it may stay empty. */
export type BookField = {
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly choices?: Readonly<Record<string, string>>;
  /** Width on paper, in characters. */
  readonly width: number;
};

/** One of the sixteen books that people write: what a row holds, and what may be done to it later. */
export type Book = {
  readonly key: BookKey;
  /** Its place among the sixteen. */
  readonly place: number;
  readonly title: string;
  /** What the day of a row means. */
  readonly dateLabel: string;
  readonly fields: readonly BookField[];
  /** A row begins something that ends: an office, an employment. */
  readonly ends?: boolean;
  /** A row is answered by the board. */
  readonly answered?: boolean;
  /** A paper may be kept with a row. */
  readonly paper?: boolean;
};

const text = (key: string, label: string, width = 20): BookField => ({
  key,
  label,
  kind: 'text',
  required: true,
  width,
});
const long = (key: string, label: string, width = 40): BookField => ({
  key,
  label,
  kind: 'long',
  required: true,
  width,
});
const optional = (field: BookField): BookField => ({ ...field, required: false });
const count = (key: string, label: string): BookField => ({ key, label, kind: 'count', required: true, width: 8 });
const member = (required: boolean): BookField => ({
  key: 'memberNumber',
  label: 'No. anggota',
  kind: 'member',
  required,
  width: 10,
});
const choice = (key: string, label: string, choices: Readonly<Record<string, string>>): BookField => ({
  key,
  label,
  kind: 'choice',
  required: true,
  choices,
  width: 12,
});

/** The offices of a board (UU 25/1992 pasal 29-30; titles as cooperatives use them). */
export const BOARD_OFFICES = {
  ketua: 'Ketua',
  wakil_ketua: 'Wakil ketua',
  sekretaris: 'Sekretaris',
  bendahara: 'Bendahara',
  anggota: 'Anggota pengurus',
} as const;
/** The offices of the supervisors (pasal 38). */
export const SUPERVISOR_OFFICES = { ketua: 'Ketua pengawas', anggota: 'Anggota pengawas' } as const;

const officeBook = (key: 'pengurus' | 'pengawas', place: number, title: string): Book => ({
  key,
  place,
  title,
  dateLabel: 'Tanggal diangkat',
  fields: [
    member(true),
    optional(text('name', 'Nama')),
    choice('office', 'Jabatan', key === 'pengurus' ? BOARD_OFFICES : SUPERVISOR_OFFICES),
    optional(text('decision', 'Dasar pengangkatan')),
  ],
  ends: true,
});

const minutesBook = (key: BookKey, place: number, title: string, kinds?: Readonly<Record<string, string>>): Book => ({
  key,
  place,
  title,
  dateLabel: 'Tanggal rapat',
  fields: [
    ...(kinds ? [choice('kind', 'Jenis rapat', kinds), count('invited', 'Jumlah anggota')] : []),
    text('place', 'Tempat'),
    count('attended', 'Hadir'),
    text('chair', 'Pimpinan rapat'),
    long('agenda', 'Acara'),
    long('decisions', 'Pembahasan dan keputusan', 60),
    text('minutesTaker', 'Notulis'),
  ],
  paper: true,
});

export const BOOK_KEYS = [
  'pengurus',
  'pengawas',
  'notulen-anggota',
  'notulen-pengurus',
  'notulen-pengawas',
  'karyawan',
  'tamu',
  'saran-anggota',
  'saran-pengawas',
  'anjuran-pejabat',
  'kejadian',
  'surat',
] as const;
export type BookKey = (typeof BOOK_KEYS)[number];

/** The books that the data of the cooperative fills by itself, with their place among the sixteen. */
export const FILLED_BOOKS = { anggota: 1, simpanan: 4, pinjaman: 5, inventaris: 6 } as const;
export type FilledBook = keyof typeof FILLED_BOOKS;

/** The books that are written, by their key (the sixteen books of administration; columns as in DOMAIN 2.5). */
export const BOOKS: Readonly<Record<BookKey, Book>> = {
  pengurus: officeBook('pengurus', 2, 'Buku Daftar Pengurus'),
  pengawas: officeBook('pengawas', 3, 'Buku Daftar Pengawas'),
  'notulen-anggota': minutesBook('notulen-anggota', 7, 'Buku Notulen Rapat Anggota', {
    rat: 'RAT',
    ralb: 'RALB',
    ra: 'Rapat anggota lain',
  }),
  'notulen-pengurus': minutesBook('notulen-pengurus', 8, 'Buku Notulen Rapat Pengurus'),
  'notulen-pengawas': minutesBook('notulen-pengawas', 9, 'Buku Notulen Rapat Pengawas'),
  karyawan: {
    key: 'karyawan',
    place: 10,
    title: 'Buku Daftar Karyawan',
    dateLabel: 'Mulai bekerja',
    fields: [
      text('name', 'Nama'),
      text('position', 'Jabatan'),
      choice('status', 'Status', { tetap: 'Tetap', kontrak: 'Kontrak', harian: 'Harian' }),
      optional(text('address', 'Alamat', 30)),
    ],
    ends: true,
  },
  tamu: {
    key: 'tamu',
    place: 11,
    title: 'Buku Tamu',
    dateLabel: 'Tanggal',
    fields: [text('name', 'Nama'), text('from', 'Asal'), text('meets', 'Bertemu dengan'), long('purpose', 'Maksud')],
  },
  'saran-anggota': {
    key: 'saran-anggota',
    place: 12,
    title: 'Buku Saran Anggota',
    dateLabel: 'Tanggal',
    fields: [member(true), optional(text('name', 'Nama')), long('suggestion', 'Saran')],
    answered: true,
  },
  'saran-pengawas': {
    key: 'saran-pengawas',
    place: 13,
    title: 'Buku Saran Pengawas',
    dateLabel: 'Tanggal',
    fields: [text('name', 'Nama pengawas'), long('suggestion', 'Saran')],
    answered: true,
  },
  'anjuran-pejabat': {
    key: 'anjuran-pejabat',
    place: 14,
    title: 'Buku Anjuran Pejabat',
    dateLabel: 'Tanggal',
    fields: [text('name', 'Nama pejabat'), text('agency', 'Jabatan dan instansi'), long('advice', 'Anjuran')],
    answered: true,
  },
  kejadian: {
    key: 'kejadian',
    place: 15,
    title: 'Buku Catatan Kejadian Penting',
    dateLabel: 'Tanggal',
    fields: [long('event', 'Kejadian'), long('cause', 'Sebab'), optional(long('settlement', 'Penyelesaian'))],
  },
  surat: {
    key: 'surat',
    place: 16,
    title: 'Buku Agenda dan Ekspedisi',
    dateLabel: 'Tanggal',
    fields: [
      choice('direction', 'Masuk atau keluar', { masuk: 'Masuk', keluar: 'Keluar' }),
      text('letterNumber', 'Nomor surat'),
      text('party', 'Dari atau kepada'),
      long('subject', 'Perihal'),
      optional(text('handedTo', 'Diterima oleh')),
    ],
    paper: true,
  },
};

/** The book with this key, or undefined: keys come from addresses. */
export function bookOf(key: string): Book | undefined {
  return BOOK_KEYS.some((one) => one === key) ? BOOKS[key as BookKey] : undefined;
}
