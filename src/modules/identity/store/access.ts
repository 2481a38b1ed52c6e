import sql, { join } from 'sql-template-tag';
import type { Tx } from '#kernel/database';
import { newId } from '#kernel/ids';
import type { Permission } from '#kernel/permissions';
import type { Scope } from '#kernel/scope';
import { ROLE_PERMISSIONS, ROLES } from '../rules/roles.ts';

export type AccessStatus = 'invited' | 'active' | 'dismissed';

export type AccessRow = {
  readonly personId: string;
  readonly fullName: string;
  readonly username: string | null;
  readonly roles: string[];
  readonly status: AccessStatus;
  readonly memberId: string | null;
};

const COLUMNS = sql`a.person_id as "personId", p.full_name as "fullName", a.username, a.roles, a.status,
                    a.member_id as "memberId"`;

/** One person's access to a cooperative. */
export function accessOf(tx: Tx, cooperativeId: string, personId: string): Promise<AccessRow | undefined> {
  return tx.maybe<AccessRow>(sql`
    select ${COLUMNS} from identity.access a join identity.person p on p.id = a.person_id
     where a.cooperative_id = ${cooperativeId} and a.person_id = ${personId}`);
}

/** The same, locked until the transaction ends. */
export function lockAccess(tx: Tx, cooperativeId: string, personId: string): Promise<AccessRow | undefined> {
  return tx.maybe<AccessRow>(sql`
    select ${COLUMNS} from identity.access a join identity.person p on p.id = a.person_id
     where a.cooperative_id = ${cooperativeId} and a.person_id = ${personId} for update of a`);
}

/** The access of a username in a cooperative, whatever its standing. */
export function accessByUsername(tx: Tx, cooperativeId: string, username: string): Promise<AccessRow | undefined> {
  return tx.maybe<AccessRow>(sql`
    select ${COLUMNS} from identity.access a join identity.person p on p.id = a.person_id
     where a.cooperative_id = ${cooperativeId} and a.username = ${username}`);
}

/** The access through which a member of the register signs in. */
export function accessByMember(tx: Tx, cooperativeId: string, memberId: string): Promise<AccessRow | undefined> {
  return tx.maybe<AccessRow>(sql`
    select ${COLUMNS} from identity.access a join identity.person p on p.id = a.person_id
     where a.cooperative_id = ${cooperativeId} and a.member_id = ${memberId}`);
}

export type NewAccess = Omit<AccessRow, 'fullName'>;

/** Gives a person a place in the scope's cooperative. Clashes: `access_cooperative_id_username_key`, `..._member_id_key`. */
export async function insertAccess(
  scope: Pick<Scope, 'tx' | 'cooperativeId' | 'now'>,
  access: NewAccess,
): Promise<void> {
  await scope.tx.run(sql`
    insert into identity.access (cooperative_id, person_id, username, roles, status, member_id, created_at, changed_at)
    values (${scope.cooperativeId}, ${access.personId}, ${access.username}, ${access.roles}, ${access.status},
            ${access.memberId}, ${scope.now}, ${scope.now})`);
}

/** Writes roles and standing anew. */
export async function updateAccess(
  scope: Pick<Scope, 'tx' | 'cooperativeId' | 'now'>,
  access: Pick<AccessRow, 'personId' | 'roles' | 'status'>,
): Promise<void> {
  await scope.tx.run(sql`
    update identity.access set roles = ${access.roles}, status = ${access.status}, changed_at = ${scope.now}
     where cooperative_id = ${scope.cooperativeId} and person_id = ${access.personId}`);
}

/** Frees the name and member of an invitation that was taken over by the person's existing self. */
export async function retireInvitation(
  scope: Pick<Scope, 'tx' | 'cooperativeId' | 'now'>,
  personId: string,
): Promise<void> {
  await scope.tx.run(sql`
    update identity.access set username = null, member_id = null, status = 'dismissed', changed_at = ${scope.now}
     where cooperative_id = ${scope.cooperativeId} and person_id = ${personId}`);
}

export type AccessChange = {
  readonly personId: string;
  readonly change: 'added' | 'activated' | 'roles' | 'dismissed' | 'returned' | 'code_issued' | 'second_factor_removed';
  readonly roles: readonly string[];
  readonly reason: string;
};

/** Notes who changed whose rights; nobody can edit the note. */
export async function insertAccessChange(scope: Scope, change: AccessChange): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into identity.access_change (cooperative_id, id, person_id, change, roles, reason, changed_by, changed_by_name,
                                        command_id, changed_at)
    values (${scope.cooperativeId}, ${newId()}, ${change.personId}, ${change.change}, ${[...change.roles]}, ${change.reason},
            ${actor.personId}, ${actor.name}, ${scope.commandId}, ${scope.now})`);
}

export type RoleRow = { readonly name: string; readonly permissions: Permission[] };

/** The roles of a cooperative with what each may do. */
export function rolesOf(tx: Tx, cooperativeId: string): Promise<RoleRow[]> {
  return tx.prepared<RoleRow>(
    'identity.roles',
    'select r.name, r.permissions from identity.role r where r.cooperative_id = $1 order by r.name',
    [cooperativeId],
  );
}

/** Gives a new cooperative the usual roles; those it has already stay as they are. */
export async function insertDefaultRoles(scope: Pick<Scope, 'tx' | 'cooperativeId' | 'now'>): Promise<void> {
  const rows = ROLES.map(
    (name) =>
      sql`(${scope.cooperativeId}::uuid, ${name}, ${[...ROLE_PERMISSIONS[name]]}::text[], ${scope.now}::timestamptz)`,
  );
  await scope.tx.run(sql`
    insert into identity.role (cooperative_id, name, permissions, updated_at) values ${join(rows)}
    on conflict (cooperative_id, name) do nothing`);
}
