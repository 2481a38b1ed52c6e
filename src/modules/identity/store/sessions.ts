import sql from 'sql-template-tag';
import type { Tx } from '#kernel/database';
import { newId } from '#kernel/ids';
import { absoluteEnd, type SessionKind } from '../rules/sessions.ts';
import { newSessionToken } from '../tokens.ts';

export type SignInMethod = 'password' | 'password_totp' | 'passkey' | 'pin';

export type NewSession = {
  readonly personId: string;
  readonly cooperativeId: string | null;
  readonly kind: SessionKind;
  readonly deviceId: string | null;
  readonly method: SignInMethod;
};

export type OpenedSession = { readonly id: string; readonly token: string; readonly expiresAt: Date };

/** Opens a session under a token made here and now; nothing the visitor brought is ever taken as a token. */
export async function insertSession(tx: Tx, session: NewSession, now: Date): Promise<OpenedSession> {
  const id = newId();
  const { token, hash } = newSessionToken(session.cooperativeId);
  const expiresAt = absoluteEnd(session.kind, now);
  await tx.run(sql`
    insert into identity.session (id, token_hash, person_id, cooperative_id, kind, device_id, method, created_at,
                                  last_seen_at, expires_at)
    values (${id}, ${hash}, ${session.personId}, ${session.cooperativeId}, ${session.kind}, ${session.deviceId},
            ${session.method}, ${now}, ${now}, ${expiresAt})`);
  return { id, token, expiresAt };
}

export type SessionRow = {
  readonly id: string;
  readonly personId: string;
  readonly cooperativeId: string | null;
  readonly kind: SessionKind;
  readonly deviceId: string | null;
  readonly method: SignInMethod;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly endedAt: string | null;
};

/** A session by the hash of its token, whatever its state. */
export function sessionByHash(tx: Tx, hash: Buffer): Promise<SessionRow | undefined> {
  return tx.maybe<SessionRow>(sql`
    select s.id, s.person_id as "personId", s.cooperative_id as "cooperativeId", s.kind, s.device_id as "deviceId",
           s.method, s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.ended_at as "endedAt"
      from identity.session s where s.token_hash = ${hash}`);
}

/** Ends one session; one that has ended stays as it was. */
export async function endSession(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await tx.run(sql`update identity.session set ended_at = ${now} where id = ${sessionId} and ended_at is null`);
}

/** Ends a person's open sessions, all or those of one cooperative; tells how many. */
export async function endSessionsOf(
  tx: Tx,
  which: { personId: string; cooperativeId: string | null; except?: string | null },
  now: Date,
): Promise<number> {
  return tx.run(sql`
    update identity.session set ended_at = ${now}
     where person_id = ${which.personId} and ended_at is null
       and (${which.cooperativeId}::uuid is null or cooperative_id = ${which.cooperativeId}::uuid or cooperative_id is null)
       and id is distinct from ${which.except ?? null}::uuid`);
}

/** Notes the last use of some sessions, in id order. */
export async function touchSessions(tx: Tx, sessionIds: readonly string[], now: Date): Promise<void> {
  await tx.run(sql`
    update identity.session s set last_seen_at = ${now}
      from (select t.id from identity.session t where t.id = any(${[...sessionIds]}::uuid[]) order by t.id for update) locked
     where s.id = locked.id`);
}

export type LiveSession = {
  readonly tokenHash: Buffer;
  readonly id: string;
  readonly personId: string;
  readonly fullName: string;
  readonly kind: SessionKind;
  readonly deviceId: string | null;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly roles: string[];
  readonly memberId: string | null;
};

const LIVE = `
  select s.token_hash as "tokenHash", s.id, s.person_id as "personId", p.full_name as "fullName", s.kind,
         s.device_id as "deviceId", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", a.roles,
         a.member_id as "memberId"
    from identity.session s
    join identity.person p on p.id = s.person_id
    join identity.access a on a.cooperative_id = s.cooperative_id and a.person_id = s.person_id
    left join identity.device d on d.id = s.device_id
   where s.token_hash = any($2::bytea[]) and s.cooperative_id = $1::uuid and a.cooperative_id = $1::uuid
     and s.ended_at is null and s.expires_at > $3::timestamptz and a.status = 'active' and d.revoked_at is null`;

/**
 * The open sessions of one cooperative among some token hashes, with the person's standing of this moment.
 * Question answered by the joins: is this token's person still active here, and is their device still theirs?
 */
export function liveSessions(
  tx: Tx,
  cooperativeId: string,
  hashes: readonly Buffer[],
  now: Date,
): Promise<LiveSession[]> {
  return tx.prepared<LiveSession>('identity.live', LIVE, [cooperativeId, [...hashes], now]);
}
