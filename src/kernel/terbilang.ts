import { assert } from './errors.ts';

const UNITS = [
  '',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
];
const SCALES = ['', 'ribu', 'juta', 'miliar', 'triliun', 'kuadriliun'];

/** A whole number from 0 to 999 kuadriliun in Indonesian words: `1250n` -> "seribu dua ratus lima puluh". */
export function numberInWords(value: bigint): string {
  assert(value >= 0n && value < 10n ** 18n, 'words are known for 0 to 999 kuadriliun');
  if (value === 0n) return 'nol';
  const words: string[] = [];
  let rest = value;
  for (const scale of SCALES) {
    const group = Number(rest % 1000n);
    if (group > 0) words.unshift(withScale(group, scale));
    rest /= 1000n;
  }
  return words.join(' ');
}

/**
 * An amount in sen in Indonesian words, as a receipt spells it out ("terbilang"):
 * `15000050n` -> "seratus lima puluh ribu rupiah lima puluh sen". A negative amount begins with "minus".
 */
export function terbilang(amountSen: bigint): string {
  if (amountSen < 0n) return `minus ${terbilang(-amountSen)}`;
  const whole = `${numberInWords(amountSen / 100n)} rupiah`;
  const sen = amountSen % 100n;
  return sen === 0n ? whole : `${whole} ${numberInWords(sen)} sen`;
}

/** One thousand is "seribu", never "satu ribu"; every other scale counts with "satu". */
function withScale(group: number, scale: string): string {
  if (scale === '') return belowThousand(group);
  if (scale === 'ribu' && group === 1) return 'seribu';
  return `${belowThousand(group)} ${scale}`;
}

function belowThousand(value: number): string {
  if (value < 100) return belowHundred(value);
  const hundreds = Math.floor(value / 100);
  const head = hundreds === 1 ? 'seratus' : `${UNITS[hundreds]} ratus`;
  return value % 100 === 0 ? head : `${head} ${belowHundred(value % 100)}`;
}

function belowHundred(value: number): string {
  if (value < 12) return UNITS[value] ?? '';
  if (value < 20) return `${UNITS[value - 10]} belas`;
  const head = `${UNITS[Math.floor(value / 10)]} puluh`;
  return value % 10 === 0 ? head : `${head} ${UNITS[value % 10]}`;
}
