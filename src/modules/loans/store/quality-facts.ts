import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { ClassFacts, CollectabilityRule, PeriodClass, Prospect } from '../rules/collectability.ts';
import { type Standing, standingOf } from '../rules/standing.ts';
import { readInstalments } from './instalments.ts';
import type { Collectability } from './loans.ts';
import { collateralValues } from './pledges.ts';
import { readQualityRules } from './quality-parameters.ts';

/** What decides a loan's class on a day, the table that holds for it, and its standing. */
export type LoanQuality = {
  readonly rule: CollectabilityRule;
  readonly facts: ClassFacts;
  readonly standing: Standing;
};

type QualityRow = {
  readonly id: string;
  readonly classRule: 'cooperative' | 'bank';
  readonly period: PeriodClass;
  readonly prospect: Prospect;
  readonly outstandingSen: bigint;
  readonly restructuredOn: BusinessDate | null;
  readonly override: Exclude<Collectability, 'current'> | null;
};

const ROWS = `
  select l.id, s.class_rule as "classRule", s.period_class as period, l.prospect, a.balance_sen as "outstandingSen",
         l.restructured_on as "restructuredOn", l.override
    from loans.loan l
    join loans.schedule s on s.cooperative_id = l.cooperative_id and s.loan_id = l.id and s.version = l.version
    join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
   where l.cooperative_id = $1 and l.id = any($2::uuid[])`;

/** What decides the classes of loans at the end of day `on`, in a few set-wise reads. */
export async function readQuality(
  scope: QueryScope,
  loanIds: readonly string[],
  on: BusinessDate,
): Promise<ReadonlyMap<string, LoanQuality>> {
  const ids = [...new Set(loanIds)];
  const [rows, instalments, collateral, { classes }] = await Promise.all([
    scope.tx.prepared<QualityRow>('loans.quality', ROWS, [scope.cooperativeId, ids]),
    readInstalments(scope, ids),
    collateralValues(scope, ids),
    readQualityRules(scope, on),
  ]);
  return new Map(
    rows.map(({ id, classRule, period, prospect, outstandingSen, restructuredOn, override }) => {
      const standing = standingOf(instalments.get(id) ?? [], on);
      const debtSen = outstandingSen + standing.overdueInterestSen;
      const collateralSen = collateral.get(id) ?? 0n;
      const facts = { standing, period, prospect, debtSen, collateralSen, restructuredOn, override };
      return [id, { rule: classes[classRule], facts, standing }];
    }),
  );
}
