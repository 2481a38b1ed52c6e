import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { step, testWorld, type World } from '../../../test/support/world.ts';
import { type AdvancingClock, advancingClock } from './clock.fixture.ts';
import {
  addPersonWithPassword,
  installRoles,
  openAuthenticator,
  type SignedIn,
  signInStaff,
  surroundingsOf,
} from './index.ts';
import type { Surroundings, Visitor } from './surroundings.ts';

process.env['SOKOGURU_ENV'] = 'test';
process.env['SOKOGURU_TEST_HASH'] = 'weak';

export const PASSWORD = 'perahu kuning di sawah';

/** A world whose clock can be moved on, with everything signing in needs. */
export type IdentityWorld = {
  readonly world: World;
  readonly clock: AdvancingClock;
  readonly surroundings: Surroundings;
  /** A cooperative with its roles. */
  office(): Promise<Context>;
  /** A colleague with the usual password. */
  person(
    office: Context,
    username: string,
    roles: string[],
    more?: { email?: string; memberId?: string },
  ): Promise<string>;
  signIn(office: Context, username: string, visitor?: Partial<Visitor>): Promise<SignedIn>;
  /** The context of a person who has just signed in. */
  as(office: Context, username: string): Promise<Context>;
  authenticate(token: string): Promise<Context | null>;
};

export async function identityWorld(): Promise<IdentityWorld> {
  const world = await testWorld();
  const clock = advancingClock();
  const surroundings = surroundingsOf(world.database, clock);
  const authenticate = openAuthenticator(surroundings);
  const signIn: IdentityWorld['signIn'] = (office, username, visitor = {}) =>
    signInStaff(
      surroundings,
      { cooperative: office.cooperative.slug, username, password: PASSWORD },
      visitorAt(visitor),
    );
  return {
    world,
    clock,
    surroundings,
    authenticate,
    signIn,
    async office() {
      const context = { ...(await world.cooperative()), clock };
      await step(context, installRoles);
      return context;
    },
    async person(office, username, roles, more = {}) {
      const input = { fullName: `Nama ${username}`, username, roles, ...more };
      return (await addPersonWithPassword(office, input, PASSWORD)).personId;
    },
    async as(office, username) {
      const context = await authenticate((await signIn(office, username)).token);
      if (!context) throw new Error(`${username} could not sign in`);
      return context;
    },
  };
}

/** A visitor; a program from 10.0.0.1 unless said otherwise. */
export function visitorAt(parts: Partial<Visitor> = {}): Visitor {
  return { address: '10.0.0.1', deviceTokens: [], deviceLabel: 'Chrome · Windows', remember: false, ...parts };
}

/** The reason a promise is refused with, or `accepted`. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'accepted';
  } catch (error) {
    if (error instanceof DomainError) return error.reason;
    throw error;
  }
}
