import sql, { empty, type Sql } from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { Scope } from '#kernel/scope';
import type { ExitKind } from '../rules/membership.ts';

/** A new cycle of membership. Imported ones bring what the older book knew. */
export type NewMembership = {
  readonly memberId: string;
  readonly cycle: number;
  readonly appliedOn: BusinessDate;
  readonly appliedVia: 'staff' | 'self' | 'import';
  readonly consentedAt: string | null;
  readonly activatedOn: BusinessDate | null;
  readonly decidedByName: string | null;
  readonly exitedOn: BusinessDate | null;
  readonly exitKind: ExitKind | null;
};

type Cycle = { readonly memberId: string; readonly cycle: number; readonly on: BusinessDate };

/** Adds cycles, any number in one statement. An imported one is accepted, active and perhaps ended already. */
export async function insertMemberships(scope: Scope, memberships: readonly NewMembership[]): Promise<void> {
  if (memberships.length === 0) return;
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into members.membership (cooperative_id, member_id, cycle, applied_on, applied_via, consented_at, decision,
                                    decided_on, decided_by, decided_by_name, activated_on, exit_requested_on, exit_kind,
                                    exited_on, exit_decided_by, exit_decided_by_name, last_step_on)
    select ${scope.cooperativeId}::uuid, r."memberId", r.cycle, r."appliedOn", r."appliedVia", r."consentedAt",
           case when r."activatedOn" is not null then 'accepted' end, r."activatedOn",
           case when r."activatedOn" is not null then ${actor.personId}::uuid end, r."decidedByName", r."activatedOn",
           r."exitedOn", r."exitKind", r."exitedOn", case when r."exitedOn" is not null then ${actor.personId}::uuid end,
           case when r."exitedOn" is not null then r."decidedByName" end,
           coalesce(r."exitedOn", r."activatedOn", r."appliedOn")
      from json_to_recordset(${JSON.stringify(memberships)}::json) as r("memberId" uuid, cycle smallint,
           "appliedOn" date, "appliedVia" text, "consentedAt" timestamptz, "activatedOn" date, "decidedByName" text,
           "exitedOn" date, "exitKind" text)`);
}

/** Writes the board's decision: who, when, and why. */
export function writeDecision(
  scope: Scope,
  of: Cycle & { decision: 'accepted' | 'rejected'; reason: string | null; identityChecked: boolean },
): Promise<void> {
  const { actor } = scope.context;
  return write(
    scope,
    of,
    sql`decision = ${of.decision}, decided_on = ${of.on}, decided_by = ${actor.personId},
        decided_by_name = ${actor.name}, decision_reason = ${of.reason}, identity_checked = ${of.identityChecked}`,
  );
}

/** Writes the day of admission: the principal saving is paid. */
export function writeActivation(scope: Scope, of: Cycle): Promise<void> {
  return write(scope, of, sql`activated_on = ${of.on}`);
}

/** Only the day of the latest step moves: suspension, resumption, settlement. */
export function writeStep(scope: Scope, of: Cycle): Promise<void> {
  return write(scope, of, null);
}

/** Writes an exit request, or takes it back when `request` is null. */
export function writeExitRequest(
  scope: Scope,
  of: Cycle & { request: { kind: ExitKind; reason: string } | null },
): Promise<void> {
  const on = of.request ? of.on : null;
  return write(
    scope,
    of,
    sql`exit_requested_on = ${on}, exit_kind = ${of.request?.kind ?? null}, exit_reason = ${of.request?.reason ?? null}`,
  );
}

/** Writes the end of a cycle with who decided it. */
export function writeExit(scope: Scope, of: Cycle): Promise<void> {
  const { actor } = scope.context;
  return write(
    scope,
    of,
    sql`exited_on = ${of.on}, exit_decided_by = ${actor.personId}, exit_decided_by_name = ${actor.name}`,
  );
}

async function write(scope: Scope, of: Cycle, changes: Sql | null): Promise<void> {
  await scope.tx.run(sql`
    update members.membership set ${changes ? sql`${changes}, ` : empty}last_step_on = ${of.on}
     where cooperative_id = ${scope.cooperativeId} and member_id = ${of.memberId} and cycle = ${of.cycle}`);
}
