import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { type QueryScope, query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { requireKeptVouchers } from '#ledger';
import { draftUnknown, endDraft, requireOpenDraft } from './draft-store.ts';
import { DraftInput, type TypedLine } from './schema.ts';

/** At most this many drafts are listed; more than a cooperative leaves lying. */
const LISTED_MAX = 500;

/** A draft as lists show it. `happenedOn` is null when no date was typed yet. */
export type DraftRow = {
  readonly id: string;
  readonly happenedOn: BusinessDate | null;
  readonly description: string;
  readonly lineCount: number;
  readonly writtenByName: string;
  readonly writtenAt: string;
};

/** A whole draft, as it was typed. */
export type Draft = DraftRow & {
  readonly version: number;
  readonly lines: readonly TypedLine[];
  readonly vouchers: readonly { readonly fileId: string; readonly name: string }[];
  readonly branchId: string | null;
  readonly unitId: string | null;
  readonly turnsRound: boolean;
  readonly ended: boolean;
};

/**
 * Keeps what was typed for later, right or wrong; with `draftId` an open draft is written over. Errors: `draft_unknown`, `draft_ended`,
 * `version_changed`, those of `requireKeptVouchers`.
 */
export const saveDraft = command({
  name: 'books.saveDraft',
  permission: 'ledger.post',
  input: DraftInput,
  async run(scope, input) {
    await requireKeptVouchers(scope, input.vouchers);
    const id = input.draftId ?? newId();
    if (input.draftId === undefined) await insertDraft(scope, id, input);
    else await rewriteDraft(scope, input.draftId, input);
    return { id };
  },
});

async function insertDraft(scope: Scope, id: string, input: DraftInput): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into books.journal_draft (cooperative_id, id, happened_on, description, lines, vouchers, branch_id, unit_id, turns_round,
                                     written_by, written_by_name, written_at)
    values (${scope.cooperativeId}, ${id}, ${input.happenedOn}::date, ${input.description}, ${JSON.stringify(input.lines)}::jsonb,
            ${JSON.stringify(input.vouchers)}::jsonb, ${input.branchId ?? null}, ${input.unitId ?? null}, ${input.turnsRound},
            ${actor.personId}, ${actor.name}, ${scope.now})`);
}

async function rewriteDraft(scope: Scope, id: string, input: DraftInput): Promise<void> {
  await requireOpenDraft(scope, id);
  const { actor } = scope.context;
  const changed = await scope.tx.run(sql`
    update books.journal_draft
       set happened_on = ${input.happenedOn}::date, description = ${input.description}, lines = ${JSON.stringify(input.lines)}::jsonb,
           vouchers = ${JSON.stringify(input.vouchers)}::jsonb, branch_id = ${input.branchId ?? null}, unit_id = ${input.unitId ?? null},
           turns_round = ${input.turnsRound}, version = version + 1, written_by = ${actor.personId}, written_by_name = ${actor.name},
           written_at = ${scope.now}
     where cooperative_id = ${scope.cooperativeId} and id = ${id} and version = ${input.version ?? 0}`);
  if (changed === 0) throw versionChanged();
}

/** Somebody else wrote over what was on the screen. */
export function versionChanged(): DomainError {
  return new DomainError(
    'conflict',
    'version_changed',
    'Data ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi',
  );
}

/** Throws a draft away; it stays in the audit trail. Errors: `draft_unknown`, `draft_ended`. */
export const discardDraft = command({
  name: 'books.discardDraft',
  permission: 'ledger.post',
  input: z.strictObject({ draftId: idField }),
  async run(scope, { draftId }) {
    await requireOpenDraft(scope, draftId);
    await endDraft(scope, { draftId, entryId: null });
    return { id: draftId };
  },
});

/**
 * Step: drafts that are still open and belong before a day, or have no date yet; what stands in the way of a close. At most 500, oldest
 * date first.
 */
export function openDrafts(scope: QueryScope, before: BusinessDate | null): Promise<DraftRow[]> {
  return scope.tx.rows<DraftRow>(sql`
    select d.id, d.happened_on as "happenedOn", d.description, jsonb_array_length(d.lines) as "lineCount",
           d.written_by_name as "writtenByName", d.written_at as "writtenAt"
      from books.journal_draft d
     where d.cooperative_id = ${scope.cooperativeId}
       and (${before}::date is null or d.happened_on is null or d.happened_on < ${before}::date)
       and not exists (select 1 from books.journal_draft_end x where x.cooperative_id = d.cooperative_id and x.draft_id = d.id)
     order by d.happened_on nulls last, d.id limit ${LISTED_MAX}`);
}

/** The open drafts of the cooperative. */
export const journalDrafts = query({
  name: 'books.journalDrafts',
  permission: 'ledger.read',
  input: z.strictObject({}),
  run: (scope) => openDrafts(scope, null),
});

/** One draft as it was typed. Error: `draft_unknown`. */
export const journalDraft = query({
  name: 'books.journalDraft',
  permission: 'ledger.read',
  input: z.strictObject({ draftId: idField }),
  async run(scope, { draftId }) {
    const draft = await scope.tx.maybe<Draft>(sql`
      select d.id, d.happened_on as "happenedOn", d.description, jsonb_array_length(d.lines) as "lineCount", d.version, d.lines,
             d.vouchers, d.branch_id as "branchId", d.unit_id as "unitId", d.turns_round as "turnsRound",
             d.written_by_name as "writtenByName", d.written_at as "writtenAt",
             exists (select 1 from books.journal_draft_end x where x.cooperative_id = d.cooperative_id and x.draft_id = d.id) as ended
        from books.journal_draft d where d.cooperative_id = ${scope.cooperativeId} and d.id = ${draftId}`);
    if (!draft) throw draftUnknown();
    return draft;
  },
});
