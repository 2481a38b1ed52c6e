/** Who a session is for: the office or a member on an own phone. */
export type SessionKind = 'staff' | 'member';

/** How long a session lives without use, and at most, in seconds (ASVS 5.0 V7.3.1, V7.3.2). */
export const SESSION_LIFE: Record<SessionKind, { readonly idleSeconds: number; readonly absoluteSeconds: number }> = {
  staff: { idleSeconds: 30 * 60, absoluteSeconds: 12 * 3_600 },
  member: { idleSeconds: 15 * 60, absoluteSeconds: 12 * 3_600 },
};

/** Last use is written at most this often, so that reading stays reading. */
export const TOUCH_EVERY_SECONDS = 60;

export type SessionTimes = { readonly kind: SessionKind; readonly lastSeenAt: Date; readonly expiresAt: Date };

/** The instant a session of this kind ends whatever happens. */
export function absoluteEnd(kind: SessionKind, now: Date): Date {
  return new Date(now.getTime() + SESSION_LIFE[kind].absoluteSeconds * 1000);
}

/** False from the first instant of its idle or absolute end. */
export function isAlive(session: SessionTimes, now: Date): boolean {
  const idleEnd = session.lastSeenAt.getTime() + (SESSION_LIFE[session.kind].idleSeconds + TOUCH_EVERY_SECONDS) * 1000;
  return now.getTime() < session.expiresAt.getTime() && now.getTime() < idleEnd;
}

/** True when the last use should be written again. */
export function needsTouch(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() >= TOUCH_EVERY_SECONDS * 1000;
}
