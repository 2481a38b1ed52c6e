import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { ClosedDays } from '../rules/days.ts';

/** What the end of a day does, in this order. */
export const DAY_PHASES = [
  'standing_orders',
  'standing',
  'accrual',
  'maturities',
  'applications',
  'reminders',
  'provision',
  'figures',
] as const;
export type DayPhase = (typeof DAY_PHASES)[number];

/** What a phase did so far: how many it looked at, how many changed, and the sum that moved, as decimal text. */
export type PhaseCount = { readonly looked: number; readonly changed: number; readonly amount: string };

/** The closing of one business date as it stands. */
export type DayRun = {
  readonly on: BusinessDate;
  readonly status: 'running' | 'done';
  readonly phase: DayPhase;
  /** The last id of the phase that was done; null at its beginning. */
  readonly afterId: string | null;
  readonly phaseDone: number;
  readonly phaseTotal: number;
  readonly counts: Readonly<Partial<Record<DayPhase, PhaseCount>>>;
  readonly startedByName: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly stoppedReason: string | null;
  readonly stoppedText: string | null;
};

const COLUMNS = `r.business_date as "on", r.status, r.phase, r.after_id as "afterId", r.phase_done as "phaseDone",
       r.phase_total as "phaseTotal", r.counts, r.started_by_name as "startedByName", r.started_at as "startedAt",
       r.finished_at as "finishedAt", r.stopped_reason as "stoppedReason", r.stopped_text as "stoppedText"`;

const BEGIN = `
  insert into loans.day_run (cooperative_id, business_date, phase, started_by, started_by_name, started_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (cooperative_id, business_date) do nothing`;

const LOCK = `select ${COLUMNS} from loans.day_run r where r.cooperative_id = $1 and r.business_date = $2 for update`;

/** Step: locks a day's run, which begins if it was not begun, and reads it: two runners of one day take turns. */
export async function lockDayRun(scope: Scope, on: BusinessDate): Promise<DayRun> {
  const { actor } = scope.context;
  const [, [run]] = await Promise.all([
    scope.tx.prepared('loans.begin_day', BEGIN, [
      scope.cooperativeId,
      on,
      DAY_PHASES[0],
      actor.personId,
      actor.name,
      scope.now,
    ]),
    scope.tx.prepared<DayRun>('loans.lock_day', LOCK, [scope.cooperativeId, on]),
  ]);
  assert(run, 'a day that was begun has its run');
  return run;
}

const LATEST = `select ${COLUMNS} from loans.day_run r where r.cooperative_id = $1 order by r.business_date desc limit $2`;

/** The last runs, newest first. */
export function latestDayRuns(scope: QueryScope, limit: number): Promise<DayRun[]> {
  return scope.tx.prepared<DayRun>('loans.latest_day_runs', LATEST, [scope.cooperativeId, limit]);
}

/** Which days were closed, and when lending began. */
export function closedDays(scope: QueryScope): Promise<ClosedDays> {
  return scope.tx.one<ClosedDays>(sql`
    select (select max(r.business_date) from loans.day_run r
             where r.cooperative_id = ${scope.cooperativeId} and r.status = 'done') as "lastDone",
           (select r.business_date from loans.day_run r
             where r.cooperative_id = ${scope.cooperativeId} and r.status = 'running') as running,
           (select min(e.happened_on) from loans.event e
             where e.cooperative_id = ${scope.cooperativeId} and e.kind in ('disbursed', 'imported')) as "firstEventOn"`);
}

/** Step: writes where a run has come to; it no longer stands still. `phase` null: the day is done. */
export async function advanceDayRun(
  scope: Scope,
  run: Pick<DayRun, 'on' | 'afterId' | 'phaseDone' | 'phaseTotal' | 'counts'> & { readonly phase: DayPhase | null },
): Promise<void> {
  const done = run.phase === null;
  await scope.tx.run(sql`
    update loans.day_run r
       set status = ${done ? 'done' : 'running'}, finished_at = ${done ? scope.now : null},
           phase = coalesce(${run.phase}, r.phase), after_id = ${run.afterId}::uuid, phase_done = ${run.phaseDone},
           phase_total = ${run.phaseTotal}, counts = ${JSON.stringify(run.counts)}::jsonb,
           stopped_reason = null, stopped_text = null, stopped_at = null
     where r.cooperative_id = ${scope.cooperativeId} and r.business_date = ${run.on}`);
}

/** Step: notes why a run stands still, also one whose very first part was refused. */
export async function noteStop(
  scope: Scope,
  stop: { readonly on: BusinessDate; readonly reason: string; readonly text: string },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.day_run as r (cooperative_id, business_date, phase, started_by, started_by_name, started_at, stopped_reason,
           stopped_text, stopped_at)
    values (${scope.cooperativeId}, ${stop.on}, ${DAY_PHASES[0]}, ${actor.personId}, ${actor.name}, ${scope.now}, ${stop.reason},
            ${stop.text}, ${scope.now})
    on conflict (cooperative_id, business_date) do update
       set stopped_reason = excluded.stopped_reason, stopped_text = excluded.stopped_text, stopped_at = excluded.stopped_at
     where r.status = 'running'`);
}
