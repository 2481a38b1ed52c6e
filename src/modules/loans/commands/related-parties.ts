import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import { DomainError, fieldError } from '#kernel/errors';
import { membersById } from '#members';
import { EndRelatedPartyInput, RelatedPartyInput } from '../security-schema.ts';
import { endRelatedParty as endRow, insertRelatedParty } from '../store/related-parties.ts';

/**
 * Notes that a member is a related party: on the board, a supervisor or manager, of their family, or affiliated. The lower ceiling holds
 * for them from that day. Errors: `member_not_found`, `related_since_in_future`, `related_party_twice`.
 */
export const noteRelatedParty = command({
  name: 'loans.noteRelatedParty',
  permission: 'loans.manage',
  input: RelatedPartyInput,
  async run(scope, input) {
    if (!(await membersById(scope, [input.memberId])).has(input.memberId)) {
      throw new DomainError('not_found', 'member_not_found', 'Anggota ini tidak ada');
    }
    if (input.since > scope.today) {
      throw fieldError('since', 'related_since_in_future', 'Tanggal mulai tidak boleh sesudah hari ini');
    }
    try {
      return { id: await insertRelatedParty(scope, input) };
    } catch (error) {
      if (constraintOf(error) !== 'related_party_once') throw error;
      throw fieldError('memberId', 'related_party_twice', 'Anggota ini sudah tercatat sebagai pihak terkait');
    }
  },
});

/** Ends it from today. Error: `related_party_unknown`. */
export const endRelatedParty = command({
  name: 'loans.endRelatedParty',
  permission: 'loans.manage',
  input: EndRelatedPartyInput,
  async run(scope, { id }) {
    if (await endRow(scope, id, scope.today)) return { id, until: scope.today };
    throw new DomainError('not_found', 'related_party_unknown', 'Pihak terkait ini tidak ada, atau sudah berakhir');
  },
});
