import { z } from 'zod';
import { command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { assert, DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal, sumSen } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { holdPostings, post } from '#ledger';
import { YearInput } from '../schema.ts';
import { calculationById } from '../store/calculations.ts';
import { advanceBatch, type Batch, insertBatch, insertPayments, readBatch, readPayables } from '../store/payments.ts';
import { shareSums } from '../store/shares.ts';
import { dueOf, paySides, requireApproved, savingsEntry } from './pay.ts';

/** Members in one transaction: small enough that counters wait a moment only. */
export const BATCH_MEMBERS = 250;
const BATCHES_MAX = 100_000;

/**
 * Starts crediting every share that waits to its member's voluntary saving, or answers the run that is going on. Members without such a saving
 * and shares held for arrears are passed over and stay on the cash list. A job does the work. Errors: those of `requireApproved`.
 */
export const startBatch = command({
  name: 'shu.startBatch',
  permission: 'shu.pay',
  input: YearInput,
  async run(scope, { year }) {
    const calculation = await requireApproved(scope, year);
    const { unpaidCount } = await shareSums(scope, calculation.id);
    const of = { calculationId: calculation.id, on: scope.today, membersTotal: unpaidCount };
    const id = await insertBatch(scope, of);
    if (id) await scope.enqueue('shu.batch', { batchId: id }, `shu.batch:${id}`);
    const batch = await readBatch(scope, id ? { id } : { calculationId: calculation.id });
    assert(batch, 'a run that was started can be found');
    return batchView(batch);
  },
});

/** Credits the next members of a run; on a finished run it changes nothing. Error: `batch_unknown`. */
export const continueBatch = command({
  name: 'shu.continueBatch',
  permission: 'shu.pay',
  input: z.strictObject({ batchId: idField }),
  async run(scope, { batchId }) {
    await holdPostings(scope);
    const batch = await readBatch(scope, { id: batchId, lock: true });
    if (!batch) throw new DomainError('not_found', 'batch_unknown', 'Pembagian SHU ini tidak ada');
    if (batch.status === 'done') return batchView(batch);
    await payNext(scope, batch);
    const after = await readBatch(scope, { id: batchId });
    assert(after, 'a run does not vanish');
    return batchView(after);
  },
});

/** Continues a run until it is done. Killed anywhere, the next call goes on after the last members that were committed. */
export async function finishBatch(context: Context, batchId: string): Promise<void> {
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const { result } = await continueBatch(context, { batchId });
    if (result.status === 'done') return;
  }
  throw new Error(`distribution ${batchId} did not end`);
}

/** A run as pages and answers show it. */
export function batchView({ id, status, membersTotal, membersDone, membersPaid, paidSen }: Batch) {
  return { id, status, membersTotal, membersDone, membersPaid, paid: formatDecimal(paidSen) };
}

async function payNext(scope: Scope, batch: Batch): Promise<void> {
  const calculation = await calculationById(scope, batch.calculationId);
  assert(calculation, 'a run is of a calculation');
  const found = await readPayables(scope, calculation.id, { after: batch.lastPosition, limit: BATCH_MEMBERS });
  const ready = found.filter((one) => one.savingsAccountId !== null && !one.heldNow);
  const sides = await paySides(scope, calculation);
  const drafts = ready.map((payable) =>
    savingsEntry(calculation, sides, { payable, savingsAccountId: payable.savingsAccountId ?? '', on: scope.today }),
  );
  const entries = drafts.length > 0 ? await post(scope, drafts) : [];
  await insertPayments(
    scope,
    ready.map((one, index) => ({
      ...dueOf(calculation, one).kept,
      way: 'savings',
      on: scope.today,
      entryId: entries[index]?.id ?? '',
      batchId: batch.id,
      savingsAccountId: one.savingsAccountId ?? '',
    })),
  );
  await advanceBatch(scope, {
    id: batch.id,
    done: found.length,
    paid: ready.length,
    paidSen: sumSen(ready.map(({ finalSen }) => finalSen)),
    lastPosition: found.at(-1)?.position ?? batch.lastPosition,
    finished: found.length < BATCH_MEMBERS,
  });
}
