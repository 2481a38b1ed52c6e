import type { QueryScope } from '#kernel/query';
import { chartBalances, type LineBalance } from '#ledger';
import { loanProductCodes } from '#loans';
import { savingsProducts } from '#savings';
import { type PlacedLine, withHeadings } from '../statements/rules/place.ts';
import type { PaperPeriod } from './period.ts';

/** A postable chart line with what it stands at on the evening of a period's last day and what moved in the period, debit above zero, in sen. */
export type Figure = PlacedLine & { readonly balanceSen: bigint; readonly movedSen: bigint };

/** What savings and loans say of chart lines: which hold members' deposits, which hold principal of loans. */
export type Uses = {
  readonly loanCodes: ReadonlySet<string>;
  readonly loanIncomeCodes: ReadonlySet<string>;
  /** Liabilities to savers: voluntary and goal savings, and term deposits. */
  readonly savingCodes: ReadonlySet<string>;
  readonly termCodes: ReadonlySet<string>;
  readonly savingInterestCodes: ReadonlySet<string>;
};

/** All postable lines over a range; closing entries of the year are left out of what moved. */
export async function readFigures(
  scope: QueryScope,
  { from, before }: Pick<PaperPeriod, 'from' | 'before'>,
): Promise<Figure[]> {
  const [balances, moved] = await Promise.all([
    chartBalances(scope, { before }),
    chartBalances(scope, { from, before, withoutClosing: true }),
  ]);
  const movedByCode = new Map(moved.map((line) => [line.code, line.amountSen]));
  return withHeadings<LineBalance>(balances)
    .filter((line) => line.postable)
    .map((line) => ({ ...line, balanceSen: line.amountSen, movedSen: movedByCode.get(line.code) ?? 0n }));
}

/** Which chart lines the products of savings and loans stand on. */
export async function readUses(scope: QueryScope): Promise<Uses> {
  const [savings, loans] = await Promise.all([savingsProducts(scope), loanProductCodes(scope)]);
  const codesOf = (kinds: readonly string[]) =>
    new Set(savings.filter(({ kind }) => kinds.includes(kind)).map(({ chartCode }) => chartCode));
  return {
    loanCodes: new Set(loans.map(({ principalCode }) => principalCode)),
    loanIncomeCodes: new Set(loans.map(({ incomeCode }) => incomeCode)),
    savingCodes: codesOf(['voluntary', 'goal']),
    termCodes: codesOf(['term']),
    savingInterestCodes: new Set(savings.flatMap(({ interestChartCode }) => interestChartCode ?? [])),
  };
}
