import type { Context } from '#kernel/context';
import type { Tx } from '#kernel/database';
import { parseDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { guarded, type Judged, sourceHash } from './attempts.ts';
import { hasherOfThisProcess, pepperedPin } from './hashing.ts';
import { codeRefused } from './refusals.ts';
import { tryPhone } from './rules/names.ts';
import { checkNewPassword } from './rules/password.ts';
import { checkNewPin } from './rules/pin.ts';
import { ActivateInput, EnrolInput } from './schema.ts';
import type { SignedIn } from './sign-in.ts';
import { openMember } from './sign-in-member.ts';
import { type AccessRow, insertAccess, lockAccess, retireInvitation, updateAccess } from './store/access.ts';
import { logAttempt } from './store/attempts.ts';
import { type CodePurpose, type CodeRow, codeInForce, useCode } from './store/codes.ts';
import { insertDevice, revokeDevices } from './store/devices.ts';
import { deleteBelonging, insertBelonging, phoneIndex, writePassword } from './store/people.ts';
import { endSessionsOf } from './store/sessions.ts';
import type { Surroundings, Visitor } from './surroundings.ts';
import { hashCode } from './tokens.ts';

/**
 * A member enrols this phone: code from the office, own phone number, a PIN of their choice. The code is used up only
 * when all three are good, and the member is signed in.
 * Errors: `code_refused`, `pin_format`, `pin_trivial`, `pin_birth_date`, `pin_phone`, `too_many_attempts`.
 */
export async function enrolMember(surroundings: Surroundings, rawInput: unknown, visitor: Visitor): Promise<SignedIn> {
  const input = parseInput(EnrolInput, rawInput);
  const phone = tryPhone(input.phone);
  const code = await presented(
    surroundings,
    { code: input.code, purposes: ['enrol'], address: visitor.address },
    (found) => phone !== undefined && found.phoneIndex === phoneIndex(phone),
  );
  checkNewPin(input.pin, { phone, birthDate: code.birthDate === null ? undefined : parseDate(code.birthDate) });
  const pinHash = await hasherOfThisProcess().hash(pepperedPin(input.pin));
  const { personId, cooperativeId } = code;
  const now = surroundings.clock.now();
  const device = await surroundings.database.tenant(cooperativeId, async (tx) => {
    await redeem(tx, code, now);
    return insertDevice(tx, { personId, cooperativeId, label: visitor.deviceLabel, pinHash }, now);
  });
  const row = {
    id: device.id,
    personId,
    cooperativeId,
    kind: 'enrolled',
    pinHash,
    pinFailures: 0,
    lockedAt: null,
  } as const;
  return { ...(await openMember(surroundings, { device: row, address: visitor.address })), deviceToken: device.token };
}

/**
 * Sets the password of a new colleague, or a new one for who forgot theirs; every older session and known browser of
 * theirs in this cooperative ends. Errors: `code_refused`, the reasons of `checkNewPassword`, `too_many_attempts`.
 */
export async function activate(surroundings: Surroundings, rawInput: unknown, visitor: Visitor): Promise<void> {
  const input = parseInput(ActivateInput, rawInput);
  const { database, clock, tenants } = surroundings;
  const code = await presented(surroundings, {
    code: input.code,
    purposes: ['activate', 'reset'],
    address: visitor.address,
  });
  const { personId, cooperativeId } = code;
  const access = await database.tenant(cooperativeId, (tx) => lockAccess(tx, cooperativeId, personId));
  const tenant = await tenants.byId(cooperativeId);
  checkNewPassword(input.password, {
    names: [code.fullName, access?.username ?? '', tenant?.name ?? '', tenant?.slug ?? ''],
  });
  const passwordHash = await hasherOfThisProcess().hash(input.password);
  const now = clock.now();
  await database.tenant(cooperativeId, async (tx) => {
    await redeem(tx, code, now);
    await writePassword(tx, personId, passwordHash, now);
    await endSessionsOf(tx, { personId, cooperativeId: null }, now);
    await revokeDevices(tx, { personId, cooperativeId }, now);
  });
}

/**
 * A signed-in person takes an invitation of another cooperative as themselves: one person, one password, one more place.
 * Errors: `code_refused`, `already_belongs`, `too_many_attempts`.
 */
export async function joinWithCode(
  surroundings: Surroundings,
  args: { context: Context; code: string; address: string },
): Promise<string> {
  const { personId } = args.context.actor;
  const code = await presented(surroundings, { code: args.code, purposes: ['activate'], address: args.address });
  const now = surroundings.clock.now();
  const { cooperativeId } = code;
  await surroundings.database.tenant(cooperativeId, async (tx) => {
    const invited = await usable(tx, code, now);
    if (await lockAccess(tx, cooperativeId, personId)) {
      throw new DomainError('conflict', 'already_belongs', 'Anda sudah terdaftar di koperasi itu');
    }
    const scope = { tx, cooperativeId, now };
    await retireInvitation(scope, code.personId);
    await insertAccess(scope, { ...invited, personId, status: 'active' });
    await deleteBelonging(tx, code.personId, cooperativeId);
    await insertBelonging(tx, personId, cooperativeId);
  });
  return cooperativeId;
}

/** The code in force that was presented, counted as a guess until it fits. */
async function presented(
  { database, clock }: Surroundings,
  args: { code: string; purposes: readonly CodePurpose[]; address: string },
  fits: (code: CodeRow) => boolean = () => true,
): Promise<CodeRow> {
  const now = clock.now();
  const guess = { account: `code ${args.address}`, address: args.address, knownDeviceId: null };
  const found = await guarded<CodeRow | undefined>(
    { database, now },
    guess,
    async (): Promise<Judged<CodeRow | undefined>> => {
      const code = await database.platform((tx) =>
        codeInForce(tx, { codeHash: hashCode(args.code), purposes: args.purposes, now }),
      );
      return code && fits(code) ? { verdict: 'passed', value: code } : { verdict: 'failed', value: undefined };
    },
  );
  if (found) return found;
  await database.platform((tx) =>
    logAttempt(tx, {
      at: now,
      cooperativeId: null,
      personId: null,
      deviceId: null,
      method: 'code',
      outcome: 'refused',
      sourceHash: sourceHash(args.address),
    }),
  );
  throw codeRefused();
}

async function usable(tx: Tx, code: CodeRow, now: Date): Promise<AccessRow> {
  const access = await lockAccess(tx, code.cooperativeId, code.personId);
  if (!access || access.status === 'dismissed' || !(await useCode(tx, code.codeHash, now))) throw codeRefused();
  return access;
}

async function redeem(tx: Tx, code: CodeRow, now: Date): Promise<void> {
  const access = await usable(tx, code, now);
  await updateAccess({ tx, cooperativeId: code.cooperativeId, now }, { ...access, status: 'active' });
}
