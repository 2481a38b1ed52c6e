import type { Tenant } from '#kernel/context';
import type { Tx } from '#kernel/database';
import { parseInput } from '#kernel/input';
import { guarded, type Judged, sourceHash } from './attempts.ts';
import { hasherOfThisProcess } from './hashing.ts';
import { demoPasswordRefused, signInRefused, totpRequired } from './refusals.ts';
import { normaliseSignInName } from './rules/names.ts';
import { isStaffRole } from './rules/roles.ts';
import type { SessionKind } from './rules/sessions.ts';
import { SignInInput } from './schema.ts';
import { type AccessRow, accessByUsername, accessOf } from './store/access.ts';
import { logAttempt } from './store/attempts.ts';
import { type DeviceRow, devicesByTokens, insertDevice, useDevice } from './store/devices.ts';
import { belongingsOf, passwordHashOf, personByEmail } from './store/people.ts';
import { insertSession, type OpenedSession, type SignInMethod } from './store/sessions.ts';
import { checkTotp } from './store/totp.ts';
import type { Surroundings, Visitor } from './surroundings.ts';

/** Someone who has signed in. Without `cooperative` they still have to choose one of `choices`. */
export type SignedIn = {
  readonly token: string;
  readonly expiresAt: string;
  readonly kind: SessionKind;
  readonly person: { readonly id: string; readonly name: string };
  readonly cooperative: Tenant | null;
  readonly roles: readonly string[];
  readonly choices: readonly Tenant[];
  /** A token for this browser, to be known by next time; null when it is known or does not want one. */
  readonly deviceToken: string | null;
};

/** A place where a person may work. */
export type Place = { readonly tenant: Tenant; readonly access: AccessRow };

type Candidate = { readonly personId: string; readonly name: string; readonly places: readonly Place[] };

/** The password that demo people have, printed in the README: refused in production. */
const DEMO_PASSWORD = 'sokoguru-demo';

/**
 * Signs in by username or e-mail and password, with the authenticator's code where the person has one.
 * An unknown name takes the same work and gets the same answer as a wrong password.
 * Errors: `sign_in_refused`, `totp_required`, `too_many_attempts`, `demo_password`, `busy`, `input_invalid`.
 */
export async function signInStaff(surroundings: Surroundings, rawInput: unknown, visitor: Visitor): Promise<SignedIn> {
  const input = parseInput(SignInInput, rawInput);
  const { database, clock } = surroundings;
  const now = clock.now();
  const name = normaliseSignInName(input.username);
  const candidate = await findCandidate(surroundings, name, input.cooperative);
  const known = candidate ? await knownDevice(surroundings, candidate.personId, visitor) : undefined;
  const guess = {
    account: JSON.stringify([name.includes('@') ? '' : (input.cooperative ?? ''), name]),
    address: visitor.address,
    knownDeviceId: known?.id ?? null,
  };
  const method = await guarded({ database, now }, guess, () => judge(surroundings, candidate, input));
  const log = { at: now, method: 'password', sourceHash: sourceHash(visitor.address) } as const;
  if (method === undefined || !candidate) {
    const cooperativeId = candidate?.places[0]?.tenant.id ?? null;
    await database.platform((tx) =>
      logAttempt(tx, {
        ...log,
        cooperativeId,
        personId: candidate?.personId ?? null,
        deviceId: null,
        outcome: 'refused',
      }),
    );
    throw signInRefused();
  }
  if (method === 'totp_required') throw totpRequired();
  if (process.env['SOKOGURU_ENV'] === 'production' && input.password === DEMO_PASSWORD) throw demoPasswordRefused();
  return openFor(surroundings, { ...candidate, method, known, visitor });
}

/** Opens the session of a person whose secret was right; with one place it opens there. */
export async function openFor(
  { database, clock }: Surroundings,
  args: {
    personId: string;
    name: string;
    places: readonly Place[];
    method: SignInMethod;
    known: DeviceRow | undefined;
    visitor: Visitor;
  },
): Promise<SignedIn> {
  const { personId, name, places, method, visitor } = args;
  const now = clock.now();
  const only = places.length === 1 ? places[0] : undefined;
  const kind = sessionKind(only ? only.access.roles : places.flatMap((place) => place.access.roles));
  return database.platform(async (tx) => {
    const first = places[0];
    const device = first ? await deviceFor(tx, { ...args, cooperativeId: first.tenant.id, now }) : undefined;
    const deviceId = device?.id ?? null;
    const cooperativeId = only?.tenant.id ?? null;
    const session = await insertSession(tx, { personId, cooperativeId, kind, deviceId, method }, now);
    await logAttempt(tx, {
      at: now,
      cooperativeId,
      personId,
      deviceId,
      method: method === 'passkey' ? 'passkey' : 'password',
      outcome: 'signed_in',
      sourceHash: sourceHash(visitor.address),
    });
    return {
      ...opened(session),
      kind,
      person: { id: personId, name },
      cooperative: only?.tenant ?? null,
      roles: only?.access.roles ?? [],
      choices: only ? [] : places.map((place) => place.tenant),
      deviceToken: device?.token ?? null,
    };
  });
}

