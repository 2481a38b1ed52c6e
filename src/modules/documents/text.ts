import { type BusinessDate, parts } from '#kernel/dates';

const MONTHS = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' ');

/** A business date in words: "21 November 2026"; `short` cuts the month to three letters. */
export function dateText(date: BusinessDate, short = false): string {
  const { year, month, day } = parts(date);
  const name = MONTHS[month - 1] ?? '';
  return `${day} ${short ? name.slice(0, 3) : name} ${year}`;
}

/**
 * Text as the fonts built into every PDF reader can show it (Windows-1252): special spaces become plain ones,
 * arrows and the like their nearest sign, a letter without an accent-free form a question mark.
 */
export function printable(text: string): string {
  return Array.from(text.normalize('NFC'), printableCharacter).join('');
}

const WINDOWS_1252 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const REPLACED: Record<string, string> = { '→': '->', '←': '<-', '−': '-', '≤': '<=', '≥': '>=', '\t': ' ', '\r': '' };

function printableCharacter(character: string): string {
  const replaced = REPLACED[character];
  if (replaced !== undefined) return replaced;
  if (/[\u00a0\u2000-\u200a\u202f]/.test(character)) return ' ';
  const point = character.codePointAt(0) ?? 0;
  if (character === '\n' || (point >= 0x20 && point < 0x7f) || (point >= 0xa1 && point <= 0xff)) return character;
  if (WINDOWS_1252.includes(character)) return character;
  const plain = character.normalize('NFD').replace(/\p{M}/gu, '');
  return /^[\x20-\x7e]+$/.test(plain) ? plain : '?';
}
