/** The part of the door that is about papers: notes, LPEA, ratios, forms of authorities, and everything printed. See PAPERS.md. */
export { type FormAccount, type FormReport, formReport } from './papers/forms.ts';
export { lpeaTable } from './papers/lpea.ts';
export { LPEA_PARAMETERS } from './papers/lpea-parameters.ts';
export { type Note, noteForm, notes } from './papers/notes/queries.ts';
export { NOTE_SECTIONS } from './papers/notes/sections.ts';
export { writeNote } from './papers/notes/write-note.ts';
export { reportPaper, signatoriesOf } from './papers/paper.ts';
export { type RatioReport, ratioReport } from './papers/ratios.ts';
export type { Ratio, RatioInput } from './papers/rules/ratios.ts';
export {
  type PrintedReport,
  printedPaper,
  statement,
  statementPaper,
  yearCover,
  yearReport,
} from './papers/year-report.ts';
