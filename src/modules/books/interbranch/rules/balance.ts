import { sumSen } from '#kernel/money';

/** A line in the books of one branch: debit above zero, credit below, in sen. */
export type BranchLine = { readonly branchId: string; readonly code: string; readonly amountSen: bigint };

/**
 * Makes the lines of each branch balance by a line on the inter-branch account (RAK), so that every branch's own books stay whole. Lines that
 * balance over all branches leave RAK at zero in total. Branches in the order they first appear; one that balances already gets no line.
 */
export function withInterBranch(lines: readonly BranchLine[], rakCode: string): Map<string, BranchLine[]> {
  const branches = new Map<string, BranchLine[]>();
  for (const line of lines) branches.set(line.branchId, [...(branches.get(line.branchId) ?? []), line]);
  for (const [branchId, own] of branches) {
    const amountSen = -sumSen(own.map((line) => line.amountSen));
    if (amountSen !== 0n) branches.set(branchId, [...own, { branchId, code: rakCode, amountSen }]);
  }
  return branches;
}
