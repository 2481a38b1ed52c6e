import type { BusinessDate } from '#kernel/dates';
import type { Scope } from '#kernel/scope';
import { allowanceInputs } from './provision.ts';
import { readQualityRules } from './quality-parameters.ts';

// Balances are those of the end of the day: what was booked for later days is taken off again. Overdue sums and classes are those written
// last, which a day that is caught up late shares with the days after it. The allowance is that of `requiredAllowance` (rules/provision.ts).
const INSERT = `
  with later as materialized (
    select n.account_id, sum(n.amount_sen)::bigint as amount
      from ledger.entry e
      join ledger.line n on n.cooperative_id = e.cooperative_id and n.entry_id = e.id
     where e.cooperative_id = $1 and e.number > 0 and e.business_date > $2
     group by n.account_id),
  moved as materialized (
    select e.loan_id,
           sum(case e.kind when 'disbursed' then e.principal_sen else 0 end) as disbursed,
           sum(case when e.kind in ('repaid', 'settled', 'reversed') then e.principal_sen else 0 end) as repaid
      from loans.event e
     where e.cooperative_id = $1 and e.happened_on = $2 and e.kind in ('disbursed', 'repaid', 'settled', 'reversed')
     group by e.loan_id),
  groups as (
    select l.product_id, l.branch_id, l.officer_id, l.collectability,
           count(*) filter (where l.status = 'active') as loans,
           sum(a.balance_sen - coalesce(la.amount, 0)) as outstanding,
           sum(l.overdue_principal_sen) as overdue_principal, sum(l.overdue_interest_sen) as overdue_interest,
           sum(case when l.days_past_due > 0 then a.balance_sen - coalesce(la.amount, 0) else 0 end) as par1,
           sum(case when l.days_past_due > 30 then a.balance_sen - coalesce(la.amount, 0) else 0 end) as par30,
           sum(case when l.days_past_due > 90 then a.balance_sen - coalesce(la.amount, 0) else 0 end) as par90,
           sum(i.balance_sen - coalesce(li.amount, 0)) as receivable,
           sum(case when l.status = 'active' then ceil(greatest(a.balance_sen - coalesce(la.amount, 0)
             - coalesce(floor(c.value::numeric * r.percent / 100), 0), 0) * r.ppm / 1000000) else 0 end) as allowance,
           coalesce(sum(m.disbursed), 0) as disbursed, coalesce(sum(m.repaid), 0) as repaid
      from loans.loan l
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
      join ledger.account i on i.cooperative_id = l.cooperative_id and i.id = l.interest_account_id
      join json_to_recordset($3::json) as r (class text, ppm integer, percent integer) on r.class = l.collectability
      left join json_to_recordset($4::json) as c (loan_id uuid, value bigint) on c.loan_id = l.id
      left join later la on la.account_id = l.id
      left join later li on li.account_id = l.interest_account_id
      left join moved m on m.loan_id = l.id
     where l.cooperative_id = $1 and (l.status = 'active' or m.loan_id is not null)
     group by l.product_id, l.branch_id, l.officer_id, l.collectability)
  insert into loans.figures (cooperative_id, business_date, no, product_id, branch_id, officer_id, collectability, loans, outstanding_sen,
         overdue_principal_sen, overdue_interest_sen, par1_sen, par30_sen, par90_sen, receivable_sen, allowance_sen, disbursed_sen, repaid_sen)
  select $1, $2, row_number() over (order by g.product_id, g.branch_id, g.officer_id, g.collectability), g.product_id, g.branch_id,
         g.officer_id, g.collectability, g.loans, g.outstanding, g.overdue_principal, g.overdue_interest, g.par1, g.par30, g.par90,
         g.receivable, g.allowance, g.disbursed, g.repaid
    from groups g
  returning no`;

/** Step: writes the portfolio at the end of a day by product, branch, officer and class. Answers how many groups there are. */
export async function insertFigures(scope: Scope, on: BusinessDate): Promise<number> {
  const { provision } = await readQualityRules(scope, on);
  const { rates, collateral } = await allowanceInputs(scope, provision);
  const rows = await scope.tx.prepared('loans.insert_figures', INSERT, [scope.cooperativeId, on, rates, collateral]);
  return rows.length;
}
