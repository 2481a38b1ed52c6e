import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { type LineDraft, openAccounts } from '#ledger';
import { standingOf } from '../rules/standing.ts';
import { type RunningLoan, type TakenOverRow, takenOverRows } from '../rules/take-over.ts';
import { ENGINE_VERSION, type ScheduleRequest } from '../schedule/index.ts';
import { insertLoanEvents } from '../store/events.ts';
import { drawLoanNumbers, insertImportedLoans, takenLoanNumbers } from '../store/imported.ts';
import { insertSchedules } from '../store/instalments.ts';
import type { LoanProduct } from '../store/products.ts';
import type { ProductTermsJson } from '../terms.ts';
import { unpaidRow } from './draw.ts';

/** A running loan of other books, with whose it is and what is known of its contract. */
export type ImportedLoan = RunningLoan & {
  readonly memberId: string;
  readonly memberName: string;
  /** As the other books number it; empty when they do not. Kept when it is free and fit. */
  readonly number: string;
  /** The day it was lent, when known. */
  readonly contractOn: BusinessDate | null;
  /** The rate of its contract, where it is another than the product's. */
  readonly rate?: ProductTermsJson['calculation']['rate'] | undefined;
  /** What the file did not say and was taken as usual: kept with the event, so that nobody has to guess later. */
  readonly assumed: readonly string[];
};

/** A loan with the schedule it will be taken over with. */
export type PlannedLoan = ImportedLoan & {
  readonly product: LoanProduct;
  readonly on: BusinessDate;
  readonly terms: ProductTermsJson;
  readonly request: ScheduleRequest;
  readonly schedule: readonly TakenOverRow[];
  /** Interest overdue on the day that the books show as earned; nothing where interest is booked when paid. */
  readonly receivableSen: bigint;
};

/** A loan that was taken over: what the entry that brings it in debits. */
export type OpenedLoan = {
  readonly id: string;
  readonly number: string;
  readonly memberId: string;
  readonly lines: readonly LineDraft[];
};

/** Plans one loan to be taken over on a day. Pure. Errors: those of `takenOverRows`. */
export function planImportedLoan(product: LoanProduct, loan: ImportedLoan, on: BusinessDate): PlannedLoan {
  const { calculation } = product.termsJson;
  const terms = loan.rate
    ? { ...product.termsJson, calculation: { ...calculation, rate: loan.rate } }
    : product.termsJson;
  const { request, rows } = takenOverRows(terms.calculation, loan, on);
  const overdue = rows.filter(({ dueOn }) => dueOn < on).reduce((sum, row) => sum + row.interestSen, 0n);
  const accrues = (product.terms.recognition ?? 'accrual') === 'accrual';
  return { ...loan, product, on, terms, request, schedule: rows, receivableSen: accrues ? overdue : 0n };
}

/**
 * Step: takes running loans over, set by set: ledger accounts, contracts, the first version of their schedules. No money moves: the caller
 * posts the lines that each answers, and then says so by `noteImportedLoans`. Answers in order. Error: `chart_code_unknown`.
 */
export async function importLoans(scope: Scope, loans: readonly PlannedLoan[]): Promise<OpenedLoan[]> {
  if (loans.length === 0) return [];
  const numbers = await numbersFor(scope, loans);
  const made = loans.map((loan, index) => {
    const number = numbers[index];
    assert(number, 'every loan has a number');
    return { ...loan, id: newId(), interestAccountId: newId(), number };
  });
  await openAccounts(
    scope,
    made.flatMap(({ id, interestAccountId, number, memberId, memberName, product }) => {
      const account = { ownerKind: 'loan' as const, ownerId: memberId, guarded: true };
      return [
        { ...account, id, chartCode: product.principalCode, name: `Pinjaman ${number}, ${memberName}` },
        {
          ...account,
          id: interestAccountId,
          chartCode: product.interestCode,
          name: `Jasa pinjaman ${number}, ${memberName}`,
        },
      ];
    }),
  );
  await insertImportedLoans(scope, made.map(loanRow));
  await insertSchedules(
    scope,
    made.map((loan) => ({
      loanId: loan.id,
      version: 1,
      terms: loan.terms,
      request: loan.request,
      engineVersion: ENGINE_VERSION,
      reason: 'imported' as const,
      madeOn: scope.today,
      rows: loan.schedule.map(unpaidRow),
    })),
  );
  return made.map(({ id, interestAccountId, number, memberId, outstandingSen, receivableSen }) => ({
    id,
    number,
    memberId,
    lines: [
      { accountId: id, amountSen: outstandingSen },
      ...(receivableSen > 0n ? [{ accountId: interestAccountId, amountSen: receivableSen }] : []),
    ],
  }));
}

