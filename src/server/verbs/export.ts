import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { findCooperative } from '#cooperatives';
import { type Clock, clockFromEnvironment } from '#kernel/clock';
import { systemContext } from '#kernel/context';
import { type Database, openDatabase } from '#kernel/database';
import { DomainError } from '#kernel/errors';
import { auditPack } from '#oversight';
import { readSettings } from '../environment.ts';
import { openInstance } from '../instance.ts';
import type { Verb, VerbInput, VerbOutcome } from '../verb.ts';

/** Writes the audit pack of a book year to a file; the answer is "no" when that year has none. */
export const verb: Verb = {
  help: `
sokoguru export --cooperative NAMA --year TAHUN [--out BERKAS.zip] [--json]
  Paket pemeriksaan satu tahun buku: jurnal, buku besar, buku pembantu, laporan keuangan, bukti, jejak audit, bentuk hledger,
  sidik SHA-256 setiap berkas, dan cara memeriksanya. Pengambilannya tercatat di jejak audit.
  A book year for an auditor, as a ZIP with checksums and how to verify them.`,
  options: { cooperative: { type: 'string' }, year: { type: 'string' }, out: { type: 'string' } },
  run: async ({ options, progress }) => {
    const instance = await openInstance(readSettings(process.env), { share: true, progress });
    const database = openDatabase(instance.appUrl, 2);
    try {
      return await writePack({ database, clock: clockFromEnvironment(process.env) }, { options, progress });
    } finally {
      await database.close();
      await instance.close();
    }
  },
};

/** The verb on an open database. Throws one line when the cooperative or the year is not told, or not known. */
export async function writePack(
  parts: { database: Database; clock: Clock },
  { options, progress }: Pick<VerbInput, 'options' | 'progress'>,
): Promise<VerbOutcome> {
  const [slug, year] = [options['cooperative'], Number(options['year'])];
  if (typeof slug !== 'string' || !Number.isInteger(year))
    throw new Error('sebutkan --cooperative dan --year (lihat --help)');
  const cooperative = await findCooperative(parts.database, slug);
  if (!cooperative) throw new Error(`tidak ada koperasi ${slug} / no such cooperative`);
  try {
    const pack = await auditPack(systemContext({ ...parts, cooperative }, 'Baris perintah'), { year });
    const file = typeof options['out'] === 'string' ? options['out'] : pack.fileName;
    progress(`${cooperative.name} ${year}`);
    await writeWhole(pack.stream, file);
    const { size } = await stat(file);
    return { ok: true, json: { ok: true, file, bytes: size }, lines: [`${file} (${size} bytes)`] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ok: false, json: { ok: false, reason: error.reason, text: error.pesan }, lines: [error.pesan] };
  }
}

// Under its name only when it is whole: half a pack looks like a whole one.
async function writeWhole(stream: NodeJS.ReadableStream, file: string): Promise<void> {
  const part = `${file}.part`;
  try {
    await pipeline(stream, createWriteStream(part));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
