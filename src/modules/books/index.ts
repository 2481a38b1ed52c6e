/** The door of the books: closing, statements, budget, assets, tax. See README.md. */

export { closeDay, reopenDay } from './closing/days.ts';
export {
  type BookYearState,
  bookYears,
  type ClosedPoint,
  type ClosedYear,
  closedPoint,
  requireClosedYear,
} from './closing/doors.ts';
export { closeMonth, lockMonths, reopenMonth } from './closing/months.ts';
export { markYearApproved, reopenYear } from './closing/reopen-year.ts';
export { closeYear, YEAR_OPEN_SOURCE } from './closing/years.ts';
export { type BookYear, bookYear, bookYearOf } from './rules/book-year.ts';
export {
  type StatementColumn,
  type StatementRow,
  type StatementTable,
  totalRow,
  wrongTotals,
} from './statements/table.ts';
