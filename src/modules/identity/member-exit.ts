import { z } from 'zod';
import { command } from '#kernel/command';
import { idField } from '#kernel/fields';
import { type Job, job } from '#kernel/job';
import { accessByMember, insertAccessChange, updateAccess } from './store/access.ts';
import { voidCodes } from './store/codes.ts';
import { revokeDevices } from './store/devices.ts';
import { endSessionsOf } from './store/sessions.ts';

/**
 * Closes what a former member could open by phone. Whoever also works here keeps the work and loses the rest. Twice it
 * changes nothing.
 */
export const closeMemberAccess = command({
  name: 'identity.closeMemberAccess',
  permission: 'people.manage',
  input: z.strictObject({ memberId: idField }),
  async run(scope, { memberId }) {
    const { tx, cooperativeId, now } = scope;
    const access = await accessByMember(tx, cooperativeId, memberId);
    if (!access?.roles.includes('anggota') || access.status === 'dismissed') return { closed: false };
    const { personId } = access;
    const roles = access.roles.filter((role) => role !== 'anggota');
    const leaves = roles.length === 0;
    await updateAccess(scope, leaves ? { ...access, status: 'dismissed' } : { ...access, roles });
    await endSessionsOf(tx, { personId, cooperativeId }, now);
    await revokeDevices(tx, { personId, cooperativeId }, now);
    await voidCodes(tx, personId, cooperativeId, now);
    await insertAccessChange(scope, {
      personId,
      change: leaves ? 'dismissed' : 'roles',
      roles: leaves ? access.roles : roles,
      reason: 'Keanggotaan berakhir',
    });
    return { closed: true };
  },
});

/** The queued work of identity. */
export const identityJobs: readonly Job[] = [
  job({
    name: 'identity.close_member_access',
    input: z.object({ memberId: idField }),
    run: async (context, { memberId }) => {
      await closeMemberAccess(context, { memberId });
    },
  }),
];
