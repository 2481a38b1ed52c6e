import sql from 'sql-template-tag';
import type { Tx } from '#kernel/database';
import { blindIndex, decryptPersonal, encryptPersonal, keysOfThisProcess } from '#kernel/personal-data';

export type NewPerson = {
  readonly id: string;
  readonly fullName: string;
  readonly email: string | null;
  readonly phone: string | null;
};

/** Adds a person. A mail address that somebody has already breaks the unique constraint `person_email_index_key`. */
export async function insertPerson(tx: Tx, person: NewPerson, now: Date): Promise<void> {
  await tx.run(sql`
    insert into identity.person (id, full_name, email_sealed, email_index, phone_sealed, phone_index, created_at)
    values (${person.id}, ${person.fullName}, ${sealed(person.id, 'email', person.email)}, ${emailIndexOrNull(person.email)},
            ${sealed(person.id, 'phone', person.phone)}, ${phoneIndexOrNull(person.phone)}, ${now})`);
}

/** Writes a person's new phone number. */
export async function updatePhone(tx: Tx, personId: string, phone: string): Promise<void> {
  await tx.run(sql`
    update identity.person set phone_sealed = ${sealed(personId, 'phone', phone)}, phone_index = ${phoneIndex(phone)}
     where id = ${personId}`);
}

/** True when this is the number the person has already. */
export async function samePhone(tx: Tx, personId: string, phone: string): Promise<boolean> {
  const row = await tx.maybe(sql`
    select 1 as "one" from identity.person p where p.id = ${personId} and p.phone_index = ${phoneIndex(phone)}`);
  return row !== undefined;
}

/** Writes a person's password, the first or a new one. */
export async function writePassword(tx: Tx, personId: string, passwordHash: string, now: Date): Promise<void> {
  await tx.run(sql`
    insert into identity.credential (person_id, password_hash, changed_at) values (${personId}, ${passwordHash}, ${now})
    on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at`);
}

/** The hash of a person's password, or undefined when they have none. */
export async function passwordHashOf(tx: Tx, personId: string): Promise<string | undefined> {
  const row = await tx.maybe<{ hash: string }>(sql`
    select c.password_hash as "hash" from identity.credential c where c.person_id = ${personId}`);
  return row?.hash;
}

/** The person of a normalised mail address. */
export async function personByEmail(tx: Tx, email: string): Promise<{ id: string; fullName: string } | undefined> {
  return tx.maybe(sql`
    select p.id, p.full_name as "fullName" from identity.person p where p.email_index = ${emailIndex(email)}`);
}

/** Notes that a person may choose this cooperative at sign-in. */
export async function insertBelonging(tx: Tx, personId: string, cooperativeId: string): Promise<void> {
  await tx.run(sql`
    insert into identity.belonging (person_id, cooperative_id) values (${personId}, ${cooperativeId})
    on conflict do nothing`);
}

/** Takes a cooperative from those a person may choose. */
export async function deleteBelonging(tx: Tx, personId: string, cooperativeId: string): Promise<void> {
  await tx.run(sql`
    delete from identity.belonging where person_id = ${personId} and cooperative_id = ${cooperativeId}`);
}

/** The cooperatives a person may choose from, at most fifty. */
export async function belongingsOf(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select b.cooperative_id as "id" from identity.belonging b where b.person_id = ${personId} order by 1 limit 50`);
  return rows.map((row) => row.id);
}

/** The blind index of a phone number `+628...`. */
export function phoneIndex(phone: string): string {
  return blindIndex(keysOfThisProcess(), { cooperativeId: 'platform', column: 'identity.person.phone' }, phone);
}

function emailIndex(email: string): string {
  return blindIndex(keysOfThisProcess(), { cooperativeId: 'platform', column: 'identity.person.email' }, email);
}

/** A mail address or phone number out of its sealed column, or null. */
export function openContact(personId: string, column: 'email' | 'phone', stored: string | null): string | null {
  return stored === null ? null : decryptPersonal(keysOfThisProcess(), place(personId, column), stored);
}

function sealed(personId: string, column: 'email' | 'phone', value: string | null): string | null {
  return value === null ? null : encryptPersonal(keysOfThisProcess(), place(personId, column), value);
}

function emailIndexOrNull(email: string | null): string | null {
  return email === null ? null : emailIndex(email);
}

function phoneIndexOrNull(phone: string | null): string | null {
  return phone === null ? null : phoneIndex(phone);
}

function place(personId: string, column: string) {
  return { cooperativeId: 'platform', rowId: personId, column: `identity.person.${column}` };
}
