// @ts-check
/** Amounts in a field: read, grouped, said in words. Twins of src/lib/formats.ts; src/lib/enhance.test.ts holds them together. */

const UNITS = 'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const UNITS_EN = `zero one two three four five six seven eight nine ${TEENS}`.split(' ');
const TENS_EN = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES = {
  id: ['', 'ribu', 'juta', 'miliar', 'triliun', 'kuadriliun'],
  en: ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion'],
};
/** @type {Record<string, number>} */
const ZEROS = { rb: 3, ribu: 3, k: 3, jt: 6, juta: 6, m: 9, miliar: 9, milyar: 9, t: 12, triliun: 12 };
const SEN_MAX = 9_000_000_000_000_000n;

/** A typed amount in sen, or null. @param {string} text */
export function readAmount(text) {
  const typed = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^(?:rp|idr)\.?\s*/, '');
  const suffix = /(rb|ribu|k|jt|juta|m|miliar|milyar|t|triliun)$/.exec(typed)?.[0];
  const sen = suffix
    ? short(typed.slice(0, -suffix.length).trim(), ZEROS[suffix] ?? 0)
    : full(typed.replace(/,-+$/, ''));
  return sen !== null && sen <= SEN_MAX ? sen : null;
}

/** @param {string} text */
function full(text) {
  const found = /^(\d{1,3}(?:([. ])\d{3})(?:\2\d{3})*|\d+)(?:,(\d+))?$/.exec(text);
  if (found) {
    const [, whole = '', , fraction = ''] = found;
    if (fraction.length === 3 && /^\d{1,3}$/.test(whole)) return null;
    return scaled(whole.replace(/[. ]/g, ''), fraction, 0);
  }
  const commas = /^(\d{1,3}(?:,\d{3}){2,})(?:\.(\d+))?$/.exec(text) ?? /^(\d{4,})\.(\d{2})$/.exec(text);
  return commas ? scaled((commas[1] ?? '').replaceAll(',', ''), commas[2] ?? '', 0) : null;
}

/** @param {string} text @param {number} zeros */
function short(text, zeros) {
  const found = /^(\d+)(?:,(\d+)|\.(\d{1,2}))?$/.exec(text);
  return found ? scaled(found[1] ?? '', found[2] ?? found[3] ?? '', zeros) : null;
}

/** @param {string} whole @param {string} fraction @param {number} zeros */
function scaled(whole, fraction, zeros) {
  if (whole.length + zeros > 18 || fraction.length > zeros + 2) return null;
  return BigInt(whole + fraction.padEnd(zeros + 2, '0'));
}

/** The amount as a field shows it: `1.500.000`, `150.000,50`. @param {bigint} sen */
export function digits(sen) {
  const cents = sen % 100n;
  const whole = (sen / 100n).toString().replace(/\B(?=(\d{3})+$)/g, '.');
  return cents ? `${whole},${cents.toString().padStart(2, '0')}` : whole;
}

/** The amount in words. @param {bigint} sen @param {'id' | 'en'} lang */
export function inWords(sen, lang) {
  const cents = Number(sen % 100n);
  return `${whole(sen / 100n, lang)} rupiah${cents ? ` ${group(cents, lang)} sen` : ''}`;
}

/** @param {bigint} value @param {'id' | 'en'} lang */
function whole(value, lang) {
  if (value === 0n) return lang === 'id' ? 'nol' : 'zero';
  const words = [];
  for (let scale = 0, rest = value; rest > 0n; scale += 1, rest /= 1000n) {
    const part = Number(rest % 1000n);
    if (part === 0) continue;
    words.unshift(
      lang === 'id' && scale === 1 && part === 1 ? 'seribu' : `${group(part, lang)} ${SCALES[lang][scale]}`.trim(),
    );
  }
  return words.join(' ');
}

/** @param {number} value @param {'id' | 'en'} lang @returns {string} */
function group(value, lang) {
  /** @param {string} head @param {number} rest @param {string} [joint] */
  const and = (head, rest, joint = ' ') => (rest ? head + joint + group(rest, lang) : head);
  const tens = Math.floor(value / 10);
  const hundreds = Math.floor(value / 100);
  if (lang === 'en') {
    if (value < 20) return UNITS_EN[value] ?? '';
    return value < 100 ? and(TENS_EN[tens] ?? '', value % 10, '-') : and(`${UNITS_EN[hundreds]} hundred`, value % 100);
  }
  if (value < 12) return UNITS[value] ?? '';
  if (value < 20) return `${UNITS[value - 10]} belas`;
  if (value < 100) return and(`${UNITS[tens]} puluh`, value % 10);
  return and(hundreds === 1 ? 'seratus' : `${UNITS[hundreds]} ratus`, value % 100);
}
