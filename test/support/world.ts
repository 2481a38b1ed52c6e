import { after } from 'node:test';
import { z } from 'zod';
import { installCooperative } from '#cooperatives';
import { type Clock, fixedClock } from '#kernel/clock';
import { command } from '#kernel/command';
import { type Context, systemContext, type Tenant } from '#kernel/context';
import { type Database, openDatabase } from '#kernel/database';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { PERMISSIONS, type Permission } from '#kernel/permissions';
import { type QueryScope, query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { installLedger } from '#ledger';
import { testDatabase } from './database.ts';
import type { TestDatabase } from './server.ts';

/** The day on which every test takes place, unless it says otherwise. */
export const TEST_DAY = '2026-11-20' as BusinessDate;

/** A database of this test file's own, and cooperatives to act in. */
export type World = {
  readonly urls: TestDatabase;
  readonly database: Database;
  readonly clock: Clock;
  /** A new cooperative with chart, counter and open months; the context acts as the program itself. */
  cooperative(options?: { template?: 'ksp' | 'konsumen'; openFrom?: string }): Promise<Context>;
};

const opened: Database[] = [];
after(() => Promise.all(opened.map((database) => database.close())));

/** Starts a world: a migrated database and a clock that stands at `TEST_DAY`. Call it at the top of the file (`const world = await testWorld()`). Closed when the file's tests have ended. */
export async function testWorld(options: { today?: string; connections?: number } = {}): Promise<World> {
  const urls = await testDatabase();
  const database = openDatabase(urls.appUrl, options.connections ?? 8);
  opened.push(database);
  const clock = fixedClock(options.today ?? TEST_DAY);
  return {
    urls,
    database,
    clock,
    cooperative: (wanted = {}) => newCooperative({ database, clock }, wanted),
  };
}

let made = 0;

async function newCooperative(
  parts: { database: Database; clock: Clock },
  { template = 'ksp', openFrom = '2026-01-01' }: { template?: 'ksp' | 'konsumen'; openFrom?: string },
): Promise<Context> {
  made += 1;
  const cooperative: Tenant = {
    id: newId(),
    slug: `koperasi-${made}`,
    shortCode: `U${made}`,
    name: `Koperasi Uji ${made}`,
    zone: 'WIB',
  };
  const context = systemContext({ ...parts, cooperative }, 'Penguji');
  await step(context, async (scope) => {
    await installCooperative(scope, {
      name: cooperative.name,
      slug: cooperative.slug,
      shortCode: `U${made}`,
      kind: template === 'ksp' ? 'savings_loan' : 'consumer',
      level: 'primary',
      zone: 'WIB',
      legalEntityNumber: null,
      coopRegistryNumber: null,
      businessId: null,
      taxNumber: null,
      street: 'Jalan Uji 1',
      regionCode: '33.19',
      postalCode: null,
      phone: null,
      email: null,
      bookYearStartMonth: 1,
      booksOpenFrom: openFrom as BusinessDate,
      chartTemplate: template,
    });
    await installLedger(scope, { template, openFrom: openFrom as BusinessDate });
  });
  return context;
}

/** The same cooperative seen by a staff member with only these permissions (all, when none are named). */
export function asStaff(
  context: Context,
  permissions: readonly Permission[] = PERMISSIONS,
  name = 'Teller Uji',
): Context {
  return {
    ...context,
    actor: {
      kind: 'staff',
      personId: newId(),
      name,
      memberId: null,
      sessionId: newId(),
      deviceId: null,
      permissions: new Set(permissions),
    },
  };
}

/** The same cooperative seen by one of its members. */
export function asMember(context: Context, memberId: string, name = 'Anggota Uji'): Context {
  const staff = asStaff(context, ['self.read', 'self.write'], name);
  return { ...staff, actor: { ...staff.actor, kind: 'member', memberId } };
}

/** Runs a module's step as a command of its own: how tests reach steps. */
export async function step<Result>(context: Context, work: (scope: Scope) => Promise<Result>): Promise<Result> {
  let kept: Result | undefined;
  const run = command({
    name: 'test.step',
    permission: 'cooperative.create',
    input: z.strictObject({}),
    run: async (scope) => {
      kept = await work(scope);
      return {};
    },
  });
  const permissions = new Set([...context.actor.permissions, 'cooperative.create' as const]);
  await run({ ...context, actor: { ...context.actor, permissions } }, {});
  return kept as Result;
}

/** Runs a read inside the cooperative: how tests reach read models that are no query of their own. */
export function read<Result>(context: Context, work: (scope: QueryScope) => Promise<Result>): Promise<Result> {
  const run = query({ name: 'test.read', permission: 'cooperative.read', input: z.strictObject({}), run: work });
  const permissions = new Set([...context.actor.permissions, 'cooperative.read' as const]);
  return run({ ...context, actor: { ...context.actor, permissions } }, {});
}
