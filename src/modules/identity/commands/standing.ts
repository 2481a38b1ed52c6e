import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import { ChangeRolesInput, DismissInput } from '../schema.ts';
import { insertAccessChange, updateAccess } from '../store/access.ts';
import { voidCodes } from '../store/codes.ts';
import { revokeDevices } from '../store/devices.ts';
import { endSessionsOf } from '../store/sessions.ts';
import { checkGrant, otherPerson } from './guards.ts';

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