/** Step: writes the event `imported` of loans whose opening entries are posted; `entryIds` in the order of the loans. */
export async function noteImportedLoans(
  scope: Scope,
  of: {
    readonly planned: readonly PlannedLoan[];
    readonly opened: readonly OpenedLoan[];
    readonly entryIds: readonly string[];
  },
): Promise<void> {
  await insertLoanEvents(
    scope,
    of.planned.map((loan, index) => {
      const opened = of.opened[index];
      const entryId = of.entryIds[index];
      assert(opened && entryId, 'every loan taken over has its entry');
      return {
        loanId: opened.id,
        kind: 'imported' as const,
        on: loan.on,
        version: 1,
        amountSen: loan.outstandingSen + loan.receivableSen,
        principalSen: loan.outstandingSen,
        interestSen: loan.receivableSen,
        entryId,
        detail: {
          original: formatDecimal(loan.originalSen),
          overduePrincipal: formatDecimal(loan.arrears.principalSen),
          overdueInterest: formatDecimal(loan.arrears.interestSen),
          contractOn: loan.contractOn,
          numberInFile: loan.number,
          ownRows: loan.rows !== undefined,
          assumed: loan.assumed,
        },
      };
    }),
  );
}

/** Our own numbers look like `PU-000012`: one of that shape in a file would stand in the way of a number still to be drawn. */
const OWN_NUMBER = /^[A-Z][A-Z0-9]{0,7}-\d{6,}$/;

/** The number of the other books where it is fit and free, else the product's next. */
async function numbersFor(scope: Scope, loans: readonly PlannedLoan[]): Promise<string[]> {
  const wished = loans.map(({ number }) => number.toUpperCase().replace(/\s+/g, ''));
  const taken = await takenLoanNumbers(scope, [...new Set(wished)]);
  const numbers = wished.map((number) => {
    if (!/^[A-Z0-9][A-Z0-9./-]{0,29}$/.test(number) || OWN_NUMBER.test(number) || taken.has(number)) return undefined;
    taken.add(number);
    return number;
  });
  const missing = loans.flatMap((loan, index) => (numbers[index] === undefined ? [{ loan, index }] : []));
  for (const [productId, group] of Map.groupBy(missing, ({ loan }) => loan.product.id)) {
    const drawn = await drawLoanNumbers(scope, productId, group.length);
    for (const [at, { index }] of group.entries()) numbers[index] = drawn[at];
  }
  return numbers.map((number) => {
    assert(number, 'a product draws as many numbers as are asked');
    return number;
  });
}

/** Where the day of the contract is not known, the loan counts from the day it was taken over. */
function loanRow(loan: PlannedLoan & { id: string; interestAccountId: string; number: string }) {
  const dues = loan.schedule.map((row) => ({ ...row, paidPrincipalSen: 0n, paidInterestSen: 0n }));
  const { id, interestAccountId, number, memberId, on } = loan;
  const standing = standingOf(dues, on);
  return {
    id,
    interestAccountId,
    number,
    memberId,
    productId: loan.product.id,
    principalSen: loan.originalSen > loan.outstandingSen ? loan.originalSen : loan.outstandingSen,
    since: loan.contractOn !== null && loan.contractOn < on ? loan.contractOn : on,
    maturesOn: dues.at(-1)?.dueOn ?? on,
    on,
    standing,
  };
}
