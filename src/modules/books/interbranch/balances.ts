import sql from 'sql-template-tag';
import { z } from 'zod';
import { readBranches } from '#cooperatives';
import { addDays, type BusinessDate } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import { formatDecimal, sumSen } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { freeLines } from '../assets/lines.ts';
import type { AreaBlocker, ClosingMonth } from '../assets/queries/inventory.ts';
import { findInterBranchCode } from './transfer.ts';

/** The inter-branch account before a day, in sen (debit above zero: others owe the branch). */
export type InterBranchBalances = {
  readonly branches: readonly {
    readonly branchId: string | null;
    readonly name: string;
    readonly amountSen: bigint;
    /** What transfers between branches do not explain: posted by hand on one side only. */
    readonly unexplainedSen: bigint;
  }[];
  /** Of each pair with transfers: how much more the first gave the second than it got back. */
  readonly pairs: readonly { readonly from: string; readonly to: string; readonly amountSen: bigint }[];
  readonly totalSen: bigint;
};

/** The inter-branch account by branch, in total, and by pair of branches, as posted before a day. Sound books have a total of nought. */
export async function interBranchBalances(scope: QueryScope, before: BusinessDate): Promise<InterBranchBalances> {
  const code = await findInterBranchCode(scope);
  if (code === undefined) return { branches: [], pairs: [], totalSen: 0n };
  const [balances, transfers, branches] = await Promise.all([
    branchBalances(scope, code, before),
    readPairs(scope, before),
    readBranches(scope),
  ]);
  const nameOf = (id: string | null) => branches.find((branch) => branch.id === id)?.name ?? 'Tanpa cabang';
  const explained = new Map<string, bigint>();
  for (const { fromId, toId, amountSen } of transfers) {
    explained.set(fromId, (explained.get(fromId) ?? 0n) + amountSen);
    explained.set(toId, (explained.get(toId) ?? 0n) - amountSen);
  }
  return {
    branches: balances.map(({ branchId, amountSen }) => ({
      branchId,
      name: nameOf(branchId),
      amountSen,
      unexplainedSen: amountSen - (explained.get(branchId ?? '') ?? 0n),
    })),
    pairs: transfers.map(({ fromId, toId, amountSen }) => ({ from: nameOf(fromId), to: nameOf(toId), amountSen })),
    totalSen: sumSen(balances.map(({ amountSen }) => amountSen)),
  };
}

function branchBalances(
  scope: QueryScope,
  code: string,
  before: BusinessDate,
): Promise<{ branchId: string | null; amountSen: bigint }[]> {
  return scope.tx.rows(sql`
    select e.branch_id as "branchId", sum(l.amount_sen)::bigint as "amountSen"
      from ledger.account a
      join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
      join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
     where a.cooperative_id = ${scope.cooperativeId} and a.chart_code = ${code} and e.business_date < ${before}::date
     group by e.branch_id order by e.branch_id nulls last`);
}

// One row a pair, whichever gave first; a reversed transfer counts until the day it was taken back.
function readPairs(
  scope: QueryScope,
  before: BusinessDate,
): Promise<{ fromId: string; toId: string; amountSen: bigint }[]> {
  return scope.tx.rows(sql`
    select least(t.from_branch_id, t.to_branch_id) as "fromId", greatest(t.from_branch_id, t.to_branch_id) as "toId",
           sum(case when t.from_branch_id < t.to_branch_id then t.amount_sen else -t.amount_sen end)::bigint as "amountSen"
      from books.branch_transfer t
     where t.cooperative_id = ${scope.cooperativeId} and t.happened_on < ${before}::date
       and (t.reversed_on is null or t.reversed_on >= ${before}::date)
     group by 1, 2 order by 1, 2`);
}

/** What keeps a month open: an inter-branch account that is not nought in total; what nobody explained is worth a look. */
export async function interBranchBlockers(scope: QueryScope, period: ClosingMonth): Promise<AreaBlocker[]> {
  const { totalSen, branches } = await interBranchBalances(scope, period.endsBefore);
  const href = `/staff/interbranch?on=${addDays(period.endsBefore, -1)}`;
  const unexplained = branches.filter(({ unexplainedSen }) => unexplainedSen !== 0n).length;
  if (totalSen !== 0n) {
    const text = 'Rekening antar kantor belum nol. Catat sisi yang tertinggal, supaya semua cabang cocok';
    return [{ code: 'interbranch_not_zero', severity: 'stop', text, href, count: 1 }];
  }
  if (unexplained === 0) return [];
  const text = 'Ada rekening antar kantor yang dicatat di luar menu Antar kantor. Periksa pasangannya';
  return [{ code: 'interbranch_unexplained', severity: 'warn', text, href, count: unexplained }];
}

/** The inter-branch account of a day, the last transfers, and what the form offers. Money as decimal strings. */
export const interBranch = query({
  name: 'books.interBranch',
  permission: 'books.read',
  input: z.strictObject({ on: dateField.optional() }),
  async run(scope, input) {
    const on = input.on ?? scope.today;
    const [found, transfers, branches, lines, code] = await Promise.all([
      interBranchBalances(scope, addDays(on, 1)),
      readTransfers(scope),
      readBranches(scope),
      freeLines(scope, ['asset', 'liability', 'revenue', 'expense']),
      findInterBranchCode(scope),
    ]);
    return {
      on,
      code: code ?? null,
      total: formatDecimal(found.totalSen),
      balances: found.branches.map(({ branchId, name, amountSen, unexplainedSen }) => ({
        branchId,
        name,
        amount: formatDecimal(amountSen),
        unexplained: formatDecimal(unexplainedSen),
      })),
      pairs: found.pairs.map(({ from, to, amountSen }) => ({ from, to, amount: formatDecimal(amountSen) })),
      transfers,
      branches: branches.filter(({ status }) => status === 'active'),
      lines: lines.filter((line) => line.code !== code),
    };
  },
});

async function readTransfers(scope: QueryScope) {
  const rows = await scope.tx.rows<{
    id: string;
    from: string;
    to: string;
    amountSen: bigint;
    happenedOn: BusinessDate;
    description: string;
    fromEntryId: string;
    toEntryId: string;
    reversedOn: BusinessDate | null;
  }>(sql`
    select t.id, f.name as from, g.name as to, t.amount_sen as "amountSen", t.happened_on as "happenedOn", t.description,
           t.from_entry_id as "fromEntryId", t.to_entry_id as "toEntryId", t.reversed_on as "reversedOn"
      from books.branch_transfer t
      join cooperatives.branch f on f.cooperative_id = t.cooperative_id and f.id = t.from_branch_id
      join cooperatives.branch g on g.cooperative_id = t.cooperative_id and g.id = t.to_branch_id
     where t.cooperative_id = ${scope.cooperativeId} order by t.happened_on desc, t.id desc limit 100`);
  return rows.map(({ amountSen, ...row }) => ({ ...row, amount: formatDecimal(amountSen) }));
}
