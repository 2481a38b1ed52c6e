/** A loan that a deduction may pay: what is payable of it now, and the most it can take. In sen. */
export type PayrollLoan = { readonly loanId: string; readonly payableSen: bigint };

/** A part of a deduction for one loan. */
export type PayrollPart = { readonly loanId: string; readonly amountSen: bigint };

/**
 * Shares one deduction over a member's loans, oldest first: what each owes now (due and running instalment); what is left goes with the first
 * part, where the product's rule for money paid too much decides. The parts sum to the amount. Empty when there is no loan.
 */
export function splitDeduction(loans: readonly PayrollLoan[], amountSen: bigint): PayrollPart[] {
  let left = amountSen;
  const parts = loans.map(({ loanId, payableSen }) => {
    const part = payableSen < left ? payableSen : left;
    left -= part;
    return { loanId, amountSen: part };
  });
  return parts
    .map((part, index) => (index === 0 ? { ...part, amountSen: part.amountSen + left } : part))
    .filter((part) => part.amountSen > 0n);
}
