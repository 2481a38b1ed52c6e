import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { EntryLineRef } from '../schema.ts';

export type MatchKind = 'pair' | 'split' | 'group' | 'offset' | 'booked';

/** A match before it is written. */
export type NewMatch = {
  readonly id: string;
  readonly accountId: string;
  readonly kind: MatchKind;
  readonly reason: string;
  readonly lineIds: readonly string[];
  readonly entries: readonly EntryLineRef[];
};

/**
 * Writes matches in a few statements. Whoever comes second to a line or an entry waits for the first and is then refused.
 * Error: `line_matched`.
 */
export async function insertMatches(scope: Scope, matches: readonly NewMatch[]): Promise<void> {
  if (matches.length === 0) return;
  const { cooperativeId, now, context } = scope;
  const records = matches.map(({ id, accountId, kind, reason }) => ({
    id,
    account_id: accountId,
    kind,
    reason: reason.slice(0, 400),
  }));
  await scope.tx.run(sql`
    insert into bank.match (cooperative_id, id, account_id, kind, reason, matched_at, matched_by, matched_by_name)
    select ${cooperativeId}, r.id, r.account_id, r.kind, r.reason, ${now}, ${context.actor.personId}, ${context.actor.name}
      from json_to_recordset(${JSON.stringify(records)}::json) as r(id uuid, account_id uuid, kind text, reason text)`);
  const lines = matches.flatMap(({ id, lineIds }) => lineIds.map((lineId) => ({ match_id: id, line_id: lineId })));
  await claimed(lines.length, lines.length === 0 ? 0 : await claimLines(scope, lines));
  const entries = matches.flatMap(({ id, entries: parts }) =>
    parts.map(({ entryId, position }) => ({ match_id: id, entry_id: entryId, position })),
  );
  await claimed(entries.length, entries.length === 0 ? 0 : await claimEntries(scope, entries));
}

// In the order of their ids, so that two people who accept many at once never wait for each other in a circle.
function claimLines(scope: Scope, lines: readonly { match_id: string; line_id: string }[]): Promise<number> {
  return scope.tx.run(sql`
    insert into bank.match_line (cooperative_id, match_id, line_id)
    select ${scope.cooperativeId}, r.match_id, r.line_id
      from json_to_recordset(${JSON.stringify(lines)}::json) as r(match_id uuid, line_id uuid)
     order by r.line_id
    on conflict do nothing`);
}

function claimEntries(
  scope: Scope,
  entries: readonly { match_id: string; entry_id: string; position: number }[],
): Promise<number> {
  return scope.tx.run(sql`
    insert into bank.match_entry (cooperative_id, match_id, entry_id, position)
    select ${scope.cooperativeId}, r.match_id, r.entry_id, r.position
      from json_to_recordset(${JSON.stringify(entries)}::json) as r(match_id uuid, entry_id uuid, position smallint)
     order by r.entry_id, r.position
    on conflict do nothing`);
}

async function claimed(wanted: number, written: number): Promise<void> {
  if (wanted === written) return;
  throw new DomainError(
    'conflict',
    'line_matched',
    'Baris ini baru saja dicocokkan orang lain. Muat ulang halaman ini',
  );
}

/** A match as it stands, with the days its movements reach over. */
export type StoredMatch = {
  readonly id: string;
  readonly accountId: string;
  readonly kind: MatchKind;
  readonly undone: boolean;
  readonly lineIds: string[];
  readonly entryIds: string[];
  readonly firstBankDay: BusinessDate | null;
};

/** One match. Error: `match_unknown`. */
export async function readMatch(scope: QueryScope, id: string): Promise<StoredMatch> {
  const match = await scope.tx.maybe<StoredMatch>(sql`
    select m.id, m.account_id as "accountId", m.kind, m.undone_at is not null as undone,
           coalesce((select array_agg(p.line_id::text) from bank.match_line p
                      where p.cooperative_id = m.cooperative_id and p.match_id = m.id), '{}') as "lineIds",
           coalesce((select array_agg(p.entry_id::text) from bank.match_entry p
                      where p.cooperative_id = m.cooperative_id and p.match_id = m.id), '{}') as "entryIds",
           (select min(l.booked_on) from bank.match_line p
              join bank.line l on l.cooperative_id = p.cooperative_id and l.id = p.line_id
             where p.cooperative_id = m.cooperative_id and p.match_id = m.id) as "firstBankDay"
      from bank.match m
     where m.cooperative_id = ${scope.cooperativeId} and m.id = ${id}`);
  if (!match) throw new DomainError('not_found', 'match_unknown', 'Pasangan ini tidak ada');
  return match;
}

/** Undoes a match; answers false when it was undone before. */
export async function updateUndone(scope: Scope, id: string, reason: string): Promise<boolean> {
  const { cooperativeId, now, context } = scope;
  const undone = await scope.tx.run(sql`
    update bank.match
       set undone_at = ${now}, undone_by = ${context.actor.personId}, undone_by_name = ${context.actor.name}, undone_reason = ${reason}
     where cooperative_id = ${cooperativeId} and id = ${id} and undone_at is null`);
  if (undone === 0) return false;
  await scope.tx.run(sql`
    update bank.match_line set live = false where cooperative_id = ${cooperativeId} and match_id = ${id}`);
  await scope.tx.run(sql`
    update bank.match_entry set live = false where cooperative_id = ${cooperativeId} and match_id = ${id}`);
  return true;
}
