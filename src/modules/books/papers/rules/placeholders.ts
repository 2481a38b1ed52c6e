/** What words of the notes may name, and what it is filled with. */
export const PLACEHOLDERS = {
  koperasi: 'nama koperasi',
  badan_hukum: 'nomor badan hukum',
  nik: 'nomor induk koperasi',
  alamat: 'alamat',
  tahun: 'tahun buku',
  awal: 'hari pertama tahun buku',
  akhir: 'hari terakhir laporan',
  anggota: 'jumlah anggota',
  anggota_laki: 'jumlah anggota laki-laki',
  anggota_perempuan: 'jumlah anggota perempuan',
} as const;

export type PlaceholderValues = Readonly<Record<keyof typeof PLACEHOLDERS, string>>;

const NAMED = /\{([^{}]*)\}/g;

/** The `{names}` in a text that stand for nothing, each once. */
export function unknownPlaceholders(text: string): string[] {
  const names = [...text.matchAll(NAMED)].map(([, name]) => name ?? '');
  return [...new Set(names.filter((name) => !Object.hasOwn(PLACEHOLDERS, name)))];
}

/** The text with every known `{name}` filled. */
export function fillPlaceholders(text: string, values: PlaceholderValues): string {
  return text.replaceAll(NAMED, (whole, name: string) =>
    Object.hasOwn(PLACEHOLDERS, name) ? values[name as keyof PlaceholderValues] : whole,
  );
}

/** The paragraphs of a text: apart by empty lines. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
