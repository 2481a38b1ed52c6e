import { z } from 'zod';
import { type CommandOptions, command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { PersonInput, PersonReasonInput } from '../schema.ts';
import { insertAccessChange } from '../store/access.ts';
import { deleteTotp } from '../store/totp.ts';
import { newCode } from '../tokens.ts';
import { checkGrant, knownPerson, otherPerson, refuseShared } from './guards.ts';
import { type HandedCode, issue } from './issue-code.ts';

/**
 * Makes a code for who forgot the password or lost the first code. The office starts, the person chooses.
 * Errors: `person_unknown`, `already_dismissed`, `roles_above_own`, `person_shared`.
 */
export async function issueResetCode(
  context: Context,
  rawInput: unknown,
  options: CommandOptions = {},
): Promise<HandedCode> {
  const { code, hash } = newCode();
  const { personId } = parseInput(PersonInput, rawInput);
  const { result } = await issueReset(context, { personId, codeHash: hash }, options);
  return { ...result, code };
}

const issueReset = command({
  name: 'identity.issueResetCode',
  permission: 'people.manage',
  input: PersonInput.extend({ codeHash: z.string() }),
  async run(scope, { personId, codeHash }) {
    const access = await knownPerson(scope, personId);
    if (access.status === 'dismissed')
      throw new DomainError('conflict', 'already_dismissed', 'Orang ini sudah diberhentikan');
    await checkGrant(scope, access.roles, null);
    await refuseShared(scope, personId);
    await insertAccessChange(scope, { personId, change: 'code_issued', roles: access.roles, reason: 'reset' });
    const purpose = access.status === 'invited' ? 'activate' : 'reset';
    return { personId, expiresAt: await issue(scope, { personId, codeHash, purpose }) };
  },
});

/** Takes a lost authenticator off a colleague's account. Errors: `person_unknown`, `own_rights`, `totp_unset`, `roles_above_own`, `person_shared`. */
export const removeTotp = command({
  name: 'identity.removeTotp',
  permission: 'people.manage',
  input: PersonReasonInput,
  async run(scope, { personId, reason }) {
    const access = await otherPerson(scope, personId);
    await checkGrant(scope, access.roles, null);
    await refuseShared(scope, personId);
    if (!(await deleteTotp(scope.tx, personId))) {
      throw new DomainError('conflict', 'totp_unset', 'Orang ini tidak memakai aplikasi autentikator');
    }
    await insertAccessChange(scope, { personId, change: 'second_factor_removed', roles: access.roles, reason });
    return { personId };
  },
});
