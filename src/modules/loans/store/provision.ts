import sql from 'sql-template-tag';
import type { QueryScope } from '#kernel/query';
import type { ProvisionRule } from '../rules/provision.ts';
import type { Collectability } from './loans.ts';
import { collateralValues } from './pledges.ts';

/** What running loans of one product in one class need. Amounts in sen. */
export type ProvisionGroup = {
  readonly productId: string;
  readonly productName: string;
  readonly allowanceCode: string;
  readonly expenseCode: string;
  readonly collectability: Collectability;
  readonly loans: number;
  readonly outstandingSen: bigint;
  readonly requiredSen: bigint;
};

// `requiredAllowance` of rules/provision.ts, loan by loan: counted collateral down, allowance up. A property test compares the two.
const GROUPS = `
  select p.id as "productId", p.name as "productName", p.allowance_code as "allowanceCode", p.expense_code as "expenseCode",
         l.collectability, count(*)::int as loans, sum(a.balance_sen)::bigint as "outstandingSen",
         sum(ceil(greatest(a.balance_sen - coalesce(floor(c.value::numeric * (r.percent)::numeric / 100), 0), 0) * r.ppm / 1000000))::bigint
           as "requiredSen"
    from loans.loan l
    join loans.product p on p.cooperative_id = l.cooperative_id and p.id = l.product_id
    join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
    join json_to_recordset($2::json) as r (class text, ppm integer, percent integer) on r.class = l.collectability
    left join json_to_recordset($3::json) as c (loan_id uuid, value bigint) on c.loan_id = l.id
   where l.cooperative_id = $1 and l.status = 'active'
   group by p.id, p.name, p.allowance_code, p.expense_code, l.collectability
   order by p.name, p.id, l.collectability`;

/** The rule and the collateral it counts, as statements that compute allowances take them: two JSON texts. */
export async function allowanceInputs(
  scope: QueryScope,
  rule: ProvisionRule,
): Promise<{ readonly rates: string; readonly collateral: string }> {
  const rates = Object.entries(rule.ratePpm).map(([name, ppm]) => ({
    class: name,
    ppm,
    percent: rule.collateral.classes.includes(name as Collectability) ? rule.collateral.percent : 0,
  }));
  const collateral = rule.collateral.percent === 0 ? new Map<string, bigint>() : await runningCollateral(scope);
  const values = [...collateral].map(([loan_id, value]) => ({ loan_id, value: value.toString() }));
  return { rates: JSON.stringify(rates), collateral: JSON.stringify(values) };
}

/** The allowance that running loans need by the rule, for each product and class. */
export async function readRequired(scope: QueryScope, rule: ProvisionRule): Promise<ProvisionGroup[]> {
  const { rates, collateral } = await allowanceInputs(scope, rule);
  return scope.tx.prepared<ProvisionGroup>('loans.required', GROUPS, [scope.cooperativeId, rates, collateral]);
}

/** What stands on allowance lines now, credit above zero, in sen, by code. A code without a line is not there. */
export async function readAllowances(scope: QueryScope, codes: readonly string[]): Promise<Map<string, bigint>> {
  const rows = await scope.tx.rows<{ code: string; balance: bigint }>(sql`
    select a.chart_code as code, -coalesce(sum(l.amount_sen), 0)::bigint as balance
      from ledger.account a
      left join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
     where a.cooperative_id = ${scope.cooperativeId} and a.owner_kind = 'general' and a.chart_code = any(${[...codes]}::text[])
     group by a.chart_code`);
  return new Map(rows.map(({ code, balance }) => [code, balance]));
}

async function runningCollateral(scope: QueryScope): Promise<ReadonlyMap<string, bigint>> {
  const rows = await scope.tx.rows<{ id: string }>(sql`
    select l.id from loans.loan l where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active'
       and l.collectability <> 'current'`);
  return collateralValues(
    scope,
    rows.map(({ id }) => id),
  );
}
