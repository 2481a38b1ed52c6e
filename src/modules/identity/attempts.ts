import { createHash } from 'node:crypto';
import type { Database } from '#kernel/database';
import { blindIndex, keysOfThisProcess } from '#kernel/personal-data';
import { tooManyAttempts } from './refusals.ts';
import { ATTEMPT_POLICIES, type AttemptKind, attemptKinds, countAttempt, secondsToWait } from './rules/attempts.ts';
import { forgetCounts, lockCounts, refundCounts, sweepCounts, writeCount } from './store/attempts.ts';

/** What a guess is about: a name for the account as typed, the place it comes from, a device known to be the account's. */
export type Guess = { readonly account: string; readonly address: string; readonly knownDeviceId: string | null };

/** `passed`: the secret was right. `half`: right so far, more is asked. `failed`: the guess stays counted. */
export type Judged<T> = { readonly verdict: 'passed' | 'half' | 'failed'; readonly value: T };

/**
 * Counts the guess, looks at it, and takes the count back when it was no wrong guess. The count comes first, so that
 * a thousand guesses sent at once are a thousand counted guesses. Error: `too_many_attempts`.
 */
export async function guarded<T>(
  surroundings: { database: Database; now: Date },
  guess: Guess,
  look: () => Promise<Judged<T>>,
): Promise<T> {
  const keys = keysOf(guess);
  return oneAtATime(keys.map(({ key }) => key.toString('hex')).join(), async () => {
    await countFirst(surroundings, keys);
    await sweepNowAndThen(surroundings.database, surroundings.now);
    const { verdict, value } = await look();
    if (verdict !== 'failed') {
      await surroundings.database.platform(async (tx) => {
        const own = keys.filter(({ kind }) => kind === 'pair' || kind === 'knownDevice').map(({ key }) => key);
        const shared = keys.filter(({ kind }) => kind === 'account' || kind === 'source').map(({ key }) => key);
        if (verdict === 'passed') await forgetCounts(tx, own);
        await refundCounts(tx, verdict === 'passed' ? shared : [...own, ...shared]);
      });
    }
    return value;
  });
}

/** One guess in so many also clears away what is forgotten, so that the table stays small without a job of its own. */
const SWEEP_EVERY = 200;
const FORGOTTEN_MS = 2 * Math.max(...Object.values(ATTEMPT_POLICIES).map((policy) => policy.forgetAfterSeconds)) * 1000;
let sinceSweep = 0;

async function sweepNowAndThen(database: Database, now: Date): Promise<void> {
  sinceSweep += 1;
  if (sinceSweep < SWEEP_EVERY) return;
  sinceSweep = 0;
  await database.platform((tx) => sweepCounts(tx, new Date(now.getTime() - FORGOTTEN_MS)));
}

/** A keyed hash of an address: equal places are seen to be equal, none can be read. */
export function sourceHash(address: string): string {
  return blindIndex(keysOfThisProcess(), { cooperativeId: 'platform', column: 'identity.source' }, networkOf(address));
}

/** The part of an address that belongs to one household or office: all of IPv4, the first 64 bits of IPv6. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = ''] = plain.split('::');
  const groups = head.split(':').filter((group) => group.length > 0);
  while (groups.length < 4) groups.push('0');
  return `${groups.slice(0, 4).join(':')}::/64`;
}

type Keyed = { readonly kind: AttemptKind; readonly key: Buffer };

function keysOf({ account, address, knownDeviceId }: Guess): Keyed[] {
  const network = networkOf(address);
  const text: Record<AttemptKind, string> = {
    account,
    source: network,
    pair: JSON.stringify([account, network]),
    knownDevice: knownDeviceId ?? '',
  };
  return attemptKinds(knownDeviceId !== null).map((kind) => ({
    kind,
    key: createHash('sha256').update(`${kind}\n${text[kind]}`).digest(),
  }));
}

async function countFirst({ database, now }: { database: Database; now: Date }, keys: readonly Keyed[]): Promise<void> {
  const wait = await database.platform(async (tx) => {
    const rows = await lockCounts(
      tx,
      keys.map(({ key }) => key),
      now,
    );
    const judged = rows.flatMap((row) => {
      const kind = keys.find(({ key }) => key.equals(row.key))?.kind;
      return kind ? [{ row, policy: ATTEMPT_POLICIES[kind] }] : [];
    });
    const longest = Math.max(0, ...judged.map(({ row, policy }) => secondsToWait(row, policy, now)));
    if (longest > 0) return longest;
    for (const { row, policy } of judged) {
      await writeCount(tx, { ...countAttempt(row, policy, now), key: row.key });
    }
    return 0;
  });
  if (wait > 0) throw tooManyAttempts(wait);
}

const LINE_MAX = 128;
const lines = new Map<string, { last: Promise<unknown>; length: number }>();

// Several right sign-ins of one person at once (a program with many workers) stand in line here, so that they are
// never counted together as guesses before the first has been found right.
async function oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(name) ?? { last: Promise.resolve(), length: 0 };
  if (line.length >= LINE_MAX) throw tooManyAttempts(5);
  const mine = line.last.then(work, work);
  line.last = mine.catch(() => undefined);
  line.length += 1;
  lines.set(name, line);
  try {
    return await mine;
  } finally {
    line.length -= 1;
    if (line.length === 0) lines.delete(name);
  }
}
