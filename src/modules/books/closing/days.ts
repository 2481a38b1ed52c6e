import { z } from 'zod';
import { command } from '#kernel/command';
import { addDays, type BusinessDate } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import type { ApprovalNeed } from '#kernel/held';
import type { Scope } from '#kernel/scope';
import { foldTotals, loadBooks, readPeriods, setClosedDays } from '#ledger';
import { dayBlockers } from './blockers.ts';
import { checksumBefore } from './checksum.ts';
import { requirePassable } from './rules/blockers.ts';
import { closedDaysBefore, closedDaysThrough, monthWith } from './rules/order.ts';
import { reasonInput } from './schema.ts';
import { insertAct } from './store.ts';

/**
 * Closes a day and every day before it in its month: they take no entry any more. Errors: `day_not_over`, `period_unknown`, `period_closed`,
 * `day_already_closed`, `close_blocked` (a till that was not counted, an end of day that was not run).
 */
export const closeDay = command({
  name: 'books.closeDay',
  permission: 'days.close',
  input: z.strictObject({ on: dateField }),
  async run(scope, { on }) {
    const { periods, nextNumber } = await loadBooks(scope, []);
    const { startsOn, closedBefore } = closedDaysThrough(periods, on, scope.today);
    const from = monthWith(periods, on).closedBefore ?? startsOn;
    requirePassable(await dayBlockers(scope, { startsOn: from, endsBefore: closedBefore }), []);
    await setClosedDays(scope, { startsOn, closedBefore });
    await foldTotals(scope);
    const checksum = await noteClosedDays(scope, { from, closedBefore, throughNumber: nextNumber - 1n });
    return { from, through: on, throughNumber: (nextNumber - 1n).toString(), checksum };
  },
});

/** Step: writes that days are closed before a date, with the checksum of that moment. */
export async function noteClosedDays(
  scope: Scope,
  closed: { from: BusinessDate; closedBefore: BusinessDate; throughNumber: bigint; reason?: string },
): Promise<string> {
  const { from, closedBefore, throughNumber, reason = null } = closed;
  const checksum = await checksumBefore(scope, closedBefore);
  const range = { startsOn: from, endsBefore: closedBefore };
  await insertAct(scope, { kind: 'day', ...range, act: 'close', throughNumber, checksum, reason });
  return checksum;
}

/**
 * Opens a closed day again, and those after it in its month; always by two people. Errors: `period_unknown`, `period_closed` (open the month
 * first), `day_not_closed`.
 */
export const reopenDay = command({
  name: 'books.reopenDay',
  permission: 'ledger.periods',
  input: z.strictObject({ on: dateField, reason: reasonInput }),
  approval: async (scope, { on, reason }): Promise<ApprovalNeed> => {
    const last = addDays(closedDaysBefore(await readPeriods(scope), on).endsBefore, -1);
    const summary = `Buka kembali hari ${on} sampai ${last}: ${reason}`;
    return { rule: 'books.reopen_day', summary, permission: 'books.close_year' };
  },
  async run(scope, { on, reason }) {
    const { periods, nextNumber } = await loadBooks(scope, []);
    const { startsOn, endsBefore, closedBefore } = closedDaysBefore(periods, on);
    await setClosedDays(scope, { startsOn, closedBefore });
    const range = { startsOn: on, endsBefore, throughNumber: nextNumber - 1n };
    await insertAct(scope, { kind: 'day', ...range, act: 'reopen', reason });
    return { from: on, through: addDays(endsBefore, -1) };
  },
});
