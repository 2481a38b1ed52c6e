import { z } from 'zod';
import { command } from '#kernel/command';
import { amountField, idField, textField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { lockAccounts } from '#ledger';
import { withProfit } from '../rules/restructure.ts';
import { insertLoanEvents } from '../store/events.ts';
import { readInstalments } from '../store/instalments.ts';
import { requireLoan } from '../store/loans.ts';
import { requireVersion } from '../store/schedules.ts';
import { writeVersion } from './new-version.ts';
import { needFor } from './restructure.ts';

/** What a business earned in the period of one instalment; a period without profit is zero. */
const ProfitInput = z.strictObject({
  loanId: idField,
  no: z.coerce.number().int().min(1).max(1200),
  profit: amountField,
  reason: textField(200),
});

async function planProfit(scope: QueryScope, input: z.output<typeof ProfitInput>) {
  const loan = await requireLoan(scope, input.loanId);
  const version = await requireVersion(scope, loan.id, loan.version);
  const rows = (await readInstalments(scope, [loan.id])).get(loan.id) ?? [];
  const { number, status, contract, outstandingSen } = loan;
  const made = withProfit(
    { number, status, contract, outstandingSen, rows, request: version.request },
    { no: input.no, profitSen: input.profit, share: loan.terms.profitSharePercent, on: scope.today },
  );
  return { loan, version, made };
}

/**
 * Puts the cooperative's part of a realised profit in the place of the expected one, of a mudharabah or musyarakah; waits for a second person.
 * Errors: `loan_unknown`, those of `withProfit`.
 */
export const reportProfit = command({
  name: 'loans.reportProfit',
  permission: 'loans.manage',
  input: ProfitInput,
  approval: async (scope, input) => {
    const { loan, made } = await planProfit(scope, input);
    const share = formatDecimal(made.interestSen);
    return needFor(loan, `Hasil usaha angsuran ${input.no} pinjaman ${loan.number}: bagian koperasi ${share}`);
  },
  async run(scope, input) {
    const { interestAccountId } = await requireLoan(scope, input.loanId);
    await lockAccounts(scope, [input.loanId, interestAccountId]);
    const { loan, version: old, made } = await planProfit(scope, input);
    const { termsJson: terms, request } = old;
    const version = await writeVersion(scope, loan, { terms, request, rows: made.rows, reason: 'profit_reported' });
    const detail = { no: input.no, profit: formatDecimal(input.profit), share: formatDecimal(made.interestSen) };
    await insertLoanEvents(scope, [
      { loanId: loan.id, kind: 'profit_reported', on: scope.today, version, note: input.reason, detail },
    ]);
    return { loanId: loan.id, version, share: detail.share };
  },
});
