import sql from 'sql-template-tag';
import { allCooperatives } from '#cooperatives';
import type { Clock } from '#kernel/clock';
import type { Database } from '#kernel/database';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { blindIndex, keysOfThisProcess } from '#kernel/personal-data';

/** One address registers at most this many cooperatives within an hour. */
export const REGISTRATIONS_PER_HOUR = 10;
const HOUR_MS = 3_600_000;

type Parts = { readonly database: Database; readonly clock: Clock };

/**
 * Whether a visitor may make a cooperative here: always in a demo or test; in production only where the operator opened
 * it (SOKOGURU_OPEN_REGISTRATION=1) or while there is no cooperative yet.
 */
export async function registrationIsOpen(database: Database, env: NodeJS.ProcessEnv): Promise<boolean> {
  const kind = env['SOKOGURU_ENV'];
  if (kind === 'demo' || kind === 'test' || env['SOKOGURU_OPEN_REGISTRATION'] === '1') return true;
  return (await allCooperatives(database)).length === 0;
}

/**
 * Counts one registration of a network address. Errors: `registration_closed`, `too_many_registrations`. A try that
 * fails afterwards counts too: the limit is against floods, not against typing errors, of which the wizard tells before.
 */
export async function admitRegistration(parts: Parts, address: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (!(await registrationIsOpen(parts.database, env))) {
    throw new DomainError(
      'forbidden',
      'registration_closed',
      'Pendaftaran koperasi baru di sini belum dibuka. Hubungi pengelola Sokoguru',
    );
  }
  const now = parts.clock.now();
  const source = sourceOf(address);
  const since = new Date(now.getTime() - HOUR_MS);
  await parts.database.platform(async (tx) => {
    const { made } = await tx.one<{ made: bigint }>(sql`
      select count(*) as made from setup.registration r where r.source_hash = ${source} and r.registered_at > ${since}`);
    if (made >= BigInt(REGISTRATIONS_PER_HOUR)) {
      throw new DomainError(
        'refused',
        'too_many_registrations',
        'Terlalu banyak pendaftaran dari tempat ini. Coba lagi satu jam lagi',
      );
    }
    await tx.run(sql`
      insert into setup.registration (id, source_hash, registered_at) values (${newId()}, ${source}, ${now})`);
  });
}

function sourceOf(address: string): string {
  return blindIndex(keysOfThisProcess(), { cooperativeId: 'platform', column: 'setup.source' }, address);
}
