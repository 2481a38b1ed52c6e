import { z } from 'zod';
import { command } from '#kernel/command';
import { type Context, requirePermission } from '#kernel/context';
import { amountField, idField, textField } from '#kernel/fields';
import { readBudgetWorkbook } from '../reading.ts';
import { MONTHS, spreadYear } from '../rules/spread.ts';
import { replaceLines } from '../store/lines.ts';
import { requireDraft } from '../store/versions.ts';
import { requirePlanned } from './drafts.ts';

const ImportInput = z.strictObject({
  versionId: idField,
  lines: z
    .array(
      z.strictObject({
        code: textField(20),
        amount: amountField,
        months: z.array(amountField).length(MONTHS).nullable(),
      }),
    )
    .min(1)
    .max(2_000),
});

const writeImported = command({
  name: 'books.importBudget',
  permission: 'books.plan',
  input: ImportInput,
  async run(scope, { versionId, lines }) {
    await requireDraft(scope, versionId);
    await requirePlanned(
      scope,
      lines.map(({ code }) => code),
    );
    const months = new Map(lines.map(({ code, amount, months: own }) => [code, own ?? spreadYear(amount)]));
    await replaceLines(scope, versionId, months);
    return { versionId, lines: lines.length };
  },
});

/**
 * Takes the lines of a workbook into a draft: those it names are replaced, the others stay. Errors: those of `readBudgetWorkbook`,
 * `budget_unknown`, `budget_approved`, `budget_line_unknown`.
 */
export async function importBudget(
  context: Context,
  file: { versionId: string; bytes: Uint8Array },
  options: { readonly key?: string } = {},
): Promise<{ versionId: string; lines: number }> {
  requirePermission(context, 'books.plan');
  const lines = await readBudgetWorkbook(file.bytes);
  return (await writeImported(context, { versionId: file.versionId, lines }, options)).result;
}
