import { fail } from '@sveltejs/kit';
import { organisation } from '#cooperatives';
import type { Context } from '#kernel/context';
import { DomainError, fieldError } from '#kernel/errors';
import { chartOfAccounts, keepVoucher, VOUCHER_BYTES_MAX } from '#ledger';
import { rupiah } from '#lib/formats.ts';
import { dateValue, type FormValues, formFailure, formKey, gatherErrors } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { ledgerText } from '#lib/text/ledger.ts';
import { type ReadEntry, readEntry, rowCount } from './entry-form.ts';

/** What every sheet of lines offers: the accounts that take entries, and the branches and units that are open. */
export async function sheetChoices(context: Context) {
  const [chart, places] = await Promise.all([
    orErrorPage(chartOfAccounts(context, {})),
    context.actor.permissions.has('cooperative.read') ? organisation(context, {}) : { branches: [], units: [] },
  ]);
  const isOpen = (place: { status: string }) => place.status === 'active';
  return {
    chart,
    places: { branches: places.branches.filter(isOpen), units: places.units.filter(isOpen) },
    accounts: chart.filter((line) => line.postable && line.active).map(({ code, name }) => ({ code, name })),
  };
}

/** The lines of a form, read with today's chart. */
export async function readSheet(context: Context, values: FormValues, locale: Locale): Promise<ReadEntry> {
  return readEntry(values, await chartOfAccounts(context, {}), locale);
}

/** The branch and unit of a form; nothing chosen is nothing said. */
export function placeIds(values: FormValues): { branchId?: string; unitId?: string } {
  const { branch, unit } = values;
  return { ...(branch && { branchId: branch }), ...(unit && { unitId: unit }) };
}

/** Refuses a sheet with any fault, all of them at once; `dates` are fields that must hold a date, answered in order. */
export function requireWhole(values: FormValues, entry: ReadEntry, dates: readonly string[], locale: Locale): string[] {
  const t = pick(ledgerText, locale);
  const read: string[] = [];
  gatherErrors([
    ...dates.map((field) => () => {
      read.push(dateValue(values, field, locale));
    }),
    () => {
      if (!values['description']) throw fieldError('description', 'required', t.descriptionHint);
    },
    ...Object.entries(entry.errors).map(([field, pesan]) => () => {
      throw fieldError(field, 'line', pesan);
    }),
  ]);
  if (entry.input.length < 2) throw fieldError('account_0', 'lines_too_few', t.noLines);
  if (!entry.totals.equal) {
    throw new DomainError('invalid', 'entry_unbalanced', t.notBalanced(rupiah(entry.totals.difference)));
  }
  return read;
}

/** A refused sheet: what was typed stays, with its sums. */
export function withEntry(error: unknown, values: FormValues, entry: ReadEntry) {
  const failure = formFailure(error, values);
  const kept = { ...failure.data.values, rows: String(rowCount(values, false)) };
  return fail(failure.status, { ...failure.data, values: kept, entry, checked: true });
}

export type Kept = { readonly fileId: string; readonly name: string };

/** The papers a form carries from before: `voucher_0` with its `voucher_name_0`. */
export function keptBefore(values: FormValues): Kept[] {
  const kept: Kept[] = [];
  for (let index = 0; values[`voucher_${index}`]; index += 1) {
    kept.push({ fileId: values[`voucher_${index}`] ?? '', name: values[`voucher_name_${index}`] || 'bukti' });
  }
  return kept;
}

/**
 * Keeps the file of a form at once, whatever becomes of the form, and answers all its papers. Under the form's own key: sent twice it is
 * one file. Errors at `file`: those of `keepVoucher`.
 */
export async function keepFile(context: Context, data: FormData, values: FormValues, locale: Locale): Promise<Kept[]> {
  const before = keptBefore(values);
  const file = data.get('file');
  if (!(file instanceof File) || file.size === 0) return before;
  if (file.size > VOUCHER_BYTES_MAX) {
    throw fieldError('file', 'voucher_too_large', pick(ledgerText, locale).attachTooLarge);
  }
  const content = Buffer.from(await file.arrayBuffer()).toString('base64');
  const name = file.name.replaceAll(/\p{Cc}/gu, '').slice(-120) || 'bukti';
  try {
    const { result } = await keepVoucher(context, { content }, { key: `${formKey(values)}:file` });
    return [...before, { fileId: result.fileId, name }];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw fieldError('file', error.reason, error.pesan);
  }
}

/** Papers as values of the form, so that the next sending carries them. */
export function valuesOfKept(kept: readonly Kept[]): FormValues {
  return Object.fromEntries(
    kept.flatMap(({ fileId, name }, index) => [
      [`voucher_${index}`, fileId],
      [`voucher_name_${index}`, name],
    ]),
  );
}
