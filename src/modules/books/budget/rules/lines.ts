import type { ChartLine } from '#ledger';

/** True for a chart line that a budget may plan: a postable line of revenue or expense that is in use. */
export function isPlanned(line: Pick<ChartLine, 'kind' | 'postable' | 'active'>): boolean {
  return line.postable && line.active && (line.kind === 'revenue' || line.kind === 'expense');
}

/** The state of a version: what no resolution has approved is a draft; of the approved ones the newest holds. */
export type BudgetState = 'draft' | 'approved' | 'replaced';

/** The states of a year's versions, newest first. */
export function statesOf(versions: readonly { approved: boolean }[]): BudgetState[] {
  let holding = false;
  return versions.map(({ approved }) => {
    if (!approved) return 'draft';
    const state = holding ? 'replaced' : 'approved';
    holding = true;
    return state;
  });
}
