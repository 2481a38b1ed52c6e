import { createHash, randomBytes } from 'node:crypto';
import { assert } from '#kernel/errors';
import { isId } from '#kernel/ids';
import { blindIndex, keysOfThisProcess } from '#kernel/personal-data';

/** A secret for its holder and what the database keeps of it. */
export type Secret = { readonly token: string; readonly hash: Buffer };

const SECRET_BYTES = 32;
const NO_COOPERATIVE = '00000000-0000-0000-0000-000000000000';

/**
 * A session token: the cooperative it opens (so that the look-up knows the tenant) and 256 random bits.
 * The cooperative in it is a hint, not a claim: a changed one no longer matches the stored hash.
 */
export function newSessionToken(cooperativeId: string | null): Secret {
  const tenant = cooperativeId ?? NO_COOPERATIVE;
  assert(isId(tenant) || cooperativeId === null, 'a session opens a cooperative named by a uuid');
  const tenantBytes = Buffer.from(tenant.replaceAll('-', ''), 'hex');
  const token = `skg_${Buffer.concat([tenantBytes, randomBytes(SECRET_BYTES)]).toString('base64url')}`;
  return { token, hash: hashToken(token) };
}

/** What a presented session token asks for, or undefined when it has not the form of one. */
export function readSessionToken(token: string): { cooperativeId: string | null; hash: Buffer } | undefined {
  if (!/^skg_[A-Za-z0-9_-]{64}$/.test(token)) return undefined;
  const hex = Buffer.from(token.slice(4), 'base64url').subarray(0, 16).toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { cooperativeId: id === NO_COOPERATIVE ? null : id, hash: hashToken(token) };
}

/** A token of 256 random bits for a device or a draft. */
export function newToken(prefix: 'skd' | 'skf'): Secret {
  const token = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, hash: hashToken(token) };
}

/** SHA-256 of a token of 256 random bits: enough, because such a token cannot be guessed. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

// Crockford's alphabet: nothing that is misread on a slip of paper.
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 10;

/** A one-time code that staff hand over on paper: 50 random bits, written `ABCDE-23456`. */
export function newCode(): { readonly code: string; readonly hash: string } {
  const letters = [...randomBytes(CODE_LENGTH)].map((byte) => CODE_ALPHABET[byte & 31]).join('');
  return { code: `${letters.slice(0, 5)}-${letters.slice(5)}`, hash: hashCode(letters) };
}

/** What the database keeps of a code: an HMAC under a key outside it, because 50 bits alone could be searched. */
export function hashCode(typed: string): string {
  return blindIndex(keysOfThisProcess(), { cooperativeId: 'platform', column: 'identity.code' }, normaliseCode(typed));
}

/** A typed code as it was made: capitals, no dashes, the look-alikes read as meant. */
export function normaliseCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}
