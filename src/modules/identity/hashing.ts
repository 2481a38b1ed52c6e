import { createHmac } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '#kernel/errors';
import { keysOfThisProcess } from '#kernel/personal-data';

/** Cost of one hash. The default is ASVS 5.0 appendix C: argon2id, 19 MiB, two passes, one lane. */
export type HashStrength = { readonly memoryKib: number; readonly passes: number };

const STRONG: HashStrength = { memoryKib: 19 * 1024, passes: 2 };
const WEAK_FOR_TESTS: HashStrength = { memoryKib: 64, passes: 1 };

const AT_ONCE_MAX = 2;
const WAITING_MAX = 256;

/** Hashes and checks passwords and PINs, never more than two at once, so that signing in cannot starve the machine. */
export type Hasher = {
  hash(secret: string): Promise<string>;
  /** True when the secret fits. With `stored` undefined it does the same work and answers false. */
  verify(stored: string | undefined, secret: string): Promise<boolean>;
};

/** The strength the environment allows: weak only when `SOKOGURU_ENV` is `test` and `SOKOGURU_TEST_HASH` is `weak`. */
export function strengthFromEnvironment(env: NodeJS.ProcessEnv): HashStrength {
  return env['SOKOGURU_ENV'] === 'test' && env['SOKOGURU_TEST_HASH'] === 'weak' ? WEAK_FOR_TESTS : STRONG;
}

/** Makes a hasher. Error of both verbs: `busy` when too many wait. */
export function openHasher(strength: HashStrength): Hasher {
  const places = semaphore(AT_ONCE_MAX, WAITING_MAX);
  const options = { memoryCost: strength.memoryKib, timeCost: strength.passes, parallelism: 1 };
  let nobody: Promise<string> | undefined;
  return {
    hash: (secret) => places(() => hash(secret, options)),
    async verify(stored, secret) {
      nobody ??= places(() => hash('nobody has this password', options));
      const against = stored ?? (await nobody);
      const fits = await places(() => verify(against, secret));
      return stored !== undefined && fits;
    },
  };
}

/** A PIN with a key from outside the database mixed in: six digits alone could be searched from a stolen table. */
export function pepperedPin(pin: string): string {
  return createHmac('sha256', keysOfThisProcess().indexKey).update(`identity.pin\n${pin}`).digest('base64url');
}

let processHasher: Hasher | undefined;

/** The hasher of this process, as its environment asks. */
export function hasherOfThisProcess(): Hasher {
  processHasher ??= openHasher(strengthFromEnvironment(process.env));
  return processHasher;
}

/** Lets `atOnce` run and `waiting` wait; the next one is refused. */
export function semaphore(atOnce: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) {
        throw new DomainError('refused', 'busy', 'Sedang banyak yang masuk. Tunggu sebentar lalu coba lagi');
      }
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
