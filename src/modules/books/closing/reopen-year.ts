import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import type { ApprovalNeed } from '#kernel/held';
import type { Scope } from '#kernel/scope';
import { foldTotals, loadBooks, reverseEntry } from '#ledger';
import { bookYears } from './doors.ts';
import { lockEach } from './months.ts';
import { yearToApprove, yearToReopen } from './rules/years.ts';
import { reasonInput, yearInput } from './schema.ts';
import { insertAct } from './store.ts';
import { openMonth, withOpenDays } from './years.ts';

/**
 * Opens a closed year again: its closing and opening entries are reversed and its last month is open; always by two people. Errors:
 * `year_unknown`, `year_not_closed`, `year_approved`, `later_year_closed`, `next_month_closed`, `period_locked`.
 */
export const reopenYear = command({
  name: 'books.reopenYear',
  permission: 'books.close_year',
  input: z.strictObject({ year: yearInput, reason: reasonInput }),
  approval: async (scope, { year, reason }): Promise<ApprovalNeed> => {
    yearToReopen(await bookYears(scope), year);
    const summary = `Buka kembali tahun buku ${year}: ${reason}`;
    return { rule: 'books.reopen_year', summary, permission: 'books.close_year' };
  },
  async run(scope, { year: wanted, reason }) {
    const { nextNumber } = await loadBooks(scope, []);
    const { year, lastMonth } = yearToReopen(await bookYears(scope), wanted);
    const act = { act: 'reopen', reason, throughNumber: nextNumber - 1n } as const;
    await openMonth(scope, lastMonth);
    const why = `Tahun buku ${wanted} dibuka kembali`;
    for (const entryId of year.closed?.closingEntryIds.toReversed() ?? []) {
      await reverseEntry(scope, { entryId, reason: why, businessDate: year.lastDay });
    }
    await withOpenDays(scope, year.before, why, async () => {
      for (const entryId of year.closed?.openingEntryIds.toReversed() ?? []) {
        await reverseEntry(scope, { entryId, reason: why, businessDate: year.before });
      }
    });
    const { startsOn, endsBefore } = lastMonth;
    await insertAct(scope, { kind: 'month', startsOn, endsBefore, ...act });
    await insertAct(scope, { kind: 'year', startsOn: year.from, endsBefore: year.before, ...act });
    await scope.tx.run(sql`
      update books.year set close_act_id = null, closed_at = null, surplus_sen = null
       where cooperative_id = ${scope.cooperativeId} and year = ${wanted}`);
    await foldTotals(scope);
    return { year: wanted, openMonth: startsOn };
  },
});

/**
 * Step: notes that the meeting has decided on a year's surplus, by the number of its resolution. From then on the year stays as it is: its months
 * are locked. Errors: `year_unknown`, `year_not_closed`, `year_approved`.
 */
export async function markYearApproved(
  scope: Scope,
  { year: wanted, resolution }: { readonly year: number; readonly resolution: string },
): Promise<void> {
  const { nextNumber } = await loadBooks(scope, []);
  const year = yearToApprove(await bookYears(scope), wanted);
  const act = { reason: `SHU disetujui, keputusan ${resolution}`, throughNumber: nextNumber - 1n };
  await lockEach(
    scope,
    year.months.filter(({ status }) => status !== 'locked'),
    act,
  );
  await insertAct(scope, { kind: 'year', startsOn: year.from, endsBefore: year.before, act: 'lock', ...act });
  await scope.tx.run(sql`
    update books.year set shu_approved_at = ${scope.now}, shu_resolution = ${resolution}
     where cooperative_id = ${scope.cooperativeId} and year = ${wanted}`);
}