/** The office when there is any office role, else the member's page. */
export function sessionKind(roles: readonly string[]): SessionKind {
  return roles.some(isStaffRole) ? 'staff' : 'member';
}

/** Where a person may work now. Each cooperative is asked inside its own tenant. */
export async function placesOf(
  { database, tenants }: Surroundings,
  personId: string,
  among?: readonly string[],
): Promise<Place[]> {
  const ids = among ?? (await database.platform((tx) => belongingsOf(tx, personId)));
  const places = await Promise.all(
    ids.map(async (id) => {
      const tenant = await tenants.byId(id);
      const access = tenant && (await database.tenant(id, (tx) => accessOf(tx, id, personId), { readOnly: true }));
      return tenant && access?.status === 'active' ? [{ tenant, access }] : [];
    }),
  );
  return places.flat();
}

/** The device of this browser that this person signed in on before. */
export async function knownDevice(
  { database }: Surroundings,
  personId: string,
  visitor: Visitor,
): Promise<DeviceRow | undefined> {
  if (visitor.deviceTokens.length === 0) return undefined;
  const devices = await database.platform((tx) => devicesByTokens(tx, visitor.deviceTokens));
  return devices.find((device) => device.personId === personId);
}

async function findCandidate(
  surroundings: Surroundings,
  name: string,
  slug: string | undefined,
): Promise<Candidate | undefined> {
  const { database, tenants } = surroundings;
  const tenant = slug === undefined ? undefined : await tenants.bySlug(slug);
  if (slug !== undefined && !tenant) return undefined;
  if (name.includes('@')) {
    const person = await database.platform((tx) => personByEmail(tx, name));
    if (!person) return undefined;
    const places = await placesOf(surroundings, person.id, tenant ? [tenant.id] : undefined);
    return places.length > 0 ? { personId: person.id, name: person.fullName, places } : undefined;
  }
  if (!tenant) return undefined;
  const access = await database.tenant(tenant.id, (tx) => accessByUsername(tx, tenant.id, name), { readOnly: true });
  if (access?.status !== 'active') return undefined;
  return { personId: access.personId, name: access.fullName, places: [{ tenant, access }] };
}

type Verdict = 'password' | 'password_totp' | 'totp_required' | undefined;

async function judge(
  { database, clock }: Surroundings,
  candidate: Candidate | undefined,
  input: { password: string; totp?: string | undefined },
): Promise<Judged<Verdict>> {
  const stored = candidate ? await database.platform((tx) => passwordHashOf(tx, candidate.personId)) : undefined;
  const fits = await hasherOfThisProcess().verify(stored, input.password);
  if (!fits || !candidate) return { verdict: 'failed', value: undefined };
  const second = await database.platform((tx) => checkTotp(tx, candidate.personId, input.totp ?? '', clock.now()));
  if (second === 'none') return { verdict: 'passed', value: 'password' };
  if (second === 'right') return { verdict: 'passed', value: 'password_totp' };
  return input.totp ? { verdict: 'failed', value: undefined } : { verdict: 'half', value: 'totp_required' };
}

async function deviceFor(
  tx: Tx,
  args: { personId: string; cooperativeId: string; known: DeviceRow | undefined; visitor: Visitor; now: Date },
): Promise<{ id: string; token: string | null } | undefined> {
  if (args.known) {
    await useDevice(tx, args.known.id, args.now);
    return { id: args.known.id, token: null };
  }
  if (!args.visitor.remember) return undefined;
  const { personId, cooperativeId } = args;
  return insertDevice(tx, { personId, cooperativeId, label: args.visitor.deviceLabel, pinHash: null }, args.now);
}

function opened(session: OpenedSession): { token: string; expiresAt: string } {
  return { token: session.token, expiresAt: session.expiresAt.toISOString() };
}
