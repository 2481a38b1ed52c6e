import type pg from 'pg';

/** What the server promises of data it acknowledged. */
export type Durability = {
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly fullPageWrites: string;
  readonly dataChecksums: string;
  readonly dataSyncRetry: string;
};

export type Environment = 'production' | 'demo' | 'test';

type Queryable = { query<Row extends pg.QueryResultRow>(text: string): Promise<{ rows: Row[] }> };

/** Reads the server's settings that decide whether an acknowledged commit survives a power cut. */
export async function readDurability(client: Queryable): Promise<Durability> {
  const { rows } = await client.query<Durability>(`
    select current_setting('fsync') as "fsync",
           current_setting('synchronous_commit') as "synchronousCommit",
           current_setting('full_page_writes') as "fullPageWrites",
           current_setting('data_checksums') as "dataChecksums",
           current_setting('data_sync_retry') as "dataSyncRetry"`);
  const found = rows[0];
  if (!found) throw new Error('the server did not tell its settings');
  return found;
}

/** The promises that are broken by these settings, one line each in English; empty when all hold. */
export function durabilityFaults(found: Durability): string[] {
  const faults: string[] = [];
  if (found.fsync !== 'on') faults.push('fsync is off: a power cut can destroy the books');
  if (!['on', 'remote_write', 'remote_apply'].includes(found.synchronousCommit)) {
    faults.push(`synchronous_commit is ${found.synchronousCommit}: a power cut can lose acknowledged payments`);
  }
  if (found.fullPageWrites !== 'on') faults.push('full_page_writes is off: a power cut can tear pages');
  if (found.dataSyncRetry !== 'off')
    faults.push('data_sync_retry is on: a failed write to the disk can be taken for a good one');
  if (found.dataChecksums !== 'on') faults.push('data_checksums is off: a failing disk is not noticed');
  return faults;
}

/**
 * Checks the server before it is trusted with money: in production any fault is refused (one line), elsewhere the faults
 * are returned as warnings.
 */
export async function assertDurable(client: Queryable, environment: Environment): Promise<string[]> {
  const faults = durabilityFaults(await readDurability(client));
  if (faults.length > 0 && environment === 'production')
    throw new Error(`this database server is refused: ${faults.join('; ')}`);
  return faults;
}
