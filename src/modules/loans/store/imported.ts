import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { Standing } from '../rules/standing.ts';

/** A contract that ran in other books, as its row is written. Its ledger accounts exist already. Amounts in sen. */
export type ImportedLoanRow = {
  readonly id: string;
  readonly interestAccountId: string;
  readonly number: string;
  readonly memberId: string;
  readonly productId: string;
  readonly principalSen: bigint;
  readonly since: BusinessDate;
  readonly maturesOn: BusinessDate;
  /** The day it was taken over, and how it stood that day. */
  readonly on: BusinessDate;
  readonly standing: Standing;
};

/** Step: writes running loans, in one statement. */
export async function insertImportedLoans(scope: Scope, rows: readonly ImportedLoanRow[]): Promise<void> {
  const records = rows.map(({ standing, ...row }) => ({
    ...row,
    principalSen: row.principalSen.toString(),
    daysPastDue: standing.daysPastDue,
    overduePrincipal: standing.overduePrincipalSen.toString(),
    overdueInterest: standing.overdueInterestSen.toString(),
    nextDueOn: standing.nextDueOn,
  }));
  await scope.tx.run(sql`
    insert into loans.loan (cooperative_id, id, interest_account_id, number, member_id, product_id, status, principal_sen, disbursed_sen,
           drawn_on, signed_on, disbursed_on, matures_on, standing_on, days_past_due, overdue_principal_sen, overdue_interest_sen,
           next_due_on)
    select ${scope.cooperativeId}, n.id, n."interestAccountId", n.number, n."memberId", n."productId", 'active', n."principalSen",
           n."principalSen", n.since, n.since, n.since, n."maturesOn", n."on", n."daysPastDue", n."overduePrincipal",
           n."overdueInterest", n."nextDueOn"
      from json_to_recordset(${JSON.stringify(records)}::json) as n (id uuid, "interestAccountId" uuid, number text, "memberId" uuid,
           "productId" uuid, "principalSen" bigint, since date, "maturesOn" date, "on" date, "daysPastDue" integer,
           "overduePrincipal" bigint, "overdueInterest" bigint, "nextDueOn" date)`);
}

/** Which of these numbers loans have already. */
export async function takenLoanNumbers(scope: QueryScope, numbers: readonly string[]): Promise<Set<string>> {
  const rows = await scope.tx.rows<{ number: string }>(sql`
    select l.number from loans.loan l
     where l.cooperative_id = ${scope.cooperativeId} and l.number = any(${[...numbers]}::text[])`);
  return new Set(rows.map(({ number }) => number));
}

/** Step: the next `count` numbers of a product's loans, drawn at once under the product's row lock. */
export async function drawLoanNumbers(scope: Scope, productId: string, count: number): Promise<string[]> {
  const { code, next } = await scope.tx.one<{ code: string; next: bigint }>(sql`
    update loans.product p set next_sequence = p.next_sequence + ${count}
     where p.cooperative_id = ${scope.cooperativeId} and p.id = ${productId}
    returning p.code, p.next_sequence as next`);
  const first = next - BigInt(count);
  return Array.from({ length: count }, (_, at) => `${code}-${String(first + BigInt(at)).padStart(6, '0')}`);
}
