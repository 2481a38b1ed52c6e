import sql from 'sql-template-tag';
import type { Permission } from '#kernel/permissions';
import type { QueryScope } from '#kernel/query';
import { permissionsOf } from './rules/roles.ts';
import { rolesOf } from './store/access.ts';

/** Where somebody stands in the cooperative now, whatever they could do when they acted. */
export type Standing = {
  readonly personId: string;
  readonly fullName: string;
  /** False for who is invited or dismissed. */
  readonly active: boolean;
  /** What they may do in the office. */
  readonly permissions: ReadonlySet<Permission>;
  /** Their own record in the register, when they are a member too. */
  readonly memberId: string | null;
};

/** Step: the standing of people by id; somebody without access is not there. For rules that ask again whether who decided may still decide. */
export async function standingOf(
  scope: QueryScope,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const [rows, roles] = await Promise.all([
    scope.tx.rows<{ personId: string; fullName: string; roles: string[]; status: string; memberId: string | null }>(sql`
      select a.person_id as "personId", p.full_name as "fullName", a.roles, a.status, a.member_id as "memberId"
        from identity.access a
        join identity.person p on p.id = a.person_id
       where a.cooperative_id = ${scope.cooperativeId} and a.person_id = any(${[...personIds]}::uuid[])`),
    rolesOf(scope.tx, scope.cooperativeId),
  ]);
  const permissions = new Map(roles.map((role) => [role.name, role.permissions]));
  return new Map(
    rows.map(({ roles: held, status, ...person }) => [
      person.personId,
      { ...person, active: status === 'active', permissions: permissionsOf(held, permissions, 'staff') },
    ]),
  );
}
