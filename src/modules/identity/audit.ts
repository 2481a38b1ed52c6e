import sql from 'sql-template-tag';
import { type BusinessDate, dayStart } from '#kernel/dates';
import { type QueryScope, query } from '#kernel/query';
import { AuditInput, SignInTrailInput } from './schema.ts';

export type AuditRow = {
  readonly id: string;
  readonly decidedAt: string;
  readonly personId: string;
  readonly actorKind: 'staff' | 'member' | 'system';
  readonly actorName: string;
  readonly device: string | null;
  readonly command: string;
  readonly outcome: 'done' | 'refused' | 'held';
  readonly reason: string | null;
  readonly approvalId: string | null;
};

/**
 * The audit trail, newest first: who decided what, when, from which device, and how it ended. What was typed is not in
 * it (the log keeps its hash), and members' names are masked. Ids rise with time, so the cursor is an id.
 * Error: `input_invalid`.
 */
export const auditTrail = query({
  name: 'identity.auditTrail',
  permission: 'audit.read',
  input: AuditInput,
  async run(scope, { cursor, from, to, personId, command, outcome, limit }) {
    const rows = await scope.tx.rows<AuditRow>(sql`
      select l.id, l.decided_at as "decidedAt", l.principal_id as "personId", l.actor_kind as "actorKind",
             l.actor_name as "actorName", d.label as "device", l.name as "command", l.outcome, l.reason,
             l.approval_id as "approvalId"
        from kernel.command_log l
        left join identity.device d on d.id = l.device_id
       where l.cooperative_id = ${scope.cooperativeId}
         and (${personId ?? null}::uuid is null or l.principal_id = ${personId ?? null}::uuid)
         and (${command ?? null}::text is null or starts_with(l.name, ${command ?? null}::text))
         and (${outcome ?? null}::text is null or l.outcome = ${outcome ?? null}::text)
         and (${instant(scope, from)}::timestamptz is null or l.decided_at >= ${instant(scope, from)}::timestamptz)
         and (${instant(scope, to)}::timestamptz is null or l.decided_at < ${instant(scope, to)}::timestamptz)
         and (${cursor ?? null}::uuid is null or l.id < ${cursor ?? null}::uuid)
       order by l.id desc
       limit ${limit + 1}`);
    const items = rows.slice(0, limit).map(masked);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? last.id : null };
  },
});

export type SignInRow = {
  readonly id: string;
  readonly at: string;
  readonly name: string | null;
  readonly method: 'password' | 'passkey' | 'pin' | 'code';
  readonly outcome: 'signed_in' | 'refused' | 'locked';
  readonly device: string | null;
  /** Equal for equal places, and nothing else. */
  readonly place: string;
};

/** Who signed in or tried to, newest first; members by PIN are masked. Tries at names nobody has belong to no cooperative. */
export const signInTrail = query({
  name: 'identity.signInTrail',
  permission: 'audit.read',
  input: SignInTrailInput,
  async run(scope, { cursor, outcome, limit }) {
    const rows = await scope.tx.rows<SignInRow>(sql`
      select s.id, s.at, p.full_name as "name", s.method, s.outcome, d.label as "device", left(s.source_hash, 6) as "place"
        from identity.sign_in_attempt s
        left join identity.person p on p.id = s.person_id
        left join identity.device d on d.id = s.device_id
       where s.cooperative_id = ${scope.cooperativeId}
         and (${outcome ?? null}::text is null or s.outcome = ${outcome ?? null}::text)
         and (${cursor ?? null}::uuid is null or s.id < ${cursor ?? null}::uuid)
       order by s.id desc
       limit ${limit + 1}`);
    const items = rows
      .slice(0, limit)
      .map((row) => (row.method === 'pin' && row.name !== null ? { ...row, name: maskName(row.name) } : row));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  },
});

/** `Siti Nurhaliza` -> `S*** N***`: a member is told apart without being named. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => word.length > 0)
    .map((word) => `${[...word][0] ?? ''}***`)
    .join(' ');
}

function masked(row: AuditRow): AuditRow {
  return row.actorKind === 'member' ? { ...row, actorName: maskName(row.actorName) } : row;
}

/** The first instant of a business day in the cooperative's zone. */
function instant(scope: QueryScope, date: BusinessDate | undefined): string | null {
  return date === undefined ? null : dayStart(date, scope.context.cooperative.zone);
}
