import { type BusinessDate, parts } from '#kernel/dates';

const MONTHS = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' ');

/** A month in words, by one of its days: `Oktober 2026`. */
export function monthName(date: BusinessDate): string {
  const { year, month } = parts(date);
  return `${MONTHS[month - 1]} ${year}`;
}
