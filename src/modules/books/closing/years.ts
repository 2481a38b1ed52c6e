import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import {
  foldTotals,
  generalAccountIds,
  loadBooks,
  post,
  setClosedDays,
  setPeriodStatus,
  YEAR_CLOSE_SOURCE,
} from '#ledger';
import { monthBlockers, proofBlockers } from './blockers.ts';
import { noteClosedDays } from './days.ts';
import { type BookYearState, bookYears } from './doors.ts';
import { closeOneMonth } from './months.ts';
import { yearBlockers } from './own-blockers.ts';
import { placeSums } from './place-sums.ts';
import { requirePassable } from './rules/blockers.ts';
import type { Month } from './rules/order.ts';
import { closingEntries, openingEntries, type YearEntry, yearResult } from './rules/year-entries.ts';
import { yearToClose } from './rules/years.ts';
import { acceptedInput, yearInput } from './schema.ts';
import { type ClosingAccounts, closingAccounts } from './settings.ts';
import { type Accepted, insertAct } from './store.ts';

/** Entries of this source move a closed year's surplus to where it waits for the meeting. */
export const YEAR_OPEN_SOURCE = 'books.year_open';

/**
 * Closes a book year: revenue and expense of every branch and unit go to the surplus, dated its last day; on the next year's first day the
 * surplus moves to where it waits for the meeting. Errors: `year_unknown`, `year_already_closed`, `year_not_over`, `earlier_year_open`,
 * `earlier_month_open`, `period_locked`, `next_month_closed`, `close_blocked`, `warning_not_accepted`, `chart_code_unknown`.
 */
export const closeYear = command({
  name: 'books.closeYear',
  permission: 'books.close_year',
  input: z.strictObject({ year: yearInput, accepted: acceptedInput }),
  async run(scope, { year: wanted, accepted }) {
    // Proofs come before the queue of postings is held: others wait for the rest alone.
    yearToClose(await bookYears(scope), wanted, scope.today);
    const proofs = await proofBlockers(scope);
    await loadBooks(scope, []);
    const { year, lastMonth } = yearToClose(await bookYears(scope), wanted, scope.today);
    const blockers = lastMonth.status === 'open' ? await monthBlockers(scope, lastMonth) : [];
    const passed = requirePassable([...proofs, ...blockers, ...(await yearBlockers(scope, year))], accepted);
    const closed = await postClosing(scope, year, lastMonth, passed);
    const opened = await postOpening(scope, year, closed.accounts);
    await noteYear(scope, year, { ...closed, opened });
    while ((await foldTotals(scope)) > 0);
    return { year: wanted, surplus: formatDecimal(closed.surplusSen), checksum: closed.checksum };
  },
});

type Closed = {
  readonly surplusSen: bigint;
  readonly closing: readonly string[];
  readonly throughNumber: bigint;
  readonly checksum: string;
  readonly accepted: readonly Accepted[];
  readonly accounts: ClosingAccounts;
};

// The last month is open only while its closing entries are written.
async function postClosing(
  scope: Scope,
  year: BookYearState,
  lastMonth: Month,
  accepted: readonly Accepted[],
): Promise<Closed> {
  const accounts = await closingAccounts(scope);
  const sums = await placeSums(scope, { before: year.before, surplus: accounts.surplus });
  await openMonth(scope, lastMonth);
  const entries = closingEntries(sums, year.year, accounts);
  const closing = await postAll(scope, entries, { source: YEAR_CLOSE_SOURCE, on: year.lastDay });
  const { nextNumber } = await loadBooks(scope, []);
  const throughNumber = nextNumber - 1n;
  const reason = `Tutup tahun buku ${year.year}`;
  const checksum = await closeOneMonth(scope, lastMonth, { throughNumber, accepted, reason });
  return { surplusSen: yearResult(sums).surplusSen, closing, throughNumber, checksum, accepted, accounts };
}

/** Step: opens a month with all its days, whatever it was. */
export async function openMonth(scope: Scope, { startsOn, status }: Month): Promise<void> {
  await setPeriodStatus(scope, { startsOn, status: 'open' });
  if (status === 'open') await setClosedDays(scope, { startsOn, closedBefore: null });
}

function postOpening(scope: Scope, year: BookYearState, accounts: ClosingAccounts): Promise<string[]> {
  return withOpenDays(scope, year.before, `Jurnal pembuka setelah tahun buku ${year.year}`, async () => {
    const sums = await placeSums(scope, { before: year.before, surplus: accounts.surplus });
    const entries = openingEntries(sums, year.year, accounts);
    return postAll(scope, entries, { source: YEAR_OPEN_SOURCE, on: year.before });
  });
}

/** Step: lets the work post into a month whose first days may be closed already; they are closed again, with what was posted in them. */
export async function withOpenDays<Result>(
  scope: Scope,
  startsOn: BusinessDate,
  reason: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const { periods } = await loadBooks(scope, []);
  const closedBefore = periods.find((period) => period.startsOn === startsOn)?.closedBefore ?? null;
  if (closedBefore === null) return work();
  await setClosedDays(scope, { startsOn, closedBefore: null });
  const result = await work();
  await setClosedDays(scope, { startsOn, closedBefore });
  const { nextNumber } = await loadBooks(scope, []);
  await noteClosedDays(scope, { from: startsOn, closedBefore, throughNumber: nextNumber - 1n, reason });
  return result;
}

async function postAll(
  scope: Scope,
  entries: readonly YearEntry[],
  { source, on }: { source: string; on: BusinessDate },
): Promise<string[]> {
  if (entries.length === 0) return [];
  const ids = await generalAccountIds(
    scope,
    entries.flatMap(({ lines }) => lines.map(({ code }) => code)),
  );
  const posted = await post(
    scope,
    entries.map(({ branchId, unitId, description, lines }) => ({
      description,
      businessDate: on,
      source,
      ...(branchId !== null && { branchId }),
      ...(unitId !== null && { unitId }),
      lines: lines.map(({ code, amountSen }) => ({ accountId: ids.get(code) ?? '', amountSen })),
    })),
  );
  return posted.map(({ id }) => id);
}

async function noteYear(
  scope: Scope,
  year: BookYearState,
  { closing, opened, surplusSen, throughNumber, checksum, accepted }: Closed & { opened: readonly string[] },
): Promise<void> {
  const range = { startsOn: year.from, endsBefore: year.before };
  const actId = await insertAct(scope, { kind: 'year', ...range, act: 'close', throughNumber, checksum, accepted });
  await scope.tx.run(sql`
    insert into books.year_entry (cooperative_id, act_id, entry_id, purpose)
    select ${scope.cooperativeId}, ${actId}, e.id, e.purpose
      from (select unnest(${[...closing]}::uuid[]) as id, 'close' as purpose
            union all select unnest(${[...opened]}::uuid[]), 'open') e`);
  await scope.tx.run(sql`
    insert into books.year (cooperative_id, year, starts_on, ends_before, close_act_id, closed_at, surplus_sen)
    values (${scope.cooperativeId}, ${year.year}, ${year.from}, ${year.before}, ${actId}, ${scope.now}, ${surplusSen})
    on conflict (cooperative_id, year) do update
       set starts_on = excluded.starts_on, ends_before = excluded.ends_before, close_act_id = excluded.close_act_id,
           closed_at = excluded.closed_at, surplus_sen = excluded.surplus_sen`);
}
