import type { Scope } from '#kernel/scope';
import { ENGINE_VERSION } from '../schedule/index.ts';
import { type Instalment, insertSchedules, type ScheduleReason } from '../store/instalments.ts';
import { type Loan, updateLoan } from '../store/loans.ts';
import type { ProductTermsJson } from '../terms.ts';
import { refreshStanding } from './refresh-standing.ts';

/** A changed agreement before it is written. */
export type NewVersion = {
  readonly terms: ProductTermsJson;
  readonly request: unknown;
  readonly rows: readonly Omit<Instalment, 'loanId'>[];
  readonly reason: ScheduleReason;
  /** True for a restructuring: such a loan stays watched. */
  readonly restructured?: boolean;
};

/** Step: writes the next version of a loan's agreement and puts it in force, with its standing of today. Answers its number. */
export async function writeVersion(scope: Scope, loan: Loan, made: NewVersion): Promise<number> {
  const version = loan.version + 1;
  const { terms, request, rows, reason } = made;
  await insertSchedules(scope, [
    { loanId: loan.id, version, terms, request, engineVersion: ENGINE_VERSION, reason, madeOn: scope.today, rows },
  ]);
  const unpaid = rows.find((row) => row.principalSen > row.paidPrincipalSen || row.interestSen > row.paidInterestSen);
  await updateLoan(scope, loan.id, {
    version,
    maturesOn: rows.at(-1)?.dueOn ?? loan.maturesOn,
    nextDueOn: unpaid?.dueOn ?? null,
    ...(made.restructured ? { restructuredOn: scope.today } : {}),
  });
  await refreshStanding(scope, [loan.id], scope.today);
  return version;
}
