import type { Zone } from '#kernel/dates';

/** The provinces of central and eastern time (Kemendagri codes); all others keep WIB. Keppres 41/1987. */
const WITA = new Set(['51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76']);
const WIT = new Set(['81', '82', '91', '92', '93', '94', '95', '96', '97']);

/** Words that every cooperative has in its name and that tell nobody apart. */
const COMMON_WORDS =
  /^(koperasi|kop|ksp|kspps|kud|ksu|kopkar|kpri|simpan|pinjam|serba|usaha|konsumen|syariah|pembiayaan|dan|desa|kelurahan|merah|putih)$/;

const SLUG_MAX = 40;
const PPM_PER_PERCENT_HUNDREDTH = 100;

/** The time zone of a region code, by its province. */
export function zoneOfRegion(regionCode: string): Zone {
  const province = regionCode.slice(0, 2);
  if (WITA.has(province)) return 'WITA';
  return WIT.has(province) ? 'WIT' : 'WIB';
}

/** A cooperative's address from its name: `KSP Mekar Jaya` -> `mekar-jaya`. Empty when the name has no letters for it. */
export function suggestSlug(name: string): string {
  const words = wordsOf(name);
  const own = words.filter((word) => !COMMON_WORDS.test(word));
  return (own.length > 0 ? own : words).join('-').slice(0, SLUG_MAX).replace(/-+$/, '');
}

/** Capitals that begin every receipt number: `KSP Mekar Jaya` -> `MJ`; a single word gives its first three letters. */
export function suggestShortCode(name: string): string {
  const words = suggestSlug(name).split('-').filter(Boolean);
  const letters = words.length > 1 ? words.map((word) => word[0]).join('') : (words[0] ?? '').slice(0, 3);
  return letters
    .toUpperCase()
    .replace(/^[0-9]+/, '')
    .slice(0, 6);
}

/** A percentage a year as people type it, `2,5` or `2.5` or `3 %`, in parts per million; undefined when it is none. */
export function readPercent(text: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match) return undefined;
  const hundredths = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return hundredths <= 10_000 ? hundredths * PPM_PER_PERCENT_HUNDREDTH : undefined;
}

function wordsOf(name: string): string[] {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^a-z0-9]+/).filter(Boolean);
}
