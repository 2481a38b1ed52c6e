import sql from 'sql-template-tag';
import { z } from 'zod';
import { receiptsOfEntries } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import type { Pieces } from './rules.ts';
import type { MovementKind } from './store.ts';

/** A till as the list shows it. Amounts are decimal strings. */
export type TillRow = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: 'drawer' | 'vault';
  readonly branchName: string;
  /** Its ledger account. */
  readonly accountId: string;
  readonly balance: string;
  readonly session: {
    id: string;
    tellerName: string;
    openedAt: string;
    businessDate: BusinessDate;
    mine: boolean;
  } | null;
  /** The last session that was closed today: opening again needs a second person. */
  readonly closedTodayId: string | null;
};

/** Every till, who stands at it and what the books say it holds. */
export const tills = query({
  name: 'payments.tills',
  permission: 'cooperative.read',
  input: z.strictObject({}),
  run: readTills,
});

/** The actor's own open till, or null. */
export const ownTill = query({
  name: 'payments.ownTill',
  permission: 'cooperative.read',
  input: z.strictObject({}),
  run: async (scope): Promise<TillRow | null> => (await readTills(scope)).find((till) => till.session?.mine) ?? null,
});

type TillRecord = Omit<TillRow, 'balance' | 'session'> & { balanceSen: bigint } & (
    | { sessionId: null }
    | { sessionId: string; tellerId: string; tellerName: string; openedAt: string; businessDate: BusinessDate }
  );

async function readTills(scope: QueryScope): Promise<TillRow[]> {
  const rows = await scope.tx.rows<TillRecord>(sql`
    select t.id, t.code, t.name, t.kind, b.name as "branchName", t.account_id as "accountId", a.balance_sen as "balanceSen", s.id as "sessionId",
           s.teller_id as "tellerId", s.teller_name as "tellerName", s.opened_at as "openedAt", s.business_date as "businessDate",
           (select c.id from payments.till_session c
             where c.cooperative_id = t.cooperative_id and c.till_id = t.id and c.business_date = ${scope.today}
               and c.closed_at is not null order by c.round desc limit 1) as "closedTodayId"
      from payments.till t
      join cooperatives.branch b on b.cooperative_id = t.cooperative_id and b.id = t.branch_id
      join ledger.account a on a.cooperative_id = t.cooperative_id and a.id = t.account_id
      left join payments.till_session s on s.cooperative_id = t.cooperative_id and s.till_id = t.id and s.closed_at is null
     where t.cooperative_id = ${scope.cooperativeId}
     order by b.code, t.kind, t.code`);
  return rows.map((row) => {
    const { id, code, name, kind, branchName, accountId, closedTodayId, balanceSen } = row;
    const mine = row.sessionId !== null && row.tellerId === scope.context.actor.personId;
    const session =
      row.sessionId === null
        ? null
        : {
            id: row.sessionId,
            tellerName: row.tellerName,
            openedAt: row.openedAt,
            businessDate: row.businessDate,
            mine,
          };
    return { id, code, name, kind, branchName, accountId, closedTodayId, balance: formatDecimal(balanceSen), session };
  });
}

export type SessionMovement = {
  readonly happenedAt: string;
  readonly kind: MovementKind;
  readonly description: string;
  readonly member: { id: string; number: string | null; name: string } | null;
  /** Signed: above zero the drawer got it. */
  readonly amountSen: bigint;
  readonly receipt: { id: string; number: string; reversed: boolean } | null;
  /** The stored photo of the bill, when a cash expense has one. */
  readonly attachmentId: string | null;
};

export type SessionCount = {
  readonly kind: 'opening' | 'check' | 'closing';
  readonly pieces: Pieces[];
  readonly expectedSen: bigint;
  readonly countedSen: bigint;
  readonly note: string;
  readonly countedAt: string;
};

/** One teller's day at one till: everything the day report prints. `balanceSen` is what the books say (closed: said). */
export type SessionReport = {
  readonly id: string;
  readonly till: { id: string; code: string; name: string };
  readonly tellerName: string;
  readonly businessDate: BusinessDate;
  readonly round: number;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly openingSen: bigint;
  readonly balanceSen: bigint;
  /** What changed the till's account without passing the counter: a reversal, a journal. Zero on a plain day. */
  readonly outsideSen: bigint;
  readonly movements: SessionMovement[];
  readonly counts: SessionCount[];
};

/** A session's report, for its teller and for those who supervise or read the books. Error: `session_unknown`. */
export const sessionReport = query({
  name: 'payments.sessionReport',
  permission: 'savings.read',
  input: z.strictObject({ id: idField }),
  run: async (scope, { id }): Promise<SessionReport> => readReport(scope, id),
});

