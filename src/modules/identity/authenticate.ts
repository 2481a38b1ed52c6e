import type { Actor, Context, Tenant } from '#kernel/context';
import { gather } from '#kernel/gather';
import type { Permission } from '#kernel/permissions';
import { permissionsOf } from './rules/roles.ts';
import { isAlive, needsTouch } from './rules/sessions.ts';
import { type RoleRow, rolesOf } from './store/access.ts';
import { type LiveSession, liveSessions, touchSessions } from './store/sessions.ts';
import type { Surroundings } from './surroundings.ts';
import { readSessionToken } from './tokens.ts';

const BATCH_MAX = 200;
const TENANT_KEPT_MS = 10_000;
const TENANTS_KEPT_MAX = 1_000;

/** Who a request is from: the context of its session, or null when the token opens nothing (any longer). */
export type Authenticate = (token: string | null | undefined) => Promise<Context | null>;

type Found = { readonly session: LiveSession; readonly permissions: ReadonlySet<Permission> };

/**
 * Makes the session look-up of a server. Every request is judged by rows read after it came: a dismissal, a changed
 * role or a revoked device holds from the next request on. Requests that wait at once are read in one transaction.
 */
export function openAuthenticator(surroundings: Surroundings): Authenticate {
  const readers = new Map<string, (hash: Buffer) => Promise<Found | undefined>>();
  const tenantOf = rememberTenants(surroundings);

  return async (token) => {
    const read = token ? readSessionToken(token) : undefined;
    if (!read || read.cooperativeId === null) return null;
    const { cooperativeId } = read;
    const cooperative = await tenantOf(cooperativeId);
    if (!cooperative) return null;
    const reader =
      readers.get(cooperativeId) ?? gather((hashes) => findMany(surroundings, cooperativeId, hashes), BATCH_MAX);
    readers.set(cooperativeId, reader);
    const found = await reader(read.hash);
    return found ? contextOf(surroundings, cooperative, found) : null;
  };
}

/** The context of a session. A member's session carries the member and nothing of the office. */
export function contextOf(
  { clock, database }: Surroundings,
  cooperative: Tenant,
  { session, permissions }: Found,
): Context {
  const actor: Actor = {
    kind: session.kind,
    personId: session.personId,
    name: session.fullName,
    memberId: session.kind === 'member' ? session.memberId : null,
    sessionId: session.id,
    deviceId: session.deviceId,
    permissions,
  };
  return { cooperative, actor, clock, database };
}

async function findMany(
  { database, clock }: Surroundings,
  cooperativeId: string,
  hashes: readonly Buffer[],
): Promise<(Found | undefined)[]> {
  const now = clock.now();
  // Both are sent with the commit right behind them: one round trip judges everybody who waits.
  const asked = await database.tenant(
    cooperativeId,
    async (tx) => {
      const answers = Promise.all([liveSessions(tx, cooperativeId, hashes, now), rolesOf(tx, cooperativeId)]);
      tx.last(answers);
      return { answers };
    },
    { hot: true },
  );
  const [sessions, roles] = await asked.answers;
  const alive = sessions.filter((session) => isAlive(timesOf(session), now));
  const stale = alive.filter((session) => needsTouch(timesOf(session), now)).map((session) => session.id);
  if (stale.length > 0) await database.tenant(cooperativeId, (tx) => touchSessions(tx, stale, now));
  const byHash = new Map(alive.map((session) => [session.tokenHash.toString('base64'), session]));
  return hashes.map((hash) => judged(byHash.get(hash.toString('base64')), roles));
}

function judged(session: LiveSession | undefined, roles: readonly RoleRow[]): Found | undefined {
  if (!session) return undefined;
  const rows = new Map(roles.map((role) => [role.name, role.permissions]));
  return { session, permissions: permissionsOf(session.roles, rows, session.kind) };
}

function timesOf(session: LiveSession) {
  return { kind: session.kind, lastSeenAt: new Date(session.lastSeenAt), expiresAt: new Date(session.expiresAt) };
}

// Name and zone of a cooperative change hardly ever; rights are never remembered, names for ten seconds.
function rememberTenants({ tenants }: Surroundings): (id: string) => Promise<Tenant | undefined> {
  const kept = new Map<string, { tenant: Promise<Tenant | undefined>; at: number }>();
  return (id) => {
    const known = kept.get(id);
    const now = performance.now();
    if (known && now - known.at < TENANT_KEPT_MS) return known.tenant;
    if (kept.size >= TENANTS_KEPT_MAX) kept.clear();
    const tenant = tenants.byId(id);
    tenant.catch(() => kept.delete(id));
    kept.set(id, { tenant, at: now });
    return tenant;
  };
}
