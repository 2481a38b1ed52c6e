import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { membersByNumber, normaliseMemberNumber } from '#members';
import { BOOKS, type Book } from '../rules/books.ts';
import { type EntryFields, readFields } from '../rules/entry.ts';
import { CorrectionInput, EntryInput } from '../schema.ts';
import { requireFreeOffice } from '../store/offices.ts';
import { keepPaper } from '../store/papers.ts';
import { lockEntry } from '../store/register-acts.ts';
import { type EntryState, insertEntry, readEntry } from '../store/register-entries.ts';

/**
 * Writes a row of a book; it gets the next number of its year. Errors: those of `readFields` and `keepPaper`, `entry_in_future`,
 * `member_unknown`, `office_conflict`, `office_twice`, `book_keeps_no_paper`.
 */
export const writeEntry = command({
  name: 'governance.writeEntry',
  permission: 'governance.write',
  input: EntryInput,
  async run(scope, { book: key, entryOn, fields: raw, file }) {
    const book = BOOKS[key];
    const row = await checkedRow(scope, book, { entryOn, raw });
    await requireFreeOffice(scope, book, { ...row, entryOn, except: null });
    const fileId = await paperOf(scope, book, file);
    return insertEntry(scope, { book: key, entryOn, ...row, fileId, correctsId: null, correctionReason: null });
  },
});

/**
 * Writes a row in the place of a wrong one, which stays readable. Errors: as `writeEntry`, `row_unknown`, `entry_corrected`,
 * `entry_ended`, `entry_of_member`.
 */
export const correctEntry = command({
  name: 'governance.correctEntry',
  permission: 'governance.write',
  input: CorrectionInput,
  async run(scope, { entryId, entryOn, fields: raw, reason, file }) {
    await lockEntry(scope, entryId);
    const old = await requireEntry(scope, entryId);
    if (old.byMember) {
      throw new DomainError(
        'refused',
        'entry_of_member',
        'Saran ini ditulis anggota sendiri dan tidak dibetulkan orang lain. Tulis tanggapan',
      );
    }
    if (old.endedOn)
      throw new DomainError('refused', 'entry_ended', 'Baris ini sudah berakhir dan tidak dibetulkan lagi');
    const book = BOOKS[old.book];
    const row = await checkedRow(scope, book, { entryOn, raw });
    await requireFreeOffice(scope, book, { ...row, entryOn, except: entryId });
    const fileId = (await paperOf(scope, book, file)) ?? old.fileId;
    return insertEntry(scope, {
      ...{ book: old.book, entryOn, ...row, fileId },
      ...{ correctsId: entryId, correctionReason: reason },
    });
  },
});

/** Step: a row that still stands. Errors: `row_unknown`, `entry_corrected`. */
export async function requireEntry(scope: Scope, entryId: string): Promise<EntryState> {
  const found = await readEntry(scope, entryId);
  if (!found) throw new DomainError('not_found', 'row_unknown', 'Baris ini tidak ada');
  if (found.correctedBy) {
    throw new DomainError('conflict', 'entry_corrected', 'Baris ini sudah dibetulkan. Buka baris yang menggantikannya');
  }
  return found;
}

async function checkedRow(
  scope: Scope,
  book: Book,
  typed: { entryOn: BusinessDate; raw: Readonly<Record<string, string>> },
): Promise<{ fields: EntryFields; memberId: string | null }> {
  if (typed.entryOn > scope.today) {
    throw fieldError('entryOn', 'entry_in_future', 'Tanggal tidak boleh sesudah hari ini');
  }
  const fields = readFields(book, typed.raw);
  const number = fields['memberNumber'];
  if (number === undefined) return { fields, memberId: null };
  const normal = normaliseMemberNumber(number);
  const member = normal === undefined ? undefined : (await membersByNumber(scope, [normal])).get(normal);
  if (!member) throw fieldError('memberNumber', 'member_unknown', 'Tidak ada anggota dengan nomor ini');
  return { fields: { ...fields, memberNumber: member.number ?? '', name: member.fullName }, memberId: member.id };
}

async function paperOf(scope: Scope, book: Book, file: string | undefined): Promise<string | null> {
  if (!file) return null;
  if (!book.paper) throw fieldError('file', 'book_keeps_no_paper', 'Buku ini tidak menyimpan berkas');
  return keepPaper(scope, 'register', file);
}
