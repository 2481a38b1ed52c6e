import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { dateField, idField, textField } from '#kernel/fields';
import { hotCommand } from '#kernel/hot-command';
import { rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { post } from './accounts.ts';
import { atEntry, draftOf, EntryInput, isJournalSource, knownIds, loadNames, tryPlan } from './hand-entries.ts';
import { debitsOf, journalApproval, journalLimitSen } from './journal-limit.ts';
import { type PlannedEntry, planPosting } from './posting.ts';
import { loadBooks, writePosting } from './store.ts';

/**
 * Posts one journal entry; above the parameter `journal.approval_above` it waits for a second person. Errors: those of `planPosting` and
 * `placeOf`, `control_account`, `account_unknown`.
 */
export const postEntry = hotCommand({
  name: 'ledger.postEntry',
  permission: 'ledger.post',
  input: EntryInput,
  async load(scope, inputs) {
    const [names, limitSen] = await Promise.all([loadNames(scope, inputs), journalLimitSen(scope)]);
    return { names, limitSen, books: await loadBooks(scope, knownIds(names)) };
  },
  decide({ names, limitSen, books }, { input, commandId, approvalId }) {
    const draft = { ...draftOf(input, names, 'ledger.entry'), commandId };
    const need = approvalId === null ? journalApproval(limitSen, [input]) : null;
    if (need) {
      // What could never be posted is refused at once: nobody should approve it first.
      tryPlan(books, draft);
      return { outcome: 'held', need };
    }
    const [write] = planPosting(books, [draft]);
    assert(write, 'one draft plans one entry');
    return { outcome: 'done', write };
  },
  async write(scope, writes, { books }) {
    await writePosting(scope, books, writes);
    return writes.map(answerOf);
  },
});

/** At most this many entries in one batch. */
export const BATCH_MAX = 10_000;

export const BatchInput = z.strictObject({
  entries: z.array(EntryInput).min(1).max(BATCH_MAX),
  /** `all`: all or nothing (the default). `each`: what is wrong is refused alone. */
  mode: z.enum(['all', 'each']).default('all'),
});

type BatchItem =
  | { index: number; outcome: 'posted'; id: string; number: string }
  | { index: number; outcome: 'refused'; code: string; detail: string };

/**
 * Posts up to 10,000 entries in one transaction, in a few set-wise statements. An entry above `journal.approval_above` is refused here
 * (`approval_needed`): it is sent alone, and waits.
 */
export const postEntries = command({
  name: 'ledger.postEntries',
  permission: 'ledger.post',
  input: BatchInput,
  async run(scope, input) {
    const [names, limitSen] = await Promise.all([loadNames(scope, input.entries), journalLimitSen(scope)]);
    const books = await loadBooks(scope, knownIds(names));
    const results: BatchItem[] = [];
    const planned: PlannedEntry[] = [];
    for (const [index, entry] of input.entries.entries()) {
      try {
        requireWithinLimit(limitSen, entry);
        const [posted] = planPosting(books, [draftOf(entry, names, 'ledger.entry')]);
        assert(posted, 'one draft plans one entry');
        planned.push(posted);
        results.push({ index, outcome: 'posted', ...answerOf(posted) });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        if (input.mode === 'all') throw atEntry(error, index);
        results.push({ index, outcome: 'refused', code: error.reason, detail: error.pesan });
      }
    }
    await writePosting(scope, books, planned);
    return { posted: planned.length, refused: results.length - planned.length, results };
  },
});

function requireWithinLimit(limitSen: bigint | undefined, entry: EntryInput): void {
  if (limitSen === undefined || debitsOf(entry) <= limitSen) return;
  throw new DomainError(
    'refused',
    'approval_needed',
    `Jurnal di atas ${rupiahText(limitSen)} menunggu persetujuan orang kedua. Kirim jurnal ini sendiri, di luar kumpulan`,
  );
}

function answerOf(posted: PlannedEntry): { id: string; number: string } {
  return { id: posted.id, number: posted.number.toString() };
}

/**
 * Step: reverses an entry by a new one with all signs turned. Errors: `entry_unknown`, `entry_reversed`,
 * `entry_is_reversal`, and those of `planPosting`.
 */
export async function reverseEntry(
  scope: Scope,
  reversal: { entryId: string; reason: string; businessDate?: BusinessDate },
): Promise<PlannedEntry> {
  const entry = await scope.tx.maybe<{
    number: bigint;
    source: string;
    reversesId: string | null;
    reversed: boolean;
    branchId: string | null;
    unitId: string | null;
  }>(sql`
    select e.number, e.source, e.branch_id as "branchId", e.unit_id as "unitId", e.reverses_id as "reversesId",
           exists (select 1 from ledger.entry r where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id) as reversed
      from ledger.entry e where e.cooperative_id = ${scope.cooperativeId} and e.id = ${reversal.entryId}`);
  if (!entry) throw new DomainError('not_found', 'entry_unknown', 'Jurnal ini tidak ada');
  if (entry.reversed) throw new DomainError('conflict', 'entry_reversed', 'Jurnal ini sudah dibatalkan sebelumnya');
  if (entry.reversesId)
    throw new DomainError('refused', 'entry_is_reversal', 'Jurnal pembatalan tidak bisa dibatalkan lagi');
  const lines = await scope.tx.rows<{ accountId: string; amountSen: bigint }>(sql`
    select l.account_id as "accountId", l.amount_sen as "amountSen" from ledger.line l
     where l.cooperative_id = ${scope.cooperativeId} and l.entry_id = ${reversal.entryId} order by l.position`);
  const [posted] = await post(scope, [
    {
      description: `Pembatalan jurnal ${entry.number}: ${reversal.reason}`.slice(0, 300),
      businessDate: reversal.businessDate ?? scope.today,
      source: `${entry.source}.reversal`,
      reversesId: reversal.entryId,
      reason: reversal.reason,
      // Where it was booked it is taken back, or the branch's own statements would keep the mistake.
      ...(entry.branchId !== null && { branchId: entry.branchId }),
      ...(entry.unitId !== null && { unitId: entry.unitId }),
      lines: lines.map((line) => ({ accountId: line.accountId, amountSen: -line.amountSen })),
    },
  ]);
  assert(posted, 'one draft posts one entry');
  return posted;
}

/** Reverses a journal entry that a person posted. Other entries are reversed where they were made: `reverse_at_source`. */
export const reversePostedEntry = command({
  name: 'ledger.reverseEntry',
  permission: 'ledger.reverse',
  input: z.strictObject({ entryId: idField, reason: textField(200), happenedOn: dateField.optional() }),
  async run(scope, input) {
    const source = await scope.tx.maybe<{ source: string }>(sql`
      select e.source from ledger.entry e where e.cooperative_id = ${scope.cooperativeId} and e.id = ${input.entryId}`);
    if (source && !isJournalSource(source.source)) {
      throw new DomainError(
        'refused',
        'reverse_at_source',
        'Batalkan di tempat transaksi ini dibuat, misalnya menu simpanan',
      );
    }
    const posted = await reverseEntry(scope, {
      entryId: input.entryId,
      reason: input.reason,
      ...(input.happenedOn === undefined ? {} : { businessDate: input.happenedOn }),
    });
    return answerOf(posted);
  },
});
