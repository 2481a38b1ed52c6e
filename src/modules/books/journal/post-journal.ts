import sql from 'sql-template-tag';
import { command } from '#kernel/command';
import { assert } from '#kernel/errors';
import type { ApprovalNeed } from '#kernel/held';
import type { Scope } from '#kernel/scope';
import {
  attachKept,
  checkByHand,
  type EntryInput,
  journalApproval,
  journalLimitSen,
  postByHand,
  requireKeptVouchers,
} from '#ledger';
import { endDraft, requireOpenDraft } from './draft-store.ts';
import { turnDay } from './rules/schedule.ts';
import { JournalInput } from './schema.ts';

/** The source of entries written in the form. */
export const JOURNAL_SOURCE = 'books.journal';

/**
 * Posts an entry of the form with its papers, ends the draft it was, and plans its reversal when it turns round. Above
 * `journal.approval_above` it waits for a second person; what could not be posted now is refused before anybody is asked.
 * Errors: those of `postByHand`, `requireKeptVouchers`, `draft_unknown`, `draft_ended`.
 */
export const postJournal = command({
  name: 'books.postJournal',
  permission: 'ledger.post',
  input: JournalInput,
  approval: (scope, input) => journalNeed(scope, [entryOf(input)], () => checkRest(scope, input)),
  async run(scope, input) {
    const [posted] = await postByHand(scope, [entryOf(input)], JOURNAL_SOURCE);
    assert(posted, 'one entry is posted');
    await attachKept(scope, posted.id, input.vouchers);
    if (input.draftId !== undefined) await endDraft(scope, { draftId: input.draftId, entryId: posted.id });
    if (input.turnsRound) await planReversal(scope, posted.id, turnDay(posted.businessDate));
    return { id: posted.id, number: posted.number.toString() };
  },
});

/** Why these entries need a second person, once it is known that they could be posted; null when they need none. */
export async function journalNeed(
  scope: Scope,
  entries: readonly EntryInput[],
  check: () => Promise<void> = async () => undefined,
): Promise<ApprovalNeed | null> {
  const need = journalApproval(await journalLimitSen(scope), entries);
  if (!need) return null;
  const refusal = (await checkByHand(scope, entries)).find((found) => found !== null);
  if (refusal) throw refusal;
  await check();
  return need;
}

async function checkRest(scope: Scope, input: JournalInput): Promise<void> {
  await requireKeptVouchers(scope, input.vouchers);
  if (input.draftId !== undefined) await requireOpenDraft(scope, input.draftId);
}

function entryOf({ vouchers: _papers, turnsRound: _turns, draftId: _draft, ...entry }: JournalInput): EntryInput {
  return entry;
}

async function planReversal(scope: Scope, entryId: string, on: string): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into books.planned_reversal (cooperative_id, entry_id, reverse_on, planned_by, planned_by_name, planned_at)
    values (${scope.cooperativeId}, ${entryId}, ${on}::date, ${actor.personId}, ${actor.name}, ${scope.now})`);
}
