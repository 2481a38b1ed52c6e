import sql, { type Sql } from 'sql-template-tag';
import type { Tenant } from '#kernel/context';
import type { Database } from '#kernel/database';

const columns = sql`d.id, d.slug, d.short_code as "shortCode", d.name, d.zone`;

async function find(database: Database, where: Sql): Promise<Tenant | undefined> {
  return database.platform((tx) =>
    tx.maybe<Tenant>(sql`select ${columns} from cooperatives.directory d where d.status = 'active' and ${where}`),
  );
}

/** The active cooperative of a slug, before any tenant is chosen. */
export function findCooperative(database: Database, slug: string): Promise<Tenant | undefined> {
  return find(database, sql`d.slug = ${slug}`);
}

/** The active cooperative of an id. */
export function cooperativeById(database: Database, id: string): Promise<Tenant | undefined> {
  return find(database, sql`d.id = ${id}`);
}

/** The active cooperative whose receipts begin with this short code. */
export function cooperativeByShortCode(database: Database, shortCode: string): Promise<Tenant | undefined> {
  return find(database, sql`d.short_code = ${shortCode}`);
}

/** Every active cooperative, by name: the sign-in page's list and the tools that visit each. */
export function allCooperatives(database: Database): Promise<Tenant[]> {
  return database.platform((tx) =>
    tx.rows<Tenant>(
      sql`select ${columns} from cooperatives.directory d where d.status = 'active' order by d.name, d.slug limit 10000`,
    ),
  );
}
