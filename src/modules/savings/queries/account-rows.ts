import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { AccountStatus, Rollover, SavingsKind } from '../rules/kinds.ts';

/** A savings account with its balance and product, as read models and steps need it. Amounts in sen. */
export type SavingsAccount = {
  readonly id: string;
  readonly number: string;
  readonly kind: SavingsKind;
  readonly status: AccountStatus;
  readonly productId: string;
  readonly productCode: string;
  readonly productName: string;
  readonly memberId: string;
  readonly memberNumber: string | null;
  readonly memberName: string;
  readonly memberStatus: string;
  readonly openedOn: BusinessDate;
  readonly closedOn: BusinessDate | null;
  readonly balanceSen: bigint;
  readonly blockedSen: bigint;
  readonly interestThrough: BusinessDate;
  readonly duesFrom: BusinessDate;
  readonly broughtInSen: bigint;
  readonly goalOn: BusinessDate | null;
  readonly tenorMonths: number | null;
  readonly agreedRatePpm: bigint | null;
  readonly placedOn: BusinessDate | null;
  readonly maturesOn: BusinessDate | null;
  readonly rollover: Rollover | null;
  readonly payoutAccountId: string | null;
};

const COLUMNS = sql`a.id, a.number, a.kind, a.status, a.product_id as "productId", p.code as "productCode", p.name as "productName",
  a.member_id as "memberId", m.number as "memberNumber", m.full_name as "memberName", m.status as "memberStatus",
  a.opened_on as "openedOn", a.closed_on as "closedOn", l.balance_sen as "balanceSen", a.blocked_sen as "blockedSen",
  a.interest_through as "interestThrough", a.dues_from as "duesFrom", a.brought_in_sen as "broughtInSen", a.goal_on as "goalOn",
  a.tenor_months as "tenorMonths", a.agreed_rate_ppm as "agreedRatePpm", a.placed_on as "placedOn", a.matures_on as "maturesOn",
  a.rollover, a.payout_account_id as "payoutAccountId"`;

// An account, its balance (the guarded ledger account of the same id), its product and its member.
const TABLES = sql`savings.account a
  join ledger.account l on l.cooperative_id = a.cooperative_id and l.id = a.id
  join savings.product p on p.cooperative_id = a.cooperative_id and p.id = a.product_id
  join members.member m on m.cooperative_id = a.cooperative_id and m.id = a.member_id`;

/** Step: accounts by id. */
export function accountsById(scope: QueryScope, ids: readonly string[]): Promise<SavingsAccount[]> {
  return scope.tx.rows<SavingsAccount>(sql`
    select ${COLUMNS} from ${TABLES}
     where a.cooperative_id = ${scope.cooperativeId} and a.id = any(${[...ids]}::uuid[])
     order by a.id`);
}

/** Step: the accounts of members, closed ones too; pokok and wajib first. */
export function accountsOfMembers(scope: QueryScope, memberIds: readonly string[]): Promise<SavingsAccount[]> {
  return scope.tx.rows<SavingsAccount>(sql`
    select ${COLUMNS} from ${TABLES}
     where a.cooperative_id = ${scope.cooperativeId} and a.member_id = any(${[...memberIds]}::uuid[])
     order by a.member_id, array_position(array['principal', 'mandatory', 'voluntary', 'goal', 'term'], a.kind), a.number`);
}

/** Step: accounts by their numbers. */
export function accountsByNumber(scope: QueryScope, numbers: readonly string[]): Promise<SavingsAccount[]> {
  return scope.tx.rows<SavingsAccount>(sql`
    select ${COLUMNS} from ${TABLES}
     where a.cooperative_id = ${scope.cooperativeId} and a.number = any(${[...numbers]}::text[])
     order by a.id`);
}

/** Step: term deposits that mature on or before a day, in order of id, after one. */
export function maturingAccounts(
  scope: QueryScope,
  by: BusinessDate,
  { after = FIRST_ID, limit }: { after?: string | undefined; limit: number },
): Promise<SavingsAccount[]> {
  return scope.tx.rows<SavingsAccount>(sql`
    select ${COLUMNS} from ${TABLES}
     where a.cooperative_id = ${scope.cooperativeId} and a.kind = 'term' and a.status <> 'closed' and a.matures_on <= ${by}::date
       and a.id > ${after}
     order by a.id
     limit ${limit}`);
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
