import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { Pieces, SessionState } from './rules.ts';

export type Till = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: 'drawer' | 'vault';
  readonly branchId: string;
  readonly accountId: string;
};

/** A session with the till it stands at. */
export type OpenSession = SessionState & { readonly id: string; readonly openedAt: string; readonly till: Till };

const TILL = sql`t.id as "tillId", t.code, t.name as "tillName", t.kind, t.branch_id as "branchId", t.account_id as "accountId"`;
type TillRow = {
  tillId: string;
  code: string;
  tillName: string;
  kind: Till['kind'];
  branchId: string;
  accountId: string;
};

function tillOf(row: TillRow): Till {
  const { tillId: id, code, tillName: name, kind, branchId, accountId } = row;
  return { id, code, name, kind, branchId, accountId };
}

/** Adds a till; answers false when its code is already taken. */
export async function insertTill(scope: Scope, till: Till): Promise<boolean> {
  const { cooperativeId, now, context } = scope;
  const added = await scope.tx.run(sql`
    insert into payments.till (cooperative_id, id, code, name, kind, branch_id, account_id, added_at, added_by)
    values (${cooperativeId}, ${till.id}, ${till.code}, ${till.name}, ${till.kind}, ${till.branchId}, ${till.accountId}, ${now},
            ${context.actor.personId})
    on conflict (cooperative_id, code) do nothing`);
  return added === 1;
}

/** One till of the cooperative, or undefined. */
export async function findTill(scope: QueryScope, id: string): Promise<Till | undefined> {
  const row = await scope.tx.maybe<TillRow>(
    sql`select ${TILL} from payments.till t where t.cooperative_id = ${scope.cooperativeId} and t.id = ${id}`,
  );
  return row && tillOf(row);
}

/** The open sessions of a till or of a teller: at most one each. */
export async function openSessions(
  scope: QueryScope,
  of: { tillId?: string; tellerId?: string },
): Promise<OpenSession[]> {
  const rows = await scope.tx.rows<TillRow & SessionState & { id: string; openedAt: string }>(sql`
    select s.id, s.teller_id as "tellerId", s.teller_name as "tellerName", s.business_date as "businessDate",
           s.opened_at as "openedAt", ${TILL}
      from payments.till_session s
      join payments.till t on t.cooperative_id = s.cooperative_id and t.id = s.till_id
     where s.cooperative_id = ${scope.cooperativeId} and s.closed_at is null
       and (s.till_id = ${of.tillId ?? null}::uuid or s.teller_id = ${of.tellerId ?? null}::uuid)`);
  return rows.map((row) => ({ ...row, till: tillOf(row) }));
}

/** How often a till was opened on a day. */
export async function roundsOn(scope: QueryScope, tillId: string, date: BusinessDate): Promise<number> {
  const { rounds } = await scope.tx.one<{ rounds: number }>(sql`
    select coalesce(max(s.round), 0)::int as rounds from payments.till_session s
     where s.cooperative_id = ${scope.cooperativeId} and s.till_id = ${tillId} and s.business_date = ${date}`);
  return rounds;
}

/** Opens a till’s session of this business date for the acting teller. */
export async function insertSession(
  scope: Scope,
  session: { id: string; tillId: string; round: number; openingSen: bigint },
): Promise<void> {
  const { cooperativeId, now, today, context } = scope;
  await scope.tx.run(sql`
    insert into payments.till_session (cooperative_id, id, till_id, business_date, round, teller_id, teller_name, opened_at,
                                       opening_sen, reopening_approval_id)
    values (${cooperativeId}, ${session.id}, ${session.tillId}, ${today}, ${session.round}, ${context.actor.personId},
            ${context.actor.name}, ${now}, ${session.openingSen}, ${session.round > 1 ? scope.approvalId : null})`);
}

/** Ends a session; false when it had ended before. */
export async function endSession(scope: Scope, sessionId: string): Promise<boolean> {
  const ended = await scope.tx.run(sql`
    update payments.till_session set closed_at = ${scope.now}, closed_by = ${scope.context.actor.personId}
     where cooperative_id = ${scope.cooperativeId} and id = ${sessionId} and closed_at is null`);
  return ended === 1;
}

export type CountRecord = {
  readonly sessionId: string;
  readonly kind: 'opening' | 'check' | 'closing';
  readonly pieces: readonly Pieces[];
  readonly expectedSen: bigint;
  readonly countedSen: bigint;
  readonly note: string;
  readonly entryId: string | null;
};

/** Keeps one count of a till: its pieces, what was expected (sen) and what was found (sen). */
export async function insertCount(scope: Scope, count: CountRecord): Promise<void> {
  const pieces = JSON.stringify(count.pieces.filter(({ pieces }) => pieces > 0));
  await scope.tx.run(sql`
    insert into payments.till_count (cooperative_id, id, session_id, kind, pieces, expected_sen, counted_sen, note, entry_id,
                                     counted_at, counted_by)
    values (${scope.cooperativeId}, ${newId()}, ${count.sessionId}, ${count.kind}, ${pieces}::jsonb, ${count.expectedSen},
            ${count.countedSen}, ${count.note}, ${count.entryId}, ${scope.now}, ${scope.context.actor.personId})`);
}

export const MOVEMENT_KINDS = [
  'deposit',
  'withdrawal',
  'cash_in',
  'cash_out',
  'hand_over',
  'difference',
  'loan_disbursement',
  'loan_repayment',
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

export type MovementRecord = {
  readonly tillId: string;
  readonly sessionId: string | null;
  readonly kind: MovementKind;
  /** Above zero what the drawer got, below what it gave. */
  readonly amountSen: bigint;
  readonly description: string;
  readonly entryId: string;
  readonly receiptId: string;
  readonly attachmentId?: string | undefined;
  /** Whom it served: a saving (`accountId`) or a loan (`loanId`), and what stands on it afterwards. */
  readonly served?: { readonly memberId: string; readonly balanceAfterSen: bigint } & (
    | { readonly accountId: string }
    | { readonly loanId: string }
  );
};

/** Keeps one movement of cash through a till, beside the entry that books it. */
export async function insertMovement(scope: Scope, movement: MovementRecord): Promise<void> {
  const { served } = movement;
  await scope.tx.run(sql`
    insert into payments.till_movement (cooperative_id, id, till_id, session_id, kind, amount_sen, description, entry_id,
                                        receipt_id, member_id, savings_account_id, loan_id, balance_after_sen, attachment_id, happened_at)
    values (${scope.cooperativeId}, ${newId()}, ${movement.tillId}, ${movement.sessionId}, ${movement.kind},
            ${movement.amountSen}, ${movement.description}, ${movement.entryId}, ${movement.receiptId},
            ${served?.memberId ?? null}, ${served && 'accountId' in served ? served.accountId : null},
            ${served && 'loanId' in served ? served.loanId : null}, ${served?.balanceAfterSen ?? null},
            ${movement.attachmentId ?? null}, ${scope.now})`);
}
