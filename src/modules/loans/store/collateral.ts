import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { type CollateralKind, type CollateralStatus, collateralLabel } from '../rules/collateral.ts';

/** A collateral as it stands. Amounts in sen; `paperHint` is all that is shown of its paper's number. */
export type Collateral = {
  readonly id: string;
  readonly label: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly memberNumber: string | null;
  readonly kind: CollateralKind;
  readonly description: string;
  readonly ownerName: string;
  readonly paperHint: string;
  readonly savingsAccountId: string | null;
  readonly status: CollateralStatus;
  readonly valueSen: bigint;
  readonly appraisedOn: BusinessDate;
  readonly appraisedBy: string;
  /** Where its papers lie; null while the cooperative does not hold them. */
  readonly heldAt: string | null;
};

export type CollateralEventKind =
  | 'registered'
  | 'appraised'
  | 'received'
  | 'returned'
  | 'pledged'
  | 'released'
  | 'foreclosed';

/** Something that happened to a collateral. `detail`: the place, the receiver, the appraiser or the loan. */
export type NewCollateralEvent = {
  readonly collateralId: string;
  readonly kind: CollateralEventKind;
  readonly on: BusinessDate;
  readonly valueSen?: bigint;
  readonly detail?: string;
  readonly note?: string;
};

/** A collateral of the cooperative, its row locked against other changes. Error: `collateral_unknown`. */
export async function lockCollateral(scope: Scope, id: string): Promise<Collateral> {
  await scope.tx.maybe(sql`
    select c.id from loans.collateral c where c.cooperative_id = ${scope.cooperativeId} and c.id = ${id} for update`);
  const found = (await readCollateral(scope, [id])).get(id);
  if (!found) throw new DomainError('not_found', 'collateral_unknown', 'Agunan ini tidak ada');
  return found;
}

/** Collateral by id. */
export async function readCollateral(
  scope: QueryScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Collateral>> {
  const rows = await scope.tx.rows<Collateral>(sql`
    select c.id, c.label, c.member_id as "memberId", m.full_name as "memberName", m.number as "memberNumber", c.kind, c.description,
           c.owner_name as "ownerName", c.paper_hint as "paperHint", c.savings_account_id as "savingsAccountId", c.status,
           c.value_sen as "valueSen", c.appraised_on as "appraisedOn", c.appraised_by as "appraisedBy", c.held_at as "heldAt"
      from loans.collateral c
      join members.member m on m.cooperative_id = c.cooperative_id and m.id = c.member_id
     where c.cooperative_id = ${scope.cooperativeId} and c.id = any(${[...ids]}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Step: the next label, drawn under the series' row lock. */
export async function drawCollateralLabel(scope: Scope): Promise<string> {
  const { sequence } = await scope.tx.one<{ sequence: bigint }>(sql`
    insert into loans.collateral_series as s (cooperative_id, last_number) values (${scope.cooperativeId}, 1)
    on conflict (cooperative_id) do update set last_number = s.last_number + 1
    returning last_number as sequence`);
  return collateralLabel(sequence);
}

/** A collateral before it is written; its paper's number is sealed already. */
export type NewCollateral = Pick<
  Collateral,
  'id' | 'label' | 'memberId' | 'kind' | 'description' | 'ownerName' | 'savingsAccountId' | 'valueSen' | 'appraisedOn'
> & {
  readonly appraisedBy: string;
  readonly paper: { readonly cipher: string; readonly index: string; readonly hint: string } | null;
};

/** Step: writes a collateral. */
export async function insertCollateral(scope: Scope, row: NewCollateral): Promise<void> {
  await scope.tx.run(sql`
    insert into loans.collateral (cooperative_id, id, label, member_id, kind, description, owner_name, paper_cipher, paper_index, paper_hint,
           savings_account_id, value_sen, appraised_on, appraised_by, registered_at)
    values (${scope.cooperativeId}, ${row.id}, ${row.label}, ${row.memberId}, ${row.kind}, ${row.description}, ${row.ownerName},
            ${row.paper?.cipher ?? null}, ${row.paper?.index ?? null}, ${row.paper?.hint ?? ''}, ${row.savingsAccountId},
            ${row.valueSen}, ${row.appraisedOn}, ${row.appraisedBy}, ${scope.now})`);
}

/** Step: what was found when it was appraised anew. */
export async function updateAppraisal(
  scope: Scope,
  id: string,
  found: { readonly valueSen: bigint; readonly on: BusinessDate; readonly by: string },
): Promise<void> {
  await scope.tx.run(sql`
    update loans.collateral set value_sen = ${found.valueSen}, appraised_on = ${found.on}, appraised_by = ${found.by}
     where cooperative_id = ${scope.cooperativeId} and id = ${id}`);
}

/** Step: where its papers lie now, and its place in the register. */
export async function updateCustody(
  scope: Scope,
  id: string,
  now: { readonly heldAt: string | null; readonly status: CollateralStatus },
): Promise<void> {
  await scope.tx.run(sql`
    update loans.collateral set held_at = ${now.heldAt}, status = ${now.status}
     where cooperative_id = ${scope.cooperativeId} and id = ${id}`);
}

/** Step: writes what happened to a collateral, with who and when. */
export async function insertCollateralEvent(scope: Scope, event: NewCollateralEvent): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.collateral_event (cooperative_id, id, collateral_id, kind, happened_on, value_sen, detail, note, person_id,
           person_name, command_id, written_at)
    values (${scope.cooperativeId}, ${newId()}, ${event.collateralId}, ${event.kind}, ${event.on}, ${event.valueSen ?? null},
            ${event.detail ?? ''}, ${event.note ?? ''}, ${actor.personId}, ${actor.name}, ${scope.commandId}, ${scope.now})`);
}

/** Step: puts a stored photo with a collateral. */
export async function insertCollateralPhoto(scope: Scope, collateralId: string, fileId: string): Promise<void> {
  await scope.tx.run(sql`
    insert into loans.collateral_photo (cooperative_id, collateral_id, file_id, added_at)
    values (${scope.cooperativeId}, ${collateralId}, ${fileId}, ${scope.now})`);
}
