import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { type Claim, logOutcome } from './command-log.ts';
import { SYSTEM_PERSON } from './context.ts';
import { assert, DomainError } from './errors.ts';
import { type ApprovalNeed, Held } from './held.ts';
import { newId } from './ids.ts';
import { canonicalJson, inputHash } from './input.ts';
import type { Permission } from './permissions.ts';
import type { QueryScope } from './query.ts';
import { type Answer, commandScope, heldRunner, type Scope } from './scope.ts';

/** Freezes a command's raw input until a second person decides. */
export async function freeze(scope: Scope, attempt: Claim, need: ApprovalNeed, rawInput: unknown): Promise<Held> {
  const payload = canonicalJson(rawInput);
  const hash = createHash('sha256').update(payload).digest();
  const id = newId();
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into kernel.approval (cooperative_id, id, command, payload, payload_hash, rule, amount_sen, summary, permission,
                                 maker_id, maker_name, maker_session_id, requested_at)
    values (${scope.cooperativeId}, ${id}, ${attempt.name}, ${payload}, ${hash}, ${need.rule}, ${need.amountSen ?? null},
            ${need.summary}, ${need.permission}, ${actor.personId}, ${actor.name}, ${actor.sessionId}, ${scope.now})`);
  return new Held(id, hash.toString('hex'));
}

export type ApprovalRow = {
  readonly id: string;
  readonly command: string;
  readonly payload: string;
  readonly payloadHash: string;
  readonly rule: string;
  readonly amountSen: bigint | null;
  readonly summary: string;
  readonly permission: Permission;
  readonly makerId: string;
  readonly makerName: string;
  readonly makerSessionId: string | null;
  readonly requestedAt: string;
  readonly decision: 'approved' | 'returned' | null;
  readonly checkerName: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
};

/** Held actions, newest first; `pending` keeps only the undecided. At most `limit`. */
export function approvals(
  scope: QueryScope,
  options: { pending: boolean; limit: number; id?: string },
): Promise<ApprovalRow[]> {
  return scope.tx.rows<ApprovalRow>(sql`
    select a.id, a.command, a.payload, encode(a.payload_hash, 'hex') as "payloadHash", a.rule, a.amount_sen as "amountSen",
           a.summary, a.permission, a.maker_id as "makerId", a.maker_name as "makerName",
           a.maker_session_id as "makerSessionId", a.requested_at as "requestedAt", d.decision,
           d.checker_name as "checkerName", d.decided_at as "decidedAt", d.reason
      from kernel.approval a
      left join kernel.approval_decision d on d.cooperative_id = a.cooperative_id and d.approval_id = a.id
     where a.cooperative_id = ${scope.cooperativeId}
       and (${options.id ?? null}::uuid is null or a.id = ${options.id ?? null}::uuid)
       and (not ${options.pending} or d.approval_id is null)
     order by a.requested_at desc, a.id desc
     limit ${options.limit}`);
}

export type Decision = {
  readonly approvalId: string;
  /** The hash the second person saw; another payload is refused. */
  readonly payloadHash: string;
  readonly decision: 'approved' | 'returned';
  readonly reason: string;
};

/** Asks whether the maker still may do this: role removed or person dismissed meanwhile means no. */
export type MakerCheck = (scope: Scope, makerId: string, command: string) => Promise<boolean>;

/**
 * Decides a held action inside the approver's own command; approved, it runs in the same transaction.
 * Errors: `approval_not_found`, `approval_decided`, `approval_hash_differs`, `maker_cannot_check`,
 * `permission_missing`, `maker_not_allowed`.
 */
export async function decideHeld(scope: Scope, input: Decision, makerStillAllowed: MakerCheck): Promise<Answer> {
  const [held] = await approvals(scope, { pending: false, limit: 1, id: input.approvalId });
  if (!held) throw new DomainError('not_found', 'approval_not_found', 'Permintaan persetujuan ini tidak ada');
  await requireDecidable(scope, held, input);
  if (input.decision === 'approved' && !(await makerStillAllowed(scope, held.makerId, held.command))) {
    throw new DomainError('refused', 'maker_not_allowed', 'Pembuat permintaan ini sudah tidak berhak melakukannya');
  }
  const { actor } = scope.context;
  const inserted = await scope.tx.run(sql`
    insert into kernel.approval_decision (cooperative_id, approval_id, maker_id, checker_id, checker_name, decision, reason, decided_at)
    values (${scope.cooperativeId}, ${held.id}, ${held.makerId}, ${actor.personId}, ${actor.name}, ${input.decision},
            ${input.reason}, ${scope.now})
    on conflict (cooperative_id, approval_id) do nothing`);
  if (inserted === 0) throw alreadyDecided();
  return input.decision === 'approved' ? runApproved(scope, held) : { approvalId: held.id, decision: 'returned' };
}

async function requireDecidable(scope: Scope, held: ApprovalRow, input: Decision): Promise<void> {
  const { actor } = scope.context;
  if (held.decision) throw alreadyDecided();
  if (held.payloadHash !== input.payloadHash) {
    throw new DomainError(
      'conflict',
      'approval_hash_differs',
      'Isi permintaan berbeda dari yang Anda lihat. Muat ulang halaman',
    );
  }
  const sameSession = held.makerSessionId !== null && held.makerSessionId === actor.sessionId;
  if (held.makerId === actor.personId || sameSession || actor.personId === SYSTEM_PERSON) {
    throw new DomainError('forbidden', 'maker_cannot_check', 'Pembuat permintaan tidak boleh menyetujui sendiri');
  }
  if (!actor.permissions.has(held.permission)) {
    throw new DomainError('forbidden', 'permission_missing', 'Anda belum punya izin untuk menyetujui ini');
  }
}

function alreadyDecided(): DomainError {
  return new DomainError('conflict', 'approval_decided', 'Permintaan ini sudah diputuskan');
}

// Runs as the maker asked, logged under the maker's name with the approval beside it.
async function runApproved(scope: Scope, held: ApprovalRow): Promise<Answer> {
  const runner = heldRunner(held.command);
  assert(runner, `no command ${held.command} can be held`);
  const payload: unknown = JSON.parse(held.payload);
  const attempt: Claim = {
    id: newId(),
    name: held.command,
    key: `approval:${held.id}`,
    hash: inputHash(held.command, payload),
  };
  const context = {
    ...scope.context,
    actor: { ...scope.context.actor, personId: held.makerId, name: held.makerName, sessionId: held.makerSessionId },
  };
  const result = await runner(commandScope(context, scope.tx, attempt.id, held.id), payload);
  const answer = JSON.stringify(result);
  await logOutcome(scope, [{ attempt, outcome: 'done', answer, context, approvalId: held.id }]);
  return { approvalId: held.id, decision: 'approved', result };
}
