import type { BusinessDate } from '#kernel/dates';
import { fieldError } from '#kernel/errors';

/** What a resolution is about. `other` unlocks nothing by itself. */
export const RESOLUTION_KINDS = ['shu', 'budget', 'loss_cover', 'write_off', 'other'] as const;
export type ResolutionKind = (typeof RESOLUTION_KINDS)[number];

/** Whose meeting decided: the yearly members' meeting (RAT), an extraordinary one (RALB), another one, the board's or the supervisors'. */
export const MEETINGS = ['rat', 'ralb', 'ra', 'pengurus', 'pengawas'] as const;
export type Meeting = (typeof MEETINGS)[number];

/** Only the members decide on these, and they decide for a book year (UU 25/1992 pasal 23: RAPB, SHU; pasal 41-45). */
const OF_MEMBERS: readonly ResolutionKind[] = ['shu', 'budget', 'loss_cover'];

/** What of a resolution its rules look at. */
export type ResolutionFacts = {
  readonly kind: ResolutionKind;
  readonly meeting: Meeting;
  readonly bookYear: number | null;
  readonly decidedOn: BusinessDate;
  readonly invited: number | null;
  readonly attended: number;
};

/**
 * Checks a resolution before it is recorded. Errors, each at its field: `resolution_in_future`, `members_meeting_needed`,
 * `book_year_missing`, `attended_over_invited`.
 */
export function checkResolution(facts: ResolutionFacts, today: BusinessDate): void {
  if (facts.decidedOn > today) {
    throw fieldError('decidedOn', 'resolution_in_future', 'Tanggal rapat tidak boleh sesudah hari ini');
  }
  if (OF_MEMBERS.includes(facts.kind)) {
    if (facts.meeting === 'pengurus' || facts.meeting === 'pengawas') {
      throw fieldError(
        'meeting',
        'members_meeting_needed',
        'Hal ini hanya diputuskan rapat anggota. Pilih RAT, RALB, atau rapat anggota lain',
      );
    }
    if (facts.bookYear === null) {
      throw fieldError('bookYear', 'book_year_missing', 'Tulis tahun buku yang diputuskan, misalnya 2026');
    }
  }
  if (facts.invited !== null && facts.attended > facts.invited) {
    throw fieldError('attended', 'attended_over_invited', 'Yang hadir lebih banyak daripada yang diundang');
  }
}
