/** English of what oversight refuses. Spread into `REFUSALS_EN`. */
export const OVERSIGHT_REFUSALS_EN: Readonly<Record<string, string>> = {
  year_before_books: 'The books here do not reach back to that year',
  year_not_begun: 'That book year has not begun',
  dates_reversed: 'The first date must be before the last',
  range_too_long: 'At most one year at a time',
  note_too_short: 'Write an explanation of at least 5 letters',
};
