import { parseSignedDecimal } from '#kernel/money';
import type { Locale } from '../text/index.ts';

/** An amount as the screens hand it on: sen as bigint, or the decimal string of a command's answer (`"150000.00"`). */
export type Amount = bigint | string;

/** Sen of either shape. Error: `amount_format` for text that is no decimal string. */
export function toSen(amount: Amount): bigint {
  return typeof amount === 'bigint' ? amount : parseSignedDecimal(amount);
}

/** Digits in groups of three: `1500000n` -> `1.500.000`. */
export function grouped(digits: bigint | string, separator = '.'): string {
  return digits.toString().replace(/\B(?=(\d{3})+$)/g, separator);
}

/**
 * An amount for people: `Rp 150.000`, `Rp 150.000,50`, `-Rp 50.000`. Cents only when there are any.
 * Both languages write it the Indonesian way: `1,500` would be one rupiah fifty to everyone else at the counter.
 */
export function rupiah(amount: Amount): string {
  const value = toSen(amount);
  return `${value < 0n ? '-' : ''}Rp ${plain(value)}`;
}

/** The amount without `Rp`, as tables and fields write it: `150.000`, `-50.000`, `150.000,50`. */
export function rupiahDigits(amount: Amount): string {
  const value = toSen(amount);
  return `${value < 0n ? '-' : ''}${plain(value)}`;
}

/** A change, always with its sign: `+Rp 150.000`, `-Rp 50.000`, `Rp 0`. */
export function rupiahChange(amount: Amount): string {
  const value = toSen(amount);
  return value > 0n ? `+${rupiah(value)}` : rupiah(value);
}

function plain(value: bigint): string {
  const positive = value < 0n ? -value : value;
  const cents = positive % 100n;
  const whole = grouped(positive / 100n);
  return cents === 0n ? whole : `${whole},${cents.toString().padStart(2, '0')}`;
}

const SHORT: Record<Locale, readonly string[]> = { id: ['', ' rb', ' jt', ' M', ' T'], en: ['', 'k', 'm', 'bn', 'tn'] };

/** An amount for a chart's axis, cut to one decimal: `1,5 jt`, `250 rb`. Never for a figure that someone pays. */
export function rupiahShort(amount: Amount, locale: Locale = 'id'): string {
  const whole = toSen(amount) / 100n;
  const positive = whole < 0n ? -whole : whole;
  const scale = Math.min(Math.floor((positive.toString().length - 1) / 3), 4);
  const tenths = (positive * 10n) / 1000n ** BigInt(scale);
  const fraction = tenths % 10n === 0n ? '' : `${locale === 'id' ? ',' : '.'}${tenths % 10n}`;
  return `${whole < 0n ? '-' : ''}${tenths / 10n}${fraction}${SHORT[locale][scale] ?? ''}`;
}

/** A rate of parts per million as percent: `120_000` -> `12%`, `5_000` -> `0,5%` (English `0.5%`). */
export function percent(ppm: number | bigint, locale: Locale = 'id'): string {
  const value = BigInt(ppm);
  const positive = value < 0n ? -value : value;
  const fraction = (positive % 10_000n).toString().padStart(4, '0').replace(/0+$/, '');
  const point = locale === 'id' ? ',' : '.';
  const whole = count(positive / 10_000n, locale);
  return `${value < 0n ? '-' : ''}${whole}${fraction && point + fraction}%`;
}

/** A count of things: `30000` -> `30.000` (English `30,000`). */
export function count(value: number | bigint, locale: Locale = 'id'): string {
  const digits = BigInt(value).toString();
  const separator = locale === 'id' ? '.' : ',';
  return digits.startsWith('-') ? `-${grouped(digits.slice(1), separator)}` : grouped(digits, separator);
}
