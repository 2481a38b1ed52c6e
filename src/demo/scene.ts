import { findCooperative } from '#cooperatives';
import { activate, addPersonWithPassword, issueResetCode, newCode, peopleList, surroundingsOf } from '#identity';
import { type Clock, fixedClock } from '#kernel/clock';
import { type Context, systemContext, type Tenant } from '#kernel/context';
import type { Database } from '#kernel/database';
import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { PERMISSIONS } from '#kernel/permissions';
import { createCooperative } from '#setup';

/** The password of everybody in the demo; refused by sign-in in production. */
export const DEMO_PASSWORD = 'sokoguru-demo';

/** A cooperative of the demo, and how to act in it on any day of its history. */
export type Scene = {
  readonly cooperative: Tenant;
  readonly today: BusinessDate;
  /** The context of a staff member on a day; what commands write is dated that day. */
  on(day: BusinessDate, who?: DemoPerson): Context;
  /** The program itself on a day. */
  systemOn(day: BusinessDate): Context;
};

export type DemoPerson = { readonly id: string; readonly name: string };

export type SceneInput = {
  readonly database: Database;
  readonly clock: Clock;
  readonly id: string;
  readonly openFrom: BusinessDate;
  readonly profile: {
    readonly name: string;
    readonly slug: string;
    readonly shortCode: string;
    readonly kind: string;
    readonly chartTemplate: 'ksp' | 'konsumen';
  };
  readonly chair: { readonly username: string; readonly fullName: string };
};

/** Makes the cooperative as the wizard does, on the first day of its books; a second call finds it made. */
export async function openScene({ database, clock, id, openFrom, profile, chair }: SceneInput): Promise<Scene> {
  const firstDay = fixedClock(openFrom);
  const cooperative =
    (await findCooperative(database, profile.slug)) ??
    (await create({ database, clock: firstDay, id, openFrom, profile, chair }));
  const systemOn = (day: BusinessDate) => systemContext({ database, cooperative, clock: fixedClock(day) }, 'Demo');
  await giveChairPassword(systemOn(openFrom), chair.username);
  return {
    cooperative,
    today: clock.today(cooperative.zone),
    systemOn,
    on(day, who) {
      const context = systemOn(day);
      if (!who) return context;
      const actor = {
        ...context.actor,
        kind: 'staff' as const,
        personId: who.id,
        name: who.name,
        permissions: new Set(PERMISSIONS),
      };
      return { ...context, actor };
    },
  };
}

async function create({ database, clock, id, openFrom, profile, chair }: SceneInput): Promise<Tenant> {
  const { cooperative } = await createCooperative(
    { database, clock },
    {
      ...profile,
      level: 'primary',
      zone: 'WIB',
      legalEntityNumber: 'AHU-0001234.AH.01.26',
      coopRegistryNumber: '3319010010001',
      businessId: '9120001234567',
      street: 'Jalan Sunan Kudus 17',
      regionCode: '33.19.02',
      postalCode: '59312',
      bookYearStartMonth: 1,
      booksOpenFrom: openFrom,
      savings: {
        principal: '100000.00',
        mandatory: '50000.00',
        offered: ['SS', 'SH', 'SB'],
        voluntaryRatePpm: 36_000,
        voluntaryMinBalance: '10000.00',
        withdrawalApprovalAbove: '25000000.00',
      },
      people: [{ ...chair, roles: ['ketua'], codeHash: newCode().hash }],
    },
    { id },
  );
  return cooperative;
}

// The chair opens the account with a code, as every chair does; an interrupted demo hands out a new one.
async function giveChairPassword(context: Context, username: string): Promise<void> {
  const chair = (await peopleList(context, {})).items.find((person) => person.username === username);
  if (chair?.status !== 'invited') return;
  const { code } = await issueResetCode(context, { personId: chair.personId });
  const visitor = { address: '127.0.0.1', deviceTokens: [], deviceLabel: 'Demo', remember: false };
  await activate(surroundingsOf(context.database, context.clock), { code, password: DEMO_PASSWORD }, visitor);
}

/** Adds somebody who signs in with the demo's password, unless they are there already. */
export async function addDemoPerson(
  context: Context,
  person: { fullName: string; username: string; roles: string[]; memberId?: string },
): Promise<DemoPerson> {
  const known = (await peopleList(context, {})).items.find(({ username }) => username === person.username);
  const { personId } = known ?? (await addPersonWithPassword(context, person, DEMO_PASSWORD));
  return { id: personId, name: person.fullName };
}

/** Who was made with the cooperative. */
export async function chairOf(scene: Scene, username: string): Promise<DemoPerson> {
  const chair = (await peopleList(scene.systemOn(scene.today), {})).items.find((one) => one.username === username);
  assert(chair, 'a cooperative is made with its chair');
  return { id: chair.personId, name: chair.fullName };
}
