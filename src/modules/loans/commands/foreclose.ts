import type { z } from 'zod';
import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import type { ApprovalNeed } from '#kernel/held';
import { rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { generalAccountIds, lockAccounts, post } from '#ledger';
import { ForecloseInput } from '../quality-schema.ts';
import { allocateTo, type Part, withParts } from '../rules/allocation.ts';
import { leftToRecover } from '../rules/write-off.ts';
import { insertLoanEvents } from '../store/events.ts';
import { type Instalment, insertSchedules, readInstalments, writePaid } from '../store/instalments.ts';
import { type Loan, requireLoan, updateLoan } from '../store/loans.ts';
import { readPledges } from '../store/pledges.ts';
import { readRecoveryCode } from '../store/quality-parameters.ts';
import { readWrittenOff } from '../store/recovered.ts';
import { markForeclosed } from './custody.ts';
import { refreshStanding } from './refresh-standing.ts';

/** Agunan yang diambil alih (AYDA), in every chart template. */
const TAKEN_OVER_CODE = '1.4.01';

/**
 * Takes a pledged collateral over in payment of principal, at the value the board resolved: Dr 1.4.01 Cr principal, oldest instalment first;
 * of a written-off loan Cr the recovery line. A second person must agree. Its sale is the matter of the books' assets, not of the loan.
 * Errors: `loan_unknown`, `loan_not_running`, `collateral_not_pledged`, `value_over_debt`, those of `markForeclosed` and of the ledger.
 */
export const forecloseCollateral = command({
  name: 'loans.forecloseCollateral',
  permission: 'loans.manage',
  input: ForecloseInput,
  async approval(scope, input): Promise<ApprovalNeed> {
    const loan = await requireLoan(scope, input.loanId);
    await check(scope, loan, input);
    return {
      rule: 'loans.foreclose: always',
      summary: `Ambil alih agunan pinjaman ${loan.number}, ${loan.memberName}, senilai ${rupiahText(input.value)}. ${input.resolution}`,
      amountSen: input.value,
      permission: 'loans.write_off',
    };
  },
  async run(scope, input) {
    const { interestAccountId } = await requireLoan(scope, input.loanId);
    await lockAccounts(scope, [input.loanId, interestAccountId]);
    const loan = await requireLoan(scope, input.loanId);
    await check(scope, loan, input);
    await markForeclosed(scope, input.collateralId, input.resolution);
    const entryId = await book(scope, loan, input);
    const parts = loan.status === 'active' ? await payPrincipal(scope, loan, input.value) : [];
    const version = (await requireLoan(scope, loan.id)).version;
    await insertLoanEvents(scope, [
      {
        loanId: loan.id,
        kind: loan.status === 'active' ? 'foreclosed' : 'recovered',
        on: scope.today,
        version,
        amountSen: input.value,
        principalSen: loan.status === 'active' ? input.value : 0n,
        channel: 'collateral',
        entryId,
        note: input.note,
        detail: { resolution: input.resolution, collateralId: input.collateralId },
        allocations: parts,
      },
    ]);
    await refreshStanding(scope, [loan.id], scope.today);
    return { loanId: loan.id, entryId };
  },
});

async function check(scope: Scope, loan: Loan, input: z.output<typeof ForecloseInput>): Promise<void> {
  if (loan.status !== 'active' && loan.status !== 'written_off') {
    throw new DomainError('refused', 'loan_not_running', 'Pinjaman ini tidak sedang berjalan');
  }
  const pledges = await readPledges(scope, [input.collateralId]);
  if (!pledges.some(({ loanId, releasedOn }) => loanId === loan.id && releasedOn === null)) {
    throw fieldError('collateralId', 'collateral_not_pledged', 'Agunan ini tidak sedang menjamin pinjaman ini');
  }
  const debtSen = await debtLeft(scope, loan);
  if (input.value > debtSen) {
    throw fieldError('value', 'value_over_debt', `Nilai paling banyak ${rupiahText(debtSen)}, selebihnya hak peminjam`);
  }
}

async function debtLeft(scope: Scope, loan: Loan): Promise<bigint> {
  if (loan.status === 'active') return loan.outstandingSen;
  const claim = await readWrittenOff(scope, loan.id);
  return claim ? leftToRecover(claim.owedSen, claim.recoveredSen) : 0n;
}

async function book(scope: Scope, loan: Loan, input: z.output<typeof ForecloseInput>): Promise<string> {
  const code = await readRecoveryCode(scope, scope.today);
  const accounts = await generalAccountIds(scope, [TAKEN_OVER_CODE, code]);
  const creditId = loan.status === 'active' ? loan.id : (accounts.get(code) ?? '');
  const [entry] = await post(scope, [
    {
      description: `Agunan diambil alih, pinjaman ${loan.number}, ${input.resolution}`,
      businessDate: scope.today,
      source: 'loans.foreclose',
      lines: [
        { accountId: accounts.get(TAKEN_OVER_CODE) ?? '', amountSen: input.value },
        { accountId: creditId, amountSen: -input.value },
      ],
    },
  ]);
  return entry?.id ?? '';
}

/** Pays principal, oldest instalment first. Once none is left, interest of days to come is not owed: the schedule says so anew. */
async function payPrincipal(scope: Scope, loan: Loan, valueSen: bigint): Promise<Part[]> {
  const rows = (await readInstalments(scope, [loan.id])).get(loan.id) ?? [];
  const owed = rows.map(({ no, principalSen, paidPrincipalSen }) => ({
    no,
    penalty: 0n,
    interest: 0n,
    principal: principalSen - paidPrincipalSen,
  }));
  const { parts } = allocateTo(owed, ['principal'], valueSen);
  const paid = withParts(rows, parts, scope.today, (row) => row.penaltySen);
  if (valueSen < loan.outstandingSen) {
    await writePaid(
      scope,
      paid.map((row) => ({ ...row, version: loan.version })),
    );
    return parts;
  }
  const version = loan.version + 1;
  const { id: loanId, termsJson: terms, request, engineVersion } = loan;
  const cut = paid.map((row) => withoutComingInterest(row, scope.today));
  const head = { loanId, version, terms, request, engineVersion, reason: 'recalculated' as const, madeOn: scope.today };
  await insertSchedules(scope, [{ ...head, rows: cut }]);
  const owes = cut.some(
    (row) => row.interestSen > row.paidInterestSen || row.penaltySen > row.paidPenaltySen + row.waivedPenaltySen,
  );
  await updateLoan(scope, loanId, { version, ...(owes ? {} : { status: 'settled', closedOn: scope.today }) });
  return parts;
}

function withoutComingInterest(row: Instalment, today: Instalment['dueOn']): Instalment {
  if (row.dueOn <= today) return row;
  return { ...row, interestSen: row.paidInterestSen, settledOn: row.settledOn ?? today };
}
