/** The door of governance: registers and resolutions. See README.md. */

export { approveBudget } from './commands/approve-budget.ts';
export { answerEntry, endEntry, signEntry, suggest } from './commands/register-acts.ts';
export { correctEntry, writeEntry } from './commands/registers.ts';
export { recordResolution, withdrawResolution } from './commands/resolutions.ts';
export { loansBook, savingsBook } from './queries/filled-books.ts';
export { inventoryPaper } from './queries/inventory-paper.ts';
export { type OfficeProposal, officeProposals } from './queries/office-proposals.ts';
export { registerPaper } from './queries/register-paper.ts';
export type { RegisterRow } from './queries/register-rows.ts';
export {
  type BookCount,
  bookCounts,
  ownSuggestions,
  REGISTER_PAGE,
  registerEntry,
  registerPage,
  type YearProof,
} from './queries/registers.ts';
export {
  requireResolution,
  resolution,
  resolutions,
  type StandingResolution,
  useResolution,
} from './queries/resolutions.ts';
export { bookSigners } from './queries/signers.ts';
export {
  BOOK_KEYS,
  BOOKS,
  type Book,
  type BookField,
  type BookKey,
  bookOf,
  FILLED_BOOKS,
  type FilledBook,
} from './rules/books.ts';
export { type EntryFields, termIsOver } from './rules/entry.ts';
export { MEETINGS, type Meeting, RESOLUTION_KINDS, type ResolutionKind } from './rules/resolution.ts';
export { PAPER_BYTES_MAX } from './schema.ts';
export type { Resolution } from './store/resolutions.ts';
