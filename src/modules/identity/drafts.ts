import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Surroundings } from './surroundings.ts';
import { hashToken, newToken } from './tokens.ts';

/** How long what was typed waits for its writer to sign in again. */
export const DRAFT_LIFE_SECONDS = 15 * 60;

const DRAFT_BYTES_MAX = 200_000;
const SECRET_FIELD = /password|sandi|\bpin\b|^pin|totp|otp|^code$|secret|token|^current$/i;

/** Field values of a form as they were sent. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** What a form may be kept of: never a password, PIN or code. */
export function keepable(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET_FIELD.test(name)));
}

/**
 * Keeps a form's values for the person who wrote them. The answered token goes into a cookie of theirs and is the
 * only key: the database alone cannot read the draft. Null when the form is too large to keep.
 */
export async function keepDraft(
  { database, clock }: Pick<Surroundings, 'database' | 'clock'>,
  draft: { personId: string; path: string; values: FormValues },
): Promise<string | null> {
  const text = JSON.stringify(keepable(draft.values));
  if (Buffer.byteLength(text) > DRAFT_BYTES_MAX || draft.path.length > 500) return null;
  const { token, hash } = newToken('skf');
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + DRAFT_LIFE_SECONDS * 1000);
  await database.platform(async (tx) => {
    await tx.run(sql`delete from identity.form_draft where expires_at <= ${now}`);
    await tx.run(sql`
      insert into identity.form_draft (token_hash, person_id, path, sealed, expires_at)
      values (${hash}, ${draft.personId}, ${draft.path}, ${seal(token, text)}, ${expiresAt})`);
  });
  return token;
}

/** The kept values for this person and page, or undefined: another person's token opens nothing. */
export async function findDraft(
  { database, clock }: Pick<Surroundings, 'database' | 'clock'>,
  asked: { token: string; personId: string; path: string },
): Promise<FormValues | undefined> {
  const row = await database.platform((tx) =>
    tx.maybe<{ sealed: Buffer }>(sql`
      select f.sealed from identity.form_draft f
       where f.token_hash = ${hashToken(asked.token)} and f.person_id = ${asked.personId} and f.path = ${asked.path}
         and f.expires_at > ${clock.now()}`),
  );
  return row ? (JSON.parse(open(asked.token, row.sealed)) as FormValues) : undefined;
}

/** Forgets a draft. */
export async function dropDraft({ database }: Pick<Surroundings, 'database'>, token: string): Promise<void> {
  await database.platform((tx) => tx.run(sql`delete from identity.form_draft where token_hash = ${hashToken(token)}`));
}

function keyOf(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, 'sokoguru form draft', '', 32));
}

function seal(token: string, text: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(token), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function open(token: string, sealed: Buffer): string {
  const cipher = createDecipheriv('aes-256-gcm', keyOf(token), sealed.subarray(0, 12), { authTagLength: 16 });
  cipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]).toString('utf8');
}
