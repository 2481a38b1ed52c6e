import { DomainError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { checkMayGrant, checkRoles } from '../rules/roles.ts';
import { type AccessRow, lockAccess, rolesOf } from '../store/access.ts';
import { belongingsOf } from '../store/people.ts';

/**
 * Refuses roles the actor may not give. `touched`: every role that is given, changed or taken; `wanted`: the roles to hold afterwards, or null when unchanged.
 * Errors: `role_unknown`, `role_missing`, `roles_conflict`, `roles_above_own`.
 */
export async function checkGrant(
  scope: Scope,
  touched: readonly string[],
  wanted: readonly string[] | null,
): Promise<void> {
  const rows = new Map((await rolesOf(scope.tx, scope.cooperativeId)).map((role) => [role.name, role.permissions]));
  if (wanted) checkRoles(wanted, [...rows.keys()]);
  checkMayGrant(scope.context.actor.permissions, touched, rows);
}

/** A person's access here, locked. Error: `person_unknown`. */
export async function knownPerson(scope: Scope, personId: string): Promise<AccessRow> {
  const access = await lockAccess(scope.tx, scope.cooperativeId, personId);
  if (!access) throw new DomainError('not_found', 'person_unknown', 'Orang ini tidak terdaftar di koperasi Anda');
  return access;
}

/** The same, of somebody else than who asks. Errors: `person_unknown`, `own_rights`. */
export async function otherPerson(scope: Scope, personId: string): Promise<AccessRow> {
  if (personId === scope.context.actor.personId) {
    throw new DomainError('refused', 'own_rights', 'Hak Anda sendiri diatur oleh orang lain');
  }
  return knownPerson(scope, personId);
}

/**
 * Refuses what would give one office the key to another: whoever holds a code could sign in elsewhere as this person.
 * Error: `person_shared`, except to the program itself.
 */
export async function refuseShared(scope: Scope, personId: string): Promise<void> {
  const belongings = await belongingsOf(scope.tx, personId);
  if (scope.context.actor.kind === 'system' || belongings.every((id) => id === scope.cooperativeId)) return;
  throw new DomainError(
    'refused',
    'person_shared',
    'Orang ini juga bekerja di koperasi lain. Pengelola Sokoguru yang mengganti kata sandinya',
  );
}
