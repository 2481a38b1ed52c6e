import sql from 'sql-template-tag';
import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { ContactInput } from '../quality-schema.ts';
import { checkContact } from '../rules/promise.ts';
import { requireLoan } from '../store/loans.ts';

/**
 * Notes a visit, call, message or meeting about a loan, and what was promised. Errors: `loan_not_running`, `contact_in_future`,
 * `promise_needed`, `promise_not_asked`, `promise_past`, `place_half`.
 */
export const noteContact = command({
  name: 'loans.noteContact',
  permission: 'loans.collect',
  input: ContactInput,
  async run(scope, input) {
    const loan = await requireLoan(scope, input.loanId);
    if (loan.status !== 'active' && loan.status !== 'written_off') {
      throw new DomainError('refused', 'loan_not_running', 'Pinjaman ini tidak sedang berjalan');
    }
    const { happenedOn, promise } = checkContact(input, scope.today);
    if ((input.latitude === undefined) !== (input.longitude === undefined)) {
      throw fieldError('latitude', 'place_half', 'Isi lintang dan bujur, atau kosongkan keduanya');
    }
    const id = newId();
    const { actor } = scope.context;
    await scope.tx.run(sql`
      insert into loans.contact (cooperative_id, id, loan_id, kind, result, happened_on, note, promise_on, promise_sen, latitude, longitude,
             person_id, person_name, command_id, written_at)
      values (${scope.cooperativeId}, ${id}, ${loan.id}, ${input.kind}, ${input.result}, ${happenedOn}, ${input.note},
              ${promise?.on ?? null}, ${promise?.amountSen ?? null}, ${input.latitude ?? null}, ${input.longitude ?? null},
              ${actor.personId}, ${actor.name}, ${scope.commandId}, ${scope.now})`);
    return { id };
  },
});
