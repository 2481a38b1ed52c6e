import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { rupiahText } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import {
  checkDate,
  type EntryDraft,
  generalAccountIds,
  JOURNAL_APPROVAL_ABOVE,
  journalLimitSen,
  post,
  readPeriods,
} from '#ledger';
import { bankSide, readPool } from '../pool.ts';
import { mayPostAlone, ruleFor } from '../rules/posting-rules.ts';
import { BookInput } from '../schema.ts';
import { autoPostLimitSen } from '../settings.ts';
import { type BankAccount, lockAccount, readAccount } from '../store/accounts.ts';
import { type BankLine, findBankLine } from '../store/lines.ts';
import { insertMatches } from '../store/matches.ts';
import { readRules } from '../store/rules.ts';

/** What is booked for one bank line. */
type Booking = {
  readonly line: BankLine;
  readonly chartCode: string;
  readonly description: string;
  readonly on: BusinessDate;
  readonly reason: string;
};

/**
 * Books a bank line that the books do not have, and matches the two. Above `journal.approval_above` a second person agrees
 * first. Errors: `bank_line_unknown`, `line_matched`, `chart_code_unknown`, `control_account`, `bank_same_account`, and those
 * of posting (`period_closed`, `day_closed`, `date_in_future`).
 */
export const bookBankLine = command({
  name: 'payments.bookBankLine',
  permission: 'bank.reconcile',
  input: BookInput,
  approval: async (scope, input) => {
    const line = await openLine(scope, input.lineId);
    const amountSen = line.amountSen < 0n ? -line.amountSen : line.amountSen;
    const limit = await journalLimitSen(scope);
    if (limit === undefined || amountSen <= limit) return null;
    // What could not be booked now is refused before anybody is asked.
    await requireUsable(scope, await readAccount(scope, line.accountId), [input.chartCode]);
    await generalAccountIds(scope, [input.chartCode]);
    const summary = `Bukukan mutasi bank ${rupiahText(line.amountSen)} ke ${input.chartCode}: ${input.description}`;
    return { rule: JOURNAL_APPROVAL_ABOVE, summary, amountSen, permission: 'approvals.decide' };
  },
  run: async (scope, input) => {
    const line = await openLine(scope, input.lineId);
    const account = await readAccount(scope, line.accountId);
    const [entryId] = await book(scope, account, [
      {
        line,
        chartCode: input.chartCode,
        description: input.description,
        on: input.happenedOn ?? line.bookedOn,
        reason: `Dibukukan ke ${input.chartCode}`,
      },
    ]);
    assert(entryId, 'one line is booked by one entry');
    return { entryId };
  },
});

async function openLine(scope: QueryScope, id: string) {
  const line = await findBankLine(scope, id);
  if (!line)
    throw new DomainError('not_found', 'bank_line_unknown', 'Baris rekening koran ini tidak ada di rekening ini');
  if (line.matchId !== null) {
    throw new DomainError(
      'conflict',
      'line_matched',
      'Baris ini baru saja dicocokkan orang lain. Muat ulang halaman ini',
    );
  }
  return line;
}

/**
 * Books what automatic rules stand for, up to the by-laws' limit (nought, the default: nothing). The rest is left to people, as
 * is a line whose day is closed. Errors: `bank_account_unknown`, `bank_account_closed`, `control_account`.
 */
export const applyBankRules = command({
  name: 'payments.applyBankRules',
  permission: 'bank.reconcile',
  input: z.strictObject({ accountId: idField }),
  run: async (scope, { accountId }) => {
    const account = await lockAccount(scope, accountId);
    const [limitSen, rules, periods, pool] = [
      await autoPostLimitSen(scope),
      await readRules(scope, accountId),
      await readPeriods(scope),
      await readPool(scope, account),
    ];
    const met = [...pool.bankLines.values()].flatMap((line) => {
      const rule =
        line.matchId === null && line.bookedOn >= account.startsOn ? ruleFor(rules, bankSide(line)) : undefined;
      return rule ? [{ line, rule }] : [];
    });
    const posted = met.filter(
      ({ line, rule }) =>
        mayPostAlone(rule, line.amountSen, limitSen) && isOpenDay({ today: scope.today, periods }, line.bookedOn),
    );
    await book(
      scope,
      account,
      posted.map(({ line, rule }) => ({
        line,
        chartCode: rule.chartCode,
        description: rule.description,
        on: line.bookedOn,
        reason: `Aturan “${rule.name}”`,
      })),
    );
    return { posted: posted.length, left: met.length - posted.length };
  },
});

function isOpenDay(books: Parameters<typeof checkDate>[0], day: BusinessDate): boolean {
  try {
    checkDate(books, day);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

// The line is claimed before anything is posted: whoever comes second posts nothing.
async function book(scope: Scope, account: BankAccount, bookings: readonly Booking[]): Promise<string[]> {
  if (bookings.length === 0) return [];
  const codes = bookings.map(({ chartCode }) => chartCode);
  await requireUsable(scope, account, codes);
  const ids = await generalAccountIds(scope, [account.chartCode, ...codes]);
  const own = ids.get(account.chartCode);
  const matches = bookings.map(({ line, reason }) => ({ id: newId(), line, reason }));
  await insertMatches(
    scope,
    matches.map(({ id, line, reason }) => ({
      id,
      accountId: account.id,
      kind: 'booked',
      reason,
      lineIds: [line.id],
      entries: [],
    })),
  );
  const drafts = bookings.map(({ line, chartCode, description, on }): EntryDraft => {
    const other = ids.get(chartCode);
    assert(own && other, 'generalAccountIds answers every code');
    return {
      description: `${description}: ${line.description}`.slice(0, 300),
      businessDate: on,
      source: 'payments.bank',
      ...(account.branchId !== null && { branchId: account.branchId }),
      lines: [
        { accountId: own, amountSen: line.amountSen },
        { accountId: other, amountSen: -line.amountSen },
      ],
    };
  });
  const posted = await post(scope, drafts);
  await joinEntries(
    scope,
    matches.map(({ id }, at) => ({ match_id: id, entry_id: posted[at]?.id ?? '', position: 1 })),
  );
  return posted.map(({ id }) => id);
}

async function joinEntries(
  scope: Scope,
  records: readonly { match_id: string; entry_id: string; position: number }[],
): Promise<void> {
  await scope.tx.run(sql`
    insert into bank.match_entry (cooperative_id, match_id, entry_id, position)
    select ${scope.cooperativeId}, r.match_id, r.entry_id, r.position
      from json_to_recordset(${JSON.stringify(records)}::json) as r(match_id uuid, entry_id uuid, position smallint)`);
}

// Members' accounts move by savings and loans only, or the books and the passbooks would part.
async function requireUsable(scope: QueryScope, account: BankAccount, codes: readonly string[]): Promise<void> {
  if (codes.includes(account.chartCode)) {
    throw fieldError('chartCode', 'bank_same_account', 'Pilih akun lawan, bukan akun bank ini sendiri');
  }
  const control = await scope.tx.maybe<{ code: string }>(sql`
    select a.chart_code as code from ledger.account a
     where a.cooperative_id = ${scope.cooperativeId} and a.chart_code = any(${[...codes]}) and a.owner_kind in ('savings', 'loan') limit 1`);
  if (!control) return;
  const pesan = `Akun ${control.code} berisi rekening anggota. Catat lewat menu simpanan atau pinjaman, supaya buku anggota ikut berubah`;
  throw new DomainError('refused', 'control_account', pesan, [{ field: 'chartCode', code: 'control_account', pesan }]);
}
