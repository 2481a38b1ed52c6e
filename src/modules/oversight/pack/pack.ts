import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { z } from 'zod';
import { type BookYear, bookYear, closedPoint } from '#books';
import { readProfile } from '#cooperatives';
import { command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { fieldError } from '#kernel/errors';
import { exportHledger } from '#ledger';
import { packGuide } from './guide.ts';
import { journalPart } from './journal.ts';
import { ledgerPart, trialBalancePart } from './ledger.ts';
import { type PackOf, type Part, wholePart } from './part.ts';
import { once } from './rows.ts';
import { statementParts } from './statements.ts';
import { subLedgerPart } from './sub-ledgers.ts';
import { trailPart } from './trail.ts';
import { voucherParts } from './vouchers.ts';

/** Notes in the audit trail who took the pack of a book year. Errors: `year_before_books`, `year_not_begun`. */
export const takeAuditPack = command({
  name: 'oversight.takeAuditPack',
  permission: 'audit.pack',
  input: z.strictObject({ year: z.int().min(1990).max(2199) }),
  async run(scope, { year }) {
    const profile = await readProfile(scope);
    const wanted = bookYear(year, profile.bookYearStartMonth);
    if (wanted.before <= profile.booksOpenFrom) {
      throw fieldError('year', 'year_before_books', `Pembukuan di sini baru mulai ${profile.booksOpenFrom}`);
    }
    if (wanted.from > scope.today) throw fieldError('year', 'year_not_begun', 'Tahun buku ini belum mulai');
    return wanted;
  },
});

/** The pack as it is written: a name for the file, and its bytes as a stream. */
export type AuditPack = { readonly fileName: string; readonly stream: Readable };

/**
 * A year for an auditor: journal, ledger, sub-ledgers, statements, vouchers, audit trail, hledger export, checksums, and how to verify them; a ZIP
 * that is written while it is read, so that a large year never stands in memory. Taking it is a command, so it is in the audit trail. A year that
 * is not closed can be taken too; its first page says so. Errors: those of `takeAuditPack`.
 */
export async function auditPack(context: Context, input: unknown): Promise<AuditPack> {
  const { result } = await takeAuditPack(context, input);
  const of: PackOf = { context, year: result as BookYear };
  const parts = await partsOf(of);
  const zip = new yazl.ZipFile();
  const out = new PassThrough();
  const fail = (error: Error) => out.destroy(error);
  zip.on('error', fail);
  const sums: string[] = [];
  const mtime = context.clock.now();
  for (const part of parts) zip.addReadStreamLazy(part.path, { mtime }, (give) => give(null, summed(part, sums, fail)));
  const list: Part = {
    path: 'SHA256SUMS',
    async *bytes() {
      yield sums.join('');
    },
  };
  zip.addReadStreamLazy(list.path, { mtime }, (give) => give(null, streamOf(list, fail)));
  zip.end();
  pipeline(zip.outputStream as unknown as Readable, out).catch(fail);
  return { fileName: `audit-${context.cooperative.slug}-${of.year.year}.zip`, stream: out };
}

async function partsOf(of: PackOf): Promise<Part[]> {
  const point = await once(of.context, (scope) => closedPoint(scope, of.year.before));
  return [
    wholePart('BACA-DULU.txt', async () => packGuide(of, point, of.context.actor.name)),
    journalPart(of),
    ledgerPart(of),
    trialBalancePart(of),
    subLedgerPart(of, 'savings'),
    subLedgerPart(of, 'loan'),
    ...statementParts(of),
    trailPart(of),
    wholePart('hledger/pembukuan.journal', () => exportHledger(of.context, { to: of.year.lastDay })),
    ...(await voucherParts(of)),
  ];
}

function streamOf(part: Part, fail: (error: Error) => void): Readable {
  const stream = Readable.from(asBuffers(part), { objectMode: false });
  stream.on('error', fail);
  return stream;
}

async function* asBuffers(part: Part): AsyncGenerator<Buffer> {
  for await (const piece of part.bytes()) yield typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
}

// The sum of a file is known when its last byte went by.
function summed(part: Part, sums: string[], fail: (error: Error) => void): Readable {
  const hash = createHash('sha256');
  async function* counted() {
    for await (const piece of asBuffers(part)) {
      hash.update(piece);
      yield piece;
    }
    sums.push(`${hash.digest('hex')}  ${part.path}\n`);
  }
  const stream = Readable.from(counted(), { objectMode: false });
  stream.on('error', fail);
  return stream;
}
