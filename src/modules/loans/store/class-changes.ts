import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { Classification, ClassReason } from '../rules/collectability.ts';
import type { Collectability } from './loans.ts';

/** A change of a loan's class before it is written. */
export type NewClassChange = Omit<Classification, 'class'> & {
  readonly loanId: string;
  readonly on: BusinessDate;
  readonly from: Collectability;
  readonly to: Collectability;
  readonly daysPastDue: number;
  /** A person's own words, of an override. */
  readonly note?: string;
};

const INSERT = `
  insert into loans.class_change (cooperative_id, loan_id, no, changed_on, from_class, to_class, reason, since, over, over_unit,
         days_past_due, note, person_id, person_name, command_id, written_at)
  select $1, n.loan_id, coalesce((select max(c.no) from loans.class_change c where c.cooperative_id = $1 and c.loan_id = n.loan_id), 0) + 1,
         n.changed_on, n.from_class, n.to_class, n.reason, n.since, n.over, n.unit, n.days, n.note, $3, $4, $5, $6
    from json_to_recordset($2::json) as n (loan_id uuid, changed_on date, from_class text, to_class text, reason text, since date,
         over smallint, unit text, days integer, note text)`;

/** Step: writes changes of class, at most one a loan in a call; their loans are locked by the caller. */
export async function insertClassChanges(scope: Scope, changes: readonly NewClassChange[]): Promise<void> {
  if (changes.length === 0) return;
  const records = changes.map(({ loanId, on, from, to, reason, since, over, unit, daysPastDue, note }) => ({
    loan_id: loanId,
    changed_on: on,
    from_class: from,
    to_class: to,
    reason,
    since,
    over,
    unit,
    days: daysPastDue,
    note: note ?? '',
  }));
  const { actor } = scope.context;
  await scope.tx.prepared('loans.class_changes', INSERT, [
    scope.cooperativeId,
    JSON.stringify(records),
    actor.personId,
    actor.name,
    scope.commandId,
    scope.now,
  ]);
}

/** A change of class as it stands. */
export type ClassChange = {
  readonly no: number;
  readonly on: BusinessDate;
  readonly from: Collectability;
  readonly to: Collectability;
  readonly reason: ClassReason;
  readonly since: BusinessDate | null;
  readonly over: number | null;
  readonly unit: 'day' | 'month' | null;
  readonly daysPastDue: number;
  readonly note: string;
  readonly personName: string;
  readonly writtenAt: string;
};

/** A loan's changes of class, newest first; at most 200. */
export function readClassChanges(scope: QueryScope, loanId: string): Promise<ClassChange[]> {
  return scope.tx.rows<ClassChange>(sql`
    select c.no, c.changed_on as "on", c.from_class as "from", c.to_class as "to", c.reason, c.since, c.over, c.over_unit as unit,
           c.days_past_due as "daysPastDue", c.note, c.person_name as "personName", c.written_at as "writtenAt"
      from loans.class_change c
     where c.cooperative_id = ${scope.cooperativeId} and c.loan_id = ${loanId}
     order by c.no desc limit 200`);
}
