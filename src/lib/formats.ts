/** How amounts, dates and rates are written for people, and how what people type is read. Pure; no clock, no database. */
export {
  type DateInput,
  type DateReason,
  dateLong,
  dateSlash,
  dateText,
  momentText,
  monthText,
  parseDateInput,
  timeText,
} from './formats/dates.ts';
export { type AmountInput, type AmountReason, parseRupiahInput } from './formats/input.ts';
export {
  type Amount,
  count,
  grouped,
  percent,
  rupiah,
  rupiahChange,
  rupiahDigits,
  rupiahShort,
  toSen,
} from './formats/money.ts';
export { amountInWords } from './formats/words.ts';
