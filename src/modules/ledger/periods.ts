import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { Period } from './posting.ts';
import { LOCK_COUNTER, READ_PERIODS } from './store.ts';

/** The months of the books, earliest first. */
export function readPeriods(scope: QueryScope): Promise<Period[]> {
  return scope.tx.prepared<Period>('ledger.periods', READ_PERIODS, [scope.cooperativeId]);
}

/**
 * Step: stands in the queue of postings, so that nothing is posted until the caller commits. Answers the number of the last entry
 * (0: none yet): what a report or a close was made from.
 */
export async function holdPostings(scope: Scope): Promise<bigint> {
  const [counter] = await scope.tx.prepared<{ nextNumber: bigint }>('ledger.counter', LOCK_COUNTER, [
    scope.cooperativeId,
  ]);
  assert(counter, 'a cooperative has its entry counter from the day it is made');
  return counter.nextNumber - 1n;
}

/** The number of the last entry that this reader sees (0: none yet). */
export async function lastEntryNumber(scope: QueryScope): Promise<bigint> {
  const { number } = await scope.tx.one<{ number: bigint }>(sql`
    select coalesce((select e.number from ledger.entry e
                      where e.cooperative_id = ${scope.cooperativeId} and e.number > 0 order by e.number desc limit 1), 0)::bigint as number`);
  return number;
}

/**
 * Step: opens, closes or locks one month, and nothing else: whoever calls it knows that it may be (blockers, order, second person). Takes the
 * queue of postings first. A month that is opened again has all its days open. Errors: `period_unknown`, `period_locked`.
 */
export async function setPeriodStatus(
  scope: Scope,
  change: { startsOn: BusinessDate; status: Period['status'] },
): Promise<void> {
  const period = await lockPeriod(scope, change.startsOn);
  if (period.status === change.status) return;
  await scope.tx.run(sql`
    update ledger.period
       set status = ${change.status}, closed_before = ${change.status === 'open' ? null : period.closedBefore}::date
     where cooperative_id = ${scope.cooperativeId} and starts_on = ${change.startsOn}::date`);
}

/**
 * Step: closes the days of an open month before a date (which lies in it, or is the first day of the next); null opens all of its days.
 * Errors: `period_unknown`, `period_locked`, `period_closed`.
 */
export async function setClosedDays(
  scope: Scope,
  change: { startsOn: BusinessDate; closedBefore: BusinessDate | null },
): Promise<void> {
  const period = await lockPeriod(scope, change.startsOn);
  if (period.status !== 'open') {
    throw new DomainError('refused', 'period_closed', 'Pembukuan untuk tanggal ini sudah ditutup atau belum dibuka');
  }
  const { closedBefore } = change;
  assert(
    closedBefore === null || (closedBefore > period.startsOn && closedBefore <= period.endsBefore),
    'closed days lie inside their month',
  );
  await scope.tx.run(sql`
    update ledger.period set closed_before = ${closedBefore}::date
     where cooperative_id = ${scope.cooperativeId} and starts_on = ${change.startsOn}::date`);
}

async function lockPeriod(scope: Scope, startsOn: BusinessDate): Promise<Period> {
  await holdPostings(scope);
  const period = (await readPeriods(scope)).find((candidate) => candidate.startsOn === startsOn);
  if (!period) {
    throw new DomainError('not_found', 'period_unknown', `Pembukuan tidak mempunyai bulan yang mulai ${startsOn}`);
  }
  if (period.status === 'locked') {
    throw new DomainError(
      'refused',
      'period_locked',
      'Bulan ini sudah dikunci. Perbaiki lewat jurnal di bulan yang terbuka',
    );
  }
  return period;
}
