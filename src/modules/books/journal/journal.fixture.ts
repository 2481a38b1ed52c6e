import { insertParameter } from '#cooperatives';
import { decideHeld } from '#kernel/approval';
import type { Context } from '#kernel/context';
import { parseDate } from '#kernel/dates';
import { Held } from '#kernel/held';
import { asStaff, step } from '../../../../test/support/world.ts';

/** A line of an entry: account, then debit (above zero) or credit in whole rupiah. */
export function line(account: string, rupiah: number, note?: string) {
  const amount = `${Math.abs(rupiah)}.00`;
  return { account, ...(rupiah > 0 ? { debit: amount } : { credit: amount }), ...(note && { note }) };
}

/** An electricity bill paid from the bank on a day. */
export function bill(happenedOn = '2026-11-18', rupiah = 250_000, description = 'Bayar listrik') {
  return { happenedOn, description, lines: [line('6.1.05', rupiah), line('1.1.05', -rupiah)] };
}

/** From this day on, journals above this amount wait for a second person. */
export async function setLimit(context: Context, value: string): Promise<void> {
  await step(context, (scope) =>
    insertParameter(scope, {
      name: 'journal.approval_above',
      effectiveFrom: parseDate('2026-01-01'),
      value,
      legalBasis: 'Keputusan pengurus',
    }),
  );
}

/** The approval that a held action waits for. */
export async function heldBy(work: Promise<unknown>): Promise<{ approvalId: string; payloadHash: string }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Held) return JSON.parse(error.answer);
    throw error;
  }
  throw new Error('the action was not held');
}

/** A second person approves what waits. */
export async function approve(context: Context, held: { approvalId: string; payloadHash: string }) {
  const chair = asStaff(context, ['approvals.decide'], 'Ketua');
  return step(chair, (scope) =>
    decideHeld(scope, { ...held, decision: 'approved', reason: 'sesuai bukti' }, async () => true),
  );
}
