import { parameterOn } from '#cooperatives';
import { assert } from '#kernel/errors';
import type { ApprovalNeed } from '#kernel/held';
import { parseDecimal, rupiahText, sumSen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { EntryInput } from './hand-entries.ts';

/** By-law parameter: an entry written by a person above this amount waits for a second one. None until a cooperative sets it. */
export const JOURNAL_APPROVAL_ABOVE = 'journal.approval_above';

/** The amount in sen above which a journal waits for a second person, as it holds today; undefined when none is set. */
export async function journalLimitSen(scope: QueryScope): Promise<bigint | undefined> {
  const set = await parameterOn(scope, JOURNAL_APPROVAL_ABOVE, scope.today);
  if (set === undefined) return undefined;
  assert(typeof set.value === 'string', `${JOURNAL_APPROVAL_ABOVE} is a decimal string`);
  return parseDecimal(set.value);
}

/** The debits of an entry in sen: what its limit is measured by. */
export function debitsOf(entry: Pick<EntryInput, 'lines'>): bigint {
  return sumSen(entry.lines.map((line) => line.debit ?? 0n));
}

/** Why a second person is needed for these entries, or null: the largest decides, each being one act. Pure. */
export function journalApproval(
  limitSen: bigint | undefined,
  entries: readonly Pick<EntryInput, 'lines' | 'description'>[],
): ApprovalNeed | null {
  if (limitSen === undefined) return null;
  const above = entries.filter((entry) => debitsOf(entry) > limitSen);
  const first = above[0];
  if (!first) return null;
  const amountSen = sumSen(above.map(debitsOf));
  const summary =
    above.length === 1
      ? `Jurnal ${rupiahText(amountSen)}: ${first.description}`
      : `${above.length} jurnal di atas batas, jumlahnya ${rupiahText(amountSen)}`;
  return { rule: JOURNAL_APPROVAL_ABOVE, summary, amountSen, permission: 'approvals.decide' };
}
