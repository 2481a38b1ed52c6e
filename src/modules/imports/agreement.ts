import { z } from 'zod';
import { command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { DomainError, fieldError } from '#kernel/errors';
import { query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { checkDate, generalAccountIds, loadBooks } from '#ledger';
import { forgetWorkbook, type Planned, planPreview } from './planning.ts';
import { notDraft } from './previews.ts';
import { importRecord, lockPreview, type PreviewRecord, readPreview } from './queries.ts';
import { joinProgress, makeReport, type Progress } from './report.ts';
import { AgreeInput, PreviewIdInput, type Settings } from './schema.ts';
import { deleteFile, updateAgreed, updateDone, updateProgress } from './store.ts';
import { importChoices, loanCodeFor, OPENING_CODE, productsFor, requireDifferenceAccount } from './writing/accounts.ts';
import { writeChart } from './writing/chart.ts';
import { loanKinds, loanProductsFor, requireAgreedDifference, usableLoanProducts } from './writing/loan-products.ts';
import { BATCH_ROWS, movementsInOrder, writeMovements } from './writing/mutations.ts';
import { writeOpening } from './writing/opening.ts';

/** More rows than this are written by the worker, in the background. */
const ROWS_AT_ONCE = 300;

/**
 * Agrees to the plan that was on the screen, with the accounts and products to write it with. Large imports are queued.
 * Errors: `import_not_draft`, `plan_changed`, `nothing_to_import`, `product_needed`, `loan_account_needed`, `loan_product_needed`,
 * `loan_difference_open`,
 * `difference_account_needed`, `chart_code_unknown`, `period_closed`, `date_in_future`.
 */
export const agreeImport = command({
  name: 'imports.agree',
  permission: 'imports.run',
  input: AgreeInput,
  async run(scope, input) {
    const record = await readPreview(scope, input.id);
    if (record.status !== 'draft') throw await notDraft(scope, input.id);
    const { plan, planHash } = await planPreview(scope, record);
    if (planHash !== input.planHash) throw planChanged();
    if (plan.counts.willBeWritten === 0) {
      throw new DomainError('refused', 'nothing_to_import', 'Tidak ada baris yang bisa diimpor dari berkas ini');
    }
    await checkSettings(scope, { plan, planHash }, input.settings);
    const rowsTotal = plan.kind === 'savings_mutations' ? movementsInOrder(plan).length : plan.counts.willBeWritten;
    await updateAgreed(scope, { id: input.id, planHash, settings: input.settings, rowsTotal });
    const queued = rowsTotal > ROWS_AT_ONCE;
    if (queued) await scope.enqueue('imports.run', { id: input.id }, `imports.run ${input.id}`);
    return { id: input.id, queued, rows: rowsTotal };
  },
});

async function checkSettings(
  scope: Scope,
  { plan }: Pick<Planned, 'plan' | 'planHash'>,
  settings: Settings,
): Promise<void> {
  if (plan.kind !== 'savings_mutations') await requireOpenDay(scope, settings);
  if (plan.kind === 'chart') {
    requireDifferenceAccount(plan, settings);
    return;
  }
  await productsFor(scope, plan, settings);
  await loanProductsFor(scope, plan, settings);
  requireAgreedDifference(plan, settings);
  const codes = [settings.counterCode, await loanCodeFor(scope, plan, settings)];
  await generalAccountIds(scope, codes.filter((code) => code !== undefined && code !== OPENING_CODE) as string[]);
}

/** The day of the opening entry must be open in the books, told before anything is written. */
async function requireOpenDay(scope: Scope, settings: Settings): Promise<void> {
  try {
    checkDate(await loadBooks(scope, []), settings.openingDate);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw fieldError('settings.openingDate', error.reason, error.pesan);
  }
}

/** What agreeing can choose from: products, chart lines, and what is usual. */
export const agreementChoices = query({
  name: 'imports.choices',
  permission: 'imports.run',
  input: z.strictObject({}),
  run: (scope) => importChoices(scope),
});

/** The kinds of loan that a draft would write, with a proposed product each; empty while there is no loan product. */
export const importLoanKinds = query({
  name: 'imports.loanKinds',
  permission: 'imports.run',
  input: PreviewIdInput,
  async run(scope, { id }) {
    const products = await usableLoanProducts(scope);
    if (products.length === 0) return [];
    return loanKinds((await planPreview(scope, await readPreview(scope, id))).plan, products);
  },
});

/** Writes the next part of an agreed import; called again until it answers done. A part that is written stays written once. */
const writeNext = command({
  name: 'imports.writeNext',
  permission: 'imports.run',
  input: PreviewIdInput,
  async run(scope, { id }) {
    const record = await lockPreview(scope, id);
    if (record.status === 'done') return { done: true, rowsDone: record.rowsDone };
    if (record.status !== 'agreed' || record.settings === null) {
      throw new DomainError('conflict', 'import_not_agreed', 'Impor ini belum disetujui');
    }
    const planned = await planPreview(scope, record);
    if (planned.planHash !== record.planHash) throw planChanged();
    if (planned.plan.kind === 'savings_mutations') return writeBatch(scope, record, planned, record.settings);
    const write = planned.plan.kind === 'chart' ? writeChart : writeOpening;
    const made = await write(scope, record, planned.plan, record.settings);
    return finish(scope, record, planned, made);
  },
});

async function writeBatch(scope: Scope, record: PreviewRecord, planned: Planned, settings: Settings) {
  const movements = movementsInOrder(planned.plan);
  const batch = movements.slice(record.rowsDone, record.rowsDone + BATCH_ROWS);
  const made = await writeMovements(scope, { record, plan: planned.plan, settings, movements: batch });
  const rowsDone = record.rowsDone + batch.length;
  if (rowsDone >= movements.length) return finish(scope, record, planned, made);
  await updateProgress(scope, { id: record.id, rowsDone, progress: joinProgress(record.progress, made) });
  return { done: false, rowsDone };
}

async function finish(scope: Scope, record: PreviewRecord, planned: Planned, made: Progress) {
  const report = makeReport(
    planned.plan,
    joinProgress(record.progress, made),
    record.settings?.openingDate ?? scope.today,
  );
  await updateDone(scope, { id: record.id, report });
  await deleteFile(scope, record.id);
  forgetWorkbook(scope, record.id);
  return { done: true, rowsDone: record.rowsTotal };
}

/** Writes an agreed import to its end, part by part, and answers its record. Called again after a stop, it goes on where it was. */
export async function runImport(context: Context, id: string): Promise<PreviewRecord> {
  for (let part = 0; part < PARTS_MAX; part += 1) {
    const { result } = await writeNext(context, { id });
    if (result.done) return importRecord(context, { id });
  }
  throw new Error(`import ${id} did not end after ${PARTS_MAX} parts`);
}

const PARTS_MAX = 1_000;

function planChanged(): DomainError {
  return new DomainError(
    'conflict',
    'plan_changed',
    'Rencana impor berubah sejak Anda melihatnya. Periksa lagi lalu setujui yang baru',
  );
}
