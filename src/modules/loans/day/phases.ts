import { DAY_PHASES, type DayPhase } from '../store/day-runs.ts';
import { accrual } from './accrual.ts';
import { applications } from './applications.ts';
import { figures } from './figures.ts';
import { maturities } from './maturities.ts';
import type { Phase } from './phase.ts';
import { provision } from './provision.ts';
import { reminders } from './reminders.ts';
import { standing } from './standing.ts';
import { standingOrders } from './standing-orders.ts';

/** What each phase does. They run in the order of `DAY_PHASES`: what is paid is known before what is late, and that before what is earned. */
export const PHASES: Readonly<Record<DayPhase, Phase>> = {
  standing_orders: standingOrders,
  standing,
  accrual,
  maturities,
  applications,
  reminders,
  provision,
  figures,
};

/** The phase after this one, or null after the last. */
export function phaseAfter(phase: DayPhase): DayPhase | null {
  return DAY_PHASES[DAY_PHASES.indexOf(phase) + 1] ?? null;
}
