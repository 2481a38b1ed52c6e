import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { parseInput } from '#kernel/input';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { openAccounts } from '#ledger';
import { ENGINE_VERSION, makeSchedule, parseSchedule, ScheduleRequest } from '../schedule/index.ts';
import { insertLoanEvents } from '../store/events.ts';
import { type Instalment, insertSchedules } from '../store/instalments.ts';
import { drawLoanNumber, type LoanProduct } from '../store/products.ts';
import type { ProductTermsJson } from '../terms.ts';

/** A contract before it is drawn up. */
export type NewLoan = {
  readonly product: LoanProduct;
  /** What was agreed: the product's own terms, or those with what was decided for this member. */
  readonly termsJson?: ProductTermsJson;
  readonly memberId: string;
  readonly memberName: string;
  readonly principalSen: bigint;
  /** In instalments. */
  readonly tenor: number;
  readonly disbursedOn: BusinessDate;
  readonly firstDueOn: BusinessDate;
  readonly applicationId?: string;
  readonly purpose?: string;
  readonly savingsAccountId?: string;
  readonly standingOrder?: boolean;
  readonly branchId?: string;
  readonly unitId?: string;
  readonly officer?: { readonly id: string; readonly name: string };
  /** Absent: today. A contract that was drawn on paper before is entered with its own day. */
  readonly drawnOn?: BusinessDate;
};

/** A row of a schedule that nothing was paid of yet. */
export function unpaidRow(row: {
  no: number;
  startsOn: BusinessDate;
  dueOn: BusinessDate;
  principalSen: bigint;
  interestSen: bigint;
  balanceAfterSen: bigint;
}): Omit<Instalment, 'loanId'> {
  return {
    no: row.no,
    startsOn: row.startsOn,
    dueOn: row.dueOn,
    principalSen: row.principalSen,
    interestSen: row.interestSen,
    balanceAfterSen: row.balanceAfterSen,
    paidPrincipalSen: 0n,
    paidInterestSen: 0n,
    penaltySen: 0n,
    paidPenaltySen: 0n,
    waivedPenaltySen: 0n,
    settledOn: null,
  };
}

/** The rows of a schedule that begins on a day, nothing paid of them. */
export function unpaidRows(
  rows: ReturnType<typeof makeSchedule>['rows'],
  from: BusinessDate,
): Omit<Instalment, 'loanId'>[] {
  return rows.map((row, index) => unpaidRow({ ...row, startsOn: rows[index - 1]?.dueOn ?? from }));
}

/** The request that makes a product's schedule for an amount, a tenor and its dates. */
export function scheduleRequest(
  terms: ProductTermsJson,
  loan: { principalSen: bigint; tenor: number; disbursedOn: BusinessDate; firstDueOn: BusinessDate },
): ScheduleRequest {
  return parseInput(ScheduleRequest, {
    ...terms.calculation,
    principal: formatDecimal(loan.principalSen),
    instalments: loan.tenor,
    disbursedOn: loan.disbursedOn,
    firstDueOn: loan.firstDueOn,
  });
}

/**
 * Step: draws up a contract: two empty ledger accounts, the loan, the first version of its schedule. Nothing is paid out. Answers its id
 * and number. Errors: those of the schedule engine; `chart_code_unknown`.
 */
export async function drawLoan(scope: Scope, loan: NewLoan): Promise<{ id: string; number: string }> {
  const termsJson = loan.termsJson ?? loan.product.termsJson;
  const request = scheduleRequest(termsJson, loan);
  const { rows } = makeSchedule(parseSchedule(request));
  const last = rows.at(-1);
  assert(last, 'a schedule has at least one row');
  const [id, interestAccountId] = [newId(), newId()];
  const drawnOn = loan.drawnOn ?? scope.today;
  const number = await drawLoanNumber(scope, loan.product.id);
  const place = { branchId: loan.branchId ?? null, unitId: loan.unitId ?? null };
  const account = { ownerKind: 'loan' as const, ownerId: loan.memberId, guarded: true, ...place };
  await openAccounts(scope, [
    { ...account, id, chartCode: loan.product.principalCode, name: `Pinjaman ${number}, ${loan.memberName}` },
    {
      ...account,
      id: interestAccountId,
      chartCode: loan.product.interestCode,
      name: `Jasa pinjaman ${number}, ${loan.memberName}`,
    },
  ]);
  await scope.tx.run(sql`
    insert into loans.loan (cooperative_id, id, interest_account_id, number, member_id, product_id, application_id, status, principal_sen,
           purpose, branch_id, unit_id, officer_id, officer_name, savings_account_id, standing_order, drawn_on, matures_on, next_due_on)
    values (${scope.cooperativeId}, ${id}, ${interestAccountId}, ${number}, ${loan.memberId}, ${loan.product.id},
            ${loan.applicationId ?? null}, 'drawn', ${loan.principalSen}, ${loan.purpose ?? ''}, ${place.branchId}, ${place.unitId},
            ${loan.officer?.id ?? null}, ${loan.officer?.name ?? null}, ${loan.savingsAccountId ?? null},
            ${loan.standingOrder ?? false}, ${drawnOn}, ${last.dueOn}, ${rows[0]?.dueOn ?? null})`);
  await insertSchedules(scope, [
    {
      loanId: id,
      version: 1,
      terms: termsJson,
      request,
      engineVersion: ENGINE_VERSION,
      reason: 'contract',
      madeOn: drawnOn,
      rows: unpaidRows(rows, loan.disbursedOn),
    },
  ]);
  await insertLoanEvents(scope, [{ loanId: id, kind: 'drawn', on: drawnOn, version: 1, amountSen: loan.principalSen }]);
  return { id, number };
}
