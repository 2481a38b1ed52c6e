import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Collectability } from '../store/loans.ts';

/** Running loans of one class on the evening of a closed day, in sen. */
export type ClassFigures = {
  readonly collectability: Collectability;
  readonly loans: number;
  readonly outstandingSen: bigint;
  readonly allowanceSen: bigint;
};

/** Step: the portfolio by class on the last closed day before a date, with that day; null while no day was closed by then. */
export async function loanClassesBefore(
  scope: QueryScope,
  before: BusinessDate,
): Promise<{ on: BusinessDate; classes: ClassFigures[] } | null> {
  const rows = await scope.tx.rows<ClassFigures & { on: BusinessDate }>(sql`
    select f.business_date as "on", f.collectability, sum(f.loans)::int as loans, sum(f.outstanding_sen)::bigint as "outstandingSen",
           sum(f.allowance_sen)::bigint as "allowanceSen"
      from loans.figures f
     where f.cooperative_id = ${scope.cooperativeId}
       and f.business_date = (select max(d.business_date) from loans.figures d
                               where d.cooperative_id = ${scope.cooperativeId} and d.business_date < ${before}::date)
     group by f.business_date, f.collectability
     order by array_position(array['current', 'special_mention', 'substandard', 'doubtful', 'loss'], f.collectability)`);
  const [first] = rows;
  return first ? { on: first.on, classes: rows.map(({ on: _, ...figures }) => figures) } : null;
}

/** Where the money of a loan product stands: codes of the chart. */
export type LoanProductCodes = {
  readonly name: string;
  readonly principalCode: string;
  readonly incomeCode: string;
  readonly allowanceCode: string;
};

/** Step: the chart codes of every loan product, retired ones too. */
export function loanProductCodes(scope: QueryScope): Promise<LoanProductCodes[]> {
  return scope.tx.rows<LoanProductCodes>(sql`
    select p.name, p.principal_code as "principalCode", p.income_code as "incomeCode", p.allowance_code as "allowanceCode"
      from loans.product p where p.cooperative_id = ${scope.cooperativeId} order by p.code`);
}
