import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { membersById } from '#members';
import { BOOKS } from '../rules/books.ts';
import { AnswerInput, EndInput, SignatureInput, SuggestionInput } from '../schema.ts';
import { insertAnswer, insertEnd, insertSignature, lockEntry } from '../store/register-acts.ts';
import { insertEntry } from '../store/register-entries.ts';
import { suggestionsToday } from '../store/suggestions.ts';
import { requireEntry } from './registers.ts';

/** A member writes at most this many suggestions a day. */
const SUGGESTIONS_A_DAY = 5;

/**
 * Signs a row in the signer's own session: name, moment and the proof of exactly this row. Who may read a row may sign it.
 * Errors: `row_unknown`, `entry_corrected`, `signature_needs_session`, `row_changed`, `already_signed`.
 */
export const signEntry = command({
  name: 'governance.signEntry',
  permission: 'governance.read',
  input: SignatureInput,
  async run(scope, { entryId, rowHash }) {
    const { sessionId } = scope.context.actor;
    if (sessionId === null) {
      throw new DomainError(
        'forbidden',
        'signature_needs_session',
        'Masuk dengan akun Anda sendiri untuk tanda tangan',
      );
    }
    await lockEntry(scope, entryId);
    const entry = await requireEntry(scope, entryId);
    if (entry.rowHash !== rowHash) {
      throw new DomainError('conflict', 'row_changed', 'Baris ini berbeda dari yang Anda lihat. Muat ulang halaman');
    }
    if (!(await insertSignature(scope, { entryId, sessionId, rowHash }))) {
      throw new DomainError('conflict', 'already_signed', 'Anda sudah menandatangani baris ini');
    }
    return { entryId, signedAt: scope.now.toISOString() };
  },
});

/** The board answers a suggestion or an advice. Errors: `row_unknown`, `entry_corrected`, `book_takes_no_answer`. */
export const answerEntry = command({
  name: 'governance.answerEntry',
  permission: 'governance.write',
  input: AnswerInput,
  async run(scope, { entryId, answer }) {
    const entry = await requireEntry(scope, entryId);
    if (!BOOKS[entry.book].answered) {
      throw new DomainError('refused', 'book_takes_no_answer', 'Baris buku ini tidak ditanggapi');
    }
    return { id: await insertAnswer(scope, { entryId, answer }) };
  },
});

/**
 * Ends an office or an employment. Errors: `row_unknown`, `entry_corrected`, `book_has_no_end`, `entry_ended`, `end_in_future`,
 * `end_before_begin`.
 */
export const endEntry = command({
  name: 'governance.endEntry',
  permission: 'governance.write',
  input: EndInput,
  async run(scope, { entryId, endedOn, reason }) {
    await lockEntry(scope, entryId);
    const entry = await requireEntry(scope, entryId);
    if (!BOOKS[entry.book].ends) {
      throw new DomainError('refused', 'book_has_no_end', 'Baris buku ini tidak punya tanggal berakhir');
    }
    if (entry.endedOn)
      throw new DomainError('conflict', 'entry_ended', 'Baris ini sudah berakhir dan tidak dibetulkan lagi');
    if (endedOn > scope.today)
      throw fieldError('endedOn', 'end_in_future', 'Tanggal berakhir tidak boleh sesudah hari ini');
    if (endedOn < entry.entryOn) {
      throw fieldError('endedOn', 'end_before_begin', 'Tanggal berakhir tidak boleh sebelum tanggal mulai');
    }
    await insertEnd(scope, { entryId, endedOn, reason });
    return { entryId, endedOn };
  },
});

/** A member gives a suggestion, signed by the session in which it is given. Errors: `member_not_found`, `suggestions_too_many`. */
export const suggest = command({
  name: 'governance.suggest',
  permission: 'self.write',
  input: SuggestionInput,
  async run(scope, { suggestion }) {
    const { memberId, sessionId } = scope.context.actor;
    const member = memberId === null ? undefined : (await membersById(scope, [memberId])).get(memberId);
    if (!member) throw new DomainError('not_found', 'member_not_found', 'Anggota ini tidak ada');
    if ((await suggestionsToday(scope, member.id)) >= SUGGESTIONS_A_DAY) {
      throw new DomainError(
        'refused',
        'suggestions_too_many',
        `Saran Anda hari ini sudah ${SUGGESTIONS_A_DAY}. Tulis lagi besok`,
      );
    }
    const fields = { memberNumber: member.number ?? '', name: member.fullName, suggestion, via: 'portal' };
    const row = { book: 'saran-anggota', entryOn: scope.today, fields, memberId: member.id } as const;
    const entry = await insertEntry(scope, { ...row, fileId: null, correctsId: null, correctionReason: null });
    if (sessionId !== null) await insertSignature(scope, { entryId: entry.id, sessionId, rowHash: entry.rowHash });
    return entry;
  },
});
