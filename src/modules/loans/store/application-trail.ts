import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

export type ApplicationEventKind =
  | 'started'
  | 'submitted'
  | 'reviewed'
  | 'sent'
  | 'changed'
  | 'voted'
  | 'approved'
  | 'rejected'
  | 'withdrawn'
  | 'expired'
  | 'condition_met'
  | 'contracted';

/** One stage of an application, as it was written down. */
export type ApplicationEvent = {
  readonly id: string;
  readonly kind: ApplicationEventKind;
  readonly on: BusinessDate;
  readonly note: string;
  readonly seenByMember: boolean;
  readonly personId: string;
  readonly personName: string;
  readonly writtenAt: string;
};

/** The member sees these stages; the others the office writes to itself. */
const SEEN: ReadonlySet<ApplicationEventKind> = new Set([
  'started',
  'submitted',
  'reviewed',
  'sent',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
  'condition_met',
  'contracted',
]);

/** Step: writes that a stage was reached. Of what the member sees the note is empty unless it is meant for them. */
export async function insertApplicationEvent(
  scope: Scope,
  event: { applicationId: string; kind: ApplicationEventKind; note?: string },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.application_event (cooperative_id, id, application_id, kind, happened_on, note, seen_by_member, person_id,
           person_name, command_id, written_at)
    values (${scope.cooperativeId}, ${newId()}, ${event.applicationId}, ${event.kind}, ${scope.today}, ${event.note ?? ''},
            ${SEEN.has(event.kind)}, ${actor.personId}, ${actor.name}, ${scope.commandId}, ${scope.now})`);
}

/** Everything that happened to an application, oldest first. */
export function readApplicationEvents(scope: QueryScope, applicationId: string): Promise<ApplicationEvent[]> {
  return scope.tx.rows<ApplicationEvent>(sql`
    select e.id, e.kind, e.happened_on as "on", e.note, e.seen_by_member as "seenByMember", e.person_id as "personId",
           e.person_name as "personName", e.written_at as "writtenAt"
      from loans.application_event e
     where e.cooperative_id = ${scope.cooperativeId} and e.application_id = ${applicationId}
     order by e.written_at, e.id`);
}

/** A paper of an application: a file, or none when the office saw the paper itself. */
export type ApplicationPaper = {
  readonly id: string;
  readonly code: string;
  readonly fileId: string | null;
  readonly addedByName: string;
  readonly addedAt: string;
};

/** The papers of an application that were not taken away again. */
export function readPapers(scope: QueryScope, applicationId: string): Promise<ApplicationPaper[]> {
  return scope.tx.rows<ApplicationPaper>(sql`
    select d.id, d.code, d.file_id as "fileId", d.added_by_name as "addedByName", d.added_at as "addedAt"
      from loans.application_document d
     where d.cooperative_id = ${scope.cooperativeId} and d.application_id = ${applicationId} and d.removed_at is null
     order by d.added_at, d.id`);
}

/** Step: adds a paper. */
export async function insertPaper(
  scope: Scope,
  paper: { applicationId: string; code: string; fileId: string | null },
): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.application_document (cooperative_id, id, application_id, code, file_id, added_by, added_by_name, added_at)
    values (${scope.cooperativeId}, ${id}, ${paper.applicationId}, ${paper.code}, ${paper.fileId}, ${actor.personId}, ${actor.name},
            ${scope.now})`);
  return id;
}

/** Step: takes a paper away. Answers whether it was there. */
export async function removePaper(scope: Scope, applicationId: string, paperId: string): Promise<boolean> {
  const rows = await scope.tx.rows(sql`
    update loans.application_document d set removed_at = ${scope.now}
     where d.cooperative_id = ${scope.cooperativeId} and d.application_id = ${applicationId} and d.id = ${paperId}
       and d.removed_at is null
    returning d.id`);
  return rows.length > 0;
}

/** A vote of the committee. */
export type ApplicationVote = {
  readonly approverId: string;
  readonly approverName: string;
  readonly decision: 'approve' | 'reject';
  readonly reason: string;
  readonly overruled: readonly string[];
  readonly payloadHash: string;
  readonly votedAt: string;
};

/** The votes on an application, on whatever payload, oldest first. */
export function readVotes(scope: QueryScope, applicationId: string): Promise<ApplicationVote[]> {
  return scope.tx.rows<ApplicationVote>(sql`
    select v.approver_id as "approverId", v.approver_name as "approverName", v.decision, v.reason, v.overruled,
           v.payload_hash as "payloadHash", v.voted_at as "votedAt"
      from loans.application_vote v
     where v.cooperative_id = ${scope.cooperativeId} and v.application_id = ${applicationId}
     order by v.voted_at, v.id`);
}

/** Step: writes a vote of the person who acts. */
export async function insertVote(
  scope: Scope,
  vote: Pick<ApplicationVote, 'decision' | 'reason' | 'overruled' | 'payloadHash'> & {
    applicationId: string;
    makerId: string;
    reviewerId: string;
  },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.application_vote (cooperative_id, id, application_id, payload_hash, approver_id, approver_name, decision, reason,
           overruled, maker_id, reviewer_id, voted_at)
    values (${scope.cooperativeId}, ${newId()}, ${vote.applicationId}, ${vote.payloadHash}, ${actor.personId}, ${actor.name},
            ${vote.decision}, ${vote.reason}, ${[...vote.overruled]}, ${vote.makerId}, ${vote.reviewerId}, ${scope.now})`);
}

/** A condition that was seen to be met. */
export type Fulfilment = {
  readonly no: number;
  readonly note: string;
  readonly metOn: BusinessDate;
  readonly personName: string;
};

/** Which conditions of an approval are met. */
export function readFulfilments(scope: QueryScope, applicationId: string): Promise<Fulfilment[]> {
  return scope.tx.rows<Fulfilment>(sql`
    select f.no, f.note, f.met_on as "metOn", f.person_name as "personName" from loans.application_fulfilment f
     where f.cooperative_id = ${scope.cooperativeId} and f.application_id = ${applicationId} order by f.no`);
}

/** Step: writes that a condition is met; a second time changes nothing. */
export async function insertFulfilment(
  scope: Scope,
  row: { applicationId: string; no: number; note: string },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.application_fulfilment (cooperative_id, application_id, no, note, met_on, person_id, person_name)
    values (${scope.cooperativeId}, ${row.applicationId}, ${row.no}, ${row.note}, ${scope.today}, ${actor.personId}, ${actor.name})
    on conflict (cooperative_id, application_id, no) do nothing`);
}
