import type { BusinessDate } from '#kernel/dates';
import type { EntryDraft, LineDraft } from '#ledger';
import type { Earning } from '../rules/earnings.ts';

/** The general accounts on the other side of interest: expense, tax payable, fee revenue. */
export type InterestSides = {
  readonly expenseId: string;
  readonly taxId: string | null;
  readonly feeId: string | null;
};

/** An account that is paid interest. */
export type PaidAccount = { readonly id: string; readonly number: string };

/**
 * The entry that pays an account: Dr expense Cr saving (gross), Dr saving Cr tax payable, Dr saving Cr fee revenue, so that the passbook
 * shows each of them. Undefined when nothing is paid and nothing taken.
 */
export function interestEntry(
  account: PaidAccount,
  earnings: readonly Earning[],
  sides: InterestSides,
  businessDate: BusinessDate,
): EntryDraft | undefined {
  const sum = (pick: (earning: Earning) => bigint) => earnings.reduce((total, earning) => total + pick(earning), 0n);
  const lines = [
    ...moved(
      sides.expenseId,
      account.id,
      sum((earning) => earning.interestSen),
      'Jasa simpanan',
    ),
    ...moved(
      account.id,
      sides.taxId,
      sum((earning) => earning.taxSen),
      'PPh final atas jasa',
    ),
    ...moved(
      account.id,
      sides.feeId,
      sum((earning) => earning.feeSen),
      'Biaya administrasi',
    ),
  ];
  if (lines.length === 0) return undefined;
  return { description: `Jasa simpanan ${account.number}`, businessDate, source: 'savings.interest', lines };
}

function moved(debitId: string | null, creditId: string | null, amountSen: bigint, note: string): LineDraft[] {
  if (amountSen === 0n || debitId === null || creditId === null) return [];
  return [
    { accountId: debitId, amountSen, note },
    { accountId: creditId, amountSen: -amountSen, note },
  ];
}
