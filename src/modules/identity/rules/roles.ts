import { DomainError } from '#kernel/errors';
import { PERMISSIONS, type Permission } from '#kernel/permissions';

/** The roles every cooperative starts with; names are Indonesian because the office calls them so. */
export const ROLES = [
  'ketua',
  'bendahara',
  'sekretaris',
  'manajer',
  'akuntan',
  'teller',
  'kolektor',
  'pengawas',
  'anggota',
] as const;

export type Role = (typeof ROLES)[number];

const SELF: readonly Permission[] = ['self.read', 'self.write'];

/** What everyone at the counter reads to do the work. */
const DESK: readonly Permission[] = [
  ...SELF,
  'cooperative.read',
  'members.read',
  'savings.read',
  'loans.read',
  'documents.read',
];

/** Everything that only looks: the supervisors' right (UU 25/1992 pasal 39: pengawas examine, they do not run). */
export const READ_ONLY: readonly Permission[] = PERMISSIONS.filter(
  (permission) => permission.endsWith('.read') && permission !== 'self.read',
);

/**
 * What each role may do when a cooperative begins. Seeded as rows of `identity.role`, changed there afterwards.
 * Cash and books are kept apart: who handles cash (teller, kolektor) does not post or reverse entries by hand.
 */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  ketua: [
    ...DESK,
    'cooperative.settings',
    'people.read',
    'people.manage',
    'approvals.decide',
    'audit.read',
    'members.write',
    'members.admit',
    'members.unmask',
    'savings.products',
    'ledger.read',
    'documents.write',
    'till.supervise',
    'imports.run',
    'loans.products',
    'loans.approve',
    'loans.contract',
    'loans.write_off',
    'loans.manage',
    'bank.read',
    'books.read',
    'books.close_year',
    'books.plan',
    'shu.read',
    'shu.approve',
    'governance.read',
    'governance.write',
    'governance.resolve',
    'oversight.read',
    'audit.pack',
  ],
  bendahara: [
    ...DESK,
    'people.read',
    'approvals.decide',
    'audit.read',
    'savings.deposit',
    'savings.withdraw',
    'savings.transfer',
    'savings.reverse',
    'savings.collect',
    'savings.interest',
    'savings.products',
    'ledger.read',
    'ledger.post',
    'ledger.reverse',
    'ledger.chart',
    'ledger.periods',
    'till.supervise',
    'documents.write',
    'imports.run',
    'loans.approve',
    'loans.contract',
    'loans.disburse',
    'loans.collect',
    'loans.reverse',
    'loans.write_off',
    'loans.manage',
    'days.close',
    'bank.read',
    'bank.reconcile',
    'books.read',
    'books.close_year',
    'books.plan',
    'books.assets',
    'books.tax',
    'shu.read',
    'shu.manage',
    'shu.approve',
    'shu.pay',
    'governance.read',
    'oversight.read',
    'audit.pack',
  ],
  sekretaris: [
    ...DESK,
    'people.read',
    'members.write',
    'members.admit',
    'members.unmask',
    'documents.write',
    'imports.run',
    'governance.read',
    'governance.write',
    'governance.resolve',
    'oversight.read',
    'shu.read',
  ],
  manajer: [
    ...DESK,
    'people.read',
    'people.manage',
    'approvals.decide',
    'audit.read',
    'members.write',
    'members.unmask',
    'savings.deposit',
    'savings.withdraw',
    'savings.transfer',
    'savings.reverse',
    'savings.products',
    'savings.collect',
    'savings.interest',
    'ledger.read',
    'till.operate',
    'till.supervise',
    'documents.write',
    'imports.run',
    'loans.products',
    'loans.apply',
    'loans.review',
    'loans.approve',
    'loans.contract',
    'loans.disburse',
    'loans.collect',
    'loans.manage',
    'days.close',
    'bank.read',
    'books.read',
    'books.plan',
    'books.assets',
    'shu.read',
    'governance.read',
    'governance.write',
    'oversight.read',
  ],
  akuntan: [
    ...DESK,
    'savings.collect',
    'savings.interest',
    'ledger.read',
    'ledger.post',
    'ledger.reverse',
    'ledger.chart',
    'ledger.periods',
    'documents.write',
    'imports.run',
    'loans.collect',
    'days.close',
    'bank.read',
    'bank.reconcile',
    'books.read',
    'books.plan',
    'books.assets',
    'books.tax',
    'shu.read',
    'shu.manage',
    'oversight.read',
  ],
  teller: [
    ...DESK,
    'members.write',
    'savings.deposit',
    'savings.withdraw',
    'savings.transfer',
    'loans.apply',
    'loans.disburse',
    'loans.collect',
    'till.operate',
    'governance.read',
    'governance.write',
  ],
  kolektor: [...DESK, 'savings.deposit', 'savings.collect', 'loans.apply', 'loans.review', 'loans.collect'],
  // They keep their own books (notulen and saran of the supervisors) and take the year's audit pack.
  pengawas: [...SELF, ...READ_ONLY, 'governance.write', 'audit.pack'],
  anggota: SELF,
};

/** True for a role that works in the office: it signs in with a password, never by PIN alone. */
export function isStaffRole(role: string): boolean {
  return role !== 'anggota';
}

/**
 * Roles one person may hold together. Errors: `role_unknown`, `role_missing`,
 * `roles_conflict` (pengawas may hold no other office: who supervises does not run).
 */
export function checkRoles(roles: readonly string[], known: readonly string[]): void {
  if (roles.length === 0) throw new DomainError('invalid', 'role_missing', 'Pilih paling sedikit satu peran');
  const unknown = roles.find((role) => !known.includes(role));
  if (unknown) throw new DomainError('invalid', 'role_unknown', `Peran ${unknown} tidak ada di koperasi ini`);
  const offices = roles.filter(isStaffRole);
  if (offices.includes('pengawas') && offices.length > 1) {
    throw new DomainError('refused', 'roles_conflict', 'Pengawas tidak boleh merangkap tugas lain di koperasi');
  }
}

/**
 * What someone may do: the union of their roles. A member's session holds the member's part alone, whatever
 * else the person is, because a PIN never opens the office.
 */
export function permissionsOf(
  roles: readonly string[],
  rows: ReadonlyMap<string, readonly Permission[]>,
  as: 'staff' | 'member',
): ReadonlySet<Permission> {
  const counted = as === 'member' ? roles.filter((role) => !isStaffRole(role)) : roles;
  return new Set(counted.flatMap((role) => rows.get(role) ?? []));
}

/** What makes a role one of leadership: it decides who works here, or what others may do. */
const LEADING: readonly Permission[] = ['people.manage', 'approvals.decide', 'cooperative.settings'];

/**
 * Only who leads the cooperative (`cooperative.settings`: the ketua) gives, changes or takes a leading role, so that a
 * manager cannot make themselves an approver by way of a friend. Error: `roles_above_own`.
 */
export function checkMayGrant(
  held: ReadonlySet<Permission>,
  roles: readonly string[],
  rows: ReadonlyMap<string, readonly Permission[]>,
): void {
  if (held.has('cooperative.settings')) return;
  const leading = roles.some((role) => (rows.get(role) ?? []).some((permission) => LEADING.includes(permission)));
  if (leading) {
    throw new DomainError('forbidden', 'roles_above_own', 'Hanya ketua yang boleh mengatur peran pimpinan ini');
  }
}
