import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';
import { searchWords } from './rules/search.ts';

/** A village or kelurahan with the names above it. */
export type Village = { readonly code: string; readonly name: string };

/** The official regions in force (Kemendagri codes, package idn-area-data, ODbL). */
export type Regions = {
  /** True for a province, regency, district or village code in force. */
  readonly has: (code: string) => boolean;
  readonly isVillage: (code: string) => boolean;
  /** `33.19.01.2001` -> `Demaan, Kota Kudus, Kabupaten Kudus`; undefined for an unknown code. */
  readonly nameOf: (code: string) => string | undefined;
  /** Villages whose own, district's or regency's name has every word, the closest names first. */
  readonly findVillages: (query: string, limit: number) => Village[];
};

let loading: Promise<Regions> | undefined;

/** The regions, read from the package once per process and kept (about 90,000 names). */
export function regions(): Promise<Regions> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Regions> {
  const names = new Map<string, string>();
  const villages: { code: string; words: string }[] = [];
  for (const area of await Promise.all([getProvinces(), getRegencies(), getDistricts()])) {
    for (const { code, name } of area) names.set(code, name);
  }
  for (const { code, name } of await getVillages()) {
    names.set(code, name);
    villages.push({ code, words: '' });
  }
  const nameOf = (code: string): string | undefined => {
    if (!names.has(code)) return undefined;
    return levelsOf(code)
      .map((level) => names.get(level))
      .filter((name) => name !== undefined)
      .join(', ');
  };
  for (const village of villages) village.words = searchWords(nameOf(village.code) ?? '').join(' ');
  return {
    has: (code) => names.has(code),
    isVillage: (code) => code.length === 13 && names.has(code),
    nameOf,
    findVillages: (query, limit) => {
      const wanted = searchWords(query);
      if (wanted.join('').length < 3) return [];
      const found = villages.filter(({ words }) => wanted.every((word) => ` ${words}`.includes(` ${word}`)));
      found.sort((one, other) => nearness(one.words, wanted) - nearness(other.words, wanted));
      return found.slice(0, limit).map(({ code }) => ({ code, name: nameOf(code) ?? code }));
    },
  };
}

/** A village is shown with its district and regency; the province is left out because regency names are unique enough. */
function levelsOf(code: string): string[] {
  const steps = code.split('.');
  const levels = steps.map((_, index) => steps.slice(0, index + 1).join('.')).reverse();
  return levels.length > 2 ? levels.slice(0, -1) : levels;
}

/** Smaller is nearer: the first word asked for as a whole word of the village, then as its beginning, then further along. */
function nearness(words: string, wanted: readonly string[]): number {
  const first = wanted[0] ?? '';
  const whole = `${words} `.indexOf(`${first} `) === 0;
  return whole ? -1 : ` ${words}`.indexOf(` ${first}`);
}
