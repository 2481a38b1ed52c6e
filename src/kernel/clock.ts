import { type BusinessDate, dateAt, parseDate, type Zone } from './dates.ts';

/** Where "now" and "today" come from. Rules never ask; commands pass the answer on. */
export type Clock = {
  readonly now: () => Date;
  /** The business date in a zone; fixed in tests and demos by SOKOGURU_TODAY. */
  readonly today: (zone: Zone) => BusinessDate;
};

export const systemClock: Clock = {
  now: () => new Date(),
  today: (zone) => dateAt(new Date(), zone),
};

/** A clock that stands still: for tests, demos and repeatable runs. */
export function fixedClock(date: string, time = '09:00:00'): Clock {
  const day = parseDate(date);
  const instant = new Date(`${day}T${time}+07:00`);
  return { now: () => instant, today: () => day };
}

/** The clock the environment asks for; the variable is read at each question, so that a test can let days pass. Throws when SOKOGURU_TODAY is set outside test and demo. */
export function clockFromEnvironment(env: NodeJS.ProcessEnv): Clock {
  const fixed = env['SOKOGURU_TODAY'];
  if (!fixed) return systemClock;
  if (env['SOKOGURU_ENV'] !== 'test' && env['SOKOGURU_ENV'] !== 'demo') {
    throw new Error('SOKOGURU_TODAY is only allowed when SOKOGURU_ENV is test or demo');
  }
  return { now: () => new Date(), today: () => parseDate(env['SOKOGURU_TODAY'] ?? fixed) };
}
