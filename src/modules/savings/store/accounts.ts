import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import type { Rollover, SavingsKind } from '../rules/kinds.ts';

/** A savings account before it is written; its ledger account of the same id exists already. */
export type AccountRow = {
  readonly id: string;
  readonly productId: string;
  readonly kind: SavingsKind;
  readonly memberId: string;
  readonly number: string;
  readonly openedOn: BusinessDate;
  readonly duesFrom: BusinessDate;
  readonly broughtInSen: bigint;
  readonly goalOn: BusinessDate | null;
  readonly term: TermFields | null;
};

/** What was agreed when a term deposit was placed. */
export type TermFields = {
  readonly tenorMonths: number;
  readonly agreedRatePpm: number;
  readonly placedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  readonly rollover: Rollover;
  readonly payoutAccountId: string;
};

/** Writes savings accounts in one statement. */
export async function insertAccounts(scope: Scope, rows: readonly AccountRow[]): Promise<void> {
  const records = rows.map(({ term, ...row }) => ({ ...row, broughtInSen: row.broughtInSen.toString(), ...term }));
  await scope.tx.run(sql`
    insert into savings.account (cooperative_id, id, product_id, kind, member_id, number, opened_on, interest_through, dues_from,
           brought_in_sen, goal_on, tenor_months, agreed_rate_ppm, placed_on, matures_on, rollover, payout_account_id)
    select p.cooperative_id, n."id", p.id, n."kind", n."memberId", n."number", n."openedOn", n."openedOn", n."duesFrom",
           n."broughtInSen", n."goalOn", n."tenorMonths", n."agreedRatePpm", n."placedOn", n."maturesOn", n."rollover", n."payoutAccountId"
      from savings.product p
      join json_to_recordset(${JSON.stringify(records)}::json) as n("id" uuid, "productId" uuid, "kind" text, "memberId" uuid,
           "number" text, "openedOn" date, "duesFrom" date, "broughtInSen" bigint, "goalOn" date, "tenorMonths" smallint,
           "agreedRatePpm" bigint, "placedOn" date, "maturesOn" date, "rollover" text, "payoutAccountId" uuid)
        on n."productId" = p.id
     where p.cooperative_id = ${scope.cooperativeId}`);
}

/** Something that happened to an account besides money. */
export type AccountEvent = {
  readonly accountId: string;
  readonly kind:
    | 'opened'
    | 'blocked'
    | 'amount_blocked'
    | 'unblocked'
    | 'closed'
    | 'placed'
    | 'matured'
    | 'rolled_over'
    | 'reversed';
  readonly amountSen?: bigint;
  readonly entryId?: string;
  readonly reason?: string;
  readonly on?: BusinessDate;
};

/** Writes account events with who acted, in one statement. */
export async function insertEvents(scope: Scope, events: readonly AccountEvent[]): Promise<void> {
  const { actor } = scope.context;
  const records = events.map((event) => ({
    id: newId(),
    account_id: event.accountId,
    kind: event.kind,
    amount_sen: event.amountSen?.toString() ?? null,
    entry_id: event.entryId ?? null,
    reason: event.reason ?? null,
    happened_on: event.on ?? scope.today,
  }));
  await scope.tx.run(sql`
    insert into savings.account_event (cooperative_id, id, account_id, kind, amount_sen, entry_id, reason, happened_on,
                                       actor_id, actor_name, command_id, recorded_at)
    select a.cooperative_id, e.id, a.id, e.kind, e.amount_sen, e.entry_id, e.reason, e.happened_on, ${actor.personId}, ${actor.name},
           ${scope.commandId}, ${scope.now}
      from savings.account a
      join json_to_recordset(${JSON.stringify(records)}::json) as e(id uuid, account_id uuid, kind text, amount_sen bigint,
           entry_id uuid, reason text, happened_on date) on e.account_id = a.id
     where a.cooperative_id = ${scope.cooperativeId}`);
}

/** Sets an account's status, and the amount that may not be taken out. */
export async function updateBlock(
  scope: Scope,
  change: { accountId: string; status: 'open' | 'blocked'; blockedSen: bigint },
): Promise<void> {
  await scope.tx.run(sql`
    update savings.account set status = ${change.status}, blocked_sen = ${change.blockedSen}
     where cooperative_id = ${scope.cooperativeId} and id = ${change.accountId}`);
}

/** Closes accounts for good. */
export async function updateClosed(scope: Scope, accountIds: readonly string[], on: BusinessDate): Promise<void> {
  await scope.tx.run(sql`
    update savings.account set status = 'closed', closed_on = ${on}, blocked_sen = 0
     where cooperative_id = ${scope.cooperativeId} and id = any(${[...accountIds]}::uuid[])`);
}

/** Begins the next term of a term deposit. */
export async function updateTerm(
  scope: Scope,
  change: { accountId: string; placedOn: BusinessDate; maturesOn: BusinessDate; agreedRatePpm: number },
): Promise<void> {
  await scope.tx.run(sql`
    update savings.account
       set placed_on = ${change.placedOn}, matures_on = ${change.maturesOn}, agreed_rate_ppm = ${change.agreedRatePpm},
           interest_through = ${change.placedOn}
     where cooperative_id = ${scope.cooperativeId} and id = ${change.accountId}`);
}
