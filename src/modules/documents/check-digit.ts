import { assert } from '#kernel/errors';

/**
 * The check digit of receipt numbers is Damm's (H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004): one
 * decimal digit that catches every single wrong digit and every swap of neighbours. ISO 7064 needs two characters, or
 * one that may be a letter or an asterisk, for the same promise; a phone's number pad has neither.
 */
const QUASIGROUP: readonly string[] = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** The Damm digit of a text of digits and letters; a letter counts as two digits (A = 10 ... Z = 35), the rest is skipped. */
export function checkDigit(text: string): string {
  const digits = asDigits(text);
  assert(digits.length > 0, 'a check digit needs something to check');
  let interim = 0;
  for (const digit of digits) interim = Number(QUASIGROUP[interim]?.[Number(digit)]);
  return String(interim);
}

/** True when the last digit is the check digit of all before it. */
export function hasValidCheckDigit(text: string): boolean {
  const clean = text.replace(/[^0-9A-Za-z]/g, '');
  return /\d$/.test(clean) && clean.length > 1 && checkDigit(clean.slice(0, -1)) === clean.slice(-1);
}

function asDigits(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
}
