import { z } from 'zod';
import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { textField } from '#kernel/fields';
import { bookYears } from '../../closing/doors.ts';
import { unknownPlaceholders } from '../rules/placeholders.ts';
import { noteSection } from './sections.ts';
import { insertNote } from './store.ts';

const WORDS_MAX = 8_000;

/** A section's words; `basedOn` is the version one read (0: the draft). Forms send lines apart by two signs. */
const NoteInput = z.strictObject({
  year: z.number().int().min(1900).max(2999),
  section: textField(40),
  words: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .pipe(textField(WORDS_MAX)),
  basedOn: z.number().int().min(0),
});

/**
 * Writes the words of one section of a book year's notes, as a new version. Errors: `note_section_unknown`, `note_placeholder_unknown` at
 * `words`, `note_year_approved`, `note_changed`.
 */
export const writeNote = command({
  name: 'books.writeNote',
  permission: 'books.plan',
  input: NoteInput,
  async run(scope, input) {
    if (!noteSection(input.section)) throw sectionUnknown();
    const [unknown] = unknownPlaceholders(input.words);
    if (unknown !== undefined) {
      throw fieldError(
        'words',
        'note_placeholder_unknown',
        'Ada tanda {kurung} yang tidak dikenal. Pakai hanya yang ada di daftar di bawah kotak',
      );
    }
    const year = (await bookYears(scope)).find((one) => one.year === input.year);
    if (year?.state === 'approved') {
      throw new DomainError(
        'refused',
        'note_year_approved',
        'Laporan tahun ini sudah diterima rapat anggota, jadi catatannya tidak berubah lagi',
      );
    }
    return { version: await insertNote(scope, input) };
  },
});

/** What is said of a section that the notes do not have. */
export function sectionUnknown(): DomainError {
  return new DomainError('not_found', 'note_section_unknown', 'Bagian catatan ini tidak ada');
}
