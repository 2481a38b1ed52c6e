import { decideHeld } from '#kernel/approval';
import { command } from '#kernel/command';
import { heldPermission, type Scope } from '#kernel/scope';
import { permissionsOf } from '../rules/roles.ts';
import { DecideInput } from '../schema.ts';
import { accessOf, rolesOf } from '../store/access.ts';

/**
 * Approves a held action, which then runs in the same transaction, or returns it with a reason.
 * Errors: `approval_not_found`, `approval_decided`, `approval_hash_differs`, `maker_cannot_check`, `permission_missing`,
 * `maker_not_allowed`, and whatever the action itself is refused for.
 */
export const decideApproval = command({
  name: 'identity.decideApproval',
  permission: 'approvals.decide',
  input: DecideInput,
  run: (scope, input) => decideHeld(scope, input, makerStillAllowed),
});

// Judged by the rows of this moment: a dismissed maker, or one whose role was taken, asks for nothing any longer.
async function makerStillAllowed(scope: Scope, makerId: string, commandName: string): Promise<boolean> {
  const access = await accessOf(scope.tx, scope.cooperativeId, makerId);
  if (access?.status !== 'active') return false;
  const rows = new Map((await rolesOf(scope.tx, scope.cooperativeId)).map((role) => [role.name, role.permissions]));
  const needed = heldPermission(commandName);
  return needed !== undefined && permissionsOf(access.roles, rows, 'staff').has(needed);
}
