import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Zone } from './dates.ts';
import { DomainError } from './errors.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

/** Who acts. `memberId` is set when the person acts as a member; `system` is a job or the program itself. */
export type Actor = {
  readonly kind: 'staff' | 'member' | 'system';
  readonly personId: string;
  readonly name: string;
  readonly memberId: string | null;
  readonly sessionId: string | null;
  readonly deviceId: string | null;
  readonly permissions: ReadonlySet<Permission>;
};

/** The cooperative whose world a request is in. */
export type Tenant = {
  readonly id: string;
  readonly slug: string;
  /** Begins every receipt number; never changes. */
  readonly shortCode: string;
  readonly name: string;
  readonly zone: Zone;
};

/** Everything a command or query may know of its surroundings. */
export type Context = {
  readonly cooperative: Tenant;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly database: Database;
};

/** The person id under which the program itself acts: jobs, imports by the command line, the demo. */
export const SYSTEM_PERSON = '00000000-0000-7000-8000-000000000001';

/** A context in which the program itself acts, with every permission. Never made from a request. */
export function systemContext(parts: Pick<Context, 'cooperative' | 'clock' | 'database'>, name = 'Sokoguru'): Context {
  return {
    ...parts,
    actor: {
      kind: 'system',
      personId: SYSTEM_PERSON,
      name,
      memberId: null,
      sessionId: null,
      deviceId: null,
      permissions: new Set(PERMISSIONS),
    },
  };
}

/** Refuses with `permission_missing` unless the actor holds the permission. */
export function requirePermission(context: Context, permission: Permission): void {
  if (context.actor.permissions.has(permission)) return;
  throw new DomainError(
    'forbidden',
    'permission_missing',
    'Anda belum punya izin untuk ini. Minta kepada ketua koperasi',
  );
}
