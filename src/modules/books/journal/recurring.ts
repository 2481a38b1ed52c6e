import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { addDays, type BusinessDate, parts } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { dateField, idField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { checkByHand, debitsOf, type EntryInput, EntryLineInput, journalApproval, journalLimitSen } from '#ledger';
import type { Schedule } from './rules/schedule.ts';
import { RecurringInput } from './schema.ts';

/** A recurring entry as it was agreed to, with where it stands. Lines are chart codes and decimal strings. */
export type Recurring = Schedule & {
  readonly id: string;
  readonly description: string;
  readonly amountSen: bigint;
  readonly lines: readonly { account: string; debit?: string; credit?: string; note?: string }[];
  readonly branchId: string | null;
  readonly unitId: string | null;
  readonly madeByName: string;
  /** Due dates that are answered already. */
  readonly done: readonly BusinessDate[];
};

/** How long ago a plan may begin: what it would post at once stays within a year. */
const PAST_DAYS_MAX = 366;

/** Refusals of a trial posting that say something of today only, not of the plan. */
const OF_TODAY_ONLY = new Set(['period_closed', 'day_closed', 'date_in_future', 'balance_too_low']);

/**
 * Plans an entry that comes back, its lines and amounts fixed. Above `journal.approval_above` a second person agrees to the plan, and thereby
 * to every entry it makes. Errors: those of `draftOf` and `planPosting`, `recurring_ends_first`, `recurring_long_ago`.
 */
export const addRecurring = command({
  name: 'books.addRecurring',
  permission: 'ledger.post',
  input: RecurringInput,
  async approval(scope, input) {
    const need = journalApproval(await journalLimitSen(scope), [input]);
    if (need) await requirePlan(scope, input);
    return need;
  },
  async run(scope, input) {
    await requirePlan(scope, input);
    const id = newId();
    const { actor } = scope.context;
    await scope.tx.run(sql`
      insert into books.recurring_entry (cooperative_id, id, description, lines, amount_sen, branch_id, unit_id, every, day_of_month,
                                         starts_on, ends_on, made_by, made_by_name, made_at)
      values (${scope.cooperativeId}, ${id}, ${input.description}, ${JSON.stringify(storedLines(input))}::jsonb, ${debitsOf(input)},
              ${input.branchId ?? null}, ${input.unitId ?? null}, ${input.every}, ${input.dayOfMonth ?? parts(input.startsOn).day},
              ${input.startsOn}::date, ${input.endsOn ?? null}::date, ${actor.personId}, ${actor.name}, ${scope.now})`);
    return { id };
  },
});

async function requirePlan(scope: QueryScope, input: RecurringInput): Promise<void> {
  if (input.startsOn < addDays(scope.today, -PAST_DAYS_MAX)) {
    throw fieldError('startsOn', 'recurring_long_ago', 'Tanggal mulai paling lama satu tahun yang lalu');
  }
  const { every: _every, dayOfMonth: _day, startsOn: _start, endsOn: _end, ...entry } = input;
  const [refusal] = await checkByHand(scope, [{ ...entry, happenedOn: scope.today }]);
  if (refusal && !OF_TODAY_ONLY.has(refusal.reason)) throw refusal;
}

function storedLines(input: RecurringInput) {
  return input.lines.map(({ account, debit, credit, note }) => ({
    account,
    ...(debit !== undefined && { debit: formatDecimal(debit) }),
    ...(credit !== undefined && { credit: formatDecimal(credit) }),
    ...(note !== undefined && { note }),
  }));
}

/** Stops a recurring entry: nothing falls due from a day on (today, if none is named). Errors: `recurring_unknown`, `recurring_stopped`. */
export const stopRecurring = command({
  name: 'books.stopRecurring',
  permission: 'ledger.post',
  input: z.strictObject({ recurringId: idField, fromDay: dateField.optional(), reason: textField(200) }),
  async run(scope, input) {
    await readOne(scope, input.recurringId);
    const { actor } = scope.context;
    const written = await scope.tx.run(sql`
      insert into books.recurring_stop (cooperative_id, recurring_id, from_day, reason, stopped_by, stopped_by_name, stopped_at)
      values (${scope.cooperativeId}, ${input.recurringId}, ${input.fromDay ?? scope.today}::date, ${input.reason}, ${actor.personId},
              ${actor.name}, ${scope.now})
      on conflict (cooperative_id, recurring_id) do nothing`);
    if (written === 0) throw new DomainError('conflict', 'recurring_stopped', 'Jurnal berulang ini sudah dihentikan');
    return { id: input.recurringId };
  },
});

/** The recurring entries with the due dates answered so far, those still running first. At most 1000. */
export function readRecurring(scope: QueryScope, id: string | null = null): Promise<Recurring[]> {
  return scope.tx.rows<Recurring>(sql`
    select r.id, r.description, r.amount_sen as "amountSen", r.lines, r.branch_id as "branchId", r.unit_id as "unitId", r.every,
           r.day_of_month as "dayOfMonth", r.starts_on as "startsOn", r.ends_on as "endsOn", s.from_day as "stoppedFrom",
           r.made_by_name as "madeByName",
           array(select n.due_on::text from books.recurring_run n
                  where n.cooperative_id = r.cooperative_id and n.recurring_id = r.id order by n.due_on) as done
      from books.recurring_entry r
      left join books.recurring_stop s on s.cooperative_id = r.cooperative_id and s.recurring_id = r.id
     where r.cooperative_id = ${scope.cooperativeId} and (${id}::uuid is null or r.id = ${id}::uuid)
     order by s.from_day nulls first, r.starts_on, r.id limit 1000`);
}

async function readOne(scope: QueryScope, id: string): Promise<Recurring> {
  const [found] = await readRecurring(scope, id);
  if (!found) throw new DomainError('not_found', 'recurring_unknown', 'Jurnal berulang ini tidak ada');
  return found;
}

/** The entry that a plan makes on one of its due dates. */
export function entryOn(plan: Recurring, dueOn: BusinessDate): EntryInput {
  return {
    happenedOn: dueOn,
    description: plan.description,
    lines: z.array(EntryLineInput).parse(plan.lines),
    ...(plan.branchId !== null && { branchId: plan.branchId }),
    ...(plan.unitId !== null && { unitId: plan.unitId }),
  };
}

/** What came of one due date: an entry, or passed over with a reason. */
export type RecurringRun = {
  readonly dueOn: BusinessDate;
  readonly entryId: string | null;
  readonly number: string | null;
  readonly reason: string | null;
  readonly doneByName: string;
};

/** One recurring entry and what came of its due dates, newest first. Error: `recurring_unknown`. */
export const recurringEntry = query({
  name: 'books.recurringEntry',
  permission: 'ledger.read',
  input: z.strictObject({ recurringId: idField }),
  async run(scope, { recurringId }) {
    const [plan, runs] = await Promise.all([
      readOne(scope, recurringId),
      scope.tx.rows<RecurringRun>(sql`
        select n.due_on as "dueOn", n.entry_id as "entryId", e.number::text as number, n.reason, n.done_by_name as "doneByName"
          from books.recurring_run n
          left join ledger.entry e on e.cooperative_id = n.cooperative_id and e.id = n.entry_id
         where n.cooperative_id = ${scope.cooperativeId} and n.recurring_id = ${recurringId}
         order by n.due_on desc limit 200`),
    ]);
    const { amountSen, ...rest } = plan;
    return { ...rest, amount: formatDecimal(amountSen), runs };
  },
});

/** Every recurring entry, those that run first. */
export const recurringEntries = query({
  name: 'books.recurringEntries',
  permission: 'ledger.read',
  input: z.strictObject({}),
  run: async (scope) =>
    (await readRecurring(scope)).map(({ amountSen, lines: _lines, ...plan }) => ({
      ...plan,
      amount: formatDecimal(amountSen),
    })),
});
