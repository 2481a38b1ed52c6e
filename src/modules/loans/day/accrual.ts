import sql from 'sql-template-tag';
import { assert } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import {
  type Books,
  type EntryDraft,
  generalAccountIds,
  type LineDraft,
  loadBooks,
  planPosting,
  writePosting,
} from '#ledger';
import { type AccruingLoan, accrualTargets, insertAccrualBatch, nextAccruing } from '../store/accruals.ts';
import { BATCH_LOANS, type DayDone, type DayStep, NOTHING, type Phase, throughOf } from './phase.ts';

/**
 * Brings the interest account of every loan that has an instalment on the day, or of every loan at a month's end, to what is earned and
 * not paid; takes it back out of income where a loan stopped performing. One entry a branch and unit: Dr or Cr each loan's interest
 * account against its product's income line.
 */
export const accrual: Phase = {
  async total(scope, { on, monthEnd }) {
    const { loans } = await scope.tx.one<{ loans: bigint }>(sql`
      select count(*) as loans from loans.loan l
       where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active' and (${monthEnd} or l.next_due_on <= ${on})`);
    return Number(loans);
  },
  async run(scope, step) {
    const found = await nextAccruing(scope, { ...step, limit: BATCH_LOANS });
    const last = found.at(-1);
    return last ? await accrue(scope, step, found, last.id) : NOTHING;
  },
};

async function accrue(scope: Scope, step: DayStep, found: readonly AccruingLoan[], last: string): Promise<DayDone> {
  const incomes = await generalAccountIds(
    scope,
    found.map(({ incomeCode }) => incomeCode),
  );
  const accounts = [...found.map(({ interestAccountId }) => interestAccountId), ...incomes.values()];
  // Under the ledger's lock no payment can come between what is read here and what is written.
  const books = await loadBooks(scope, accounts);
  const targets = await accrualTargets(
    scope,
    found.map(({ id }) => id),
    step.on,
  );
  const moves = found.flatMap((loan) => moveOf(books, loan, targets.get(loan.id)));
  const firstNumber = books.nextNumber;
  await writePosting(scope, books, planPosting(books, entriesOf(step, moves, incomes)));
  const amountSen = moves.reduce((sum, { amountSen: moved }) => sum + moved, 0n);
  const through = throughOf(found);
  await insertAccrualBatch(scope, {
    on: step.on,
    afterId: step.after,
    throughId: last,
    nextNumber: firstNumber,
    monthEnd: step.monthEnd,
    loans: found.length,
    changed: moves.length,
    amountSen,
  });
  return { through, looked: found.length, changed: moves.length, amountSen };
}

type Move = { readonly loan: AccruingLoan; readonly amountSen: bigint };

function moveOf(books: Books, loan: AccruingLoan, targetSen: bigint | undefined): Move[] {
  const account = books.accounts.get(loan.interestAccountId);
  assert(account, 'every loan has its interest account');
  if (targetSen === undefined || account.status !== 'open' || targetSen === account.balanceSen) return [];
  return [{ loan, amountSen: targetSen - account.balanceSen }];
}

function entriesOf(step: DayStep, moves: readonly Move[], incomes: ReadonlyMap<string, string>): EntryDraft[] {
  const byPlace = Map.groupBy(moves, ({ loan }) => `${loan.branchId} ${loan.unitId}`);
  return [...byPlace.values()].map((group) => {
    const { branchId, unitId } = group[0]?.loan ?? { branchId: null, unitId: null };
    return {
      description: `Jasa pinjaman yang sudah menjadi hak sampai ${step.on}`,
      businessDate: step.on,
      source: 'loans.accrual',
      lines: linesOf(group, incomes),
      ...(branchId !== null && { branchId }),
      ...(unitId !== null && { unitId }),
    };
  });
}

function linesOf(group: readonly Move[], incomes: ReadonlyMap<string, string>): LineDraft[] {
  const lines: LineDraft[] = group.map(({ loan, amountSen }) => ({ accountId: loan.interestAccountId, amountSen }));
  // What is added and what is taken back stand apart on the income line, as a reader of the books looks for them.
  for (const [code, moves] of Map.groupBy(group, ({ loan }) => loan.incomeCode)) {
    const accountId = incomes.get(code);
    assert(accountId, 'generalAccountIds answers every code');
    for (const side of [
      moves.filter(({ amountSen }) => amountSen > 0n),
      moves.filter(({ amountSen }) => amountSen < 0n),
    ]) {
      const sum = side.reduce((total, { amountSen }) => total + amountSen, 0n);
      if (sum !== 0n) lines.push({ accountId, amountSen: -sum });
    }
  }
  return lines;
}
