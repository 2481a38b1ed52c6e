import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { hotCommand } from '#kernel/hot-command';
import { isId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import { post } from './accounts.ts';
import { loadPlaces, type Places, placeOf } from './places.ts';
import { type EntryDraft, type PlannedEntry, planPosting } from './posting.ts';
import { loadBooks, writePosting } from './store.ts';

export const EntryLineInput = z
  .strictObject({
    /** A chart code or an account id. */
    account: textField(60),
    debit: positiveAmountField.optional(),
    credit: positiveAmountField.optional(),
    note: textField(200).optional(),
  })
  .refine((line) => (line.debit === undefined) !== (line.credit === undefined), {
    message: 'Isi salah satu: debit atau kredit',
    params: { reason: 'debit_or_credit' },
  });

export const EntryInput = z.strictObject({
  happenedOn: dateField,
  description: textField(300),
  lines: z.array(EntryLineInput).min(2).max(1000),
  branchId: idField.optional(),
  unitId: idField.optional(),
});
export type EntryInput = z.output<typeof EntryInput>;

/** Posts one journal entry. Errors: those of `planPosting` and `placeOf`, `control_account`, `account_unknown`. */
export const postEntry = hotCommand({
  name: 'ledger.postEntry',
  permission: 'ledger.post',
  input: EntryInput,
  async load(scope, inputs) {
    const [accounts, places] = await Promise.all([resolveAccounts(scope, inputs), loadPlaces(scope, inputs)]);
    return { accounts, places, books: await loadBooks(scope, knownIds(accounts)) };
  },
  decide({ accounts, places, books }, { input, commandId }) {
    const [write] = planPosting(books, [{ ...draftOf(input, accounts, places), commandId }]);
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

/** Posts up to 10,000 entries in one transaction, in a few set-wise statements. */
export const postEntries = command({
  name: 'ledger.postEntries',
  permission: 'ledger.post',
  input: BatchInput,
  async run(scope, input) {
    const [accounts, places] = await Promise.all([
      resolveAccounts(scope, input.entries),
      loadPlaces(scope, input.entries),
    ]);
    const books = await loadBooks(scope, knownIds(accounts));
    const results: BatchItem[] = [];
    const planned: PlannedEntry[] = [];
    for (const [index, entry] of input.entries.entries()) {
      try {
        const [posted] = planPosting(books, [draftOf(entry, accounts, places)]);
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

function atEntry(error: DomainError, index: number): DomainError {
  return new DomainError(error.code, error.reason, `Jurnal ke-${index + 1}: ${error.pesan}`, [
    { field: `entries.${index}`, code: error.reason, pesan: error.pesan },
  ]);
}

function answerOf(posted: PlannedEntry): { id: string; number: string } {
  return { id: posted.id, number: posted.number.toString() };
}

/** What a name in a journal stands for: an account, a control line (refused), or nothing. */
type Resolved = { readonly id: string; readonly control: boolean };
type Accounts = ReadonlyMap<string, Resolved>;

function knownIds(accounts: Accounts): string[] {
  return [...new Set([...accounts.values()].map((account) => account.id))];
}

function draftOf(input: EntryInput, accounts: Accounts, places: Places): EntryDraft {
  return {
    ...placeOf(places, input),
    description: input.description,
    businessDate: input.happenedOn,
    source: 'ledger.entry',
    lines: input.lines.map((line) => ({
      accountId: usable(line.account, accounts.get(line.account)),
      amountSen: line.debit ?? -(line.credit ?? 0n),
      ...(line.note === undefined ? {} : { note: line.note }),
    })),
  };
}

// A person's journal never touches a member's own account or the control line above it: those move by savings and loans
// only, or the books and the passbooks would part.
function usable(name: string, account: Resolved | undefined): string {
  if (!account) {
    throw new DomainError('not_found', 'account_unknown', `Akun ${name} tidak ada, atau hanya judul kelompok`);
  }
  if (account.control) {
    throw new DomainError(
      'refused',
      'control_account',
      `Akun ${name} berisi rekening anggota. Catat lewat menu simpanan atau pinjaman, supaya buku anggota ikut berubah`,
    );
  }
  return account.id;
}

/** Looks up account names (chart codes or account ids) of many entries in one read. */
async function resolveAccounts(scope: Scope, entries: readonly EntryInput[]): Promise<Accounts> {
  const names = [...new Set(entries.flatMap((entry) => entry.lines.map((line) => line.account)))];
  const rows = await scope.tx.rows<{ id: string; code: string; ownerKind: string; control: boolean }>(sql`
    select a.id, a.chart_code as code, a.owner_kind as "ownerKind",
           exists (select 1 from ledger.account o where o.cooperative_id = a.cooperative_id and o.chart_code = a.chart_code
                    and o.owner_kind in ('savings', 'loan')) as control
      from ledger.account a
     where a.cooperative_id = ${scope.cooperativeId}
       and (a.id = any(${names.filter((name) => isId(name))}::uuid[])
            or (a.owner_kind = 'general' and a.chart_code = any(${names.filter((name) => !isId(name))})))`);
  return new Map(
    rows.flatMap(({ id, code, ownerKind, control }) => {
      const byId: [string, Resolved] = [id, { id, control }];
      return ownerKind === 'general' ? [byId, [code, { id, control }]] : [byId];
    }),
  );
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
    if (source && !source.source.startsWith('ledger.') && source.source !== 'imports.opening') {
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
