import { command } from '#kernel/command';
import { newId } from '#kernel/ids';
import { UnmaskInput, UnmaskRegisterInput } from '../schema.ts';
import { lockMember } from '../store/members.ts';
import { insertUnmaskOfAll, insertUnmaskOfOne } from '../store/unmask-log.ts';

/** How long a look behind the mask stays open, for the person who asked only. */
export const UNMASK_MINUTES = 10;

/**
 * Asks to see one personal value. Writes the log row that the member sees and answers a ticket; `revealPersonal` shows
 * the value against it, so that the value itself never lies in the command log.
 */
export const unmask = command({
  name: 'members.unmask',
  permission: 'members.unmask',
  input: UnmaskInput,
  run: async (scope, { memberId, field, reason }) => {
    const member = await lockMember(scope, memberId);
    const ticket = newId();
    await insertUnmaskOfOne(scope, { ticket, memberId: member.id, field, reason });
    return { ticket, minutes: UNMASK_MINUTES };
  },
});

/** Asks to print the register with NIK and addresses in full. Every member in it gets a log row. */
export const unmaskRegister = command({
  name: 'members.unmask_register',
  permission: 'members.unmask',
  input: UnmaskRegisterInput,
  run: async (scope, { reason }) => {
    const ticket = newId();
    const members = await insertUnmaskOfAll(scope, { ticket, reason });
    return { ticket, minutes: UNMASK_MINUTES, members };
  },
});
