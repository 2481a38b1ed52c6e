import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Cookies } from '@sveltejs/kit';
import { newCode } from '#identity';
import { isId, newId } from '#kernel/ids';
import { blindIndex, keysOfThisProcess } from '#kernel/personal-data';
import type { FormValues } from '#lib/server/form.ts';

/** The offices that get a code on the last page. */
export const OFFICES = ['ketua', 'bendahara', 'teller'] as const;
export type Office = (typeof OFFICES)[number];

/** A wizard on its way: what was typed, how far it is, and the id and codes that make a repeated send harmless. */
export type Draft = {
  readonly id: string;
  readonly proof: string;
  readonly values: FormValues;
  /** The steps that were passed, in a row from the first. */
  readonly passed: number;
  readonly codes: Readonly<Partial<Record<Office, { code: string; hash: string }>>>;
};

const COOKIE = 'sokoguru-setup';
const PATH = '/setup';
const DAY_SECONDS = 24 * 3600;
/** What a browser takes in one cookie, less its name. */
const COOKIE_MAX = 3_900;
const TEXT_MAX = 64_000;

/** A wizard at its beginning. Its id will be the cooperative's: only ids made here are accepted back. */
export function newDraft(): Draft {
  const id = newId();
  return { id, proof: proofOf(id), values: {}, passed: 0, codes: {} };
}

/** The wizard of this browser; undefined when there is none, or when the cookie is not one of ours. */
export function readDraft(cookies: Cookies): Draft | undefined {
  const text = cookies.get(COOKIE);
  if (!text) return undefined;
  try {
    const inflated = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: TEXT_MAX });
    const draft: unknown = JSON.parse(inflated.toString('utf8'));
    return isDraft(draft) ? draft : undefined;
  } catch {
    // Not written by us, or cut short: the wizard begins anew.
    return undefined;
  }
}

/** Keeps the wizard in this browser for a day. False when what was typed is too long to keep. */
export function keepDraft(cookies: Cookies, draft: Draft): boolean {
  const text = deflateRawSync(JSON.stringify(draft)).toString('base64url');
  if (text.length > COOKIE_MAX) return false;
  cookies.set(COOKIE, text, { path: PATH, httpOnly: true, sameSite: 'lax', maxAge: DAY_SECONDS });
  return true;
}

export function dropDraft(cookies: Cookies): void {
  cookies.delete(COOKIE, { path: PATH });
}

/** The draft with a code for each of these offices; a code once made stays. */
export function withCodes(draft: Draft, offices: readonly Office[]): Draft {
  const made = Object.fromEntries(offices.map((office) => [office, draft.codes[office] ?? newCode()]));
  return { ...draft, codes: made };
}

function proofOf(id: string): string {
  return blindIndex(keysOfThisProcess(), { cooperativeId: 'platform', column: 'setup.draft' }, id);
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { id, proof, values, passed, codes } = value as Partial<Record<keyof Draft, unknown>>;
  if (typeof id !== 'string' || !isId(id) || proof !== proofOf(id) || typeof passed !== 'number') return false;
  if (typeof values !== 'object' || values === null || typeof codes !== 'object' || codes === null) return false;
  return Object.values(values).every((one) => typeof one === 'string');
}
