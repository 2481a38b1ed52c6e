import { z } from 'zod';
import { type CommandOptions, command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { constraintOf } from '#kernel/database';
import { DomainError, fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { parseInput } from '#kernel/input';
import type { Scope } from '#kernel/scope';
import { hasherOfThisProcess } from '../hashing.ts';
import { checkNewPassword } from '../rules/password.ts';
import { AddPersonInput } from '../schema.ts';
import { insertAccess, insertAccessChange, insertDefaultRoles } from '../store/access.ts';
import { insertBelonging, insertPerson, personByEmail, writePassword } from '../store/people.ts';
import { newCode } from '../tokens.ts';
import { checkGrant } from './guards.ts';
import { type HandedCode, issue } from './issue-code.ts';

/** Step: gives a new cooperative its roles. */
export const installRoles = insertDefaultRoles;

/**
 * Step: gives a new cooperative its roles and its first people, invited by codes that the caller made with `newCode`
 * (only their hashes come in here, so that no code is kept in a command's answer). Errors: those of `addPerson`.
 */
export async function installPeople(
  scope: Scope,
  people: readonly (z.input<typeof AddPersonInput> & { codeHash: string })[],
): Promise<{ personId: string; username: string; expiresAt: string }[]> {
  await insertDefaultRoles(scope);
  const added = [];
  for (const { codeHash, ...rawInput } of people) {
    const input = parseInput(AddPersonInput, rawInput);
    const personId = await insertColleague(scope, input, 'invited');
    const expiresAt = await issue(scope, { personId, codeHash, purpose: 'activate' });
    added.push({ personId, username: input.username, expiresAt });
  }
  return added;
}

/**
 * Adds a colleague and makes the code with which they choose their own password.
 * Errors: `username_taken`, `member_has_access`, `role_unknown`, `role_missing`, `roles_conflict`, `roles_above_own`.
 */
export async function addPerson(
  context: Context,
  rawInput: unknown,
  options: CommandOptions = {},
): Promise<HandedCode> {
  const { code, hash } = newCode();
  const input = parseInput(AddPersonInput, rawInput);
  const { result } = await addInvited(context, { ...input, codeHash: hash }, options);
  return { ...result, code };
}

/**
 * Adds a person with a password, in force at once: the first people of a cooperative, the demo, the command line. Only
 * the program itself may, because nobody in the office may know another's password.
 * Errors: those of `addPerson`, `system_only`, and the reasons of `checkNewPassword`.
 */
export async function addPersonWithPassword(
  context: Context,
  rawInput: z.input<typeof AddPersonInput>,
  password: string,
): Promise<{ personId: string }> {
  if (context.actor.kind !== 'system') {
    throw new DomainError(
      'forbidden',
      'system_only',
      'Kata sandi orang lain hanya boleh dipilih oleh orangnya sendiri',
    );
  }
  const input = parseInput(AddPersonInput, rawInput);
  checkNewPassword(password, { names: [input.fullName, input.username, context.cooperative.name] });
  const passwordHash = await hasherOfThisProcess().hash(password);
  const { result } = await addActive(context, { ...input, passwordHash });
  return result;
}

const addInvited = command({
  name: 'identity.addPerson',
  permission: 'people.manage',
  input: AddPersonInput.extend({ codeHash: z.string() }),
  async run(scope, input) {
    const personId = await insertColleague(scope, input, 'invited');
    return { personId, expiresAt: await issue(scope, { personId, codeHash: input.codeHash, purpose: 'activate' }) };
  },
});

const addActive = command({
  name: 'identity.addPersonWithPassword',
  permission: 'people.manage',
  input: AddPersonInput.extend({ passwordHash: z.string() }),
  async run(scope, input) {
    const personId = await insertColleague(scope, input, 'active');
    await writePassword(scope.tx, personId, input.passwordHash, scope.now);
    return { personId };
  },
});

async function insertColleague(
  scope: Scope,
  input: z.output<typeof AddPersonInput>,
  status: 'invited' | 'active',
): Promise<string> {
  await checkGrant(scope, input.roles, input.roles);
  const personId = newId();
  // A mail address that somebody has already stays theirs, and nobody here learns of it: that person joins with the code.
  const email = input.email && !(await personByEmail(scope.tx, input.email)) ? input.email : null;
  await insertPerson(
    scope.tx,
    { id: personId, fullName: input.fullName, email, phone: input.phone ?? null },
    scope.now,
  );
  const { username, roles } = input;
  try {
    await insertAccess(scope, { personId, username, roles, status, memberId: input.memberId ?? null });
  } catch (error) {
    throw takenAccess(error);
  }
  await insertBelonging(scope.tx, personId, scope.cooperativeId);
  await insertAccessChange(scope, { personId, change: 'added', roles, reason: '' });
  return personId;
}

function takenAccess(error: unknown): unknown {
  const constraint = constraintOf(error) ?? '';
  if (constraint.includes('username')) {
    return fieldError('username', 'username_taken', 'Nama pengguna ini sudah dipakai di koperasi Anda');
  }
  if (constraint.includes('member_id')) {
    return new DomainError('conflict', 'member_has_access', 'Anggota ini sudah punya akun');
  }
  return error;
}
