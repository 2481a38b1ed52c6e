import { cooperativeById, findCooperative } from '#cooperatives';
import type { Clock } from '#kernel/clock';
import type { Tenant } from '#kernel/context';
import type { Database } from '#kernel/database';

/** How a cooperative is found before anyone is signed in. */
export type Tenants = {
  bySlug(slug: string): Promise<Tenant | undefined>;
  byId(id: string): Promise<Tenant | undefined>;
};

/** What signing in needs of the program around it. */
export type Surroundings = { readonly database: Database; readonly clock: Clock; readonly tenants: Tenants };

/** The surroundings of a program with one database. */
export function surroundingsOf(database: Database, clock: Clock): Surroundings {
  return {
    database,
    clock,
    tenants: {
      bySlug: (slug) => findCooperative(database, slug),
      byId: (id) => cooperativeById(database, id),
    },
  };
}

/** Who knocks: the network address, the device tokens their browser holds, and a name for the device. */
export type Visitor = {
  readonly address: string;
  readonly deviceTokens: readonly string[];
  readonly deviceLabel: string;
  /** False for programs: they get no device token and are counted by address. */
  readonly remember: boolean;
};

/** How many device tokens one browser may hold: several members share a phone. */
export const DEVICE_TOKENS_MAX = 6;

/** A readable name for a browser out of its User-Agent: what and on what, nothing finer. */
export function deviceLabel(userAgent: string): string {
  const system = find(userAgent, [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['CrOS', 'ChromeOS'],
    ['Mac OS X', 'Mac'],
    ['Linux', 'Linux'],
  ]);
  const browser = find(userAgent, [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['SamsungBrowser', 'Samsung Internet'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ]);
  return [browser ?? 'Peramban', system].filter(Boolean).join(' · ');
}

function find(userAgent: string, marks: readonly (readonly [string, string])[]): string | undefined {
  return marks.find(([mark]) => userAgent.includes(mark))?.[1];
}
