import { allCooperatives } from '#cooperatives';
import { type Clock, systemClock } from '#kernel/clock';
import { type Context, systemContext } from '#kernel/context';
import { type Database, openDatabase } from '#kernel/database';
import { booksCheck } from '#ledger';
import { loansCheck } from '#loans';
import { readSettings } from '../environment.ts';
import { openInstance } from '../instance.ts';
import type { Verb, VerbOutcome } from '../verb.ts';

/** Proves every cooperative's books from their rows; the answer is "no" when one does not verify. */
export const verb: Verb = {
  help: `
sokoguru verify-books [--json]
  Memeriksa pembukuan setiap koperasi: jurnal seimbang dan utuh, saldo tersimpan sama dengan mutasinya,
  buku pembantu dan pinjaman sama dengan buku besar, tidak ada saldo di bawah batas.
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
    cooperatives.push(await verifyOne(systemContext({ cooperative, clock, database })));
  }
  const ok = cooperatives.every((one) => one.firstBad === null);
  return { ok, json: { ok, cooperatives }, lines: cooperatives.map(lineOf) };
}

// A loan that differs from its ledger accounts is a sub-ledger that differs from its control line.
async function verifyOne(context: Context) {
  const [books, loans] = [await booksCheck(context, {}), await loansCheck(context, {})];
  const { firstBad } = loans;
  const badLoan = firstBad && {
    entryId: firstBad.entryId,
    number: firstBad.number,
    why: `loan ${firstBad.loan}: ${firstBad.why}`,
  };
  return {
    slug: context.cooperative.slug,
    ...books,
    controlMismatch: books.controlMismatch + loans.mismatched,
    firstBad: books.firstBad ?? badLoan,
    // Seals come with the sealing job of a later release: until then none can be broken.
    sealsBroken: 0,
  };
}

type Checked = { slug: string; entries: number; firstBad: { number: string | null; why: string } | null };

function lineOf({ slug, entries, firstBad }: Checked): string {
  if (!firstBad) return `${slug}: ${entries} jurnal, semua benar`;
  return `${slug}: TIDAK BENAR. Jurnal ${firstBad.number ?? '?'}: ${firstBad.why}`;
}
