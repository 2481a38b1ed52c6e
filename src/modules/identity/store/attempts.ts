import sql, { join } from 'sql-template-tag';
import type { Tx } from '#kernel/database';
import { newId } from '#kernel/ids';
import type { AttemptCount } from '../rules/attempts.ts';

export type CountRow = AttemptCount & { readonly key: Buffer };

/** The counts of some keys, locked in key order until the transaction ends. Keys never seen are made first. */
export async function lockCounts(tx: Tx, keys: readonly Buffer[], now: Date): Promise<CountRow[]> {
  const sorted = [...keys].sort(Buffer.compare);
  await tx.run(sql`
    insert into identity.attempt_limit (key, failures, last_at)
    values ${join(sorted.map((key) => sql`(${key}, 0, ${now})`))}
    on conflict (key) do nothing`);
  const rows = await tx.rows<{ key: Buffer; failures: number; lastAt: string }>(sql`
    select l.key, l.failures, l.last_at as "lastAt"
      from identity.attempt_limit l
     where l.key = any(${sorted}::bytea[])
     order by l.key
       for update`);
  return rows.map((row) => ({ ...row, lastAt: new Date(row.lastAt) }));
}

/** Writes the count of a key that `lockCounts` holds. */
export async function writeCount(tx: Tx, row: CountRow): Promise<void> {
  await tx.run(sql`
    update identity.attempt_limit set failures = ${row.failures}, last_at = ${row.lastAt} where key = ${row.key}`);
}

/** Forgets counts that wait for nothing any longer, a few hundred at a time; those in use are passed over. */
export async function sweepCounts(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`
    delete from identity.attempt_limit
     where key in (select l.key from identity.attempt_limit l where l.last_at < ${before} limit 500 for update skip locked)`);
}

/** Takes one counted guess back, because it turned out to be no guess. */
export async function refundCounts(tx: Tx, keys: readonly Buffer[]): Promise<void> {
  await tx.run(sql`
    update identity.attempt_limit set failures = greatest(failures - 1, 0) where key = any(${[...keys]}::bytea[])`);
}

/** Forgets the mistakes of a place that has now shown the right secret. */
export async function forgetCounts(tx: Tx, keys: readonly Buffer[]): Promise<void> {
  await tx.run(sql`delete from identity.attempt_limit where key = any(${[...keys]}::bytea[])`);
}

export type AttemptRow = {
  readonly at: Date;
  readonly cooperativeId: string | null;
  readonly personId: string | null;
  readonly deviceId: string | null;
  readonly method: 'password' | 'passkey' | 'pin' | 'code';
  readonly outcome: 'signed_in' | 'refused' | 'locked';
  readonly sourceHash: string;
};

/** Adds a row to the log of sign-ins, which nobody can edit. */
export async function logAttempt(tx: Tx, row: AttemptRow): Promise<void> {
  await tx.run(sql`
    insert into identity.sign_in_attempt (id, at, cooperative_id, person_id, device_id, method, outcome, source_hash)
    values (${newId()}, ${row.at}, ${row.cooperativeId}, ${row.personId}, ${row.deviceId}, ${row.method}, ${row.outcome},
            ${row.sourceHash})`);
}
