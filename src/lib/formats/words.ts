import { assert } from '#kernel/errors';
import { terbilang } from '#kernel/terbilang';
import type { Locale } from '../text/index.ts';
import { type Amount, toSen } from './money.ts';

const SCALES = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion'];
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const UNITS = `zero one two three four five six seven eight nine ${TEENS}`.split(' ');
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/**
 * An amount in words: `15000050n` -> `seratus lima puluh ribu rupiah lima puluh sen`, or its English twin.
 * Exact for every amount below one quintillion rupiah; beyond that it is a bug to ask.
 */
export function amountInWords(amount: Amount, locale: Locale = 'id'): string {
  const value = toSen(amount);
  return locale === 'id' ? terbilang(value) : amountInEnglish(value);
}

function amountInEnglish(value: bigint): string {
  if (value < 0n) return `minus ${amountInEnglish(-value)}`;
  const whole = `${numberInEnglish(value / 100n)} rupiah`;
  const cents = Number(value % 100n);
  return cents === 0 ? whole : `${whole} ${belowThousand(cents)} sen`;
}

function numberInEnglish(value: bigint): string {
  assert(value < 10n ** 18n, 'words reach to the quadrillions');
  if (value === 0n) return 'zero';
  const words: string[] = [];
  for (let scale = 0, rest = value; rest > 0n; scale += 1, rest /= 1000n) {
    const group = Number(rest % 1000n);
    if (group > 0) words.unshift(`${belowThousand(group)} ${SCALES[scale] ?? ''}`.trim());
  }
  return words.join(' ');
}

function belowThousand(value: number): string {
  if (value < 20) return UNITS[value] ?? '';
  if (value < 100) return joined(TENS[Math.floor(value / 10)] ?? '', value % 10, '-');
  return joined(`${UNITS[Math.floor(value / 100)]} hundred`, value % 100, ' ');
}

function joined(head: string, rest: number, joint: string): string {
  return rest === 0 ? head : `${head}${joint}${belowThousand(rest)}`;
}
