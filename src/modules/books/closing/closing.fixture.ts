import assert from 'node:assert/strict';
import { installCooperative } from '#cooperatives';
import { type Decision, decideHeld } from '#kernel/approval';
import { fixedClock } from '#kernel/clock';
import { type Context, systemContext, type Tenant } from '#kernel/context';
import { addMonths, type BusinessDate } from '#kernel/dates';
import { Held } from '#kernel/held';
import { newId } from '#kernel/ids';
import type { Answer } from '#kernel/scope';
import { chartBalances, generalAccountIds, installLedger, post, type ReportRange } from '#ledger';
import { asStaff, read, step, type World } from '../../../../test/support/world.ts';
import { closeMonth } from './months.ts';

export const day = (text: string): BusinessDate => text as BusinessDate;

/** The same context on another day. */
export const on = (context: Context, date: string): Context => ({ ...context, clock: fixedClock(date) });

let made = 0;

/** A cooperative whose book year may begin in another month than January. */
export async function newBooks(
  world: World,
  options: {
    template?: 'ksp' | 'konsumen';
    startMonth?: number;
    openFrom?: string;
    today?: string;
    zone?: Tenant['zone'];
  } = {},
): Promise<Context> {
  const { template = 'ksp', startMonth = 1, openFrom = '2026-01-01', today = '2027-01-10', zone = 'WIB' } = options;
  made += 1;
  const cooperative: Tenant = {
    id: newId(),
    slug: `buku-${made}`,
    shortCode: `B${made}`,
    name: `Koperasi Buku ${made}`,
    zone,
  };
  const context = systemContext({ database: world.database, clock: fixedClock(today), cooperative }, 'Penguji');
  await step(context, async (scope) => {
    await installCooperative(scope, {
      name: cooperative.name,
      slug: cooperative.slug,
      shortCode: cooperative.shortCode,
      kind: template === 'ksp' ? 'savings_loan' : 'consumer',
      level: 'primary',
      zone,
      legalEntityNumber: null,
      coopRegistryNumber: null,
      businessId: null,
      taxNumber: null,
      street: 'Jalan Uji 1',
      regionCode: '33.19',
      postalCode: null,
      phone: null,
      email: null,
      bookYearStartMonth: startMonth,
      booksOpenFrom: day(openFrom),
      chartTemplate: template,
    });
    await installLedger(scope, { template, openFrom: day(openFrom) });
  });
  return context;
}

/** What moved between two chart lines: `debit` gets it, `credit` gives it. */
export type Move = {
  readonly on: string;
  readonly debit: string;
  readonly credit: string;
  readonly amountSen: bigint;
  readonly branchId?: string;
  readonly unitId?: string;
};

/** Posts moves as plain journal entries. */
export async function enter(context: Context, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  await step(context, async (scope) => {
    const ids = await generalAccountIds(
      scope,
      moves.flatMap(({ debit, credit }) => [debit, credit]),
    );
    await post(
      scope,
      moves.map(({ on: date, debit, credit, amountSen, branchId, unitId }) => ({
        description: 'Uji',
        businessDate: day(date),
        source: 'ledger.entry',
        ...(branchId !== undefined && { branchId }),
        ...(unitId !== undefined && { unitId }),
        lines: [
          { accountId: ids.get(debit) ?? '', amountSen },
          { accountId: ids.get(credit) ?? '', amountSen: -amountSen },
        ],
      })),
    );
  });
}

/** Chart lines that are not zero over a range, in sen, debit above zero. */
export async function balances(context: Context, range: Omit<ReportRange, 'before'> & { before: string }) {
  const lines = await read(context, (scope) => chartBalances(scope, { ...range, before: day(range.before) }));
  return Object.fromEntries(
    lines.filter(({ amountSen }) => amountSen !== 0n).map((line) => [line.code, line.amountSen]),
  );
}

/** Asks for an act that needs two people and lets a second person agree to it. */
export async function byTwo(context: Context, ask: (maker: Context) => Promise<unknown>): Promise<Answer> {
  const held = await heldOf(ask(asStaff(context, undefined, 'Bendahara Uji')));
  return agree(asStaff(context, undefined, 'Ketua Uji'), held);
}

/** The held action that a call ends in. */
export async function heldOf(call: Promise<unknown>): Promise<Held> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Held) return error;
  assert.ok(error instanceof Error, 'expected to be held, and it was done');
  throw error;
}

/** Agrees to a held action as somebody. */
export function agree(checker: Context, held: Held): Promise<Answer> {
  const { payloadHash } = JSON.parse(held.answer) as { payloadHash: string };
  const decision: Decision = { approvalId: held.approvalId, payloadHash, decision: 'approved', reason: 'setuju' };
  return step(checker, (scope) => decideHeld(scope, decision, async () => true));
}

/** Closes months in order from one first day on, as many as asked. */
export async function closeMonths(context: Context, from: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await closeMonth(context, { startsOn: addMonths(day(from), index) });
  }
}
