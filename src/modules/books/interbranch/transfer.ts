import sql from 'sql-template-tag';
import { z } from 'zod';
import { parameterOn, readBranches } from '#cooperatives';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { dateField, idField, positiveAmountField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { holdPostings, post, reverseEntry } from '#ledger';
import { accountOf, freeAccounts } from '../assets/lines.ts';
import { withInterBranch } from './rules/balance.ts';

/** The inter-branch account (rekening antar kantor, RAK): a chart code, of a day. */
export async function interBranchCode(scope: QueryScope, on: BusinessDate): Promise<string> {
  const set = await parameterOn(scope, 'interbranch.account', on);
  return typeof set?.value === 'string' ? set.value : '1.1.60';
}

/** The inter-branch account where the chart has it: the consumer template has none until a cooperative adds it. */
export async function findInterBranchCode(scope: QueryScope): Promise<string | undefined> {
  const code = await interBranchCode(scope, scope.today);
  const found = await scope.tx.maybe<{ code: string }>(sql`
    select c.code from ledger.chart_line c where c.cooperative_id = ${scope.cooperativeId} and c.code = ${code} and c.postable`);
  return found?.code;
}

export const TransferInput = z.strictObject({
  fromBranchId: idField,
  toBranchId: idField,
  /** What leaves the first branch, and what the other gets: cash, bank, a claim, or an expense borne for it. */
  fromCode: textField(20),
  toCode: textField(20),
  amount: positiveAmountField,
  happenedOn: dateField,
  description: textField(200).min(3, { error: 'Paling pendek 3 huruf' }),
});

/**
 * Books what one branch gives another: an entry in each branch's books, each balanced by the inter-branch account, both or none. Errors:
 * `branch_unknown`, `branch_same`, `rak_line_missing`, and those of `freeAccounts` and the ledger.
 */
export const branchTransfer = command({
  name: 'books.branchTransfer',
  permission: 'books.assets',
  input: TransferInput,
  async run(scope, input) {
    const names = await branchNames(scope, input);
    const rak = await findInterBranchCode(scope);
    if (rak === undefined) {
      const code = await interBranchCode(scope, scope.today);
      throw new DomainError(
        'refused',
        'rak_line_missing',
        `Bagan akun belum mempunyai akun ${code} Rekening Antar Kantor. Tambahkan dulu di menu Bagan akun`,
      );
    }
    const kinds = ['asset', 'liability', 'revenue', 'expense'] as const;
    const accounts = await freeAccounts(scope, [
      { field: 'fromCode', code: input.fromCode, kinds },
      { field: 'toCode', code: input.toCode, kinds },
      { field: 'fromCode', code: rak, kinds },
    ]);
    const branches = withInterBranch(
      [
        { branchId: input.fromBranchId, code: input.fromCode, amountSen: -input.amount },
        { branchId: input.toBranchId, code: input.toCode, amountSen: input.amount },
      ],
      rak,
    );
    const [from, to] = await post(
      scope,
      [...branches].map(([branchId, lines]) => ({
        description: `Antar kantor ${names.from} ke ${names.to}: ${input.description}`.slice(0, 300),
        businessDate: input.happenedOn,
        source: 'books.branch_transfer',
        branchId,
        lines: lines.map(({ code, amountSen }) => ({ accountId: accountOf(accounts, code), amountSen })),
      })),
    );
    assert(from && to, 'a transfer is two entries');
    const id = newId();
    await scope.tx.run(sql`
      insert into books.branch_transfer (cooperative_id, id, from_branch_id, to_branch_id, amount_sen, happened_on, description,
             from_entry_id, to_entry_id, written_at, written_by)
      values (${scope.cooperativeId}, ${id}, ${input.fromBranchId}, ${input.toBranchId}, ${input.amount}, ${input.happenedOn},
              ${input.description}, ${from.id}, ${to.id}, ${scope.now}, ${scope.context.actor.personId})`);
    return { id, fromEntryId: from.id, toEntryId: to.id };
  },
});

async function branchNames(scope: Scope, input: { fromBranchId: string; toBranchId: string }) {
  const branches = (await readBranches(scope)).filter(({ status }) => status === 'active');
  const from = branches.find(({ id }) => id === input.fromBranchId);
  const to = branches.find(({ id }) => id === input.toBranchId);
  if (!from || !to) {
    const field = from ? 'toBranchId' : 'fromBranchId';
    throw fieldError(field, 'branch_unknown', 'Cabang ini tidak ada atau sudah ditutup');
  }
  if (from === to) throw fieldError('toBranchId', 'branch_same', 'Pilih dua cabang yang berbeda');
  return { from: from.name, to: to.name };
}

/** Takes a transfer back: both entries are reversed, both or none. Errors: `transfer_unknown`, `transfer_reversed`, the ledger's. */
export const reverseBranchTransfer = command({
  name: 'books.reverseBranchTransfer',
  permission: 'books.assets',
  input: z.strictObject({ id: idField, reason: textField(200).min(3, { error: 'Paling pendek 3 huruf' }) }),
  async run(scope, { id, reason }) {
    await holdPostings(scope);
    const row = await scope.tx.maybe<{ from: string; to: string; reversedOn: BusinessDate | null }>(sql`
      select t.from_entry_id as from, t.to_entry_id as to, t.reversed_on as "reversedOn" from books.branch_transfer t
       where t.cooperative_id = ${scope.cooperativeId} and t.id = ${id}`);
    if (!row) throw new DomainError('not_found', 'transfer_unknown', 'Pemindahan antar kantor ini tidak ada');
    if (row.reversedOn !== null) {
      throw new DomainError('conflict', 'transfer_reversed', 'Pemindahan ini sudah dibatalkan sebelumnya');
    }
    await reverseEntry(scope, { entryId: row.from, reason });
    await reverseEntry(scope, { entryId: row.to, reason });
    await scope.tx.run(sql`
      update books.branch_transfer set reversed_on = ${scope.today} where cooperative_id = ${scope.cooperativeId} and id = ${id}`);
    return { id };
  },
});
