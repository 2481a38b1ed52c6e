import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { checkResolution, type ResolutionFacts } from './resolution.ts';

const TODAY = '2026-11-20' as BusinessDate;
const sound: ResolutionFacts = {
  kind: 'shu',
  meeting: 'rat',
  bookYear: 2025,
  decidedOn: '2026-02-14' as BusinessDate,
  invited: 300,
  attended: 180,
};

const refused = (change: Partial<ResolutionFacts>, reason: string) =>
  assert.throws(() => checkResolution({ ...sound, ...change }, TODAY), { reason });

test('the yearly meeting of members shares the surplus of a book year', () => {
  checkResolution(sound, TODAY);
  checkResolution({ ...sound, decidedOn: TODAY, invited: null }, TODAY);
  checkResolution({ ...sound, kind: 'other', meeting: 'pengurus', bookYear: null }, TODAY);
  checkResolution({ ...sound, kind: 'write_off', meeting: 'pengurus', bookYear: null }, TODAY);
});

test('the board decides neither on the surplus, nor on the budget, nor on covering a loss', () => {
  for (const kind of ['shu', 'budget', 'loss_cover'] as const) {
    refused({ kind, meeting: 'pengurus' }, 'members_meeting_needed');
    refused({ kind, meeting: 'pengawas' }, 'members_meeting_needed');
  }
});

test('a resolution on the money of a year says which year', () => {
  refused({ bookYear: null }, 'book_year_missing');
});

test('no meeting is held tomorrow, and no more come than were invited', () => {
  refused({ decidedOn: '2026-11-21' as BusinessDate }, 'resolution_in_future');
  refused({ invited: 179 }, 'attended_over_invited');
});
