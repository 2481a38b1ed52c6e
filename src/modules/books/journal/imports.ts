import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { z } from 'zod';
import { dateText, readWorkbook } from '#documents';
import { command } from '#kernel/command';
import { type Context, requirePermission } from '#kernel/context';
import { dateAt, parts } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { idField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { formatDecimal, sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { debitsOf, postByHand } from '#ledger';
import { planImport } from './import-plan.ts';
import { journalNeed } from './post-journal.ts';
import { readJournal } from './sheet/read-file.ts';
import type { SheetFault } from './sheet/rows.ts';
import type { Voucher } from './sheet/vouchers.ts';

/** The source of entries read from a file. */
export const IMPORT_SOURCE = 'books.journal_import';
/** How many faults and vouchers the page shows at most. */
const SHOWN_MAX = 200;
/** Two figures of a year up to ten years from now belong to this century. */
const PIVOT_YEARS = 10;

type ImportRecord = {
  readonly id: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly rowCount: number;
  readonly vouchers: readonly Voucher[];
  readonly faults: readonly SheetFault[];
  readonly readByName: string;
  readonly readAt: string;
  readonly writtenAt: string | null;
  readonly firstNumber: string | null;
  readonly lastNumber: string | null;
};

const keepJournalFile = command({
  name: 'books.keepJournalFile',
  permission: 'ledger.post',
  input: z.strictObject({
    fileName: textField(200),
    fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
    rowCount: z.int().min(0),
    vouchers: z.array(z.json()),
    faults: z.array(z.json()),
  }),
  async run(scope, input) {
    await requireNotWritten(scope, input.fileSha256);
    const id = newId();
    const { actor } = scope.context;
    await scope.tx.run(sql`
      insert into books.journal_import (cooperative_id, id, file_name, file_sha256, row_count, vouchers, faults, read_by, read_by_name, read_at)
      values (${scope.cooperativeId}, ${id}, ${input.fileName}, ${input.fileSha256}, ${input.rowCount},
              ${JSON.stringify(input.vouchers)}::jsonb, ${JSON.stringify(input.faults)}::jsonb, ${actor.personId}, ${actor.name}, ${scope.now})`);
    return { id };
  },
});

/**
 * Reads a workbook of journals (xlsx, xls, ods, csv) and keeps what it says until somebody writes it; nothing is posted. Errors: those of
 * reading a file and of `readJournal`, `journal_file_written`.
 */
export async function openJournalFile(
  context: Context,
  file: { readonly fileName: string; readonly bytes: Uint8Array; readonly cashAccount?: string | undefined },
  options: { readonly key?: string } = {},
): Promise<{ id: string }> {
  requirePermission(context, 'ledger.post');
  const workbook = await readWorkbook(file.bytes);
  const pivotYear = parts(context.clock.today(context.cooperative.zone)).year + PIVOT_YEARS;
  const read = readJournal(workbook, { cashAccount: file.cashAccount || null, pivotYear });
  const input = {
    fileName:
      file.fileName
        .split(/[\\/]/)
        .at(-1)
        ?.replaceAll(/\p{Cc}/gu, '')
        .slice(-200) || 'berkas',
    fileSha256: createHash('sha256').update(file.bytes).digest('hex'),
    ...read,
  };
  return (await keepJournalFile(context, input, options)).result;
}

async function requireNotWritten(scope: QueryScope, sha256: string): Promise<void> {
  const before = await scope.tx.maybe<{ writtenAt: string; first: bigint; last: bigint }>(sql`
    select w.written_at as "writtenAt", w.first_number as first, w.last_number as last
      from books.journal_import_written w where w.cooperative_id = ${scope.cooperativeId} and w.file_sha256 = ${sha256}`);
  if (!before) return;
  const day = dateText(dateAt(new Date(before.writtenAt), scope.context.cooperative.zone));
  const pesan = `Berkas ini sudah diimpor pada ${day} sebagai jurnal ${before.first} sampai ${before.last}. Tidak ada yang ditulis lagi`;
  throw new DomainError('conflict', 'journal_file_written', pesan, [
    { field: 'file', code: 'journal_file_written', pesan },
  ]);
}

const ImportId = z.strictObject({ importId: idField });

/**
 * Writes every voucher of a file that was read: all or none, and once. When one of them is above `journal.approval_above`, the whole waits
 * for a second person. Errors: `journal_import_unknown`, `journal_import_faults`, `journal_file_written`.
 */
export const writeJournalImport = command({
  name: 'books.writeJournalImport',
  permission: 'ledger.post',
  input: ImportId,
  approval: async (scope, { importId }) => journalNeed(scope, await requireEntries(scope, importId)),
  async run(scope, { importId }) {
    const { fileSha256 } = await readImport(scope, importId);
    const posted = await postByHand(scope, await requireEntries(scope, importId), IMPORT_SOURCE);
    const [first, last] = [posted[0]?.number, posted.at(-1)?.number];
    assert(first !== undefined && last !== undefined, 'a file without entries is refused before');
    const { actor } = scope.context;
    const written = await scope.tx.run(sql`
      insert into books.journal_import_written (cooperative_id, import_id, file_sha256, first_number, last_number, written_by,
                                                written_by_name, written_at)
      values (${scope.cooperativeId}, ${importId}, ${fileSha256}, ${first}, ${last}, ${actor.personId}, ${actor.name}, ${scope.now})
      on conflict do nothing`);
    if (written === 0) await requireNotWritten(scope, fileSha256);
    assert(written === 1, 'a file is written once');
    return { entries: posted.length, firstNumber: first.toString(), lastNumber: last.toString() };
  },
});

async function requireEntries(scope: QueryScope, importId: string) {
  const { fileSha256, vouchers, faults } = await readImport(scope, importId);
  await requireNotWritten(scope, fileSha256);
  const plan = await planImport(scope, vouchers, faults);
  if (plan.faults.length > 0 || plan.entries.length === 0) {
    throw new DomainError(
      'refused',
      'journal_import_faults',
      `Berkas ini masih mempunyai ${plan.faults.length} kesalahan. Perbaiki di berkasnya, lalu unggah lagi`,
    );
  }
  return plan.entries;
}

async function readImport(scope: QueryScope, id: string): Promise<ImportRecord> {
  const [found] = await readImports(scope, id);
  if (!found) throw new DomainError('not_found', 'journal_import_unknown', 'Impor jurnal ini tidak ada');
  return found;
}

function readImports(scope: QueryScope, id: string): Promise<ImportRecord[]> {
  return scope.tx.rows<ImportRecord>(sql`
    select i.id, i.file_name as "fileName", i.file_sha256 as "fileSha256", i.row_count as "rowCount", i.vouchers, i.faults,
           i.read_by_name as "readByName", i.read_at as "readAt", w.written_at as "writtenAt", w.first_number::text as "firstNumber",
           w.last_number::text as "lastNumber"
      from books.journal_import i
      left join books.journal_import_written w on w.cooperative_id = i.cooperative_id and w.import_id = i.id
     where i.cooperative_id = ${scope.cooperativeId} and i.id = ${id}`);
}

/** A file that was read: every fault by row, and the vouchers it would write. Error: `journal_import_unknown`. */
export const journalImport = query({
  name: 'books.journalImport',
  permission: 'ledger.read',
  input: ImportId,
  async run(scope, { importId }) {
    const { vouchers, faults, ...record } = await readImport(scope, importId);
    const written = record.writtenAt !== null;
    const plan = written ? { entries: [], faults: [] } : await planImport(scope, vouchers, faults);
    return {
      ...record,
      voucherCount: vouchers.length,
      faultCount: plan.faults.length,
      faults: plan.faults.slice(0, SHOWN_MAX),
      total: formatDecimal(sumSen(plan.entries.map(debitsOf))),
      vouchers: vouchers.slice(0, SHOWN_MAX),
    };
  },
});

/** The files read lately, newest first; at most 50. */
export const journalImports = query({
  name: 'books.journalImports',
  permission: 'ledger.read',
  input: z.strictObject({}),
  run: (scope) =>
    scope.tx.rows<Omit<ImportRecord, 'vouchers' | 'faults' | 'fileSha256'>>(sql`
      select i.id, i.file_name as "fileName", i.row_count as "rowCount", i.read_by_name as "readByName", i.read_at as "readAt",
             w.written_at as "writtenAt", w.first_number::text as "firstNumber", w.last_number::text as "lastNumber"
        from books.journal_import i
        left join books.journal_import_written w on w.cooperative_id = i.cooperative_id and w.import_id = i.id
       where i.cooperative_id = ${scope.cooperativeId}
       order by i.read_at desc, i.id desc limit 50`),
});
