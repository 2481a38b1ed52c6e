import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { addDays } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import { query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { checkByHand, holdPostings, postEachByHand, reverseEntry } from '#ledger';
import { type DueJournal, dueOfPlans, dueRecurring, dueReversals, entriesOf, requireDue } from './due.ts';
import { readRecurring } from './recurring.ts';
import { SkipInput } from './schema.ts';

/** The source of entries that recurring plans make. */
export const RECURRING_SOURCE = 'books.journal_recurring';

type Refused = { kind: DueJournal['kind']; id: string; dueOn: string; reason: string; detail: string };

/**
 * Posts every recurring entry and every planned reversal that is due today or before, each under its own date. What the ledger refuses
 * (a closed month, a retired account) stays due and is told in `refused`; a second run changes nothing.
 */
export const runDueJournals = command({
  name: 'books.runDueJournals',
  permission: 'ledger.post',
  input: z.strictObject({}),
  async run(scope) {
    // In the queue of postings two runs stand behind each other: the second finds what the first has done.
    await holdPostings(scope);
    const refused: Refused[] = [];
    const posted = await postRecurring(scope, refused);
    const reversed = await postReversals(scope, refused);
    return { posted, reversed, refused };
  },
});

async function postRecurring(scope: Scope, refused: Refused[]): Promise<number> {
  const due = dueOfPlans(await readRecurring(scope), addDays(scope.today, 1));
  const results = await postEachByHand(scope, entriesOf(due), RECURRING_SOURCE);
  let posted = 0;
  for (const [index, { plan, dueOn }] of due.entries()) {
    const result = results[index];
    if (result instanceof DomainError) {
      refused.push({ kind: 'recurring', id: plan.id, dueOn, reason: result.reason, detail: result.pesan });
    } else if (result) {
      await insertRun(scope, { id: plan.id, dueOn, entryId: result.id, reason: null });
      posted += 1;
    }
  }
  return posted;
}

async function postReversals(scope: Scope, refused: Refused[]): Promise<number> {
  let reversed = 0;
  for (const { id, dueOn } of await dueReversals(scope, addDays(scope.today, 1))) {
    try {
      const entry = await reverseEntry(scope, { entryId: id, reason: 'Jurnal balik otomatis', businessDate: dueOn });
      await insertReversalEnd(scope, { id, reversalId: entry.id, reason: null });
      reversed += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.reason === 'entry_reversed') {
        await insertReversalEnd(scope, { id, reversalId: null, reason: 'Sudah dibatalkan sebelumnya' });
      } else refused.push({ kind: 'reversal', id, dueOn, reason: error.reason, detail: error.pesan });
    }
  }
  return reversed;
}

/** Passes over one due date, or gives a planned reversal up, with the reason. Error: `due_not_there`. */
export const skipDue = command({
  name: 'books.skipDue',
  permission: 'ledger.post',
  input: SkipInput,
  async run(scope, { kind, id, dueOn, reason }) {
    await holdPostings(scope);
    await requireDue(scope, { kind, id, dueOn });
    if (kind === 'recurring') await insertRun(scope, { id, dueOn, entryId: null, reason });
    else await insertReversalEnd(scope, { id, reversalId: null, reason });
    return { id, dueOn };
  },
});

async function insertRun(
  scope: Scope,
  run: { id: string; dueOn: string; entryId: string | null; reason: string | null },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into books.recurring_run (cooperative_id, recurring_id, due_on, entry_id, reason, done_by, done_by_name, done_at)
    values (${scope.cooperativeId}, ${run.id}, ${run.dueOn}::date, ${run.entryId}, ${run.reason}, ${actor.personId}, ${actor.name},
            ${scope.now})`);
}

async function insertReversalEnd(
  scope: Scope,
  end: { id: string; reversalId: string | null; reason: string | null },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into books.planned_reversal_end (cooperative_id, entry_id, reversal_id, reason, done_by, done_by_name, done_at)
    values (${scope.cooperativeId}, ${end.id}, ${end.reversalId}, ${end.reason}, ${actor.personId}, ${actor.name}, ${scope.now})`);
}

/** What is due by today, and why it cannot be posted where it cannot. Reversals still to come are listed apart. */
export const dueJournals = query({
  name: 'books.dueJournals',
  permission: 'ledger.read',
  input: z.strictObject({}),
  async run(scope) {
    const tomorrow = addDays(scope.today, 1);
    const [plans, due, all] = await Promise.all([
      readRecurring(scope),
      dueRecurring(scope, tomorrow),
      dueReversals(scope, addDays(scope.today, 366)),
    ]);
    const ofPlans = dueOfPlans(plans, tomorrow);
    const refusals = await checkByHand(scope, entriesOf(ofPlans));
    const why = new Map(
      ofPlans.map(({ plan, dueOn }, index) => [`${plan.id} ${dueOn}`, refusals[index]?.pesan ?? null]),
    );
    const shown = ({ amountSen, ...one }: DueJournal) => ({
      ...one,
      amount: formatDecimal(amountSen),
      refusal: why.get(`${one.id} ${one.dueOn}`) ?? null,
    });
    return { due: due.map(shown), coming: all.filter(({ dueOn }) => dueOn > scope.today).map(shown) };
  },
});
