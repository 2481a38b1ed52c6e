import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** A warning that was seen before a close, with the reason why the close went on. */
export type Accepted = {
  readonly code: string;
  readonly text: string;
  readonly count: number;
  readonly reason: string;
};

/** What somebody did to a day, a month or a year of the books. Half-open dates. */
export type PeriodAct = {
  readonly id: string;
  readonly kind: 'day' | 'month' | 'year';
  readonly startsOn: BusinessDate;
  readonly endsBefore: BusinessDate;
  readonly act: 'close' | 'reopen' | 'lock';
  readonly personName: string;
  readonly actedAt: string;
  readonly reason: string | null;
  readonly accepted: readonly Accepted[];
  /** The last entry that was posted when it was done. */
  readonly throughNumber: bigint;
  readonly checksum: string | null;
  /** Who agreed to it as the second person; null where none is asked. */
  readonly checkerName: string | null;
};

export type NewAct = Pick<PeriodAct, 'kind' | 'startsOn' | 'endsBefore' | 'act' | 'throughNumber'> &
  Partial<Pick<PeriodAct, 'reason' | 'accepted' | 'checksum'>>;

/** Step: writes an act under the name of who acts. Answers its id. */
export async function insertAct(scope: Scope, act: NewAct): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into books.period_act (cooperative_id, id, kind, starts_on, ends_before, act, person_id, person_name, acted_at, reason, accepted,
                                  through_number, checksum, approval_id, command_id)
    values (${scope.cooperativeId}, ${id}, ${act.kind}, ${act.startsOn}, ${act.endsBefore}, ${act.act}, ${actor.personId}, ${actor.name},
            ${scope.now}, ${act.reason ?? null}, ${JSON.stringify(act.accepted ?? [])}::jsonb, ${act.throughNumber}, ${act.checksum ?? null},
            ${scope.approvalId}, ${scope.commandId})`);
  return id;
}

/** Acts on periods that lie, at least in part, in a range (half-open), newest first; at most `limit`. */
export function readActs(
  scope: QueryScope,
  range: { from: BusinessDate; before: BusinessDate; limit: number },
): Promise<PeriodAct[]> {
  return scope.tx.rows<PeriodAct>(sql`
    select a.id, a.kind, a.starts_on as "startsOn", a.ends_before as "endsBefore", a.act, a.person_name as "personName",
           a.acted_at as "actedAt", a.reason, a.accepted, a.through_number as "throughNumber", a.checksum, d.checker_name as "checkerName"
      from books.period_act a
      left join kernel.approval_decision d on d.cooperative_id = a.cooperative_id and d.approval_id = a.approval_id
     where a.cooperative_id = ${scope.cooperativeId} and a.ends_before > ${range.from}::date and a.starts_on < ${range.before}::date
     order by a.id desc limit ${range.limit}`);
}

/** A book year as it stands: closed while it has the act that closed it. */
export type YearRow = {
  readonly year: number;
  readonly startsOn: BusinessDate;
  readonly endsBefore: BusinessDate;
  readonly closeActId: string | null;
  readonly closedAt: string | null;
  readonly surplusSen: bigint | null;
  readonly shuApprovedAt: string | null;
  readonly shuResolution: string | null;
  /** Of the act that closed it. */
  readonly throughNumber: bigint | null;
  readonly checksum: string | null;
  /** Entries that closed it, in the order in which they were posted; and those that opened the next year. */
  readonly closingEntryIds: readonly string[];
  readonly openingEntryIds: readonly string[];
};

/** Years that were closed at least once, earliest first. */
export function readYears(scope: QueryScope): Promise<YearRow[]> {
  return scope.tx.rows<YearRow>(sql`
    select y.year, y.starts_on as "startsOn", y.ends_before as "endsBefore", y.close_act_id as "closeActId", y.closed_at as "closedAt",
           y.surplus_sen as "surplusSen", y.shu_approved_at as "shuApprovedAt", y.shu_resolution as "shuResolution",
           a.through_number as "throughNumber", a.checksum,
           array(select e.entry_id from books.year_entry e
                  where e.cooperative_id = y.cooperative_id and e.act_id = y.close_act_id and e.purpose = 'close'
                  order by e.entry_id) as "closingEntryIds",
           array(select e.entry_id from books.year_entry e
                  where e.cooperative_id = y.cooperative_id and e.act_id = y.close_act_id and e.purpose = 'open'
                  order by e.entry_id) as "openingEntryIds"
      from books.year y
      left join books.period_act a on a.cooperative_id = y.cooperative_id and a.id = y.close_act_id
     where y.cooperative_id = ${scope.cooperativeId}
     order by y.year`);
}

/** An entry that closed a year or opened the next, as pages name it. */
export type PostedEntry = { readonly id: string; readonly number: bigint; readonly description: string };

/** The entries of a year's closing in the order of their numbers; none while it is open. */
export function postedEntries(scope: QueryScope, year: YearRow | null): Promise<PostedEntry[]> {
  const ids = [...(year?.closingEntryIds ?? []), ...(year?.openingEntryIds ?? [])];
  return scope.tx.rows<PostedEntry>(sql`
    select e.id, e.number, e.description from ledger.entry e
     where e.cooperative_id = ${scope.cooperativeId} and e.id = any(${ids}::uuid[]) order by e.number`);
}
