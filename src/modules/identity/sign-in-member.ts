import { parseInput } from '#kernel/input';
import { guarded, sourceHash } from './attempts.ts';
import { hasherOfThisProcess, pepperedPin } from './hashing.ts';
import { deviceLocked, memberSignInRefused, pinWrong } from './refusals.ts';
import { tryPhone } from './rules/names.ts';
import { PIN_FAILURES_MAX } from './rules/pin.ts';
import { MemberSignInInput } from './schema.ts';
import type { SignedIn } from './sign-in.ts';
import { accessOf } from './store/access.ts';
import { logAttempt } from './store/attempts.ts';
import { clearPinFailures, countPin, type DeviceRow, enrolledDevices, lockDevice } from './store/devices.ts';
import { phoneIndex } from './store/people.ts';
import { insertSession } from './store/sessions.ts';
import type { Surroundings, Visitor } from './surroundings.ts';

/**
 * Signs a member in by phone number and PIN on a phone the office enrolled. Without that phone a PIN is worth nothing.
 * Five wrong PINs end this phone's enrolment and touch nothing else.
 * Errors: `sign_in_refused`, `pin_wrong`, `device_locked`, `too_many_attempts`, `busy`, `input_invalid`.
 */
export async function signInMember(surroundings: Surroundings, rawInput: unknown, visitor: Visitor): Promise<SignedIn> {
  const input = parseInput(MemberSignInInput, rawInput);
  const phone = tryPhone(input.phone);
  const device = phone ? await findDevice(surroundings, phone, visitor) : undefined;
  if (!device) return refuseStranger(surroundings, { account: phone ?? '', pin: input.pin, address: visitor.address });
  await checkPin(surroundings, { device, pin: input.pin, address: visitor.address });
  return openMember(surroundings, { device, address: visitor.address });
}

/**
 * Looks at a PIN of an enrolled device: counted first, so that PINs sent together are counted one by one.
 * Errors: `pin_wrong`, `device_locked`.
 */
export async function checkPin(
  { database, clock }: Pick<Surroundings, 'database' | 'clock'>,
  { device, pin, address }: { device: DeviceRow; pin: string; address: string },
): Promise<void> {
  const now = clock.now();
  const log = {
    at: now,
    cooperativeId: device.cooperativeId,
    personId: device.personId,
    deviceId: device.id,
    method: 'pin',
    sourceHash: sourceHash(address),
  } as const;
  const failures = await database.platform((tx) => countPin(tx, device.id, PIN_FAILURES_MAX));
  if (failures === undefined) throw deviceLocked();
  if (await hasherOfThisProcess().verify(device.pinHash ?? undefined, pepperedPin(pin))) {
    const open = await database.platform((tx) => clearPinFailures(tx, device.id, now));
    if (!open) throw deviceLocked();
    return;
  }
  const left = PIN_FAILURES_MAX - failures;
  await database.platform(async (tx) => {
    if (left === 0) await lockDevice(tx, device.id, now);
    await logAttempt(tx, { ...log, outcome: left === 0 ? 'locked' : 'refused' });
  });
  throw left === 0 ? deviceLocked() : pinWrong(left);
}

async function findDevice({ database }: Surroundings, phone: string, visitor: Visitor): Promise<DeviceRow | undefined> {
  if (visitor.deviceTokens.length === 0) return undefined;
  const [device] = await database.platform((tx) => enrolledDevices(tx, visitor.deviceTokens, phoneIndex(phone)));
  return device;
}

/** Does the work of a wrong PIN and gives the one answer that tells nothing. */
async function refuseStranger(
  { database, clock }: Surroundings,
  { account, pin, address }: { account: string; pin: string; address: string },
): Promise<never> {
  const now = clock.now();
  await guarded({ database, now }, { account: `phone ${account}`, address, knownDeviceId: null }, async () => {
    await hasherOfThisProcess().verify(undefined, pepperedPin(pin));
    return { verdict: 'failed', value: undefined };
  });
  await database.platform((tx) =>
    logAttempt(tx, {
      at: now,
      cooperativeId: null,
      personId: null,
      deviceId: null,
      method: 'pin',
      outcome: 'refused',
      sourceHash: sourceHash(address),
    }),
  );
  throw memberSignInRefused();
}

/** Opens the member's session on an enrolled device, if the member still has a place there. Error: `sign_in_refused`. */
export async function openMember(
  { database, clock, tenants }: Surroundings,
  { device, address }: { device: DeviceRow; address: string },
): Promise<SignedIn> {
  const { personId, cooperativeId } = device;
  const now = clock.now();
  const cooperative = await tenants.byId(cooperativeId);
  if (!cooperative) throw memberSignInRefused();
  return database.tenant(cooperativeId, async (tx) => {
    const access = await accessOf(tx, cooperativeId, personId);
    if (access?.status !== 'active' || access.memberId === null) throw memberSignInRefused();
    const session = await insertSession(
      tx,
      { personId, cooperativeId, kind: 'member', deviceId: device.id, method: 'pin' },
      now,
    );
    await logAttempt(tx, {
      at: now,
      cooperativeId,
      personId,
      deviceId: device.id,
      method: 'pin',
      outcome: 'signed_in',
      sourceHash: sourceHash(address),
    });
    return {
      token: session.token,
      expiresAt: session.expiresAt.toISOString(),
      kind: 'member',
      person: { id: personId, name: access.fullName },
      cooperative,
      roles: access.roles,
      choices: [],
      deviceToken: null,
    };
  });
}
