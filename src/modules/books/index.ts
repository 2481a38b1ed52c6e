/** The door of the books: closing, statements, budget, assets, tax. See README.md. */
export {
  type BookYearState,
  bookYears,
  type ClosedPoint,
  type ClosedYear,
  closedPoint,
  requireClosedYear,
} from './closing/doors.ts';
export { type BookYear, bookYear, bookYearOf } from './rules/book-year.ts';
export {
  type StatementColumn,
  type StatementRow,
  type StatementTable,
  totalRow,
  wrongTotals,
} from './statements/table.ts';
