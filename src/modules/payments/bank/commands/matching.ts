import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { addDays, type BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField, idField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { rupiahText, sumSen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { reverseEntry } from '#ledger';
import { monthClosed } from '../examine.ts';
import { pairsOf, readPool } from '../pool.ts';
import { type EntryLineRef, MatchInput } from '../schema.ts';
import { type BankAccount, lockAccount, readAccount } from '../store/accounts.ts';
import { type BookLine, bookLinesOn } from '../store/lines.ts';
import { insertMatches, type MatchKind, type NewMatch, readMatch, updateUndone } from '../store/matches.ts';
import { closedMonths } from '../store/reconciliations.ts';

type Movement = { readonly amountSen: bigint; readonly day: BusinessDate; readonly taken: boolean };

/**
 * Says that these bank lines and these lines of the books are the same money: one to one, one to many, many to one, or
 * movements of one side that cancel out. Errors: `match_empty`, `match_unequal`, `bank_line_unknown`, `entry_line_unknown`,
 * `line_matched`, `bank_account_closed`.
 */
export const matchLines = command({
  name: 'payments.matchBankLines',
  permission: 'bank.reconcile',
  input: MatchInput,
  run: async (scope, input) => {
    const account = await readAccount(scope, input.accountId);
    const lineIds = [...new Set(input.lineIds)];
    const entries = [...new Map(input.entries.map((ref) => [`${ref.entryId}:${ref.position}`, ref])).values()];
    if (lineIds.length + entries.length < 2) {
      throw new DomainError('invalid', 'match_empty', 'Pilih baris bank dan jurnal yang sama uangnya');
    }
    const bank = await bankMovements(scope, account, lineIds);
    const books = await bookMovements(scope, account, entries);
    if ([...bank, ...books].some(({ taken }) => taken)) {
      throw new DomainError(
        'conflict',
        'line_matched',
        'Baris ini baru saja dicocokkan orang lain. Muat ulang halaman ini',
      );
    }
    const difference = sumSen(bank.map(amountOf)) - sumSen(books.map(amountOf));
    if (difference !== 0n) {
      const pesan = `Jumlahnya belum sama: selisih ${rupiahText(difference)}. Tambah atau kurangi baris yang dipilih`;
      throw new DomainError('refused', 'match_unequal', pesan);
    }
    const kind = kindOf(lineIds.length, entries.length);
    const reason = input.note ?? KIND_REASONS[kind];
    const id = newId();
    await insertMatches(scope, [{ id, accountId: account.id, kind, reason, lineIds, entries }]);
    return { id, kind };
  },
});

const KIND_REASONS: Record<MatchKind, string> = {
  pair: 'Dicocokkan orang',
  split: 'Satu baris bank, beberapa jurnal',
  group: 'Beberapa baris bank, satu jurnal',
  offset: 'Saling meniadakan',
  booked: 'Dibukukan dari rekening koran',
};

function kindOf(lines: number, entries: number): MatchKind {
  if (lines === 0 || entries === 0) return 'offset';
  if (lines === 1) return entries === 1 ? 'pair' : 'split';
  return 'group';
}

function amountOf({ amountSen }: Movement): bigint {
  return amountSen;
}

async function bankMovements(scope: QueryScope, account: BankAccount, ids: readonly string[]): Promise<Movement[]> {
  const rows = await scope.tx.rows<Movement>(sql`
    select l.amount_sen as "amountSen", l.booked_on as day, m.match_id is not null as taken
      from bank.line l
      left join bank.match_line m on m.cooperative_id = l.cooperative_id and m.line_id = l.id and m.live
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${account.id} and l.id = any(${[...ids]}::uuid[])`);
  if (rows.length !== ids.length) {
    throw new DomainError('not_found', 'bank_line_unknown', 'Baris rekening koran ini tidak ada di rekening ini');
  }
  return rows;
}

async function bookMovements(
  scope: QueryScope,
  account: BankAccount,
  refs: readonly EntryLineRef[],
): Promise<Movement[]> {
  const wanted = JSON.stringify(refs.map(({ entryId, position }) => ({ entry_id: entryId, position })));
  const rows = await scope.tx.rows<Movement>(sql`
    select l.amount_sen as "amountSen", l.business_date as day, m.match_id is not null as taken
      from json_to_recordset(${wanted}::json) as r(entry_id uuid, position smallint)
      join ledger.line l on l.entry_id = r.entry_id and l.position = r.position
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
      left join bank.match_entry m on m.cooperative_id = l.cooperative_id and m.entry_id = l.entry_id and m.position = l.position and m.live
     where l.cooperative_id = ${scope.cooperativeId} and a.chart_code = ${account.chartCode}
       and l.business_date >= ${account.startsOn}::date`);
  if (rows.length !== refs.length) {
    throw new DomainError('not_found', 'entry_line_unknown', 'Jurnal ini tidak menyentuh akun bank ini');
  }
  return rows;
}

/**
 * Accepts every pair that needs no second thought, and every entry with the reversal that cancels it, up to a day. Posts
 * nothing. Errors: `bank_account_unknown`, `bank_account_closed`, `line_matched`.
 */
export const acceptCertain = command({
  name: 'payments.acceptCertainMatches',
  permission: 'bank.reconcile',
  input: z.strictObject({ accountId: idField, to: dateField.optional() }),
  run: async (scope, { accountId, to }) => {
    const account = await lockAccount(scope, accountId);
    const pool = await readPool(scope, account, to === undefined ? undefined : addDays(to, 1));
    const reversed = reversalPairs([...pool.bookLines.values()]);
    const cancelled = new Set(reversed.flat().map(({ entryId, position }) => `${entryId}:${position}`));
    const entries = pool.entries.map((entry) => (cancelled.has(entry.id) ? { ...entry, matched: true } : entry));
    const { certain } = pairsOf({ ...pool, entries });
    const pairs = certain.map(({ line, entry, reasons }): NewMatch => {
      const [entryId = '', position = ''] = entry.id.split(':');
      const parts = [{ entryId, position: Number(position) }];
      return { id: newId(), accountId, kind: 'pair', reason: reasons.join(', '), lineIds: [line.id], entries: parts };
    });
    const offsets = reversed.map(
      (parts): NewMatch => ({
        id: newId(),
        accountId,
        kind: 'offset',
        reason: 'Jurnal dan pembatalannya',
        lineIds: [],
        entries: parts.map(({ entryId, position }) => ({ entryId, position })),
      }),
    );
    await insertMatches(scope, [...pairs, ...offsets]);
    return { matched: pairs.length, cancelled: offsets.length };
  },
});

// An entry and its reversal, both without a partner in the bank: no money moved.
function reversalPairs(lines: readonly BookLine[]): [BookLine, BookLine][] {
  const open = lines.filter((line) => line.matchId === null);
  const byEntry = Map.groupBy(open, (line) => line.entryId);
  return open.flatMap((line): [BookLine, BookLine][] => {
    const original = line.reversesId === null ? undefined : byEntry.get(line.reversesId);
    const other = original?.find(
      ({ position, amountSen }) => position === line.position && amountSen === -line.amountSen,
    );
    return other ? [[other, line]] : [];
  });
}

/**
 * Takes a match back. An entry that was booked from the bank line is reversed with it; the entry and its reversal then cancel
 * out. Errors: `match_unknown`, `match_undone`, `reconciliation_closed`, and those of `reverseEntry`.
 */
export const undoMatch = command({
  name: 'payments.undoBankMatch',
  permission: 'bank.reconcile',
  input: z.strictObject({ matchId: idField, reason: textField(300) }),
  run: async (scope, { matchId, reason }) => {
    const match = await readMatch(scope, matchId);
    const closed = await closedMonths(scope, match.accountId);
    const { firstBankDay } = match;
    const month = closed.find(({ endsBefore }) => firstBankDay !== null && firstBankDay < endsBefore);
    if (month) throw monthClosed(month.startsOn);
    if (match.undone || !(await updateUndone(scope, matchId, reason))) {
      throw new DomainError('conflict', 'match_undone', 'Pasangan ini sudah dilepas');
    }
    const [entryId] = match.entryIds;
    if (match.kind === 'booked' && entryId) await takeBack(scope, match.accountId, { entryId, reason });
    return { id: matchId };
  },
});

async function takeBack(
  scope: Parameters<typeof reverseEntry>[0],
  accountId: string,
  { entryId, reason }: { entryId: string; reason: string },
): Promise<void> {
  const reversal = await reverseEntry(scope, { entryId, reason });
  const account = await readAccount(scope, accountId);
  const days = { from: account.startsOn, before: addDays(scope.today, 1) };
  const lines = await bookLinesOn(scope, account, days, 'open');
  const both = lines.filter((line) => line.entryId === entryId || line.entryId === reversal.id);
  const entries = both.map(({ entryId: id, position }) => ({ entryId: id, position }));
  await insertMatches(scope, [
    { id: newId(), accountId, kind: 'offset', reason: 'Jurnal dan pembatalannya', lineIds: [], entries },
  ]);
}
