import { z } from 'zod';
import { command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { DomainError, fieldError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { guarded } from '../attempts.ts';
import { hasherOfThisProcess, pepperedPin } from '../hashing.ts';
import { checkNewPassword } from '../rules/password.ts';
import { checkNewPin } from '../rules/pin.ts';
import { ChangePasswordInput, ChangePinInput, DeviceInput, TotpInput } from '../schema.ts';
import { checkPin } from '../sign-in-member.ts';
import { accessOf } from '../store/access.ts';
import { deviceById, revokeDevices, writePin } from '../store/devices.ts';
import { passwordHashOf, writePassword } from '../store/people.ts';
import { endSessionsOf } from '../store/sessions.ts';
import { beginTotp, confirmTotp, deleteTotp, waitingTotpSecret } from '../store/totp.ts';
import { newTotpSecret } from '../totp.ts';

/**
 * Changes the own password; every other session of the person ends.
 * Errors: `password_wrong`, `too_many_attempts`, and the reasons of `checkNewPassword`.
 */
export async function changePassword(context: Context, rawInput: unknown): Promise<void> {
  const input = parseInput(ChangePasswordInput, rawInput);
  await requireOwnPassword(context, input.current);
  const { actor, cooperative, database } = context;
  const access = await database.tenant(cooperative.id, (tx) => accessOf(tx, cooperative.id, actor.personId));
  checkNewPassword(input.password, { names: [actor.name, access?.username ?? '', cooperative.name] });
  await replacePassword(context, { passwordHash: await hasherOfThisProcess().hash(input.password) });
}

const replacePassword = command({
  name: 'identity.changePassword',
  permission: 'self.write',
  input: z.strictObject({ passwordHash: z.string() }),
  async run({ tx, context, now }, { passwordHash }) {
    const { personId, sessionId } = context.actor;
    await writePassword(tx, personId, passwordHash, now);
    return { ended: await endSessionsOf(tx, { personId, cooperativeId: null, except: sessionId }, now) };
  },
});

/** Changes the PIN of the phone this session is on. Errors: `no_enrolled_device`, `pin_wrong`, `device_locked`, and the reasons of `checkNewPin`. */
export async function changePin(context: Context, rawInput: unknown): Promise<void> {
  const input = parseInput(ChangePinInput, rawInput);
  const { actor, database } = context;
  const { deviceId } = actor;
  const device = deviceId === null ? undefined : await database.platform((tx) => deviceById(tx, deviceId));
  if (device?.kind !== 'enrolled') {
    throw new DomainError('refused', 'no_enrolled_device', 'PIN hanya bisa diganti dari HP yang terdaftar');
  }
  await checkPin(context, { device, pin: input.current, address: '' });
  checkNewPin(input.pin, { birthDate: input.birthDate });
  const pinHash = await hasherOfThisProcess().hash(pepperedPin(input.pin));
  await replacePin(context, { deviceId: device.id, pinHash });
}

const replacePin = command({
  name: 'identity.changePin',
  permission: 'self.write',
  input: z.strictObject({ deviceId: z.string(), pinHash: z.string() }),
  async run({ tx }, { deviceId, pinHash }) {
    await writePin(tx, deviceId, pinHash);
    return { deviceId };
  },
});

/** Begins the own second factor and answers its secret, shown until its first code was typed. Error: `totp_set`. */
export async function setUpTotp(context: Context): Promise<string> {
  const secret = newTotpSecret();
  const begun = await context.database.platform((tx) =>
    beginTotp(tx, context.actor.personId, secret, context.clock.now()),
  );
  if (!begun) throw new DomainError('conflict', 'totp_set', 'Aplikasi autentikator sudah dipakai di akun ini');
  return secret;
}

/** The secret of a second factor that was begun and not confirmed yet, to show it again; null when there is none. */
export async function waitingTotp({ actor, database }: Context): Promise<string | null> {
  return (await database.platform((tx) => waitingTotpSecret(tx, actor.personId))) ?? null;
}

/** Puts the own second factor in force by its first code. Error: `totp_wrong`. */
export const confirmOwnTotp = command({
  name: 'identity.confirmTotp',
  permission: 'self.write',
  input: TotpInput,
  async run({ tx, context, now }, { code }) {
    if (!(await confirmTotp(tx, context.actor.personId, code, now))) {
      throw fieldError('code', 'totp_wrong', 'Kode tidak cocok. Tulis 6 angka yang sedang tampil di aplikasi');
    }
    return { confirmed: true };
  },
});

/** Takes the own second factor away; the password is asked again. Errors: `password_wrong`, `totp_unset`, `too_many_attempts`. */
export async function removeOwnTotp(context: Context, password: string): Promise<void> {
  await requireOwnPassword(context, password);
  await dropOwnTotp(context, {});
}

const dropOwnTotp = command({
  name: 'identity.removeOwnTotp',
  permission: 'self.write',
  input: z.strictObject({}),
  async run({ tx, context }) {
    if (!(await deleteTotp(tx, context.actor.personId))) {
      throw new DomainError('conflict', 'totp_unset', 'Akun ini tidak memakai aplikasi autentikator');
    }
    return { removed: true };
  },
});

/** Ends every session of the person, this one too. */
export const signOutEverywhere = command({
  name: 'identity.signOutEverywhere',
  permission: 'self.write',
  input: z.strictObject({}),
  async run({ tx, context, now }) {
    return { ended: await endSessionsOf(tx, { personId: context.actor.personId, cooperativeId: null }, now) };
  },
});

/** Takes one of the own devices out of use; sessions on it end with it. Error: `device_unknown`. */
export const removeDevice = command({
  name: 'identity.removeDevice',
  permission: 'self.write',
  input: DeviceInput,
  async run({ tx, context, now }, { deviceId }) {
    const { personId } = context.actor;
    const touched = await revokeDevices(tx, { personId, cooperativeId: null, deviceId }, now);
    if (touched === 0) throw new DomainError('not_found', 'device_unknown', 'Perangkat ini tidak ada di daftar Anda');
    return { deviceId };
  },
});

async function requireOwnPassword(context: Context, password: string): Promise<void> {
  const { database, clock, actor } = context;
  const guess = { account: `own ${actor.personId}`, address: '', knownDeviceId: `session ${actor.sessionId ?? ''}` };
  const right = await guarded({ database, now: clock.now() }, guess, async () => {
    const stored = await database.platform((tx) => passwordHashOf(tx, actor.personId));
    const fits = await hasherOfThisProcess().verify(stored, password);
    return { verdict: fits ? 'passed' : 'failed', value: fits };
  });
  if (!right) throw fieldError('current', 'password_wrong', 'Kata sandi sekarang tidak cocok');
}
