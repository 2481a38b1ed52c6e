import type { BusinessDate } from '#kernel/dates';
import { type InterestRow, targetReceivable } from './accrual.ts';

/** A version of a loan's agreement: its rows as they were agreed. */
export type Agreement = { readonly version: number; readonly rows: readonly InterestRow[] };

/** Something that happened to a loan. `interestSen` is below zero where it gives back. Ids and command ids rise with time. */
export type History = {
  readonly id: string;
  readonly commandId: string;
  readonly kind: string;
  readonly on: BusinessDate;
  /** The version in force after it. */
  readonly version: number;
  readonly interestSen: bigint;
  /** It ended the loan: what was earned and will not be paid goes back out of income. */
  readonly closes: boolean;
  readonly reversesId: string | null;
  /** The number of its entry in the books, if money moved. */
  readonly entryNumber: bigint | null;
};

/** A time at which the end of a day looked at the loan's interest. `nextNumber`: entries below it were booked before. */
export type Look = {
  readonly on: BusinessDate;
  readonly monthEnd: boolean;
  readonly nextNumber: bigint;
  readonly commandId: string;
};

/** When the loan stopped performing, or performed again. */
export type PerformingChange = { readonly commandId: string; readonly performing: boolean };

/** Interest that became income on a day, or was taken back out of it (below zero), in sen. */
export type Earned = { readonly on: BusinessDate; readonly amountSen: bigint };

type State = {
  /** Earned in the books and not paid; what was paid; whether the loan runs. */
  receivableSen: bigint;
  paidSen: bigint;
  active: boolean;
  version: number;
};

/** What an event took off the receivable, and what became income. */
type Effect = { readonly offSen: bigint; readonly incomeSen: bigint; readonly paidSen: bigint };

/**
 * Computes from agreements and history alone which interest of a loan must have become income when, in the order in which it must have been
 * booked: each look brings the receivable to `targetReceivable`, each payment takes from it first and the rest is income, each reversal undoes
 * what its payment did. No amount of the ledger is read. What arrives by a take-over was earned in other books.
 */
export function recomputeInterest(of: {
  readonly agreements: readonly Agreement[];
  /** In the order of their ids. */
  readonly events: readonly History[];
  /** In the order of their entry numbers. */
  readonly looks: readonly Look[];
  /** In the order of their commands. */
  readonly performing: readonly PerformingChange[];
}): Earned[] {
  const rows = new Map(of.agreements.map((agreement) => [agreement.version, agreement.rows]));
  const state: State = { receivableSen: 0n, paidSen: 0n, active: false, version: 1 };
  const effects = new Map<string, Effect>();
  const found: Earned[] = [];
  const note = (on: BusinessDate, amountSen: bigint) => {
    if (amountSen !== 0n) found.push({ on, amountSen });
  };
  let next = 0;
  const lookUntil = (event: History | undefined) => {
    for (let look = of.looks[next]; look && isBefore(look, event); look = of.looks[next]) {
      note(look.on, lookAt(state, look, rows.get(state.version) ?? [], performingAt(of.performing, look)));
      next += 1;
    }
  };
  for (const event of of.events) {
    lookUntil(event);
    const effect = effectOf(state, event, effects);
    effects.set(event.id, effect);
    note(event.on, effect.incomeSen);
    state.receivableSen -= effect.offSen;
    state.paidSen += effect.paidSen;
    state.version = event.version;
    state.active = isActiveAfter(state.active, event);
  }
  lookUntil(undefined);
  return found;
}

/** What became income by the end of a day, in sen. */
export function earnedBy(found: readonly Earned[], on: BusinessDate): bigint {
  return found.reduce((sum, one) => (one.on <= on ? sum + one.amountSen : sum), 0n);
}

function isBefore(look: Look, event: History | undefined): boolean {
  if (!event) return true;
  return event.entryNumber === null ? look.commandId < event.commandId : look.nextNumber <= event.entryNumber;
}

function performingAt(changes: readonly PerformingChange[], look: Look): boolean {
  return changes.findLast(({ commandId }) => commandId <= look.commandId)?.performing ?? true;
}

// On a day that ends no month a loan is looked at when an instalment falls due, or when it has interest to be taken back.
function lookAt(state: State, look: Look, rows: readonly InterestRow[], performing: boolean): bigint {
  const concerned = look.monthEnd || rows.some(({ dueOn }) => dueOn === look.on) || !performing;
  if (!state.active || !concerned) return 0n;
  // All that was paid counts as paid of the first row: only the sum matters.
  const paid = rows.map((row, index) => ({ ...row, paidInterestSen: index === 0 ? state.paidSen : 0n }));
  const moved = targetReceivable(paid, performing, look.on) - state.receivableSen;
  state.receivableSen += moved;
  return moved;
}

function effectOf(state: State, event: History, effects: ReadonlyMap<string, Effect>): Effect {
  const { receivableSen } = state;
  const undone = event.reversesId === null ? undefined : effects.get(event.reversesId);
  if (undone) return { offSen: -undone.offSen, incomeSen: -undone.incomeSen, paidSen: -undone.paidSen };
  if (event.kind === 'imported') return { offSen: -event.interestSen, incomeSen: 0n, paidSen: 0n };
  if (event.kind === 'written_off') return { offSen: receivableSen, incomeSen: -receivableSen, paidSen: 0n };
  const offSen = event.closes || event.interestSen > receivableSen ? receivableSen : event.interestSen;
  // Interest that became principal is no longer owed as interest, and was not paid.
  const paidSen = event.kind === 'restructured' ? 0n : event.interestSen;
  return { offSen, incomeSen: event.interestSen - offSen, paidSen };
}

function isActiveAfter(active: boolean, event: History): boolean {
  if (event.closes || event.kind === 'written_off' || event.kind === 'cancelled') return false;
  return active || event.kind === 'disbursed' || event.kind === 'imported' || event.kind === 'reversed';
}
