import { z } from 'zod';
import { type CommandOptions, command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { parseInput } from '#kernel/input';
import type { Scope } from '#kernel/scope';
import { EnrolmentInput } from '../schema.ts';
import { type AccessRow, accessByMember, insertAccess, insertAccessChange } from '../store/access.ts';
import { insertCode } from '../store/codes.ts';
import { revokeDevices } from '../store/devices.ts';
import { insertBelonging, insertPerson, samePhone, updatePhone } from '../store/people.ts';
import { endSessionsOf } from '../store/sessions.ts';
import { newCode } from '../tokens.ts';
import { CODE_LIFE_HOURS, type HandedCode } from './issue-code.ts';

/**
 * Makes the code with which a member enrols their phone; the caller gives what the register says of the member. A
 * changed phone number ends the phones and sessions of the old one.
 * Errors: `member_dismissed`, `input_invalid`.
 */
export async function issueEnrolmentCode(
  context: Context,
  rawInput: unknown,
  options: CommandOptions = {},
): Promise<HandedCode> {
  const { code, hash } = newCode();
  const input = parseInput(EnrolmentInput, rawInput);
  const { result } = await issue(context, { ...input, codeHash: hash }, options);
  return { ...result, code };
}

const issue = command({
  name: 'identity.issueEnrolmentCode',
  permission: 'members.write',
  input: EnrolmentInput.extend({ codeHash: z.string() }),
  async run(scope, input) {
    const known = await accessByMember(scope.tx, scope.cooperativeId, input.memberId);
    if (known?.status === 'dismissed') {
      throw new DomainError('refused', 'member_dismissed', 'Akun anggota ini sudah ditutup');
    }
    const personId = known ? await renewPhone(scope, known, input.phone) : await insertMemberPerson(scope, input);
    const expiresAt = new Date(scope.now.getTime() + CODE_LIFE_HOURS * 3_600_000);
    await insertCode(
      scope.tx,
      {
        codeHash: input.codeHash,
        purpose: 'enrol',
        personId,
        cooperativeId: scope.cooperativeId,
        birthDate: input.birthDate ?? null,
        issuedBy: scope.context.actor.personId,
        expiresAt,
      },
      scope.now,
    );
    await insertAccessChange(scope, {
      personId,
      change: 'code_issued',
      roles: known?.roles ?? ['anggota'],
      reason: 'enrol',
    });
    return { personId, expiresAt: expiresAt.toISOString() };
  },
});

async function insertMemberPerson(scope: Scope, input: z.output<typeof EnrolmentInput>): Promise<string> {
  const personId = newId();
  await insertPerson(scope.tx, { id: personId, fullName: input.fullName, email: null, phone: input.phone }, scope.now);
  await insertAccess(scope, {
    personId,
    username: null,
    roles: ['anggota'],
    status: 'invited',
    memberId: input.memberId,
  });
  await insertBelonging(scope.tx, personId, scope.cooperativeId);
  await insertAccessChange(scope, { personId, change: 'added', roles: ['anggota'], reason: '' });
  return personId;
}

// A number can pass to a stranger when it is given up: what hung on the old number ends with it.
async function renewPhone(scope: Scope, known: AccessRow, phone: string): Promise<string> {
  const { personId } = known;
  if (await samePhone(scope.tx, personId, phone)) return personId;
  await updatePhone(scope.tx, personId, phone);
  await revokeDevices(scope.tx, { personId, cooperativeId: scope.cooperativeId }, scope.now);
  await endSessionsOf(scope.tx, { personId, cooperativeId: scope.cooperativeId }, scope.now);
  return personId;
}
