import type { AmountReason, DateReason } from '../formats.ts';
import { dictionary } from './index.ts';

const amountId: Record<AmountReason, string> = {
  empty: 'Tulis jumlahnya, misalnya 150.000',
  format: 'Tulis jumlah dalam angka, misalnya 150.000',
  negative: 'Tulis jumlah tanpa tanda minus',
  ambiguous: 'Jumlah ini bisa dibaca dua cara. Tulis titik untuk ribuan dan koma untuk sen, misalnya 1.500.000',
  decimals: 'Paling banyak dua angka di belakang koma',
  too_large: 'Jumlah ini terlalu besar. Periksa lagi nolnya',
};
const amountEn: Record<AmountReason, string> = {
  empty: 'Write the amount, for example 150.000',
  format: 'Write the amount in figures, for example 150.000',
  negative: 'Write the amount without a minus sign',
  ambiguous: 'This amount can be read in two ways. Use points for thousands and a comma for sen, for example 1.500.000',
  decimals: 'At most two figures after the comma',
  too_large: 'This amount is too large. Check the zeros',
};
const dateId: Record<DateReason, string> = {
  empty: 'Tulis tanggalnya, misalnya 21/11/2026',
  format: 'Tulis tanggal seperti 21/11/2026',
  no_such_day: 'Tanggal ini tidak ada di kalender. Periksa lagi hari dan bulannya',
};
const dateEn: Record<DateReason, string> = {
  empty: 'Write the date, for example 21/11/2026',
  format: 'Write the date like 21/11/2026',
  no_such_day: 'There is no such day. Check the day and the month',
};

/** What to do about an amount or a date that could not be read. */
export const inputMessages = dictionary({
  id: { amount: amountId, date: dateId, check: 'Periksa lagi isian Anda' },
  en: { amount: amountEn, date: dateEn, check: 'Please check what you filled in' },
});
