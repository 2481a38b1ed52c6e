/** Refusals of the notes and papers of the books, in English; see refusals-en.ts. */
export const PAPER_REFUSALS_EN: Readonly<Record<string, string>> = {
  note_changed: 'Somebody else has just changed this section. Load it again, then write your change',
  note_placeholder_unknown: 'There is a {name} that stands for nothing. Use those of the list only',
  note_section_unknown: 'The notes have no such section',
  note_year_approved: "The members' meeting has accepted this year's report, so its notes no longer change",
};
