import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import type { QueryScope } from '#kernel/query';
import { type ContractKind, type ContractTerms, ProductTerms, type ProductTermsJson } from '../terms.ts';

export type LoanStatus = 'drawn' | 'signed' | 'active' | 'settled' | 'written_off' | 'cancelled';
export type Collectability = 'current' | 'special_mention' | 'substandard' | 'doubtful' | 'loss';

/** A loan with its product's accounts. Amounts in sen; what it owes is in the ledger (`principalSen` here is what was agreed). */
export type Loan = {
  readonly id: string;
  readonly interestAccountId: string;
  readonly number: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly memberNumber: string | null;
  readonly productId: string;
  readonly productName: string;
  readonly contract: ContractKind;
  readonly applicationId: string | null;
  readonly status: LoanStatus;
  readonly principalSen: bigint;
  readonly disbursedSen: bigint;
  /** Owed principal, and interest that is earned and not paid: the balances of its two ledger accounts. */
  readonly outstandingSen: bigint;
  readonly receivableSen: bigint;
  readonly version: number;
  readonly purpose: string;
  readonly branchId: string | null;
  readonly unitId: string | null;
  readonly officerId: string | null;
  readonly officerName: string | null;
  readonly groupId: string | null;
  readonly savingsAccountId: string | null;
  readonly standingOrder: boolean;
  readonly drawnOn: BusinessDate;
  readonly signedOn: BusinessDate | null;
  readonly disbursedOn: BusinessDate | null;
  readonly maturesOn: BusinessDate | null;
  readonly closedOn: BusinessDate | null;
  readonly standingOn: BusinessDate | null;
  readonly daysPastDue: number;
  readonly overduePrincipalSen: bigint;
  readonly overdueInterestSen: bigint;
  readonly nextDueOn: BusinessDate | null;
  readonly collectability: Collectability;
  readonly collectabilitySince: BusinessDate | null;
  readonly override: Exclude<Collectability, 'current'> | null;
  readonly performing: boolean;
  readonly restructuredOn: BusinessDate | null;
  readonly principalCode: string;
  readonly interestCode: string;
  readonly incomeCode: string;
  readonly penaltyCode: string;
  readonly allowanceCode: string;
  readonly expenseCode: string;
  readonly terms: ContractTerms;
  /** The same as it is stored: what a further version of the schedule keeps. */
  readonly termsJson: ProductTermsJson;
  /** The request from which the schedule of this version was made, and by which engine. */
  readonly request: unknown;
  readonly engineVersion: number;
};

type LoanRow = Omit<Loan, 'terms' | 'termsJson'> & { readonly terms: ProductTermsJson };

const LOANS = `
  select l.id, l.interest_account_id as "interestAccountId", l.number, l.member_id as "memberId", m.full_name as "memberName",
         m.number as "memberNumber", l.product_id as "productId", p.name as "productName", p.contract,
         l.application_id as "applicationId", l.status, l.principal_sen as "principalSen", l.disbursed_sen as "disbursedSen",
         a.balance_sen as "outstandingSen", i.balance_sen as "receivableSen", l.version, l.purpose, l.branch_id as "branchId",
         l.unit_id as "unitId", l.officer_id as "officerId", l.officer_name as "officerName", l.group_id as "groupId",
         l.savings_account_id as "savingsAccountId", l.standing_order as "standingOrder", l.drawn_on as "drawnOn",
         l.signed_on as "signedOn", l.disbursed_on as "disbursedOn", l.matures_on as "maturesOn", l.closed_on as "closedOn",
         l.standing_on as "standingOn", l.days_past_due as "daysPastDue", l.overdue_principal_sen as "overduePrincipalSen",
         l.overdue_interest_sen as "overdueInterestSen", l.next_due_on as "nextDueOn", l.collectability,
         l.collectability_since as "collectabilitySince", l.override, l.performing, l.restructured_on as "restructuredOn",
         p.principal_code as "principalCode", p.interest_code as "interestCode", p.income_code as "incomeCode",
         p.penalty_code as "penaltyCode", p.allowance_code as "allowanceCode", p.expense_code as "expenseCode",
         s.terms, s.request, s.engine_version as "engineVersion"
    from loans.loan l
    join loans.product p on p.cooperative_id = l.cooperative_id and p.id = l.product_id
    join loans.schedule s on s.cooperative_id = l.cooperative_id and s.loan_id = l.id and s.version = l.version
    join members.member m on m.cooperative_id = l.cooperative_id and m.id = l.member_id
    join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
    join ledger.account i on i.cooperative_id = l.cooperative_id and i.id = l.interest_account_id
   where l.cooperative_id = $1 and l.id = any($2::uuid[])`;

