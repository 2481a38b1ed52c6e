import { createApi } from '#api';
import { addPersonWithPassword, installRoles, openAuthenticator, surroundingsOf } from '#identity';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { installLoans } from '#loans';
import { decideAdmission, registerMember } from '#members';
import { installSavings, openMemberAccounts } from '#savings';
import { step, type World } from './world.ts';

/** The password of every person a test adds. */
export const TEST_PASSWORD = 'padi-menguning-di-sawah';

/** A cooperative with savings products and roles, beside the ledger that `world.cooperative()` gives. */
export async function savingsCooperative(world: World): Promise<Context> {
  const context = await world.cooperative();
  await step(context, async (scope) => {
    await installSavings(scope);
    await installRoles(scope);
  });
  return context;
}

/** The same with the usual loan products and the law's ceilings, for tests of lending through the office. */
export async function lendingCooperative(world: World): Promise<Context> {
  const context = await savingsCooperative(world);
  await step(context, (scope) => installLoans(scope));
  return context;
}

let people = 0;

/** Adds someone who can sign in; answers the username. */
export async function addStaff(context: Context, roles: string[]): Promise<string> {
  people += 1;
  const username = `orang${people}`;
  await addPersonWithPassword(context, { fullName: `Orang ${people}`, username, roles }, TEST_PASSWORD);
  return username;
}

/** A valid NIK of Kudus for someone born on 1990-05-17. */
export function someNik(sequence: number): string {
  return `3319011705${String(90).padStart(2, '0')}${String(sequence).padStart(4, '0')}`;
}

let members = 0;

/** Registers and admits a member and opens their pokok, wajib and sukarela accounts. */
export async function admittedMember(context: Context, fullName = 'Siti Aminah'): Promise<string> {
  members += 1;
  const { result } = await registerMember(context, {
    fullName,
    nik: someNik(members),
    birthPlace: 'Kudus',
    birthDate: '1990-05-17',
    sex: 'male',
    address: { street: 'Jalan Mawar 1' },
  });
  const memberId = String(result.id);
  await decideAdmission(context, { memberId, decision: 'accepted', identityChecked: true });
  await step(context, (scope) => openMemberAccounts(scope, memberId));
  return memberId;
}

/** The API of a world, with no port: `api.request(path, init)`. */
export function apiOf(world: World) {
  const surroundings = surroundingsOf(world.database, world.clock);
  const bugs: unknown[] = [];
  const api = createApi({
    surroundings,
    authenticate: openAuthenticator(surroundings),
    logBug: (error) => bugs.push(error),
  });
  async function call(method: string, path: string, options: { token?: string; body?: unknown; key?: string } = {}) {
    const response = await api.request(`/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
        ...(options.key ? { 'idempotency-key': options.key } : {}),
      },
      ...(options.body === undefined
        ? {}
        : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text, body: type.includes('json') ? JSON.parse(text) : undefined };
  }
  async function signIn(context: Context, roles: string[]): Promise<string> {
    const username = await addStaff(context, roles);
    const answer = await call('POST', '/sessions', {
      body: { cooperative: context.cooperative.slug, username, password: TEST_PASSWORD },
    });
    return String(answer.body.token);
  }
  return { call, signIn, bugs, key: () => newId() };
}
