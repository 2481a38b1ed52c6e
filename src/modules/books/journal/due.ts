import sql from 'sql-template-tag';
import { addDays, type BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { entryOn, type Recurring, readRecurring } from './recurring.ts';
import { dueDates } from './rules/schedule.ts';

/** What waits to be posted: a date of a recurring entry, or an accrual that turns round. `amountSen` is its debits. */
export type DueJournal = {
  readonly kind: 'recurring' | 'reversal';
  /** Of the recurring entry, or of the entry that turns round. */
  readonly id: string;
  readonly description: string;
  readonly dueOn: BusinessDate;
  readonly amountSen: bigint;
};

/** At most this many are answered, and posted, at once. */
export const DUE_MAX = 500;

/** Due dates of recurring entries before a day that nobody answered, oldest first. */
export function dueOfPlans(
  plans: readonly Recurring[],
  before: BusinessDate,
): { plan: Recurring; dueOn: BusinessDate }[] {
  return plans
    .flatMap((plan) => {
      const done = new Set(plan.done);
      return dueDates(plan, before)
        .filter((dueOn) => !done.has(dueOn))
        .map((dueOn) => ({ plan, dueOn }));
    })
    .sort((a, b) => (a.dueOn === b.dueOn ? (a.plan.id < b.plan.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1))
    .slice(0, DUE_MAX);
}

/** Planned reversals before a day that nobody made yet, oldest first. */
export function dueReversals(scope: QueryScope, before: BusinessDate): Promise<DueJournal[]> {
  return scope.tx.rows<DueJournal>(sql`
    select 'reversal' as kind, p.entry_id as id, 'Jurnal ' || e.number || ': ' || e.description as description, p.reverse_on as "dueOn",
           (select sum(l.amount_sen) from ledger.line l
             where l.cooperative_id = e.cooperative_id and l.entry_id = e.id and l.amount_sen > 0)::bigint as "amountSen"
      from books.planned_reversal p
      join ledger.entry e on e.cooperative_id = p.cooperative_id and e.id = p.entry_id
     where p.cooperative_id = ${scope.cooperativeId} and p.reverse_on < ${before}::date
       and not exists (select 1 from books.planned_reversal_end x where x.cooperative_id = p.cooperative_id and x.entry_id = p.entry_id)
     order by p.reverse_on, p.entry_id limit ${DUE_MAX}`);
}

/**
 * Step: entries that should have been made before a day and were not: dates of recurring entries and accruals that turn round. What
 * stands in the way of a close. Oldest first, at most 500 of each kind.
 */
export async function dueRecurring(scope: QueryScope, before: BusinessDate): Promise<DueJournal[]> {
  const [plans, reversals] = await Promise.all([readRecurring(scope), dueReversals(scope, before)]);
  const recurring = dueOfPlans(plans, before).map(({ plan, dueOn }) => ({
    kind: 'recurring' as const,
    id: plan.id,
    description: plan.description,
    dueOn,
    amountSen: plan.amountSen,
  }));
  return [...recurring, ...reversals].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** The due date of a plan, still unanswered. Errors: `recurring_unknown`, `due_not_there`. */
export async function requireDue(
  scope: Scope,
  asked: { kind: DueJournal['kind']; id: string; dueOn: BusinessDate },
): Promise<void> {
  const due = await dueRecurring(scope, addDays(scope.today, 1));
  if (due.some((one) => one.kind === asked.kind && one.id === asked.id && one.dueOn === asked.dueOn)) return;
  throw new DomainError(
    'conflict',
    'due_not_there',
    'Jurnal ini tidak sedang menunggu: sudah dicatat, sudah dilewati, atau belum jatuh tempo',
  );
}

/** The entries of due dates, in their order. */
export const entriesOf = (due: readonly { plan: Recurring; dueOn: BusinessDate }[]) =>
  due.map(({ plan, dueOn }) => entryOn(plan, dueOn));
