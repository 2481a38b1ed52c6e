import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { idField, textField } from '#kernel/fields';
import { parseInput } from '#kernel/input';
import { query } from '#kernel/query';
import { guarded, sourceHash } from './attempts.ts';
import { signInRefused } from './refusals.ts';
import { knownDevice, openFor, placesOf, type SignedIn } from './sign-in.ts';
import { logAttempt } from './store/attempts.ts';
import {
  insertChallenge,
  insertPasskey,
  type PasskeyRow,
  passkeyByCredential,
  passkeysOf,
  removePasskeyRow,
  takeChallenge,
  usePasskey,
} from './store/passkeys.ts';
import type { Surroundings, Visitor } from './surroundings.ts';

/** The site a passkey is bound to: the address the browser shows. */
export type Site = { readonly origin: string; readonly hostname: string };

const RegistrationAnswer = z.custom<RegistrationResponseJSON>(hasResponse);
const SignInAnswer = z.custom<AuthenticationResponseJSON>(hasResponse);

/** What the browser needs to make a passkey for the signed-in person. */
export async function beginPasskey(context: Context, site: Site) {
  const { actor, database, clock } = context;
  const known = await database.platform((tx) => passkeysOf(tx, actor.personId));
  const options = await generateRegistrationOptions({
    rpName: 'Sokoguru',
    rpID: site.hostname,
    userName: `${actor.name} (${context.cooperative.name})`,
    userID: new TextEncoder().encode(actor.personId),
    attestationType: 'none',
    excludeCredentials: known.map((passkey) => ({ id: passkey.credentialId, transports: passkey.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await database.platform((tx) => insertChallenge(tx, options.challenge, actor.personId, clock.now()));
  return options;
}

/** Keeps the passkey the browser made. Errors: `passkey_refused`, `passkey_known`. */
export async function finishPasskey(context: Context, site: Site, rawAnswer: unknown, label: string): Promise<void> {
  const answer = parseInput(RegistrationAnswer, rawAnswer);
  const { actor, database, clock } = context;
  const verified = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: (challenge) =>
      database.platform((tx) => takeChallenge(tx, challenge, actor.personId, clock.now())),
    expectedOrigin: site.origin,
    expectedRPID: site.hostname,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!verified?.verified) throw passkeyRefused();
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential;
  await addPasskey(context, {
    credentialId: id,
    publicKey: Buffer.from(publicKey).toString('base64'),
    counter,
    transports: transports ?? [],
    label,
  });
}

const addPasskey = command({
  name: 'identity.addPasskey',
  permission: 'self.write',
  input: z.strictObject({
    credentialId: z.string().max(1_400),
    publicKey: z.base64(),
    counter: z.int().min(0),
    transports: z.array(z.string().max(30)).max(10),
    label: textField(60),
  }),
  async run({ tx, context, now }, { publicKey, counter, ...input }) {
    const { personId } = context.actor;
    const passkey = { ...input, personId, publicKey: Buffer.from(publicKey, 'base64'), counter: BigInt(counter) };
    if (!(await insertPasskey(tx, passkey, now))) {
      throw new DomainError('conflict', 'passkey_known', 'Kunci sandi perangkat ini sudah terdaftar');
    }
    return { label: input.label };
  },
});

/** The own passkeys. */
export const ownPasskeys = query({
  name: 'identity.ownPasskeys',
  permission: 'self.read',
  input: z.strictObject({}),
  async run({ tx, context }) {
    const rows = await passkeysOf(tx, context.actor.personId);
    return { items: rows.map(({ id, label, createdAt }) => ({ id, label, createdAt })) };
  },
});

/** Takes one of the own passkeys out of use. Error: `passkey_unknown`. */
export const removePasskey = command({
  name: 'identity.removePasskey',
  permission: 'self.write',
  input: z.strictObject({ passkeyId: idField }),
  async run({ tx, context, now }, { passkeyId }) {
    if (await removePasskeyRow(tx, context.actor.personId, passkeyId, now)) return { passkeyId };
    throw new DomainError('not_found', 'passkey_unknown', 'Kunci sandi ini tidak ada di daftar Anda');
  },
});

/** What the browser needs to sign in by a passkey; whose it is, the answer tells. */
export async function beginPasskeySignIn({ database, clock }: Surroundings, site: Site) {
  const options = await generateAuthenticationOptions({ rpID: site.hostname, userVerification: 'required' });
  await database.platform((tx) => insertChallenge(tx, options.challenge, null, clock.now()));
  return options;
}

/** Signs in by a passkey: something held and a finger, face or device PIN. Errors: `sign_in_refused`, `too_many_attempts`. */
export async function signInByPasskey(
  surroundings: Surroundings,
  args: { site: Site; answer: unknown; visitor: Visitor },
): Promise<SignedIn> {
  const { database, clock } = surroundings;
  const { site, visitor } = args;
  const answer = parseInput(SignInAnswer, args.answer);
  const now = clock.now();
  const guess = { account: `passkey ${answer.id.slice(0, 200)}`, address: visitor.address, knownDeviceId: null };
  const passkey = await guarded<PasskeyRow | undefined>({ database, now }, guess, async () => {
    const found = await database.platform((tx) => passkeyByCredential(tx, answer.id));
    const fits = found !== undefined && (await verifySignIn(surroundings, site, answer, found));
    return fits ? { verdict: 'passed', value: found } : { verdict: 'failed', value: undefined };
  });
  const places = passkey ? await placesOf(surroundings, passkey.personId) : [];
  if (!passkey || places.length === 0) {
    const refused = { at: now, cooperativeId: null, deviceId: null, method: 'passkey', outcome: 'refused' } as const;
    const personId = passkey?.personId ?? null;
    await database.platform((tx) => logAttempt(tx, { ...refused, personId, sourceHash: sourceHash(visitor.address) }));
    throw signInRefused();
  }
  const { personId, fullName: name } = passkey;
  const known = await knownDevice(surroundings, personId, visitor);
  return openFor(surroundings, { personId, name, places, method: 'passkey', known, visitor });
}

async function verifySignIn(
  { database, clock }: Surroundings,
  site: Site,
  answer: AuthenticationResponseJSON,
  passkey: PasskeyRow,
): Promise<boolean> {
  const verified = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: (challenge) => database.platform((tx) => takeChallenge(tx, challenge, null, clock.now())),
    expectedOrigin: site.origin,
    expectedRPID: site.hostname,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
    },
  }).catch(() => undefined);
  if (!verified?.verified) return false;
  await database.platform((tx) => usePasskey(tx, passkey.id, verified.authenticationInfo.newCounter, clock.now()));
  return true;
}

function passkeyRefused(): DomainError {
  return new DomainError('refused', 'passkey_refused', 'Kunci sandi belum tersimpan. Coba sekali lagi');
}

// The library checks the inside; this keeps it from being handed something without one.
function hasResponse(value: unknown): boolean {
  return z.looseObject({ id: z.string().max(1_400), response: z.looseObject({}) }).safeParse(value).success;
}
