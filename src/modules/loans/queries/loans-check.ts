import sql from 'sql-template-tag';
import { z } from 'zod';
import { type QueryScope, query } from '#kernel/query';

/** What was found of a cooperative's loans; `mismatched` is zero where they agree with the books. */
export type LoansCheck = {
  readonly loans: number;
  readonly mismatched: number;
  /** The first loan at fault, the last entry that moved it, and why; or null. */
  readonly firstBad: {
    readonly loan: string;
    readonly entryId: string | null;
    readonly number: string | null;
    readonly why: string;
  } | null;
};

type Bad = { readonly id: string; readonly loan: string; readonly why: string };

/**
 * Proves a cooperative's loans from their rows alone: what is paid of instalments is the sum of the payments' parts; what is owed of them is
 * the balance of the loan's own ledger account, and nothing is where a loan ended; its accounts stand on the lines of its product; every
 * event's entry is there and moved that much principal.
 */
export async function checkLoans(scope: QueryScope): Promise<LoansCheck> {
  const [{ loans }, ...found] = await Promise.all([
    scope.tx.one<{ loans: bigint }>(
      sql`select count(*) as loans from loans.loan l where l.cooperative_id = ${scope.cooperativeId}`,
    ),
    badPaid(scope),
    badBalances(scope),
    badEvents(scope),
  ]);
  const bad = found.flat();
  const first = bad[0];
  return {
    loans: Number(loans),
    mismatched: new Set(bad.map(({ id }) => id)).size,
    firstBad: first ? { loan: first.loan, why: first.why, ...(await lastEntryOf(scope, first.id)) } : null,
  };
}

/** Proves the loans of the cooperative in whose context it is asked. */
export const loansCheck = query({
  name: 'loans.loansCheck',
  permission: 'audit.read',
  input: z.strictObject({}),
  run: checkLoans,
});

function badPaid(scope: QueryScope): Promise<Bad[]> {
  return scope.tx.rows<Bad>(sql`
    with paid as (
      select i.loan_id, i.version, sum(i.paid_principal_sen) as principal, sum(i.paid_interest_sen) as interest,
             sum(i.paid_penalty_sen) as penalty
        from loans.instalment i where i.cooperative_id = ${scope.cooperativeId} group by i.loan_id, i.version),
    parts as (
      select a.loan_id, sum(a.amount_sen) filter (where a.component = 'principal') as principal,
             sum(a.amount_sen) filter (where a.component = 'interest') as interest,
             sum(a.amount_sen) filter (where a.component = 'penalty') as penalty
        from loans.allocation a where a.cooperative_id = ${scope.cooperativeId} group by a.loan_id)
    select l.id, l.number as loan, 'paid parts of instalments differ from the payments' as why
      from loans.loan l
      left join paid p on p.loan_id = l.id and p.version = l.version
      left join parts a on a.loan_id = l.id
     where l.cooperative_id = ${scope.cooperativeId}
       and (coalesce(p.principal, 0), coalesce(p.interest, 0), coalesce(p.penalty, 0))
           <> (coalesce(a.principal, 0), coalesce(a.interest, 0), coalesce(a.penalty, 0))
     order by l.number`);
}

function badBalances(scope: QueryScope): Promise<Bad[]> {
  return scope.tx.rows<Bad>(sql`
    with owed as (
      select i.loan_id, i.version, sum(i.principal_sen - i.paid_principal_sen) as principal
        from loans.instalment i where i.cooperative_id = ${scope.cooperativeId} group by i.loan_id, i.version)
    select l.id, l.number as loan,
           case when a.id is null or r.id is null then 'its account is gone'
                when a.chart_code <> p.principal_code or r.chart_code <> p.interest_code then 'its account stands on another line'
                when l.status = 'active' then 'principal owed differs from the balance of its account'
                else 'an ended loan has a balance' end as why
      from loans.loan l
      join loans.product p on p.cooperative_id = l.cooperative_id and p.id = l.product_id
      left join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
      left join ledger.account r on r.cooperative_id = l.cooperative_id and r.id = l.interest_account_id
      left join owed o on o.loan_id = l.id and o.version = l.version
     where l.cooperative_id = ${scope.cooperativeId}
       and (a.id is null or r.id is null or a.chart_code <> p.principal_code or r.chart_code <> p.interest_code
            or case when l.status = 'active' then coalesce(o.principal, 0) <> a.balance_sen
                    else a.balance_sen <> 0 or r.balance_sen <> 0 end)
     order by l.number`);
}

function badEvents(scope: QueryScope): Promise<Bad[]> {
  return scope.tx.rows<Bad>(sql`
    select l.id, l.number as loan,
           case when n.id is null then 'the entry of an event is gone' else 'an event differs from its entry' end as why
      from loans.event e
      join loans.loan l on l.cooperative_id = e.cooperative_id and l.id = e.loan_id
      left join ledger.entry n on n.cooperative_id = e.cooperative_id and n.id = e.entry_id
      left join lateral (
        select coalesce(sum(i.amount_sen), 0) as principal from ledger.line i
         where i.cooperative_id = e.cooperative_id and i.entry_id = e.entry_id and i.account_id = e.loan_id) m on true
     where e.cooperative_id = ${scope.cooperativeId} and e.entry_id is not null
       and (n.id is null or (e.kind in ('repaid', 'settled') and m.principal <> -e.principal_sen)
            or (e.kind = 'disbursed' and m.principal <> e.principal_sen))
     order by l.number, e.id`);
}

async function lastEntryOf(
  scope: QueryScope,
  loanId: string,
): Promise<{ entryId: string | null; number: string | null }> {
  const last = await scope.tx.maybe<{ id: string; number: bigint }>(sql`
    select e.id, e.number from ledger.line l
      join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${loanId}
     order by e.number desc limit 1`);
  return { entryId: last?.id ?? null, number: last?.number.toString() ?? null };
}
