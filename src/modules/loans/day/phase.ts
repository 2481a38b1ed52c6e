import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** So many loans share a transaction: small enough that counters wait milliseconds for it. */
export const BATCH_LOANS = 200;

/** Before the id of every loan. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The day a phase works on, and how far it is. `after` is `FIRST_ID` at its beginning. */
export type DayStep = { readonly on: BusinessDate; readonly monthEnd: boolean; readonly after: string };

/** What one part of a phase did. `through` null: the phase is over. Amounts in sen. */
export type DayDone = {
  readonly through: string | null;
  readonly looked: number;
  readonly changed: number;
  readonly amountSen: bigint;
};

/** A part of the end of day. Its `run` does the next bounded part in the caller's transaction; called again it goes on. */
export type Phase = {
  /** It reads the whole portfolio: it begins a transaction of its own, in which nobody waits for a lock meanwhile. */
  readonly whole?: boolean;
  /** How many it will look at, for the progress that is shown; a guess is good enough. */
  readonly total: (scope: QueryScope, day: Omit<DayStep, 'after'>) => Promise<number>;
  readonly run: (scope: Scope, step: DayStep) => Promise<DayDone>;
};

/** A phase that has nothing (more) to do. */
export const NOTHING: DayDone = { through: null, looked: 0, changed: 0, amountSen: 0n };

/** The id to go on after: null when fewer than a whole batch were found. */
export function throughOf(found: readonly { readonly id: string }[]): string | null {
  return found.length < BATCH_LOANS ? null : (found.at(-1)?.id ?? null);
}
