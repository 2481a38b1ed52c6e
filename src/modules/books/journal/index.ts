/** Journal work: the form's entries, drafts, templates, recurring and turning entries, journals from a workbook. See ../JOURNAL.md. */
export {
  type Draft,
  type DraftRow,
  discardDraft,
  journalDraft,
  journalDrafts,
  openDrafts,
  saveDraft,
} from './drafts.ts';
export { type DueJournal, dueRecurring } from './due.ts';
export { journalImport, journalImports, openJournalFile, writeJournalImport } from './imports.ts';
export { JOURNAL_DUE, journalJobs } from './jobs.ts';
export { postJournal } from './post-journal.ts';
export { addRecurring, recurringEntries, recurringEntry, stopRecurring } from './recurring.ts';
export { removeChartLine } from './remove-chart-line.ts';
export { asksTotal, type FilledLine, fillTemplate } from './rules/template.ts';
export { dueJournals, runDueJournals, skipDue } from './run-due.ts';
export { FORM_LINES_MAX } from './schema.ts';
export { type JournalTemplate, journalTemplate, journalTemplates, retireTemplate, saveTemplate } from './templates.ts';
