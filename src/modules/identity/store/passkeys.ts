import sql from 'sql-template-tag';
import type { Tx } from '#kernel/database';
import { newId } from '#kernel/ids';
import { hashToken } from '../tokens.ts';

const CHALLENGE_SECONDS = 300;

/** Notes a question that was asked, for five minutes. `personId` is null at sign-in, when nobody is known yet. */
export async function insertChallenge(tx: Tx, challenge: string, personId: string | null, now: Date): Promise<void> {
  await tx.run(sql`delete from identity.passkey_challenge where expires_at <= ${now}`);
  const expiresAt = new Date(now.getTime() + CHALLENGE_SECONDS * 1000);
  await tx.run(sql`
    insert into identity.passkey_challenge (challenge_hash, person_id, expires_at)
    values (${hashToken(challenge)}, ${personId}, ${expiresAt})`);
}

/** Takes a question away: true when it was asked of this person, is fresh, and was not answered before. */
export async function takeChallenge(tx: Tx, challenge: string, personId: string | null, now: Date): Promise<boolean> {
  const taken = await tx.run(sql`
    delete from identity.passkey_challenge
     where challenge_hash = ${hashToken(challenge)} and expires_at > ${now} and person_id is not distinct from ${personId}::uuid`);
  return taken === 1;
}

export type PasskeyRow = {
  readonly id: string;
  readonly personId: string;
  readonly fullName: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: bigint;
  readonly transports: string[];
};

const COLUMNS = sql`k.id, k.person_id as "personId", p.full_name as "fullName", k.credential_id as "credentialId",
                    k.public_key as "publicKey", k.counter, k.transports`;

/** A passkey in force by the id its authenticator gives. */
export function passkeyByCredential(tx: Tx, credentialId: string): Promise<PasskeyRow | undefined> {
  return tx.maybe<PasskeyRow>(sql`
    select ${COLUMNS} from identity.passkey k join identity.person p on p.id = k.person_id
     where k.credential_id = ${credentialId} and k.removed_at is null`);
}

/** A person's passkeys in force, newest first. */
export function passkeysOf(tx: Tx, personId: string): Promise<(PasskeyRow & { label: string; createdAt: string })[]> {
  return tx.rows(sql`
    select ${COLUMNS}, k.label, k.created_at as "createdAt"
      from identity.passkey k join identity.person p on p.id = k.person_id
     where k.person_id = ${personId} and k.removed_at is null
     order by k.created_at desc, k.id desc limit 20`);
}

export type NewPasskey = Omit<PasskeyRow, 'id' | 'fullName'> & { readonly label: string };

/** Adds a passkey; false when the authenticator's id is known already. */
export async function insertPasskey(tx: Tx, passkey: NewPasskey, now: Date): Promise<boolean> {
  const added = await tx.run(sql`
    insert into identity.passkey (id, person_id, credential_id, public_key, counter, transports, label, created_at)
    values (${newId()}, ${passkey.personId}, ${passkey.credentialId}, ${passkey.publicKey}, ${passkey.counter},
            ${passkey.transports}, ${passkey.label}, ${now})
    on conflict (credential_id) do nothing`);
  return added === 1;
}

/** Notes a use and the authenticator's new count. */
export async function usePasskey(tx: Tx, passkeyId: string, counter: number, now: Date): Promise<void> {
  await tx.run(sql`
    update identity.passkey set counter = greatest(counter, ${counter}), last_used_at = ${now} where id = ${passkeyId}`);
}

/** Takes a passkey of this person out of use; tells whether there was one. */
export async function removePasskeyRow(tx: Tx, personId: string, passkeyId: string, now: Date): Promise<boolean> {
  const touched = await tx.run(sql`
    update identity.passkey set removed_at = ${now}
     where id = ${passkeyId} and person_id = ${personId} and removed_at is null`);
  return touched === 1;
}
