/** Guesses counted against one key: an account, a source, or one source at one account. */
export type AttemptCount = { readonly failures: number; readonly lastAt: Date };

/** How a kind of key slows guessing: so many free, then doubling waits up to a top, forgotten after a quiet time. */
export type AttemptPolicy = {
  readonly free: number;
  readonly waitSecondsMax: number;
  readonly forgetAfterSeconds: number;
};

/**
 * The three keys of a sign-in from an unknown place, and the one of a known device.
 * A stranger fills `account`, `source` and `pair` of his own; a known device is judged by `knownDevice` alone,
 * so that strangers guessing at an account never keep its owner out (ASVS 5.0 V6.3.1).
 */
export const ATTEMPT_POLICIES = {
  pair: { free: 5, waitSecondsMax: 900, forgetAfterSeconds: 3_600 },
  account: { free: 20, waitSecondsMax: 60, forgetAfterSeconds: 3_600 },
  source: { free: 30, waitSecondsMax: 300, forgetAfterSeconds: 3_600 },
  knownDevice: { free: 5, waitSecondsMax: 300, forgetAfterSeconds: 3_600 },
} as const satisfies Record<string, AttemptPolicy>;

export type AttemptKind = keyof typeof ATTEMPT_POLICIES;

/** Which keys a sign-in is judged by. */
export function attemptKinds(fromKnownDevice: boolean): readonly AttemptKind[] {
  return fromKnownDevice ? ['knownDevice'] : ['account', 'pair', 'source'];
}

/** Seconds still to wait before the next guess is looked at; 0 means now. */
export function secondsToWait(count: AttemptCount | undefined, policy: AttemptPolicy, now: Date): number {
  const failures = liveFailures(count, policy, now);
  if (!count || failures < policy.free) return 0;
  const wait = Math.min(2 ** (failures - policy.free), policy.waitSecondsMax);
  return Math.max(0, Math.ceil(wait - elapsedSeconds(count, now)));
}

/** The count after one more guess; a quiet time wipes the old ones. */
export function countAttempt(count: AttemptCount | undefined, policy: AttemptPolicy, now: Date): AttemptCount {
  return { failures: liveFailures(count, policy, now) + 1, lastAt: now };
}

function liveFailures(count: AttemptCount | undefined, policy: AttemptPolicy, now: Date): number {
  if (!count || elapsedSeconds(count, now) >= policy.forgetAfterSeconds) return 0;
  return count.failures;
}

function elapsedSeconds(count: AttemptCount, now: Date): number {
  return (now.getTime() - count.lastAt.getTime()) / 1000;
}
