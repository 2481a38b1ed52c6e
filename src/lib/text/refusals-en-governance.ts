/** The refusals of resolutions, registers and the budget, for a reader of English. */
export const GOVERNANCE_REFUSALS_EN: Readonly<Record<string, string>> = {
  attended_over_invited: 'More people attended than were invited',
  book_year_missing: 'Write the book year that was decided on, for example 2026',
  members_meeting_needed:
    'Only a meeting of members decides on this. Choose the yearly, an extraordinary or another members’ meeting',
  resolution_in_future: 'A meeting is not held after today',
  resolution_number_taken: 'This number is in use. Check it, or withdraw the older resolution first',
  resolution_unknown:
    'No resolution in force has this number for this matter and year. Record it under Resolutions first',
  resolution_used: 'Something stands on this resolution already. Change it by a new resolution',
  resolution_withdrawn: 'This resolution is withdrawn already',
};
