import { z } from 'zod';
import { command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { addDays, type BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { dateField } from '#kernel/fields';
import { formatDecimal, parseSignedDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { BATCH_LOANS, type DayDone, FIRST_ID } from '../day/phase.ts';
import { PHASES, phaseAfter } from '../day/phases.ts';
import { closedDays } from '../queries/day-runs.ts';
import { isMonthEnd, lastOver, nextDay } from '../rules/days.ts';
import { advanceDayRun, type DayPhase, type DayRun, lockDayRun, noteStop } from '../store/day-runs.ts';

const Day = z.strictObject({ on: dateField });

/**
 * Begins a day's run or goes on with it, and tells how far it is: as many phases as fit in about one batch of loans, in one transaction that
 * moves the run's place. On a day that is done it changes nothing.
 */
const continueDay = command({
  name: 'loans.continueDay',
  permission: 'days.close',
  input: Day,
  async run(scope, { on }) {
    let run = await lockDayRun(scope, on);
    let phase: DayPhase | null = run.status === 'done' ? null : run.phase;
    for (let work = 0; phase !== null && work < BATCH_LOANS; ) {
      if (PHASES[phase].whole && work > 0) break;
      const done = await runPart(scope, run, phase);
      work += done.looked;
      run = placeAfter(run, phase, done);
      if (done.through === null) phase = phaseAfter(phase);
      if (phase !== null) run = { ...run, phase };
    }
    if (run.status === 'running') await advanceDayRun(scope, { ...run, phase });
    const { phase: at, phaseDone, phaseTotal, counts } = run;
    return { status: phase === null ? 'done' : 'running', phase: at, done: phaseDone, total: phaseTotal, counts };
  },
});

type PartDone = DayDone & { readonly total: number };

// How many there are is asked only of a phase that has more than one part: for the progress that is shown.
async function runPart(scope: Scope, run: DayRun, phase: DayPhase): Promise<PartDone> {
  const work = PHASES[phase];
  const day = { on: run.on, monthEnd: isMonthEnd(run.on) };
  const done = await work.run(scope, { ...day, after: run.afterId ?? FIRST_ID });
  const asked = run.afterId === null && done.through !== null;
  return { ...done, total: asked ? await work.total(scope, day) : run.phaseTotal };
}

function placeAfter(run: DayRun, phase: DayPhase, done: PartDone): DayRun {
  const before = run.counts[phase] ?? { looked: 0, changed: 0, amount: '0.00' };
  const amount = formatDecimal(parseSignedDecimal(before.amount) + done.amountSen);
  const counts = {
    ...run.counts,
    [phase]: { looked: before.looked + done.looked, changed: before.changed + done.changed, amount },
  };
  const over = done.through === null;
  const phaseDone = over ? 0 : run.phaseDone + done.looked;
  return { ...run, counts, afterId: done.through, phaseDone, phaseTotal: over ? 0 : Math.max(done.total, phaseDone) };
}

/** Notes why a day's run stands still, in words for people. */
const stopDay = command({
  name: 'loans.stopDay',
  permission: 'days.close',
  input: z.strictObject({ on: dateField, reason: z.string().max(60), text: z.string().max(300) }),
  async run(scope, stop) {
    await noteStop(scope, stop);
    return {};
  },
});

/** A day that was closed, with what each phase did. */
export type ClosedDay = { readonly on: BusinessDate; readonly counts: DayRun['counts'] };

export type CloseOptions = {
  /** The last day to close; left out: yesterday. */
  readonly through?: BusinessDate;
  /** Told after each part of a day that goes on. */
  readonly progress?: (place: { on: BusinessDate; phase: DayPhase; done: number; total: number }) => void;
  /** Told of each day that is done. */
  readonly closed?: (day: ClosedDay) => void;
};

const BATCHES_MAX = 1_000_000;

/**
 * Closes every day that is not closed yet, in order, through `through` (left out: yesterday; today only when it is asked for by name). Killed
 * anywhere, the next call goes on after the last batch that was committed; two at once take turns; what is closed stays as it is. What stops a
 * day is noted on it and thrown. Error: `day_not_over` and what its phases refuse (`period_closed`).
 */
export async function closeDays(context: Context, options: CloseOptions = {}): Promise<ClosedDay[]> {
  const today = context.clock.today(context.cooperative.zone);
  const through = options.through ?? lastOver(today);
  refuseFuture(through, today);
  const closed: ClosedDay[] = [];
  const first = nextDay(await closedDays(context, {}), through);
  for (let on = first; on !== null && on <= through; on = addDays(on, 1)) {
    const day = { on, counts: await closeOne(onDay(context, on), on, options) };
    options.closed?.(day);
    closed.push(day);
  }
  return closed;
}

/** Refuses a day that has not come. */
export function refuseFuture(through: BusinessDate, today: BusinessDate): void {
  if (through > today) throw fieldError('date', 'day_not_over', 'Hari ini belum tiba, jadi belum bisa ditutup');
}

async function closeOne(context: Context, on: BusinessDate, { progress }: CloseOptions): Promise<DayRun['counts']> {
  try {
    for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
      const { result } = await continueDay(context, { on });
      if (result.status === 'done') return result.counts;
      progress?.({ on, phase: result.phase, done: result.done, total: result.total });
    }
  } catch (error) {
    const [reason, text] =
      error instanceof DomainError ? [error.reason, error.pesan] : ['failed', 'Terjadi kesalahan. Coba lagi nanti'];
    await stopDay(context, { on, reason, text: text.slice(0, 300) });
    throw error;
  }
  throw new Error(`the end of ${on} did not end`);
}

// Whatever the day's work asks for "today" is the day that is being closed; instants stay those of the clock.
function onDay(context: Context, on: BusinessDate): Context {
  const { now } = context.clock;
  return { ...context, clock: { now, today: () => on } };
}
