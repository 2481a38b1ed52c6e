import { sumSen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { chartBalances } from '#ledger';
import type { MeasuredYear } from './bases.ts';

/** What a year earned, from everybody and from non-members (chart lines tagged so), in sen; a loss is below zero. */
export type YearFigures = { readonly surplusSen: bigint; readonly nonMemberSen: bigint };

/** Revenue less expense of a year, without its closing entries: the same before and after the books are closed. */
export async function yearFigures(scope: QueryScope, { from, before }: MeasuredYear): Promise<YearFigures> {
  const lines = await chartBalances(scope, { from, before, withoutClosing: true });
  const results = lines.filter(({ kind }) => kind === 'revenue' || kind === 'expense');
  const earned = (rows: typeof results) => -sumSen(rows.map(({ amountSen }) => amountSen));
  return {
    surplusSen: earned(results),
    nonMemberSen: earned(results.filter(({ party }) => party === 'non_member')),
  };
}
