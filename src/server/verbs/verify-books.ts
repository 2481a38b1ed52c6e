import { allCooperatives } from '#cooperatives';
import { type Clock, systemClock } from '#kernel/clock';
import { systemContext } from '#kernel/context';
import { type Database, openDatabase } from '#kernel/database';
import { booksCheck } from '#ledger';
import { readSettings } from '../environment.ts';
import { openInstance } from '../instance.ts';
import type { Verb, VerbOutcome } from '../verb.ts';

/** Proves every cooperative's books from their rows; the answer is "no" when one does not verify. */
export const verb: Verb = {
  help: `
sokoguru verify-books [--json]
  Memeriksa pembukuan setiap koperasi: jurnal seimbang dan utuh, saldo tersimpan sama dengan mutasinya,
  buku pembantu sama dengan buku besar, tidak ada saldo di bawah batas.
  Proves the books of every cooperative. Exit 1 when some do not verify, naming the first bad entry.`,
  run: async ({ progress }) => {
    const instance = await openInstance(readSettings(process.env), { share: true, progress });
    const database = openDatabase(instance.appUrl, 2);
    try {
      return await verifyAll(database, systemClock, progress);
    } finally {
      await database.close();
      await instance.close();
    }
  },
};

/** Checks the books of every cooperative of a database. */
export async function verifyAll(
  database: Database,
  clock: Clock,
  progress: (line: string) => void,
): Promise<VerbOutcome> {
  const cooperatives = [];
  for (const cooperative of await allCooperatives(database)) {
    progress(cooperative.name);
    const check = await booksCheck(systemContext({ cooperative, clock, database }), {});
    // Seals come with the sealing job of a later release: until then none can be broken.
    cooperatives.push({ slug: cooperative.slug, ...check, sealsBroken: 0 });
  }
  const ok = cooperatives.every((one) => one.firstBad === null);
  return { ok, json: { ok, cooperatives }, lines: cooperatives.map(lineOf) };
}

type Checked = { slug: string; entries: number; firstBad: { number: string | null; why: string } | null };

function lineOf({ slug, entries, firstBad }: Checked): string {
  if (!firstBad) return `${slug}: ${entries} jurnal, semua benar`;
  return `${slug}: TIDAK BENAR. Jurnal ${firstBad.number ?? '?'}: ${firstBad.why}`;
}
