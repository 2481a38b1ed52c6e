import type { Tenant } from '#kernel/context';
import type { Tx } from '#kernel/database';
import { DomainError } from '#kernel/errors';
import { isAlive } from './rules/sessions.ts';
import { type Place, placesOf, type SignedIn, sessionKind } from './sign-in.ts';
import { endSession, insertSession, type SessionRow, sessionByHash } from './store/sessions.ts';
import type { Surroundings } from './surroundings.ts';
import { readSessionToken } from './tokens.ts';

/** The cooperatives the holder of a session may enter, and the one the session is in now. */
export async function placesOfSession(
  surroundings: Surroundings,
  token: string,
): Promise<{ current: string | null; choices: readonly Tenant[] } | null> {
  const session = await aliveSession(surroundings, token);
  if (!session) return null;
  const places = await placesOf(surroundings, session.personId);
  return { current: session.cooperativeId, choices: places.map((place) => place.tenant) };
}

/**
 * Enters a cooperative, first after sign-in or from another one. The old token ends and a new one begins.
 * Only a password or passkey moves between offices; a PIN belongs to one cooperative.
 * Errors: `session_ended`, `cooperative_not_yours`.
 */
export async function enterCooperative(
  surroundings: Surroundings,
  token: string,
  cooperativeId: string,
): Promise<SignedIn> {
  const session = await aliveSession(surroundings, token);
  if (!session) throw new DomainError('forbidden', 'session_ended', 'Anda sudah keluar. Masuk lagi untuk melanjutkan');
  const places = session.method === 'pin' ? [] : await placesOf(surroundings, session.personId, [cooperativeId]);
  const place = places[0];
  if (!place) throw new DomainError('not_found', 'cooperative_not_yours', 'Anda tidak terdaftar di koperasi itu');
  const now = surroundings.clock.now();
  return surroundings.database.platform((tx) => move(tx, { session, place, now }));
}

/** Ends the session of a token; a token that opens nothing is no error. */
export async function signOut({ database, clock }: Surroundings, token: string): Promise<void> {
  const read = readSessionToken(token);
  if (!read) return;
  await database.platform(async (tx) => {
    const session = await sessionByHash(tx, read.hash);
    if (session) await endSession(tx, session.id, clock.now());
  });
}

/** Whose session a token was, also after it ended by time; null when it was ended on purpose or never was. */
export async function personBehind({ database }: Surroundings, token: string): Promise<string | null> {
  const read = readSessionToken(token);
  if (!read) return null;
  const session = await database.platform((tx) => sessionByHash(tx, read.hash));
  return session && session.endedAt === null ? session.personId : null;
}

async function aliveSession({ database, clock }: Surroundings, token: string): Promise<SessionRow | undefined> {
  const read = readSessionToken(token);
  const session = read && (await database.platform((tx) => sessionByHash(tx, read.hash)));
  if (!session || session.endedAt !== null) return undefined;
  const times = {
    kind: session.kind,
    lastSeenAt: new Date(session.lastSeenAt),
    expiresAt: new Date(session.expiresAt),
  };
  return isAlive(times, clock.now()) ? session : undefined;
}

async function move(tx: Tx, args: { session: SessionRow; place: Place; now: Date }): Promise<SignedIn> {
  const { session, place, now } = args;
  const { tenant, access } = place;
  await endSession(tx, session.id, now);
  const kind = sessionKind(access.roles);
  const opened = await insertSession(
    tx,
    { personId: session.personId, cooperativeId: tenant.id, kind, deviceId: session.deviceId, method: session.method },
    now,
  );
  return {
    token: opened.token,
    expiresAt: opened.expiresAt.toISOString(),
    kind,
    person: { id: session.personId, name: access.fullName },
    cooperative: tenant,
    roles: access.roles,
    choices: [],
    deviceToken: null,
  };
}
