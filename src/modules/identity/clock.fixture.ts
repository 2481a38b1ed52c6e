import { type Clock, fixedClock } from '#kernel/clock';

/** A clock that stands still until it is moved on. */
export type AdvancingClock = Clock & { advance(seconds: number): void };

export function advancingClock(): AdvancingClock {
  const start = fixedClock('2026-11-20');
  let passed = 0;
  return {
    now: () => new Date(start.now().getTime() + passed * 1000),
    today: start.today,
    advance(seconds) {
      passed += seconds;
    },
  };
}