/** Step: the report of one session. Error: `session_unknown`, also for a session the actor may not see. */
export async function readReport(scope: QueryScope, id: string): Promise<SessionReport> {
  const session = await readSession(scope, id);
  const { personId, permissions } = scope.context.actor;
  const may = permissions.has('till.supervise') || permissions.has('ledger.read');
  if (!session || (session.tellerId !== personId && !may)) {
    throw new DomainError('not_found', 'session_unknown', 'Laporan kas ini tidak ada');
  }
  const [movements, counts] = await Promise.all([readMovements(scope, id), readCounts(scope, id)]);
  const closing = counts.find((count) => count.kind === 'closing');
  const balanceSen = closing?.countedSen ?? session.accountSen;
  const moved = movements.reduce((sum, movement) => sum + movement.amountSen, session.openingSen);
  const { tellerId: _, accountSen: __, tillId, code, tillName, ...rest } = session;
  const till = { id: tillId, code, name: tillName };
  return { ...rest, till, balanceSen, outsideSen: balanceSen - moved, movements, counts };
}

type SessionRecord = Omit<SessionReport, 'till' | 'balanceSen' | 'outsideSen' | 'movements' | 'counts'> & {
  tellerId: string;
  tillId: string;
  code: string;
  tillName: string;
  accountSen: bigint;
};

function readSession(scope: QueryScope, id: string): Promise<SessionRecord | undefined> {
  return scope.tx.maybe<SessionRecord>(sql`
    select s.id, s.teller_id as "tellerId", s.teller_name as "tellerName", s.business_date as "businessDate", s.round,
           s.opened_at as "openedAt", s.closed_at as "closedAt", s.opening_sen as "openingSen", t.id as "tillId", t.code,
           t.name as "tillName", a.balance_sen as "accountSen"
      from payments.till_session s
      join payments.till t on t.cooperative_id = s.cooperative_id and t.id = s.till_id
      join ledger.account a on a.cooperative_id = t.cooperative_id and a.id = t.account_id
     where s.cooperative_id = ${scope.cooperativeId} and s.id = ${id}`);
}

type MovementRow = Omit<SessionMovement, 'member' | 'receipt'> & {
  entryId: string;
  memberId: string | null;
  memberNumber: string | null;
  memberName: string;
};

async function readMovements(scope: QueryScope, sessionId: string): Promise<SessionMovement[]> {
  const rows = await scope.tx.rows<MovementRow>(sql`
    select v.happened_at as "happenedAt", v.kind, v.description, v.amount_sen as "amountSen", v.entry_id as "entryId",
           v.attachment_id as "attachmentId", v.member_id as "memberId", m.number as "memberNumber", m.full_name as "memberName"
      from payments.till_movement v
      left join members.member m on m.cooperative_id = v.cooperative_id and m.id = v.member_id
     where v.cooperative_id = ${scope.cooperativeId} and v.session_id = ${sessionId}
     order by v.happened_at, v.id
     limit 5000`);
  const receipts = await receiptsOfEntries(
    scope,
    rows.map((row) => row.entryId),
  );
  return rows.map(({ entryId, memberId, memberNumber, memberName, ...row }) => {
    const receipt = receipts.get(entryId);
    return {
      ...row,
      member: memberId === null ? null : { id: memberId, number: memberNumber, name: memberName },
      receipt: receipt ? { id: receipt.id, number: receipt.number, reversed: receipt.reversedAt !== null } : null,
    };
  });
}

function readCounts(scope: QueryScope, sessionId: string): Promise<SessionCount[]> {
  return scope.tx.rows<SessionCount>(sql`
    select c.kind, c.pieces, c.expected_sen as "expectedSen", c.counted_sen as "countedSen", c.note, c.counted_at as "countedAt"
      from payments.till_count c
     where c.cooperative_id = ${scope.cooperativeId} and c.session_id = ${sessionId}
     order by c.counted_at, c.id`);
}

/** The last sessions of every till, newest first, with what their closing count found. */
export const recentSessions = query({
  name: 'payments.recentSessions',
  permission: 'savings.read',
  input: z.strictObject({ limit: z.number().int().min(1).max(200).default(30) }),
  run: async (scope, { limit }) => {
    const { personId, permissions } = scope.context.actor;
    const all = permissions.has('till.supervise') || permissions.has('ledger.read');
    const rows = await scope.tx.rows<SessionSummaryRow>(sql`
      select s.id, t.code, t.name as "tillName", s.teller_name as "tellerName", s.business_date as "businessDate", s.round,
             s.closed_at as "closedAt", c.counted_sen as "countedSen", c.counted_sen - c.expected_sen as "differenceSen"
        from payments.till_session s
        join payments.till t on t.cooperative_id = s.cooperative_id and t.id = s.till_id
        left join payments.till_count c on c.cooperative_id = s.cooperative_id and c.session_id = s.id and c.kind = 'closing'
       where s.cooperative_id = ${scope.cooperativeId} and (${all} or s.teller_id = ${personId})
       order by s.business_date desc, s.opened_at desc, s.id desc
       limit ${limit}`);
    return rows.map(({ countedSen, differenceSen, ...row }) => ({
      ...row,
      counted: countedSen === null ? null : formatDecimal(countedSen),
      difference: differenceSen === null ? null : formatDecimal(differenceSen),
    }));
  },
});

type SessionSummaryRow = {
  readonly id: string;
  readonly code: string;
  readonly tillName: string;
  readonly tellerName: string;
  readonly businessDate: BusinessDate;
  readonly round: number;
  readonly closedAt: string | null;
  readonly countedSen: bigint | null;
  readonly differenceSen: bigint | null;
};
