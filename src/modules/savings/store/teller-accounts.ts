import type { QueryScope } from '#kernel/query';
import type { AccountFacts } from '../rules/movement.ts';

/** An account as the counter needs it, with the terms in force today. */
export type TellerAccount = AccountFacts & {
  readonly id: string;
  readonly productId: string;
  readonly productCode: string;
  readonly productName: string;
  readonly memberId: string;
  readonly memberName: string;
};

const TELLER_ACCOUNTS = `
  select a.id, a.number, a.kind, a.status, a.product_id as "productId", p.code as "productCode", p.name as "productName",
         p.status = 'active' as "productActive", a.member_id as "memberId", m.full_name as "memberName",
         m.status as "memberStatus", a.opened_on as "openedOn", a.interest_through as "interestThrough",
         a.goal_on as "goalOn", a.blocked_sen as "blockedSen", t.min_balance_sen as "minBalanceSen",
         t.min_deposit_sen as "minDepositSen", t.deposit_sen_max as "depositSenMax",
         t.withdrawal_sen_max as "withdrawalSenMax", t.approval_above_sen as "approvalAboveSen", t.due_sen as "dueSen"
    from savings.account a
    join savings.product p on p.cooperative_id = a.cooperative_id and p.id = a.product_id
    join members.member m on m.cooperative_id = a.cooperative_id and m.id = a.member_id
   cross join lateral (
     select t.* from savings.product_terms t
      where t.cooperative_id = a.cooperative_id and t.product_id = a.product_id and t.effective_from <= $3
      order by t.effective_from desc limit 1) t
   where a.cooperative_id = $1 and a.id = any($2::uuid[])`;

/** Accounts by id with the terms in force today. Sent after the ledger's locks, so that what it reads can no longer change. */
export async function readTellerAccounts(
  scope: QueryScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TellerAccount>> {
  const rows = await scope.tx.prepared<TellerAccount>('savings.teller', TELLER_ACCOUNTS, [
    scope.cooperativeId,
    [...new Set(ids)],
    scope.today,
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A ledger account that can be the cash side: a till, or the general account of a cash or bank line. */
export type CashAccount = { readonly id: string; readonly code: string; readonly ownerKind: string };

// Two look-ups by index rather than one with "or", which would walk all accounts of the cooperative.
const CASH_ACCOUNTS = `
  select a.id, a.chart_code as code, a.owner_kind as "ownerKind"
    from (select a.* from ledger.account a where a.cooperative_id = $1 and a.id = any($2::uuid[])
          union all
          select a.* from ledger.account a
           where a.cooperative_id = $1 and a.owner_kind = 'general' and a.chart_code = $3 and not a.id = any($2::uuid[])) a
    join ledger.chart_line c on c.cooperative_id = a.cooperative_id and c.code = a.chart_code and c.cash_flow = 'cash'`;

/** Where cash is kept when nobody says otherwise: Kas, in both chart templates. */
const GENERAL_CASH_CODE = '1.1.01';

/** The cash accounts asked for, and the general one. */
export async function readCashAccounts(
  scope: QueryScope,
  ids: readonly string[],
): Promise<{ byId: ReadonlyMap<string, CashAccount>; general: CashAccount | undefined }> {
  const rows = await scope.tx.prepared<CashAccount>('savings.cash', CASH_ACCOUNTS, [
    scope.cooperativeId,
    [...new Set(ids)],
    GENERAL_CASH_CODE,
  ]);
  const general = rows.find((row) => row.ownerKind === 'general' && row.code === GENERAL_CASH_CODE);
  return { byId: new Map(rows.map((row) => [row.id, row])), general };
}
