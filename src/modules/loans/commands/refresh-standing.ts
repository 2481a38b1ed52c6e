import type { BusinessDate } from '#kernel/dates';
import { parseInput } from '#kernel/input';
import type { Scope } from '#kernel/scope';
import { type Classification, classify, isPerforming } from '../rules/collectability.ts';
import { type PaidPart, penaltyThrough } from '../rules/penalty.ts';
import { standingOf } from '../rules/standing.ts';
import { insertClassChanges } from '../store/class-changes.ts';
import { collateralValues } from '../store/pledges.ts';
import { type QualityRules, readQualityRules } from '../store/quality-parameters.ts';
import {
  type NewStanding,
  partsOfOverdue,
  type StandingLoan,
  standingLoans,
  type UnpaidRow,
  unpaidRows,
  writeCharges,
  writeStanding,
} from '../store/standing.ts';
import { Penalty } from '../terms.ts';

/**
 * Step: brings the standing of running loans to the end of day `on`: late charge of unpaid rows, days past due, overdue sums, class with its
 * history, and whether they perform. Writes only what is another now; a loan that was looked at on a later day is left. The caller holds the
 * locks of the loans' ledger accounts. Answers how many loans changed.
 */
export async function refreshStanding(scope: Scope, loanIds: readonly string[], on: BusinessDate): Promise<number> {
  const ids = [...new Set(loanIds)];
  const [loans, rows, parts, rules] = await Promise.all([
    standingLoans(scope, ids, on),
    unpaidRows(scope, ids),
    partsOfOverdue(scope, ids, on),
    readQualityRules(scope, on),
  ]);
  const rowsOf = Map.groupBy(rows, ({ loanId }) => loanId);
  const partsOf = Map.groupBy(parts, ({ loanId }) => loanId);
  const judged = await judgeAll(scope, loans, (loan, collateralSen) =>
    judge(loan, rowsOf.get(loan.id) ?? [], { rules, collateralSen }, on),
  );
  const changed = judged.filter(({ loan, next }) => differs(loan, next));
  const charge = chargesThrough(on);
  await Promise.all([
    writeStanding(
      scope,
      on,
      changed.map(({ next }) => next),
    ),
    writeCharges(
      scope,
      loans.flatMap((loan) => charge(loan, rowsOf.get(loan.id) ?? [], partsOf.get(loan.id) ?? [])),
    ),
  ]);
  await insertClassChanges(
    scope,
    changed
      .filter(({ loan, next }) => loan.collectability !== next.collectability)
      .map(({ loan, next, found: { class: to, ...why } }) => ({
        ...why,
        loanId: loan.id,
        on,
        from: loan.collectability,
        to,
        daysPastDue: next.daysPastDue,
      })),
  );
  return changed.length;
}

type Judged = { readonly loan: StandingLoan; readonly next: NewStanding; readonly found: Classification };

type Judge = (loan: StandingLoan, collateralSen: bigint) => Judged;

// What collateral is worth is only asked of loans that would be a loss without any.
async function judgeAll(scope: Scope, loans: readonly StandingLoan[], judgeOne: Judge): Promise<Judged[]> {
  const judged = loans.map((loan) => judgeOne(loan, 0n));
  const short = judged.filter(({ found }) => found.reason === 'collateral_short').map(({ loan }) => loan.id);
  if (short.length === 0) return judged;
  const values = await collateralValues(scope, short);
  return judged.map((one) => {
    const value = values.get(one.loan.id);
    return value === undefined ? one : judgeOne(one.loan, value);
  });
}

function judge(
  loan: StandingLoan,
  rows: readonly UnpaidRow[],
  { rules, collateralSen }: { readonly rules: QualityRules; readonly collateralSen: bigint },
  on: BusinessDate,
): Judged {
  const standing = standingOf(rows, on);
  const { prospect, restructuredOn, override } = loan;
  const found = classify(
    rules.classes[loan.classRule],
    {
      standing,
      period: loan.periodClass,
      prospect,
      debtSen: loan.outstandingSen + standing.overdueInterestSen,
      collateralSen,
      restructuredOn,
      override,
    },
    on,
  );
  const { daysPastDue, overduePrincipalSen, overdueInterestSen, nextDueOn } = standing;
  const performing = isPerforming(found.class);
  return {
    loan,
    found,
    next: {
      id: loan.id,
      daysPastDue,
      overduePrincipalSen,
      overdueInterestSen,
      nextDueOn,
      collectability: found.class,
      performing,
    },
  };
}

function differs(now: StandingLoan, next: NewStanding): boolean {
  return (
    now.daysPastDue !== next.daysPastDue ||
    now.overduePrincipalSen !== next.overduePrincipalSen ||
    now.overdueInterestSen !== next.overdueInterestSen ||
    now.nextDueOn !== next.nextDueOn ||
    now.collectability !== next.collectability ||
    now.performing !== next.performing
  );
}

/** The late charges that are another at the end of a day. Rules are read once for all loans that share them. */
function chargesThrough(on: BusinessDate) {
  const known = new Map<string, Penalty>();
  const ruleOf = (json: unknown): Penalty => {
    const text = JSON.stringify(json);
    const rule = known.get(text) ?? parseInput(Penalty, json);
    known.set(text, rule);
    return rule;
  };
  return (loan: StandingLoan, rows: readonly UnpaidRow[], parts: readonly PaidPart[]) =>
    rows.flatMap((row) => {
      if (row.dueOn >= on) return [];
      const penaltySen = penaltyThrough(row, parts, ruleOf(loan.penalty), on);
      return penaltySen === row.penaltySen ? [] : [{ loanId: loan.id, version: loan.version, no: row.no, penaltySen }];
    });
}
