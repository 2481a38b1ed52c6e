import sql from 'sql-template-tag';
import { assert, DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { type BookAccount, type EntryDraft, type PlannedEntry, planPosting } from './posting.ts';
import { loadBooks, writePosting } from './store.ts';

/**
 * Step: posts entries, one or ten thousand, all or none, in the caller's transaction. Answers ids and numbers in order.
 * Errors: those of `planPosting`.
 */
export async function post(scope: Scope, entries: readonly EntryDraft[]): Promise<PlannedEntry[]> {
  const ids = entries.flatMap((entry) => entry.lines.map((line) => line.accountId));
  const books = await loadBooks(scope, ids);
  const planned = planPosting(books, entries);
  await writePosting(scope, books, planned);
  return planned;
}

export type NewAccount = {
  /** Give the owner's own id where an owner has one account (a savings account): then one id names both. */
  readonly id?: string;
  readonly chartCode: string;
  readonly name: string;
  readonly ownerKind: 'savings' | 'loan' | 'till';
  readonly ownerId: string;
  readonly guarded: boolean;
  /** The balance may not go below this, in sen; default 0. */
  readonly floorSen?: bigint;
  readonly branchId?: string | null;
  readonly unitId?: string | null;
};

/** Step: opens accounts under postable chart lines. Answers their ids in order. Error: `chart_code_unknown`. */
export async function openAccounts(scope: Scope, accounts: readonly NewAccount[]): Promise<string[]> {
  const records = accounts.map((account) => ({
    id: account.id ?? newId(),
    chart_code: account.chartCode,
    name: account.name,
    owner_kind: account.ownerKind,
    owner_id: account.ownerId,
    guarded: account.guarded,
    floor_sen: (account.floorSen ?? 0n).toString(),
    branch_id: account.branchId ?? null,
    unit_id: account.unitId ?? null,
  }));
  const written = await scope.tx.run(sql`
    insert into ledger.account (cooperative_id, id, chart_code, name, owner_kind, owner_id, branch_id, unit_id, normal, guarded, floor_sen, opened_at)
    select c.cooperative_id, n.id, c.code, n.name, n.owner_kind, n.owner_id, n.branch_id, n.unit_id, c.normal, n.guarded, n.floor_sen, ${scope.now}
      from ledger.chart_line c
      join json_to_recordset(${JSON.stringify(records)}::json) as n(id uuid, chart_code text, name text, owner_kind text,
           owner_id uuid, branch_id uuid, unit_id uuid, guarded boolean, floor_sen bigint) on n.chart_code = c.code
     where c.cooperative_id = ${scope.cooperativeId} and c.postable and c.active`);
  if (written !== records.length) {
    throw new DomainError('refused', 'chart_code_unknown', 'Kode akun untuk rekening ini tidak ada di bagan akun');
  }
  return records.map((record) => record.id);
}

/** Step: opens one account. */
export async function openAccount(scope: Scope, account: NewAccount): Promise<string> {
  const [id] = await openAccounts(scope, [account]);
  assert(id, 'one account was opened');
  return id;
}

/** The general accounts of chart codes. Error: `chart_code_unknown` for a code that is missing or a heading. */
export async function generalAccountIds(scope: QueryScope, codes: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(codes)];
  const rows = await scope.tx.rows<{ id: string; code: string }>(sql`
    select a.id, a.chart_code as code from ledger.account a
     where a.cooperative_id = ${scope.cooperativeId} and a.owner_kind = 'general' and a.chart_code = any(${wanted})`);
  const found = new Map(rows.map((row) => [row.code, row.id]));
  const missing = wanted.find((code) => !found.has(code));
  if (missing !== undefined) {
    throw new DomainError(
      'not_found',
      'chart_code_unknown',
      `Kode akun ${missing} tidak ada, atau hanya judul kelompok`,
    );
  }
  return found;
}

/** The general account of one chart code. */
export async function generalAccountId(scope: QueryScope, code: string): Promise<string> {
  const id = (await generalAccountIds(scope, [code])).get(code);
  assert(id, 'generalAccountIds answers every code');
  return id;
}

/** Step: locks accounts in id order and reads them. */
export async function lockAccounts(scope: Scope, ids: readonly string[]): Promise<BookAccount[]> {
  return [...(await loadBooks(scope, ids)).accounts.values()];
}

/** Step: holds an account (no posting from anyone), opens it again, or closes it for good (its balance must be zero). */
export async function setAccountStatus(
  scope: Scope,
  change: { accountId: string; status: 'open' | 'held' | 'closed' },
): Promise<void> {
  const [account] = await lockAccounts(scope, [change.accountId]);
  if (!account) throw new DomainError('not_found', 'account_unknown', 'Akun ini tidak ada');
  if (account.status === 'closed') throw new DomainError('refused', 'account_closed', `${account.name} sudah ditutup`);
  if (change.status === 'closed' && account.balanceSen !== 0n) {
    throw new DomainError('refused', 'balance_not_zero', `Saldo ${account.name} harus nol sebelum ditutup`);
  }
  await scope.tx.run(sql`
    update ledger.account set status = ${change.status}
     where cooperative_id = ${scope.cooperativeId} and id = ${change.accountId}`);
}

/** Step: sets the balance below which a guarded account may not go (a blocked amount, a minimum), in sen. */
export async function setAccountFloor(scope: Scope, change: { accountId: string; floorSen: bigint }): Promise<void> {
  const [account] = await lockAccounts(scope, [change.accountId]);
  if (!account?.guarded) throw new DomainError('not_found', 'account_unknown', 'Akun ini tidak ada');
  if (account.balanceSen < change.floorSen) {
    throw new DomainError('refused', 'balance_too_low', `Saldo ${account.name} lebih kecil dari jumlah ini`);
  }
  await scope.tx.run(sql`
    update ledger.account set floor_sen = ${change.floorSen}
     where cooperative_id = ${scope.cooperativeId} and id = ${change.accountId}`);
}
