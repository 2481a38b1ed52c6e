import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import type { Earning } from '../rules/earnings.ts';

/** Writes a new run; answers undefined when the product has one for this day already. */
export async function insertRun(
  scope: Scope,
  run: { productId: string; until: BusinessDate; accountsTotal: number },
): Promise<string | undefined> {
  const id = newId();
  const { actor } = scope.context;
  const written = await scope.tx.run(sql`
    insert into savings.interest_run (cooperative_id, id, product_id, until, accounts_total, started_by, started_by_name, started_at)
    values (${scope.cooperativeId}, ${id}, ${run.productId}, ${run.until}, ${run.accountsTotal}, ${actor.personId}, ${actor.name}, ${scope.now})
    on conflict (cooperative_id, product_id, until) do nothing`);
  return written === 1 ? id : undefined;
}

/** Moves a run forward; `finished` ends it. */
export async function advanceRun(
  scope: Scope,
  step: {
    id: string;
    accounts: number;
    lastAccountId: string | null;
    interestSen: bigint;
    taxSen: bigint;
    feeSen: bigint;
    finished: boolean;
  },
): Promise<void> {
  await scope.tx.run(sql`
    update savings.interest_run r
       set accounts_done = r.accounts_done + ${step.accounts},
           accounts_total = greatest(r.accounts_total, r.accounts_done + ${step.accounts}),
           last_account_id = coalesce(${step.lastAccountId}::uuid, r.last_account_id), interest_sen = r.interest_sen + ${step.interestSen},
           tax_sen = r.tax_sen + ${step.taxSen}, fee_sen = r.fee_sen + ${step.feeSen},
           status = ${step.finished ? 'done' : 'running'}, finished_at = ${step.finished ? scope.now : null}
     where r.cooperative_id = ${scope.cooperativeId} and r.id = ${step.id}`);
}

/** Notes until which day accounts are paid. */
export async function updatePaidThrough(
  scope: Scope,
  accountIds: readonly string[],
  until: BusinessDate,
): Promise<void> {
  await scope.tx.run(sql`
    update savings.account set interest_through = ${until}
     where cooperative_id = ${scope.cooperativeId} and id = any(${[...accountIds]}::uuid[])`);
}

/** What an account earned, with the entry that paid it. */
export type PaidEarning = {
  readonly accountId: string;
  readonly memberId: string;
  readonly runId: string | null;
  readonly entryId: string | null;
  readonly earning: Earning;
};

/** Writes earnings and their months, set-wise. */
export async function insertEarnings(scope: Scope, earnings: readonly PaidEarning[]): Promise<void> {
  if (earnings.length === 0) return;
  const rows = earnings.map((paid) => ({ id: newId(), ...paid }));
  const postings = rows.map(({ id, accountId, runId, entryId, earning }) => ({
    id,
    account_id: accountId,
    run_id: runId,
    entry_id: entryId,
    period_from: earning.from,
    period_to: earning.to,
    basis_sen: earning.basisSen.toString(),
    interest_sen: earning.interestSen.toString(),
    tax_sen: earning.taxSen.toString(),
    fee_sen: earning.feeSen.toString(),
  }));
  const months = rows.flatMap(({ id, memberId, earning }) =>
    earning.months.map(({ month, gross, tax }) => ({
      posting_id: id,
      member_id: memberId,
      month: `${month}-01`,
      gross_sen: gross.toString(),
      tax_sen: tax.toString(),
    })),
  );
  await scope.tx.run(sql`
    insert into savings.interest_posting (cooperative_id, id, account_id, run_id, period_from, period_to, basis_sen, interest_sen, tax_sen,
                                          fee_sen, entry_id)
    select a.cooperative_id, n.id, a.id, n.run_id, n.period_from, n.period_to, n.basis_sen, n.interest_sen, n.tax_sen, n.fee_sen, n.entry_id
      from savings.account a
      join json_to_recordset(${JSON.stringify(postings)}::json) as n(id uuid, account_id uuid, run_id uuid, entry_id uuid, period_from date,
           period_to date, basis_sen bigint, interest_sen bigint, tax_sen bigint, fee_sen bigint) on n.account_id = a.id
     where a.cooperative_id = ${scope.cooperativeId}`);
  await scope.tx.run(sql`
    insert into savings.interest_month (cooperative_id, posting_id, member_id, month, gross_sen, tax_sen)
    select p.cooperative_id, p.id, n.member_id, n.month, n.gross_sen, n.tax_sen
      from savings.interest_posting p
      join json_to_recordset(${JSON.stringify(months)}::json) as n(posting_id uuid, member_id uuid, month date, gross_sen bigint, tax_sen bigint)
        on n.posting_id = p.id
     where p.cooperative_id = ${scope.cooperativeId}`);
}
