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
import { checkMayGrant, checkRoles } from '../rules/roles.ts';
import { AddPersonInput, ChangeRolesInput, DismissInput, PersonInput, PersonReasonInput } from '../schema.ts';
import {
  type AccessRow,
  insertAccess,
  insertAccessChange,
  insertDefaultRoles,
  lockAccess,
  rolesOf,
  updateAccess,
} from '../store/access.ts';
import { insertCode, voidCodes } from '../store/codes.ts';
import { revokeDevices } from '../store/devices.ts';
import { belongingsOf, insertBelonging, insertPerson, personByEmail, writePassword } from '../store/people.ts';
import { endSessionsOf } from '../store/sessions.ts';
import { deleteTotp } from '../store/totp.ts';
import { newCode } from '../tokens.ts';

/** How long a code on paper is good. */
export const CODE_LIFE_HOURS = 24;

/** A code to hand over; it is shown once and kept nowhere. */
export type HandedCode = { readonly personId: string; readonly code: string; readonly expiresAt: string };

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

/** Gives a colleague other roles; holds from their next request. Errors: `person_unknown`, `own_rights`, and those of roles. */
export const changeRoles = command({
  name: 'identity.changeRoles',
  permission: 'people.manage',
  input: ChangeRolesInput,
  async run(scope, { personId, roles, reason }) {
    const access = await otherPerson(scope, personId);
    await checkGrant(scope, [...roles, ...access.roles], roles);
    await updateAccess(scope, { personId, roles, status: access.status });
    await insertAccessChange(scope, { personId, change: 'roles', roles, reason });
    return { personId, roles };
  },
});

/**
 * Lets someone go: from this moment no session, device or code of theirs opens this cooperative.
 * Errors: `person_unknown`, `own_rights`, `roles_above_own`, `already_dismissed`.
 */
export const dismiss = command({
  name: 'identity.dismiss',
  permission: 'people.manage',
  input: DismissInput,
  async run(scope, { personId, reason }) {
    const access = await otherPerson(scope, personId);
    if (access.status === 'dismissed') {
      throw new DomainError('conflict', 'already_dismissed', 'Orang ini sudah diberhentikan');
    }
    await checkGrant(scope, access.roles, null);
    const { tx, cooperativeId, now } = scope;
    await updateAccess(scope, { ...access, status: 'dismissed' });
    const sessions = await endSessionsOf(tx, { personId, cooperativeId }, now);
    const devices = await revokeDevices(tx, { personId, cooperativeId }, now);
    await voidCodes(tx, personId, cooperativeId, now);
    await insertAccessChange(scope, { personId, change: 'dismissed', roles: access.roles, reason });
    return { personId, sessions, devices };
  },
});

/** Takes a dismissed person back with the roles they had. Errors: `person_unknown`, `own_rights`, `not_dismissed`, `roles_above_own`. */
export const takeBack = command({
  name: 'identity.takeBack',
  permission: 'people.manage',
  input: DismissInput,
  async run(scope, { personId, reason }) {
    const access = await otherPerson(scope, personId);
    if (access.status !== 'dismissed')
      throw new DomainError('conflict', 'not_dismissed', 'Orang ini masih bekerja di sini');
    await checkGrant(scope, access.roles, null);
    await updateAccess(scope, { ...access, status: 'active' });
    await insertAccessChange(scope, { personId, change: 'returned', roles: access.roles, reason });
    return { personId };
  },
});

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

async function issue(
  scope: Scope,
  args: { personId: string; codeHash: string; purpose: 'activate' | 'reset' },
): Promise<string> {
  const expiresAt = new Date(scope.now.getTime() + CODE_LIFE_HOURS * 3_600_000);
  const { cooperativeId } = scope;
  const issuedBy = scope.context.actor.personId;
  await insertCode(scope.tx, { ...args, cooperativeId, birthDate: null, issuedBy, expiresAt }, scope.now);
  return expiresAt.toISOString();
}

/** `touched`: every role that is given, changed or taken; `wanted`: the roles to hold afterwards, or null when unchanged. */
async function checkGrant(scope: Scope, touched: readonly string[], wanted: readonly string[] | null): Promise<void> {
  const rows = new Map((await rolesOf(scope.tx, scope.cooperativeId)).map((role) => [role.name, role.permissions]));
  if (wanted) checkRoles(wanted, [...rows.keys()]);
  checkMayGrant(scope.context.actor.permissions, touched, rows);
}

async function knownPerson(scope: Scope, personId: string): Promise<AccessRow> {
  const access = await lockAccess(scope.tx, scope.cooperativeId, personId);
  if (!access) throw new DomainError('not_found', 'person_unknown', 'Orang ini tidak terdaftar di koperasi Anda');
  return access;
}

async function otherPerson(scope: Scope, personId: string): Promise<AccessRow> {
  if (personId === scope.context.actor.personId) {
    throw new DomainError('refused', 'own_rights', 'Hak Anda sendiri diatur oleh orang lain');
  }
  return knownPerson(scope, personId);
}

// Whoever holds the code could sign in elsewhere as this person: no office may open another office's door.
async function refuseShared(scope: Scope, personId: string): Promise<void> {
  const belongings = await belongingsOf(scope.tx, personId);
  if (scope.context.actor.kind === 'system' || belongings.every((id) => id === scope.cooperativeId)) return;
  throw new DomainError(
    'refused',
    'person_shared',
    'Orang ini juga bekerja di koperasi lain. Pengelola Sokoguru yang mengganti kata sandinya',
  );
}
