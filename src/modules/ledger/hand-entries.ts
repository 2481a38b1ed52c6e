import sql from 'sql-template-tag';
import { z } from 'zod';
import { assert, DomainError } from '#kernel/errors';
import { dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { isId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { loadPlaces, type Places, placeOf } from './places.ts';
import { type Books, type EntryDraft, type PlannedEntry, planPosting } from './posting.ts';
import { loadBooks, readBooks, writePosting } from './store.ts';

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

/** An entry as a person writes it: chart codes, debit and credit apart. */
export const EntryInput = z.strictObject({
  happenedOn: dateField,
  description: textField(300),
  lines: z.array(EntryLineInput).min(2).max(1000),
  branchId: idField.optional(),
  unitId: idField.optional(),
});
export type EntryInput = z.output<typeof EntryInput>;

/** Sources of entries that people write in the journal; they are reversed there too. */
const WRITTEN_BY_HAND = /^(ledger\.|imports\.opening$|books\.journal)/;

/** Whether an entry of this source is reversed in the journal itself, not where some other menu made it. */
export function isJournalSource(source: string): boolean {
  return WRITTEN_BY_HAND.test(source);
}

/** What a name in a journal stands for: an account, a control line (refused), or nothing. */
type Resolved = { readonly id: string; readonly control: boolean; readonly active: boolean };

/** What the names of some entries stand for: accounts by code or id, and the places they may name. */
export type Names = { readonly accounts: ReadonlyMap<string, Resolved>; readonly places: Places };

/** Reads what the accounts and places of these entries are, in one round trip. */
export async function loadNames(scope: QueryScope, entries: readonly EntryInput[]): Promise<Names> {
  const [accounts, places] = await Promise.all([resolveAccounts(scope, entries), loadPlaces(scope, entries)]);
  return { accounts, places };
}

/** The ids of the accounts found. */
export function knownIds({ accounts }: Names): string[] {
  return [...new Set([...accounts.values()].map((account) => account.id))];
}

/**
 * A person's entry as the ledger posts it. Errors: `account_unknown`, `control_account`, `account_retired`,
 * `branch_unknown`, `unit_unknown`.
 */
export function draftOf(input: EntryInput, { accounts, places }: Names, source: string): EntryDraft {
  return {
    ...placeOf(places, input),
    description: input.description,
    businessDate: input.happenedOn,
    source,
    lines: input.lines.map((line) => ({
      accountId: usable(line.account, accounts.get(line.account)),
      amountSen: line.debit ?? -(line.credit ?? 0n),
      ...(line.note === undefined ? {} : { note: line.note }),
    })),
  };
}

/** Plans one entry on books that are not touched by it: whether it could be posted now. Errors: those of `draftOf` and `planPosting`. */
export function tryPlan(books: Books, draft: EntryDraft): void {
  const accounts = new Map([...books.accounts].map(([id, account]) => [id, { ...account }]));
  planPosting({ ...books, accounts }, [draft]);
}

/**
 * Step: posts entries as people write them, all or none, under one source. Errors: those of `draftOf` and `planPosting`; with more
 * than one entry the message names which.
 */
export async function postByHand(
  scope: Scope,
  entries: readonly EntryInput[],
  source: string,
): Promise<PlannedEntry[]> {
  const names = await loadNames(scope, entries);
  const books = await loadBooks(scope, knownIds(names));
  const planned = entries.map((entry, index) => {
    try {
      const [posted] = planPosting(books, [draftOf(entry, names, source)]);
      assert(posted, 'one draft plans one entry');
      return posted;
    } catch (error) {
      throw entries.length > 1 && error instanceof DomainError ? atEntry(error, index) : error;
    }
  });
  await writePosting(scope, books, planned);
  return planned;
}

/**
 * Step: posts what can be posted of these entries and answers the refusal of each other one, in their order. Errors: none of an entry's own.
 */
export async function postEachByHand(
  scope: Scope,
  entries: readonly EntryInput[],
  source: string,
): Promise<(PlannedEntry | DomainError)[]> {
  const names = await loadNames(scope, entries);
  const books = await loadBooks(scope, knownIds(names));
  const planned: PlannedEntry[] = [];
  const results = entries.map((entry) => {
    try {
      const [posted] = planPosting(books, [draftOf(entry, names, source)]);
      assert(posted, 'one draft plans one entry');
      planned.push(posted);
      return posted;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  });
  await writePosting(scope, books, planned);
  return results;
}

/** What would be refused if these entries were posted one after another now: one refusal or null each. Reads only. */
export async function checkByHand(scope: QueryScope, entries: readonly EntryInput[]): Promise<(DomainError | null)[]> {
  const names = await loadNames(scope, entries);
  const books = await readBooks(scope, knownIds(names));
  return entries.map((entry) => {
    try {
      planPosting(books, [draftOf(entry, names, 'ledger.entry')]);
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  });
}

/** The same refusal, said of one entry of many. */
export function atEntry(error: DomainError, index: number): DomainError {
  return new DomainError(error.code, error.reason, `Jurnal ke-${index + 1}: ${error.pesan}`, [
    { field: `entries.${index}`, code: error.reason, pesan: error.pesan },
  ]);
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
  if (!account.active) {
    throw new DomainError(
      'refused',
      'account_retired',
      `Akun ${name} sudah dinonaktifkan. Pakai akun lain, atau aktifkan lagi di bagan akun`,
    );
  }
  return account.id;
}

/** Looks up account names (chart codes or account ids) of many entries in one read. */
async function resolveAccounts(scope: QueryScope, entries: readonly EntryInput[]): Promise<Names['accounts']> {
  const names = [...new Set(entries.flatMap((entry) => entry.lines.map((line) => line.account)))];
  const rows = await scope.tx.rows<Resolved & { code: string; ownerKind: string }>(sql`
    select a.id, a.chart_code as code, a.owner_kind as "ownerKind", c.active,
           exists (select 1 from ledger.account o where o.cooperative_id = a.cooperative_id and o.chart_code = a.chart_code
                    and o.owner_kind in ('savings', 'loan')) as control
      from ledger.account a
      join ledger.chart_line c on c.cooperative_id = a.cooperative_id and c.code = a.chart_code
     where a.cooperative_id = ${scope.cooperativeId}
       and (a.id = any(${names.filter((name) => isId(name))}::uuid[])
            or (a.owner_kind = 'general' and a.chart_code = any(${names.filter((name) => !isId(name))})))`);
  return new Map(
    rows.flatMap(({ id, code, ownerKind, control, active }) => {
      const found = { id, control, active };
      const byId: [string, Resolved] = [id, found];
      return ownerKind === 'general' ? [byId, [code, found]] : [byId];
    }),
  );
}