/**
 * Loans by id with the terms in force. A command that changes one first locks its ledger accounts (`loadBooks`, `lockAccounts`), and reads
 * it afterwards: the principal account's row is the lock of the whole loan.
 */
export async function readLoans(scope: QueryScope, ids: readonly string[]): Promise<ReadonlyMap<string, Loan>> {
  const rows = await scope.tx.prepared<LoanRow>('loans.read', LOANS, [scope.cooperativeId, [...new Set(ids)]]);
  return new Map(
    rows.map((row) => [row.id, { ...row, terms: parseInput(ProductTerms, row.terms), termsJson: row.terms }]),
  );
}

/** One loan. Error: `loan_unknown`. */
export async function requireLoan(scope: QueryScope, id: string): Promise<Loan> {
  const loan = (await readLoans(scope, [id])).get(id);
  if (!loan) throw new DomainError('not_found', 'loan_unknown', 'Pinjaman ini tidak ada');
  return loan;
}

/** What may change of a loan's own row: fields that are left out stay as they are. */
export type LoanPatch = Partial<
  Pick<
    Loan,
    | 'status'
    | 'principalSen'
    | 'disbursedSen'
    | 'version'
    | 'signedOn'
    | 'disbursedOn'
    | 'maturesOn'
    | 'closedOn'
    | 'nextDueOn'
    | 'standingOn'
    | 'daysPastDue'
    | 'overduePrincipalSen'
    | 'overdueInterestSen'
    | 'restructuredOn'
    | 'savingsAccountId'
    | 'standingOrder'
    | 'officerId'
    | 'officerName'
    | 'override'
  >
>;

// A key that is missing keeps the row's own value, a null empties it: what populating a record from JSON does.
const PATCH = `
  update loans.loan l
     set (status, principal_sen, disbursed_sen, version, signed_on, disbursed_on, matures_on, closed_on, next_due_on, standing_on,
          days_past_due, overdue_principal_sen, overdue_interest_sen, restructured_on, savings_account_id, standing_order, officer_id,
          officer_name, override)
       = (select n.status, n.principal_sen, n.disbursed_sen, n.version, n.signed_on, n.disbursed_on, n.matures_on, n.closed_on,
                 n.next_due_on, n.standing_on, n.days_past_due, n.overdue_principal_sen, n.overdue_interest_sen, n.restructured_on,
                 n.savings_account_id, n.standing_order, n.officer_id, n.officer_name, n.override
            from json_populate_record(l, $3::json) n)
   where l.cooperative_id = $1 and l.id = $2`;

/** Step: changes one loan's row. The loan's principal account is locked by the caller. */
export async function updateLoan(scope: QueryScope, id: string, patch: LoanPatch): Promise<void> {
  const columns = Object.entries(patch).map(([field, value]) => [
    field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    typeof value === 'bigint' ? value.toString() : value,
  ]);
  await scope.tx.prepared('loans.patch', PATCH, [scope.cooperativeId, id, JSON.stringify(Object.fromEntries(columns))]);
}

/** The loans of these members, newest first, by id. */
export async function loanIdsOfMembers(scope: QueryScope, memberIds: readonly string[]): Promise<string[]> {
  const rows = await scope.tx.rows<{ id: string }>(sql`
    select l.id from loans.loan l
     where l.cooperative_id = ${scope.cooperativeId} and l.member_id = any(${[...memberIds]}::uuid[])
     order by l.drawn_on desc, l.id desc`);
  return rows.map(({ id }) => id);
}
