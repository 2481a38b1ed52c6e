import sql from 'sql-template-tag';
import { DomainError } from '#kernel/errors';
import { type QueryScope, query } from '#kernel/query';
import { maskedPerson } from '../personal.ts';
import { MemberIdInput, NoInput } from '../schema.ts';
import { notFound } from '../store/members.ts';
import type { AccessView, MemberEventView, MemberView } from '../views.ts';
import { heirsOf } from './heirs.ts';

const EVENTS_MAX = 200;
const LOOKS_MAX = 200;

/** One member, masked, inside a transaction that is open. Error: `member_not_found`. */
export async function memberView(scope: QueryScope, memberId: string): Promise<MemberView> {
  const row = await scope.tx.maybe<
    MemberView & { nikCipher: string; phoneCipher: string; addressCipher: string; region: string | null }
  >(sql`
    select m.id, m.number, m.status, m.kind, m.full_name as "fullName", m.sex, m.birth_place as "birthPlace",
           m.birth_date as "birthDate", m.nik_cipher as "nikCipher", m.nik_warning as "nikWarning",
           m.phone_cipher as "phoneCipher", m.address_cipher as "addressCipher", m.region_code as "regionCode",
           m.region_name as "region", m.occupation, m.employer, m.work_unit as "workUnit",
           m.photo_document_id as "photoDocumentId", m.cycle, m.version, s.applied_on as "appliedOn",
           s.applied_via as "appliedVia", s.decided_on as "decidedOn", s.decided_by_name as "decidedBy",
           s.decision_reason as "decisionReason", s.activated_on as "activatedOn",
           s.exit_requested_on as "exitRequestedOn", s.exit_kind as "exitKind", s.exit_reason as "exitReason",
           s.exited_on as "exitedOn", (t.member_id is not null) as "settled"
      from members.member m
      join members.membership s
        on s.cooperative_id = m.cooperative_id and s.member_id = m.id and s.cycle = m.cycle
      left join members.settlement t
        on t.cooperative_id = s.cooperative_id and t.member_id = s.member_id and t.cycle = s.cycle
     where m.cooperative_id = ${scope.cooperativeId} and m.id = ${memberId}`);
  if (!row) throw notFound();
  const { nikCipher, phoneCipher, addressCipher, region, ...shown } = row;
  const sealed = { nikCipher, phoneCipher, addressCipher };
  return { ...shown, ...maskedPerson({ cooperativeId: scope.cooperativeId, memberId }, sealed, region) };
}

/** `GET /members/{id}`: one member, masked. Error: `member_not_found`. */
export const memberDetail = query({
  name: 'members.detail',
  permission: 'members.read',
  input: MemberIdInput,
  run: (scope, { memberId }) => memberView(scope, memberId),
});

/** Everything the staff page of a member shows: the record, heirs, what happened, and who looked behind the mask. */
export const memberPage = query({
  name: 'members.page',
  permission: 'members.read',
  input: MemberIdInput,
  run: async (scope, { memberId }) => ({
    member: await memberView(scope, memberId),
    heirs: await heirsOf(scope, memberId),
    events: await eventsOf(scope, memberId),
    looks: await looksAt(scope, memberId),
  }),
});

/** A member's own record with who looked at it. Error: `not_a_member` for staff without a membership. */
export const ownRecord = query({
  name: 'members.own_record',
  permission: 'self.read',
  input: NoInput,
  run: async (scope) => {
    const { memberId } = scope.context.actor;
    if (memberId === null) throw new DomainError('forbidden', 'not_a_member', 'Halaman ini untuk anggota');
    return {
      member: await memberView(scope, memberId),
      heirs: await heirsOf(scope, memberId),
      looks: await looksAt(scope, memberId),
    };
  },
});

function eventsOf(scope: QueryScope, memberId: string): Promise<MemberEventView[]> {
  return scope.tx.rows<MemberEventView>(sql`
    select e.id, e.kind, e.cycle, e.from_status as "fromStatus", e.to_status as "toStatus",
           e.happened_on as "happenedOn", e.note, e.changed_fields as "changedFields", e.actor_name as "actorName",
           e.recorded_at as "recordedAt"
      from members.member_event e
     where e.cooperative_id = ${scope.cooperativeId} and e.member_id = ${memberId}
     order by e.id desc limit ${EVENTS_MAX}`);
}

function looksAt(scope: QueryScope, memberId: string): Promise<AccessView[]> {
  return scope.tx.rows<AccessView>(sql`
    select u.field, u.reason, u.actor_name as "actorName", u.unmasked_at as "unmaskedAt"
      from members.unmask_log u
     where u.cooperative_id = ${scope.cooperativeId} and u.member_id = ${memberId}
     order by u.id desc limit ${LOOKS_MAX}`);
}
