import { allCooperatives, findCooperative } from '#cooperatives';
import { type Clock, clockFromEnvironment } from '#kernel/clock';
import { systemContext, type Tenant } from '#kernel/context';
import { type Database, openDatabase } from '#kernel/database';
import type { BusinessDate } from '#kernel/dates';
import { parseDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { closeDays, type PhaseCount } from '#loans';
import { readSettings } from '../environment.ts';
import { openInstance } from '../instance.ts';
import type { Verb, VerbInput, VerbOutcome } from '../verb.ts';

/** Closes the days that are over, of one cooperative or of all; the answer is "no" where something stops a day. */
export const verb: Verb = {
  help: `
sokoguru close-day [--cooperative NAMA] [--date TTTT-BB-HH] [--json]
  Menutup hari: bayar otomatis angsuran, tunggakan dan denda, kolektibilitas, jasa yang menjadi hak, simpanan berjangka yang
  jatuh tempo, pengingat, cadangan di akhir bulan, dan angka harian. Hari yang terlewat ditutup satu per satu, berurutan.
  Tanpa --date: sampai kemarin. --date hari ini: menutup hari ini juga. Dijalankan dua kali tidak mengubah apa-apa.
  Closes every day that is over (through --date), in order; safe to repeat and to kill. Exit 1 when a day is stopped.`,
  options: { cooperative: { type: 'string' }, date: { type: 'string' } },
  run: async ({ options, progress }) => {
    const instance = await openInstance(readSettings(process.env), { share: true, progress });
    const database = openDatabase(instance.appUrl, 2);
    try {
      return await closeAll({ database, clock: clockFromEnvironment(process.env) }, { options, progress });
    } finally {
      await database.close();
      await instance.close();
    }
  },
};

/** What closing did in one cooperative. */
type Closed = {
  readonly slug: string;
  readonly days: readonly { on: BusinessDate; phases: Readonly<Partial<Record<string, PhaseCount>>> }[];
  /** Why a day is stopped, or null. */
  readonly stopped: { readonly reason: string; readonly text: string } | null;
};

/** The verb on an open database. Throws one line when the cooperative or the date is not known. */
export async function closeAll(
  parts: { database: Database; clock: Clock },
  { options, progress }: Pick<VerbInput, 'options' | 'progress'>,
): Promise<VerbOutcome> {
  const through = typeof options['date'] === 'string' ? dateOf(options['date']) : undefined;
  const cooperatives: Closed[] = [];
  for (const cooperative of await chosen(parts.database, options['cooperative'])) {
    cooperatives.push(await closeFor({ ...parts, cooperative }, through, progress));
  }
  const ok = cooperatives.every(({ stopped }) => stopped === null);
  return { ok, json: { ok, cooperatives }, lines: cooperatives.map(lineOf) };
}

async function chosen(database: Database, slug: VerbInput['options'][string]): Promise<Tenant[]> {
  if (typeof slug !== 'string') return allCooperatives(database);
  const found = await findCooperative(database, slug);
  if (!found) throw new Error(`tidak ada koperasi ${slug} / no such cooperative`);
  return [found];
}

async function closeFor(
  parts: { database: Database; clock: Clock; cooperative: Tenant },
  through: BusinessDate | undefined,
  progress: VerbInput['progress'],
): Promise<Closed> {
  const days: { on: BusinessDate; phases: Closed['days'][number]['phases'] }[] = [];
  const { slug } = parts.cooperative;
  try {
    await closeDays(systemContext(parts), {
      ...(through !== undefined && { through }),
      progress: ({ on, phase, done, total }) => progress(`${slug} ${on}: ${phase} ${done}/${Math.max(done, total)}`),
      closed: ({ on, counts }) => void days.push({ on, phases: counts }),
    });
    return { slug, days, stopped: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { slug, days, stopped: { reason: error.reason, text: error.pesan } };
  }
}

function dateOf(text: string): BusinessDate {
  try {
    return parseDate(text);
  } catch {
    throw new Error(`bukan tanggal: ${text}, tulis seperti 2026-11-21 / not a date`);
  }
}

function lineOf({ slug, days, stopped }: Closed): string {
  const span =
    days.length === 0 ? 'tidak ada hari yang menunggu' : `${days.length} hari ditutup, sampai ${days.at(-1)?.on}`;
  return stopped ? `${slug}: ${span}. BERHENTI: ${stopped.text}` : `${slug}: ${span}`;
}
