import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { Meeting, ResolutionKind } from '../rules/resolution.ts';
import type { ResolutionInput } from '../schema.ts';

/** A resolution as it stands; `withdrawnReason` when it was taken back. */
export type Resolution = {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  readonly kind: ResolutionKind;
  readonly bookYear: number | null;
  readonly meeting: Meeting;
  readonly decidedOn: BusinessDate;
  readonly place: string;
  readonly invited: number | null;
  readonly attended: number;
  readonly text: string;
  readonly chair: string;
  readonly minutesTaker: string;
  readonly fileId: string | null;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly withdrawnAt: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
  /** What stands on it, in words. */
  readonly uses: readonly string[];
};

const COLUMNS = sql`
  r.id, r.number, r.revision, r.kind, r.book_year as "bookYear", r.meeting, r.decided_on as "decidedOn", r.place, r.invited, r.attended,
  r.decision as text, r.chair, r.minutes_taker as "minutesTaker", r.file_id as "fileId", r.recorded_at as "recordedAt",
  r.recorded_by_name as "recordedBy", w.withdrawn_at as "withdrawnAt", w.withdrawn_by_name as "withdrawnBy",
  w.reason as "withdrawnReason",
  array(select u.subject from governance.resolution_use u
         where u.cooperative_id = r.cooperative_id and u.resolution_id = r.id order by u.used_at, u.subject) as uses`;
const FROM = sql`
  governance.resolution r
  left join governance.resolution_withdrawal w on w.cooperative_id = r.cooperative_id and w.resolution_id = r.id`;

/** One resolution by its id. */
export function readResolution(scope: QueryScope, id: string): Promise<Resolution | undefined> {
  return scope.tx.maybe<Resolution>(
    sql`select ${COLUMNS} from ${FROM} where r.cooperative_id = ${scope.cooperativeId} and r.id = ${id}`,
  );
}

/** The newest revision under a number, whatever its letters' size. */
export function readByNumber(scope: QueryScope, number: string): Promise<Resolution | undefined> {
  return scope.tx.maybe<Resolution>(sql`
    select ${COLUMNS} from ${FROM}
     where r.cooperative_id = ${scope.cooperativeId} and lower(r.number) = lower(${number})
     order by r.revision desc limit 1`);
}

/** Resolutions, the youngest first; those of one kind or one book year when asked. `limit` rows after `offset`. */
export function readResolutions(
  scope: QueryScope,
  wanted: { kind: ResolutionKind | null; bookYear: number | null; limit: number; offset: number },
): Promise<Resolution[]> {
  return scope.tx.rows<Resolution>(sql`
    select ${COLUMNS} from ${FROM}
     where r.cooperative_id = ${scope.cooperativeId} and (${wanted.kind}::text is null or r.kind = ${wanted.kind})
       and (${wanted.bookYear}::int is null or r.book_year = ${wanted.bookYear})
     order by r.decided_on desc, r.id desc limit ${wanted.limit} offset ${wanted.offset}`);
}

/** Step: one command at a time works on resolutions of a cooperative, so that none is withdrawn while something comes to stand on it. */
export async function lockResolutions(scope: Scope): Promise<void> {
  await scope.tx.run(
    sql`select pg_advisory_xact_lock(hashtextextended('governance.resolution' || ${scope.cooperativeId}::text, 0))`,
  );
}

/** Step: writes a resolution down; answers its id. */
export async function insertResolution(
  scope: Scope,
  row: Omit<ResolutionInput, 'file'> & { revision: number; fileId: string | null },
): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into governance.resolution (cooperative_id, id, number, revision, kind, book_year, meeting, decided_on, place, invited, attended,
                                       decision, chair, minutes_taker, file_id, recorded_at, recorded_by, recorded_by_name)
    values (${scope.cooperativeId}, ${id}, ${row.number}, ${row.revision}, ${row.kind}, ${row.bookYear}, ${row.meeting}, ${row.decidedOn},
            ${row.place}, ${row.invited}, ${row.attended}, ${row.decision}, ${row.chair}, ${row.minutesTaker}, ${row.fileId}, ${scope.now},
            ${actor.personId}, ${actor.name})`);
  return id;
}

/** Step: notes that a resolution was taken back. */
export async function insertWithdrawal(scope: Scope, row: { id: string; reason: string }): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into governance.resolution_withdrawal (cooperative_id, resolution_id, reason, withdrawn_at, withdrawn_by, withdrawn_by_name)
    values (${scope.cooperativeId}, ${row.id}, ${row.reason}, ${scope.now}, ${actor.personId}, ${actor.name})`);
}

/** Step: notes what stands on a resolution; the same thing once. */
export async function insertUse(scope: Scope, row: { id: string; purpose: string; subject: string }): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into governance.resolution_use (cooperative_id, resolution_id, purpose, subject, used_at, used_by, used_by_name)
    values (${scope.cooperativeId}, ${row.id}, ${row.purpose}, ${row.subject}, ${scope.now}, ${actor.personId}, ${actor.name})
    on conflict do nothing`);
}
