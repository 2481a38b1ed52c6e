import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { PERMISSIONS } from '#kernel/permissions';
import { checkRoles, permissionsOf, ROLE_PERMISSIONS, ROLES } from './roles.ts';

const rows = new Map(Object.entries(ROLE_PERMISSIONS));

function refusal(roles: string[]): string {
  try {
    checkRoles(roles, ROLES);
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof DomainError);
    return error.reason;
  }
}

test('the pengawas sees everything, keeps the supervisors’ books, takes the audit pack, and changes nothing else', () => {
  const held = permissionsOf(['pengawas'], rows, 'staff');
  for (const permission of PERMISSIONS.filter((name) => name.endsWith('.read')))
    assert.ok(held.has(permission), permission);
  assert.deepEqual([...held].filter((permission) => !permission.endsWith('.read')).sort(), [
    'audit.pack',
    'governance.write',
    'self.write',
  ]);
});

test('whoever handles cash does not write or reverse entries by hand', () => {
  for (const role of ['teller', 'kolektor'] as const) {
    const held = new Set(ROLE_PERMISSIONS[role]);
    for (const kept of ['ledger.post', 'ledger.reverse', 'savings.reverse', 'approvals.decide'] as const) {
      assert.ok(!held.has(kept), `${role} must not hold ${kept}`);
    }
  }
});

test('no role may create cooperatives', () => {
  for (const role of ROLES) assert.ok(!ROLE_PERMISSIONS[role].includes('cooperative.create'), role);
});

test('every role may look after its own account, and every permission but creating cooperatives has a holder', () => {
  for (const role of ROLES) assert.ok(ROLE_PERMISSIONS[role].includes('self.write'), role);
  const held = new Set(ROLES.flatMap((role) => ROLE_PERMISSIONS[role]));
  assert.deepEqual(
    PERMISSIONS.filter((permission) => !held.has(permission)),
    ['cooperative.create'],
  );
});

test('a teller who signs in with the PIN of a member is only a member', () => {
  const held = permissionsOf(['teller', 'anggota'], rows, 'member');
  assert.deepEqual([...held], ['self.read', 'self.write']);
  assert.ok(permissionsOf(['teller', 'anggota'], rows, 'staff').has('savings.deposit'));
});

test('roles are refused when there are none, when unknown, and when a pengawas would also run things', () => {
  assert.equal(refusal([]), 'role_missing');
  assert.equal(refusal(['raja']), 'role_unknown');
  assert.equal(refusal(['pengawas', 'teller']), 'roles_conflict');
  assert.equal(refusal(['pengawas', 'anggota']), 'accepted');
  assert.equal(refusal(['bendahara', 'akuntan', 'anggota']), 'accepted');
});
