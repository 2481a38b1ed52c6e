import { z } from 'zod';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import type { ApprovalNeed } from '#kernel/held';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { foldTotals, loadBooks, type Period, readPeriods, setPeriodStatus } from '#ledger';
import { monthBlockers, proofBlockers } from './blockers.ts';
import { checksumBefore } from './checksum.ts';
import { bookYears } from './doors.ts';
import { requirePassable } from './rules/blockers.ts';
import { monthToClose, monthToLock, monthToReopen } from './rules/order.ts';
import { monthName } from './rules/words.ts';
import { yearClosed, yearNotClosed } from './rules/years.ts';
import { acceptedInput, reasonInput } from './schema.ts';
import { type Accepted, insertAct } from './store.ts';

/**
 * Closes the earliest open month: it takes no entry any more. Errors: `period_unknown`, `month_already_closed`, `period_locked`,
 * `month_not_over`, `earlier_month_open`, `close_blocked`, `warning_not_accepted`.
 */
export const closeMonth = command({
  name: 'books.closeMonth',
  permission: 'ledger.periods',
  input: z.strictObject({ startsOn: dateField, accepted: acceptedInput }),
  async run(scope, { startsOn, accepted }) {
    // What takes long is looked at first, so that postings wait for the rest alone.
    monthToClose(await currentPeriods(scope), startsOn, scope.today);
    const proofs = await proofBlockers(scope);
    const { periods, nextNumber } = await loadBooks(scope, []);
    const month = monthToClose(periods, startsOn, scope.today);
    const passed = requirePassable([...proofs, ...(await monthBlockers(scope, month))], accepted);
    await foldTotals(scope);
    const throughNumber = nextNumber - 1n;
    const checksum = await closeOneMonth(scope, month, { throughNumber, accepted: passed });
    return { startsOn, throughNumber: throughNumber.toString(), checksum };
  },
});

/** Step: closes an open month and writes the act, nothing asked. Answers its checksum. */
export async function closeOneMonth(
  scope: Scope,
  { startsOn, endsBefore }: Pick<Period, 'startsOn' | 'endsBefore'>,
  act: { throughNumber: bigint; accepted?: readonly Accepted[]; reason?: string },
): Promise<string> {
  await setPeriodStatus(scope, { startsOn, status: 'closed' });
  const checksum = await checksumBefore(scope, endsBefore);
  await insertAct(scope, { kind: 'month', startsOn, endsBefore, act: 'close', checksum, ...act });
  return checksum;
}

// The month of today is there from its first day, whether or not something was posted in it.
async function currentPeriods(scope: Scope): Promise<readonly Period[]> {
  const periods = await readPeriods(scope);
  const last = periods.at(-1);
  return last && last.endsBefore > scope.today ? periods : (await loadBooks(scope, [])).periods;
}

/**
 * Opens the latest closed month again with all its days; always by two people. Errors: `period_unknown`, `period_locked`, `month_not_closed`,
 * `later_month_closed`, `year_closed`.
 */
export const reopenMonth = command({
  name: 'books.reopenMonth',
  permission: 'ledger.periods',
  input: z.strictObject({ startsOn: dateField, reason: reasonInput }),
  approval: async (scope, { startsOn, reason }): Promise<ApprovalNeed> => {
    await requireReopenable(scope, await readPeriods(scope), startsOn);
    const summary = `Buka kembali pembukuan ${monthName(startsOn)}: ${reason}`;
    return { rule: 'books.reopen_month', summary, permission: 'books.close_year' };
  },
  async run(scope, { startsOn, reason }) {
    const { periods, nextNumber } = await loadBooks(scope, []);
    const { endsBefore } = await requireReopenable(scope, periods, startsOn);
    await setPeriodStatus(scope, { startsOn, status: 'open' });
    const throughNumber = nextNumber - 1n;
    await insertAct(scope, { kind: 'month', startsOn, endsBefore, act: 'reopen', throughNumber, reason });
    return { startsOn };
  },
});

async function requireReopenable(
  scope: QueryScope,
  periods: readonly Period[],
  startsOn: BusinessDate,
): Promise<Period> {
  const month = monthToReopen(periods, startsOn);
  const year = (await bookYears(scope)).find(({ from, before }) => from <= startsOn && startsOn < before);
  if (year && year.state !== 'open') throw yearClosed(year.year);
  return month;
}

/**
 * Locks a month and all before it for good, once their year is closed; always by two people. Errors: `period_unknown`, `month_not_closed`,
 * `period_locked`, `year_not_closed`.
 */
export const lockMonths = command({
  name: 'books.lockMonths',
  permission: 'ledger.periods',
  input: z.strictObject({ through: dateField, reason: reasonInput }),
  approval: async (scope, { through, reason }): Promise<ApprovalNeed> => {
    await requireLockable(scope, await readPeriods(scope), through);
    const summary = `Kunci pembukuan sampai ${monthName(through)} untuk seterusnya: ${reason}`;
    return { rule: 'books.lock_months', summary, permission: 'books.close_year' };
  },
  async run(scope, { through, reason }) {
    const { periods, nextNumber } = await loadBooks(scope, []);
    await requireLockable(scope, periods, through);
    const months = periods.filter(({ startsOn, status }) => startsOn <= through && status === 'closed');
    await lockEach(scope, months, { reason, throughNumber: nextNumber - 1n });
    return { locked: months.length };
  },
});

/** Step: locks closed months for good and writes the acts, nothing asked. */
export async function lockEach(
  scope: Scope,
  months: readonly Pick<Period, 'startsOn' | 'endsBefore'>[],
  act: { reason: string; throughNumber: bigint },
): Promise<void> {
  for (const { startsOn, endsBefore } of months) {
    await setPeriodStatus(scope, { startsOn, status: 'locked' });
    await insertAct(scope, { kind: 'month', startsOn, endsBefore, act: 'lock', ...act });
  }
}

async function requireLockable(scope: QueryScope, periods: readonly Period[], through: BusinessDate): Promise<void> {
  monthToLock(periods, through);
  const year = (await bookYears(scope)).find(({ from, before }) => from <= through && through < before);
  if (year?.state === 'open') throw yearNotClosed(year.year);
}
