/** A member is found by any of these: the words of the name, the number whole and in parts, and its last digits without zeros. */
export function memberWords(fullName: string, number: string | null): string[] {
  if (number === null) return searchWords(fullName);
  const whole = number.replace(/[^A-Za-z0-9]/g, '');
  const tail = /([0-9]+)$/.exec(number)?.[1]?.replace(/^0+/, '') ?? '';
  return [...new Set([...searchWords(fullName), ...searchWords(number), ...searchWords(whole), ...searchWords(tail)])];
}

/** What people typed, as beginnings of words, the most telling (longest) first; at most six. */
export function queryWords(query: string): string[] {
  const words = searchWords(query).map((word) => word.slice(0, WORD_LENGTH_MAX));
  return words.sort((one, other) => other.length - one.length).slice(0, 6);
}

/** The half-open range of words that begin so, in the order of code points: `siti` is `siti` <= word < `siti\u{10ffff}`. */
export function prefixRange(word: string): { readonly from: string; readonly before: string } {
  return { from: word, before: `${word}\u{10ffff}` };
}

const WORD_LENGTH_MAX = 100;

const OLD_SPELLING: readonly (readonly [RegExp, string])[] = [
  [/oe/g, 'u'],
  [/tj/g, 'c'],
  [/dj/g, 'j'],
  [/ch/g, 'h'],
  [/([a-z])\1+/g, '$1'],
];

/**
 * The words a name or number is found by: lower case, without marks, old spellings (oe, tj, dj, ch) and doubled letters
 * folded, so that "Soedjono" and "Sudjono", "Muhammad" and "Muhamad" meet. Digits stay whole.
 */
export function searchWords(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/['’]/g, '').toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return [...new Set(words.map(foldSpelling))];
}

// Folding can bring two letters together that fold again ("tjch"); a word only gets shorter, so this ends.
function foldSpelling(word: string): string {
  const folded = OLD_SPELLING.reduce((text, [from, to]) => text.replace(from, to), word);
  return folded === word ? word : foldSpelling(folded);
}
