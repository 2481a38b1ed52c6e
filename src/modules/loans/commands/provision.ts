import { z } from 'zod';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { generalAccountIds, loadBooks, planPosting, writePosting } from '#ledger';
import { type ProvisionGroup, readAllowances, readRequired } from '../store/provision.ts';
import { readQualityRules } from '../store/quality-parameters.ts';

/** What one allowance line had, needed, and was changed by, in sen. */
export type ProvisionedLine = {
  readonly allowanceCode: string;
  readonly beforeSen: bigint;
  readonly requiredSen: bigint;
  /** Above zero: expense and allowance rose; below: both fell. */
  readonly deltaSen: bigint;
  readonly entryId: string | null;
};

/**
 * Step: brings every allowance line to what the running loans need now by the rates in force on `on`, by one entry a line dated `on`:
 * Dr expense Cr allowance, or back (DOMAIN 3.6). Run twice it posts nothing the second time. Classes are those that the end of day wrote.
 * Errors: `chart_code_unknown`, `period_closed`.
 */
export async function provisionStep(scope: Scope, on: BusinessDate): Promise<ProvisionedLine[]> {
  const { provision } = await readQualityRules(scope, on);
  const codes = await productCodes(scope);
  const ids = await generalAccountIds(
    scope,
    codes.flatMap(({ allowanceCode, expenseCode }) => [allowanceCode, expenseCode]),
  );
  // The whole portfolio is read before the ledger's lock, so that no counter waits for it; what moves in between is seen next time.
  const required = byLine(await readRequired(scope, provision));
  const books = await loadBooks(scope, [...ids.values()]);
  const allowances = await readAllowances(scope, [...new Set(codes.map(({ allowanceCode }) => allowanceCode))]);
  const lines = [...allowances].map(([allowanceCode, beforeSen]) => {
    const requiredSen = required.get(allowanceCode) ?? 0n;
    return { allowanceCode, beforeSen, requiredSen, deltaSen: requiredSen - beforeSen };
  });
  const moved = lines.filter(({ deltaSen }) => deltaSen !== 0n);
  const entries = planPosting(
    books,
    moved.map(({ allowanceCode, deltaSen }) => ({
      description: `Penyisihan penghapusan pinjaman ${allowanceCode}`,
      businessDate: on,
      source: 'loans.provision',
      lines: [
        { accountId: ids.get(expenseOf(codes, allowanceCode)) ?? '', amountSen: deltaSen },
        { accountId: ids.get(allowanceCode) ?? '', amountSen: -deltaSen },
      ],
    })),
  );
  await writePosting(scope, books, entries);
  const entryIds = new Map(moved.map(({ allowanceCode }, index) => [allowanceCode, entries[index]?.id ?? null]));
  return lines.map((line) => ({ ...line, entryId: entryIds.get(line.allowanceCode) ?? null }));
}

/** Computes and books the allowance by hand, as the end of a month does. Errors: those of `provisionStep`. */
export const provision = command({
  name: 'loans.provision',
  permission: 'days.close',
  input: z.strictObject({ on: dateField.optional() }),
  async run(scope, { on }) {
    const lines = await provisionStep(scope, on ?? scope.today);
    return {
      lines: lines.map(({ allowanceCode, beforeSen, requiredSen, deltaSen, entryId }) => ({
        allowanceCode,
        before: formatDecimal(beforeSen),
        required: formatDecimal(requiredSen),
        change: formatDecimal(deltaSen),
        entryId,
      })),
    };
  },
});

type LineCodes = { readonly allowanceCode: string; readonly expenseCode: string };

/** The allowance lines of all products, retired ones too: their loans may still run. */
async function productCodes(scope: Scope): Promise<LineCodes[]> {
  return scope.tx.prepared<LineCodes>(
    'loans.allowance_codes',
    `select distinct p.allowance_code as "allowanceCode", p.expense_code as "expenseCode" from loans.product p
      where p.cooperative_id = $1 order by 1, 2`,
    [scope.cooperativeId],
  );
}

function byLine(groups: readonly ProvisionGroup[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { allowanceCode, requiredSen } of groups) {
    sums.set(allowanceCode, (sums.get(allowanceCode) ?? 0n) + requiredSen);
  }
  return sums;
}

// Products that share an allowance line share its expense; where they differ the first by code takes it.
function expenseOf(codes: readonly LineCodes[], allowanceCode: string): string {
  return codes.find((one) => one.allowanceCode === allowanceCode)?.expenseCode ?? '';
}
