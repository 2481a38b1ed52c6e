import sql from 'sql-template-tag';
import type { Tx } from '#kernel/database';
import { newId } from '#kernel/ids';
import { hashToken, newToken } from '../tokens.ts';

export type DeviceRow = {
  readonly id: string;
  readonly personId: string;
  readonly cooperativeId: string;
  readonly kind: 'known' | 'enrolled';
  readonly pinHash: string | null;
  readonly pinFailures: number;
  readonly lockedAt: string | null;
};

const COLUMNS = sql`d.id, d.person_id as "personId", d.cooperative_id as "cooperativeId", d.kind, d.pin_hash as "pinHash",
                    d.pin_failures as "pinFailures", d.locked_at as "lockedAt"`;

/** The devices in force that hold one of these tokens, newest use first. */
export function devicesByTokens(tx: Tx, tokens: readonly string[]): Promise<DeviceRow[]> {
  return tx.rows<DeviceRow>(sql`
    select ${COLUMNS} from identity.device d
     where d.token_hash = any(${tokens.map(hashToken)}::bytea[]) and d.revoked_at is null
     order by d.last_used_at desc, d.id desc`);
}

/** The enrolled devices among these tokens whose owner has this phone number, newest use first. */
export function enrolledDevices(tx: Tx, tokens: readonly string[], phoneIndex: string): Promise<DeviceRow[]> {
  return tx.rows<DeviceRow>(sql`
    select ${COLUMNS} from identity.device d join identity.person p on p.id = d.person_id
     where d.token_hash = any(${tokens.map(hashToken)}::bytea[]) and d.revoked_at is null and d.kind = 'enrolled'
       and p.phone_index = ${phoneIndex}
     order by d.last_used_at desc, d.id desc`);
}

/** A device in force. */
export function deviceById(tx: Tx, deviceId: string): Promise<DeviceRow | undefined> {
  return tx.maybe<DeviceRow>(sql`
    select ${COLUMNS} from identity.device d where d.id = ${deviceId} and d.revoked_at is null`);
}

export type NewDevice = {
  readonly personId: string;
  readonly cooperativeId: string;
  readonly label: string;
  /** Set for a member's enrolled phone. */
  readonly pinHash: string | null;
};

/** Adds a device and answers the token its browser keeps. */
export async function insertDevice(tx: Tx, device: NewDevice, now: Date): Promise<{ id: string; token: string }> {
  const id = newId();
  const { token, hash } = newToken('skd');
  await tx.run(sql`
    insert into identity.device (id, person_id, cooperative_id, kind, token_hash, label, pin_hash, created_at, last_used_at)
    values (${id}, ${device.personId}, ${device.cooperativeId}, ${device.pinHash === null ? 'known' : 'enrolled'}, ${hash},
            ${device.label}, ${device.pinHash}, ${now}, ${now})`);
  return { id, token };
}

/** Notes that a device was used now. */
export async function useDevice(tx: Tx, deviceId: string, now: Date): Promise<void> {
  await tx.run(sql`update identity.device set last_used_at = ${now} where id = ${deviceId}`);
}

/**
 * Counts a PIN before it is looked at; undefined when this enrolment is locked. One statement, so that PINs sent
 * together are counted one by one.
 */
export async function countPin(tx: Tx, deviceId: string, failuresMax: number): Promise<number | undefined> {
  const row = await tx.maybe<{ failures: number }>(sql`
    update identity.device set pin_failures = pin_failures + 1
     where id = ${deviceId} and revoked_at is null and locked_at is null and pin_failures < ${failuresMax}
    returning pin_failures as "failures"`);
  return row?.failures;
}

/** A right PIN wipes the mistakes before it, unless the enrolment was locked meanwhile. */
export async function clearPinFailures(tx: Tx, deviceId: string, now: Date): Promise<boolean> {
  const touched = await tx.run(sql`
    update identity.device set pin_failures = 0, last_used_at = ${now} where id = ${deviceId} and locked_at is null`);
  return touched === 1;
}

/** Ends an enrolment after too many wrong PINs; only a new code makes another. */
export async function lockDevice(tx: Tx, deviceId: string, now: Date): Promise<void> {
  await tx.run(sql`update identity.device set locked_at = ${now} where id = ${deviceId} and locked_at is null`);
}

/** Writes the PIN of an enrolled device and wipes its mistakes. */
export async function writePin(tx: Tx, deviceId: string, pinHash: string): Promise<void> {
  await tx.run(sql`update identity.device set pin_hash = ${pinHash}, pin_failures = 0 where id = ${deviceId}`);
}

/** Takes devices from their owner: all of a cooperative, or one of them. Tells how many. */
export async function revokeDevices(
  tx: Tx,
  which: { personId: string; cooperativeId: string | null; deviceId?: string },
  now: Date,
): Promise<number> {
  return tx.run(sql`
    update identity.device set revoked_at = ${now}
     where person_id = ${which.personId} and revoked_at is null
       and (${which.cooperativeId}::uuid is null or cooperative_id = ${which.cooperativeId}::uuid)
       and (${which.deviceId ?? null}::uuid is null or id = ${which.deviceId ?? null}::uuid)`);
}
