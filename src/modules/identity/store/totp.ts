import sql from 'sql-template-tag';
import type { Tx } from '#kernel/database';
import { openTotp, sealTotp, totpStep } from '../totp.ts';

type TotpRow = { readonly secretSealed: string; readonly lastStep: bigint; readonly confirmedAt: string | null };

function lockTotp(tx: Tx, personId: string): Promise<TotpRow | undefined> {
  return tx.maybe<TotpRow>(sql`
    select t.secret_sealed as "secretSealed", t.last_step as "lastStep", t.confirmed_at as "confirmedAt"
      from identity.totp t where t.person_id = ${personId} for update`);
}

/** Judges an authenticator's code against a confirmed second factor and uses it up: `none` when the person has none. */
export async function checkTotp(
  tx: Tx,
  personId: string,
  code: string,
  now: Date,
): Promise<'none' | 'right' | 'wrong'> {
  const row = await lockTotp(tx, personId);
  if (row?.confirmedAt == null) return 'none';
  return (await useStep(tx, { personId, row, code, now })) ? 'right' : 'wrong';
}

/** Begins a second factor with a fresh secret; one that was begun and not confirmed is replaced. False when one is in force. */
export async function beginTotp(tx: Tx, personId: string, secret: string, now: Date): Promise<boolean> {
  const touched = await tx.run(sql`
    insert into identity.totp (person_id, secret_sealed, created_at) values (${personId}, ${sealTotp(personId, secret)}, ${now})
    on conflict (person_id) do update set secret_sealed = excluded.secret_sealed, created_at = excluded.created_at, last_step = 0
     where identity.totp.confirmed_at is null`);
  return touched === 1;
}

/** The secret that waits for its first code, to be shown again while it is set up. */
export async function waitingTotpSecret(tx: Tx, personId: string): Promise<string | undefined> {
  const row = await tx.maybe<{ secretSealed: string }>(sql`
    select t.secret_sealed as "secretSealed" from identity.totp t
     where t.person_id = ${personId} and t.confirmed_at is null`);
  return row && openTotp(personId, row.secretSealed);
}

/** Puts the second factor in force when the first code fits. */
export async function confirmTotp(tx: Tx, personId: string, code: string, now: Date): Promise<boolean> {
  const row = await lockTotp(tx, personId);
  if (!row || row.confirmedAt !== null || !(await useStep(tx, { personId, row, code, now }))) return false;
  await tx.run(sql`update identity.totp set confirmed_at = ${now} where person_id = ${personId}`);
  return true;
}

/** Takes the second factor away; tells whether there was one. */
export async function deleteTotp(tx: Tx, personId: string): Promise<boolean> {
  return (await tx.run(sql`delete from identity.totp where person_id = ${personId}`)) === 1;
}

/** True when a confirmed second factor is in force. */
export async function hasTotp(tx: Tx, personId: string): Promise<boolean> {
  const row = await tx.maybe(sql`
    select 1 as "one" from identity.totp t where t.person_id = ${personId} and t.confirmed_at is not null`);
  return row !== undefined;
}

async function useStep(tx: Tx, args: { personId: string; row: TotpRow; code: string; now: Date }): Promise<boolean> {
  const { personId, row, code, now } = args;
  const secret = openTotp(personId, row.secretSealed);
  const step = totpStep({ secret, code, lastStep: Number(row.lastStep), now });
  if (step === undefined) return false;
  await tx.run(sql`update identity.totp set last_step = ${step} where person_id = ${personId}`);
  return true;
}
