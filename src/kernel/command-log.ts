import sql from 'sql-template-tag';
import type { Context } from './context.ts';
import type { Tx } from './database.ts';
import { DomainError, type ErrorCode, type FieldError } from './errors.ts';
import { Held } from './held.ts';
import type { QueryScope } from './query.ts';

/** One try of a command: its id, the client's key, and what was asked. */
export type Claim = { readonly id: string; readonly name: string; readonly key: string; readonly hash: Buffer };

/** A decided command as the log keeps it. */
export type LoggedCommand = {
  readonly principalId: string;
  readonly key: string;
  readonly outcome: 'done' | 'refused' | 'held';
  readonly answer: string;
  readonly inputHash: Buffer;
};

export type LogRow = {
  readonly attempt: Claim;
  readonly outcome: 'done' | 'refused' | 'held';
  readonly answer: string;
  readonly context: Context;
  readonly reason?: string;
  readonly approvalId?: string;
};

const CLAIM = `
  select w.principal_id as "principalId", w.key, l.outcome, l.answer, l.input_hash as "inputHash",
         pg_try_advisory_xact_lock(hashtextextended($1::text || w.principal_id || w.key, 0)) as "locked"
    from unnest($2::uuid[], $3::text[]) with ordinality as w(principal_id, key, position)
    -- One index probe a key, whatever the planner believes of the table's size.
    left join lateral (
      select c.outcome, c.answer, c.input_hash from kernel.command_log c
       where c.cooperative_id = $1::uuid and c.principal_id = w.principal_id and c.key = w.key limit 1) l on true
   order by w.position`;

export type ClaimRow = {
  principalId: string;
  key: string;
  outcome: LoggedCommand['outcome'] | null;
  answer: string;
  inputHash: Buffer;
  locked: boolean;
};

/** Claims many keys at once: what was decided before, and whether another connection is deciding now. */
export function claimMany(tx: Tx, cooperativeId: string, principals: string[], keys: string[]): Promise<ClaimRow[]> {
  return tx.prepared<ClaimRow>('kernel.claim', CLAIM, [cooperativeId, principals, keys]);
}

/** Claims one key. Returns the earlier decision, if any. Error: `idempotency_in_progress`. */
export async function claim(tx: Tx, context: Context, attempt: Claim): Promise<LoggedCommand | undefined> {
  const [row] = await claimMany(tx, context.cooperative.id, [context.actor.personId], [attempt.key]);
  return row ? settled(row) : undefined;
}

/** The earlier decision of a claimed row; throws when it is still being made. */
export function settled(row: ClaimRow): LoggedCommand | undefined {
  if (row.outcome !== null) return { ...row, outcome: row.outcome };
  if (row.locked) return undefined;
  throw new DomainError('conflict', 'idempotency_in_progress', 'Permintaan ini sedang diproses. Tunggu sebentar');
}

/** Answers a command again as it was answered first. Error: `idempotency_key_reused` when the input differs. */
export function replay<Result>(earlier: LoggedCommand, attempt: Claim): { result: Result; answer: string } {
  if (!earlier.inputHash.equals(attempt.hash)) {
    throw new DomainError(
      'refused',
      'idempotency_key_reused',
      'Kunci ini sudah dipakai untuk permintaan lain. Muat ulang halaman lalu coba lagi',
    );
  }
  if (earlier.outcome === 'held') throw Held.fromAnswer(earlier.answer);
  if (earlier.outcome === 'refused') throw replayedRefusal(earlier.answer);
  return { result: JSON.parse(earlier.answer) as Result, answer: earlier.answer };
}

function replayedRefusal(answer: string): DomainError {
  const stored = JSON.parse(answer) as { code: ErrorCode; reason: string; pesan: string; fields: FieldError[] };
  return Object.assign(new DomainError(stored.code, stored.reason, stored.pesan, stored.fields), { replayed: true });
}

const LOG = `
  insert into kernel.command_log (cooperative_id, id, principal_id, key, name, input_hash, outcome, answer, reason,
                                  actor_kind, actor_name, session_id, device_id, approval_id, decided_at)
  select $1, r.id, r.principal_id, r.key, r.name, decode(r.input_hash, 'hex'), r.outcome, r.answer, r.reason,
         r.actor_kind, r.actor_name, r.session_id, r.device_id, r.approval_id, $2
    from json_to_recordset($3::json) as r(id uuid, principal_id uuid, key text, name text, input_hash text,
         outcome text, answer text, reason text, actor_kind text, actor_name text, session_id uuid, device_id uuid,
         approval_id uuid)`;

/** Writes the idempotency rows (= audit rows) of decided commands, all in one statement. */
export async function logOutcome(
  scope: Pick<QueryScope, 'tx' | 'cooperativeId' | 'now'>,
  rows: LogRow[],
): Promise<void> {
  const records = rows.map(({ attempt, outcome, answer, context, reason, approvalId }) => ({
    id: attempt.id,
    principal_id: context.actor.personId,
    key: attempt.key,
    name: attempt.name,
    input_hash: attempt.hash.toString('hex'),
    outcome,
    answer,
    reason: reason ?? null,
    actor_kind: context.actor.kind,
    actor_name: context.actor.name,
    session_id: context.actor.sessionId,
    device_id: context.actor.deviceId,
    approval_id: approvalId ?? null,
  }));
  await scope.tx.prepared('kernel.log', LOG, [scope.cooperativeId, scope.now, JSON.stringify(records)]);
}

/** One decided command by its key, for whoever lost the answer. */
export function findLogged(scope: QueryScope, key: string): Promise<LoggedCommand | undefined> {
  return scope.tx.maybe<LoggedCommand>(sql`
    select l.principal_id as "principalId", l.key, l.outcome, l.answer, l.input_hash as "inputHash"
      from kernel.command_log l
     where l.cooperative_id = ${scope.cooperativeId} and l.principal_id = ${scope.context.actor.personId} and l.key = ${key}`);
}
